"""A large file is opened piece by piece, with the same result and the same refusals as a small one in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from ascn_desk.base.errors import MachineError, RefusedError
from ascn_desk.base.files import Written
from ascn_desk.base.spool import Spool
from ascn_desk.operations.incoming_files import read_bundle_file
from ascn_desk.sync import bundle as bundles
from ascn_desk.sync import outer
from ascn_desk.sync.archive import BLOCK, read_archive
from ascn_desk.sync.bundle import verify_bundle
from ascn_desk.sync.outer import LargeFile, open_outer, seal_into
from ascn_desk.sync.trust import judge
from tests.support.whole import bundle_identity, compose
from tests.sync.makers import World, content, file_of, rewritten

WORLD = World()
TRUST = judge(None, None, [WORLD.root()], WORLD.registry())
ARCHIVE = compose(content(WORLD, trust=TRUST), WORLD.embassy)
FILE = file_of(WORLD, ARCHIVE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "came.ascn"


def _large(path: Path, data: bytes) -> LargeFile:
    path.write_bytes(data)
    return LargeFile(path, path.parent)


def _told(data: bytes | LargeFile) -> str:
    """What came of verifying a file: the code of its refusal, or its identity."""
    try:
        with closing(verify_bundle(data, WORLD.hq, TRUST, TRUST.root_fingerprint())) as verified:
            parts = [(raw.name, bytes(raw.envelope), bytes(raw.body)) for raw in verified.segments]
            files = {name: bytes(member.data) for name, member in verified.files.items()}
            return f"{verified.identity} {parts} {files}"
    except RefusedError as error:
        return error.code


def test_it_holds_what_a_small_one_holds(path: Path) -> None:
    assert _told(_large(path, FILE)) == _told(FILE)
    assert _told(FILE).startswith(bundle_identity(ARCHIVE))


def _harmed() -> Iterator[bytes]:
    for place in range(0, len(FILE), 41):
        yield FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :]
    for length in range(0, len(FILE), 97):
        yield FILE[:length]
    yield FILE + b"\0"
    for place in range(0, len(ARCHIVE), 211):
        altered = bytearray(ARCHIVE)
        altered[place] ^= 1
        yield file_of(WORLD, bytes(altered))
    yield ARCHIVE
    yield ARCHIVE[:-BLOCK]
    yield rewritten(ARCHIVE, WORLD.embassy, to=[WORLD.embassy.desk])
    yield b"%PDF-1.7 no bundle"


def test_what_is_sealed_piece_by_piece_opens_as_what_is_sealed_as_a_whole(path: Path) -> None:
    recipients = [WORLD.hq.recipient]
    with path.open("wb") as file:
        seal_into(Written(file), [ARCHIVE[:1], b"", memoryview(ARCHIVE)[1:70_000], ARCHIVE[70_000:]], recipients)
    assert open_outer(path.read_bytes(), WORLD.hq).archive == ARCHIVE


def test_what_fails_while_it_is_sealed_is_told_as_what_it_is(path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield ARCHIVE[:100]
        raise MachineError("disk-failed", path="attachment")

    with path.open("wb") as file, pytest.raises(MachineError, match="disk-failed"):
        seal_into(Written(file), broken(), [WORLD.hq.recipient])
    with path.open("rb") as file, pytest.raises(OSError, match="write"):
        seal_into(Written(file), [ARCHIVE], [WORLD.hq.recipient])


def test_it_is_refused_as_a_small_one_is(path: Path) -> None:
    found = {_told(data): _told(_large(path, data)) for data in _harmed()}
    assert all(small == large for small, large in found.items())
    assert {"damaged", "not-for-this-desk", "malformed-container", "not-a-bundle"} <= found.keys()


def test_it_is_for_nobody_without_a_key(path: Path) -> None:
    with pytest.raises(RefusedError, match="not-for-this-desk"):
        open_outer(_large(path, FILE), None)
    with closing(open_outer(_large(path, ARCHIVE), None)) as opened:
        assert (opened.archive[:], opened.is_encrypted) == (ARCHIVE, False)


def test_it_is_too_large_beyond_the_same_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outer.GREATEST_FILE_BYTES == 536_870_912
    monkeypatch.setattr(outer, "GREATEST_FILE_BYTES", len(FILE))
    with closing(open_outer(_large(path, FILE), WORLD.hq)) as opened:
        assert len(opened.archive) == len(ARCHIVE)
    monkeypatch.setattr(outer, "GREATEST_FILE_BYTES", len(FILE) - 1)
    with pytest.raises(RefusedError, match="too-large"):
        open_outer(_large(path, FILE), WORLD.hq)


def test_a_file_is_large_above_16_mib(path: Path) -> None:
    for size, is_large in ((16_777_216, False), (16_777_217, True), (outer.GREATEST_FILE_BYTES, True)):
        with path.open("wb") as file:
            file.truncate(size)
        assert isinstance(read_bundle_file(path, path.parent), LargeFile) == is_large


def test_one_that_changes_while_it_is_read_is_not_read(path: Path) -> None:
    large = _large(path, ARCHIVE)
    assert large.digest == sha256(ARCHIVE).hexdigest()
    path.write_bytes(ARCHIVE + ARCHIVE)
    with pytest.raises(MachineError, match="cannot-read"):
        open_outer(large, WORLD.hq)


def test_one_that_was_pulled_out_is_told_as_such(path: Path) -> None:
    large = _large(path, FILE)
    path.unlink()
    with pytest.raises(MachineError, match="cannot-read"):
        open_outer(large, WORLD.hq)
    with pytest.raises(MachineError, match="cannot-read"):
        LargeFile(path, path.parent)


def test_a_disk_that_fails_beside_it_is_not_taken_for_a_damaged_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Spool, data: bytes) -> int:
        raise MachineError("disk-full", path="spool")

    large = _large(path, FILE)
    monkeypatch.setattr(Spool, "write", full)
    with pytest.raises(MachineError, match="disk-full"):
        open_outer(large, WORLD.hq)


def test_a_document_beyond_all_honest_ones_is_read_no_further(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = next(each for each in read_archive(ARCHIVE) if each.name == "trust/registry.json")
    monkeypatch.setattr(bundles, "_GREATEST_DOCUMENTS", sum(
        each.size for each in read_archive(ARCHIVE)[:1] + read_archive(ARCHIVE)[2:4]
    ))  # fmt: skip
    assert _told(FILE) not in ("untrusted-registry", "untrusted-root")
    monkeypatch.setattr(bundles, "_GREATEST_DOCUMENTS", bundles._GREATEST_DOCUMENTS - 1)
    assert registry.size > 1 and _told(FILE) == "untrusted-registry"
