"""Files are saved whole or not at all."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import pytest

from ascn_desk.base.errors import MachineError
from ascn_desk.base.files import check_place, machine_error, write_atomic

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "覚書.bin"
    write_atomic(path, b"\x00one\r\n")
    assert path.read_bytes() == b"\x00one\r\n"


def test_an_older_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    path.write_bytes(b"a longer old content")
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@posix_only
def test_only_the_owner_may_read_a_saved_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    write_atomic(path, b"secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_folder_is_told_with_place_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "desk.key"
    with pytest.raises(MachineError) as caught:
        write_atomic(path, b"x")
    assert caught.value.code == "cannot-write"
    assert caught.value.data["path"] == str(path)
    assert caught.value.data["reason"]


def test_a_failed_replacement_leaves_no_half_written_file(tmp_path: Path) -> None:
    folder_in_the_way = tmp_path / "desk.key"
    folder_in_the_way.mkdir()
    with pytest.raises(MachineError) as caught:
        write_atomic(folder_in_the_way, b"x")
    assert caught.value.code == "cannot-write"
    assert list(tmp_path.iterdir()) == [folder_in_the_way]


def test_a_place_is_seen_to_without_leaving_or_changing_anything(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"kept")
    check_place(path)
    check_place(tmp_path / "new")
    assert [each.name for each in tmp_path.iterdir()] == ["kept"] and path.read_bytes() == b"kept"


@pytest.mark.parametrize("place", ["folder", "missing/file"])
def test_a_place_where_no_file_can_stand_is_told_beforehand(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(MachineError, match="cannot-write") as caught:
        check_place(tmp_path / place)
    assert caught.value.data["path"] == str(tmp_path / place)


@posix_only
def test_writing_cut_short_by_the_system_keeps_the_former_content(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "desk.key"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(MachineError):
            write_atomic(path, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_has_a_code_of_its_own(tmp_path: Path) -> None:
    error = machine_error(OSError(errno.ENOSPC, "No space left on device"), tmp_path)
    assert (error.code, error.data) == ("disk-full", {"path": str(tmp_path)})


def test_an_error_without_words_of_the_system_still_gives_a_reason(tmp_path: Path) -> None:
    assert machine_error(OSError("odd"), tmp_path).data["reason"] == "odd"
