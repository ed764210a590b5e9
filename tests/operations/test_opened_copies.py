"""Attachments in lists, and the copies that another program shows."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import attachments, exchange, purging, records
from ascn_desk.operations.opened_copies import FOLDER, forget_copies, open_copy
from tests.support.trio import COUNTRY, Trio

TEXT = b"What was agreed on Tuesday."


def attached(trio: Trio, tmp_path: Path, name: str = "minutes.txt") -> tuple[str, str]:
    """The ids of a case at the embassy and of its attachment."""
    values = {"company": "nippon-koei", "category": "trouble", "summary": "練習"}
    case = records.add_record(trio.vn, "case", values, channel=COUNTRY).id
    path = tmp_path / name
    path.write_bytes(TEXT)
    return case, attachments.attach(trio.vn, "case", case, path, note="Draft").saved.id


def carry(trio: Trio, post: Path) -> None:
    """A file from the embassy to headquarters."""
    files = exchange.export(trio.vn, ["hq"], post)
    exchange.import_files(trio.hq, [each.path for each in files], has_backup=False)


def test_a_list_says_whether_each_file_is_here_or_still_to_come(trio: Trio, tmp_path: Path) -> None:
    case, _ = attached(trio, tmp_path)
    (own,) = attachments.attachments_of(trio.vn, "case", case)
    assert (own.name, own.size, own.note, own.is_here) == ("minutes.txt", len(TEXT), "Draft", True)
    carry(trio, tmp_path)
    for each in (trio.hq.profile / "files").iterdir():
        each.unlink()

    (listed,) = attachments.attachments_of(trio.hq, "case", case)
    assert (listed.name, listed.size, listed.is_here) == ("minutes.txt", len(TEXT), False)
    with pytest.raises(CorrectableError, match="file-not-received"):
        open_copy(trio.hq, listed.id)


def test_a_copy_may_only_be_read_and_goes_with_the_window(trio: Trio, tmp_path: Path) -> None:
    _, made = attached(trio, tmp_path)
    copy = open_copy(trio.vn, made)
    assert copy.read_bytes() == TEXT and copy.name == "minutes.txt"
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IRUSR
    assert open_copy(trio.vn, made) == copy
    forget_copies(trio.vn.profile)

    assert not (trio.vn.profile / FOLDER).exists()
    forget_copies(trio.vn.profile)


@pytest.mark.parametrize("name", ["setup.exe", "letter.docm", "run.sh", "no-ending", "page.html"])
def test_what_could_be_a_program_is_never_opened(trio: Trio, tmp_path: Path, name: str) -> None:
    _, made = attached(trio, tmp_path, name)
    with pytest.raises(CorrectableError, match="attachment-not-shown"):
        open_copy(trio.vn, made)
    assert not (trio.vn.profile / FOLDER).exists()


def test_a_purged_attachment_leaves_no_copy(trio: Trio, tmp_path: Path) -> None:
    _, made = attached(trio, tmp_path)
    carry(trio, tmp_path)
    copy = open_copy(trio.hq, made)
    asked = purging.request(trio.hq, "attachment", made, why="練習")
    assert copy.exists()
    records.add_record(trio.hq, "officer", {"user_id": "second", "name": "Second", "office": "hq"})
    purging.confirm(trio.hq, asked.id, officer="second")

    assert not copy.exists()


def test_a_folder_is_not_attached(trio: Trio, tmp_path: Path) -> None:
    case, _ = attached(trio, tmp_path)
    with pytest.raises(CorrectableError, match="folder-attached"):
        attachments.attach(trio.vn, "case", case, tmp_path)
