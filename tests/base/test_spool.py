"""A spool: what is written is read back from wherever it is wanted, and the disk alone tells nothing of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base import spool as module
from ascn_desk.base.errors import MachineError
from ascn_desk.base.spool import Spool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path) as opened:
        yield opened


def filled(spool: Spool, *pieces: bytes) -> Spool:
    for piece in pieces:
        assert spool.write(piece) == len(piece)
    spool.flush()
    spool.end()
    return spool


@given(st.lists(st.binary(max_size=30)), st.integers(0, 400), st.integers(0, 400))
def test_any_part_is_read_back(pieces: list[bytes], start: int, stop: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder, Spool(Path(folder)) as spool:
        patch.setattr(module, "_BLOCK", 16)
        filled(spool, *pieces)
        whole = b"".join(pieces)
        assert len(spool) == len(whole)
        assert spool[start:stop] == whole[start:stop]
        assert spool[:] == whole


def test_parts_are_read_in_any_order(spool: Spool) -> None:
    data = bytes(range(256)) * 3_000
    filled(spool, data[:400_000], data[400_000:])
    for start in (700_000, 10, 262_143, 262_144, 0, 500_000):
        assert spool[start : start + 1_000] == data[start : start + 1_000]


def test_it_is_read_forwards_without_gaps_alone(spool: Spool) -> None:
    filled(spool, b"abc")
    with pytest.raises(ValueError, match="forwards"):
        spool[::2]


def test_its_folder_shows_no_file_and_its_file_no_text(spool: Spool, tmp_path: Path) -> None:
    filled(spool, b"confidential " * 50_000)
    assert list(tmp_path.iterdir()) == []
    spool._file.seek(0)
    assert b"confidential" not in spool._file.read()


def test_what_the_disk_gives_back_otherwise_is_told_as_its_failure(spool: Spool) -> None:
    filled(spool, b"x" * 300_000)
    spool._file.seek(5)
    spool._file.write(b"!")
    with pytest.raises(MachineError, match="disk-failed"):
        spool[:10]


class _FullDisk:
    """A disk that takes some bytes and no more."""

    def __init__(self, file: Any, room: int) -> None:
        self._file = file
        self._room = room

    def write(self, data: memoryview) -> int:
        if not self._room:
            raise OSError(28, "No space left on device")
        taken = min(self._room, len(data))
        self._room -= taken
        return int(self._file.write(data[:taken]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_full_disk_is_told_and_short_writes_go_on(spool: Spool) -> None:
    spool._file = _FullDisk(spool._file, 300_000)  # type: ignore[assignment]
    spool.write(b"x" * 262_144)
    with pytest.raises(MachineError, match="disk-full"):
        spool.write(b"x" * 262_144)


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot-write"):
        Spool(tmp_path / "missing")
