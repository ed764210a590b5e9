"""Attachments: added to a record, sent once, asked for when lost, held by those alone who read the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import attachments, exchange, records, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.store import files
from ascn_desk.sync.bundle import read_bundle
from ascn_desk.sync.outer import open_outer
from tests.support.trio import COUNTRY, PASSPHRASE, Trio, open_machine, rows_of

TEXT = "練習用の議事録 ".encode() * 50


def written(folder: Path, name: str = "minutes.txt", data: bytes = TEXT) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def case(desk: Desk, channel: str | None = COUNTRY) -> str:
    return records.add_record(
        desk, "case", {"company": "nippon-koei", "category": "trouble", "summary": "練習"}, channel=channel
    ).id


def carried(desk: Desk, path: Path) -> set[str]:
    archive, is_encrypted = open_outer(path.read_bytes(), desk.secrets.desk)
    return set(read_bundle(archive, is_encrypted).files)


def sent(desk: Desk, office: str, post: Path, **more: int) -> list[Path]:
    return [each.path for each in exchange.export(desk, [office], post, **more)]


def test_a_file_comes_with_the_entry_that_names_it_and_is_not_sent_twice(trio: Trio, tmp_path: Path) -> None:
    done = attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path))
    (first,) = sent(trio.vn, "hq", tmp_path)
    assert carried(trio.vn, first) == {done.sha256}
    exchange.import_files(trio.hq, [first])
    held = attachments.attachment(trio.hq, done.saved.id)
    assert (held.name, held.media_type, held.data) == ("minutes.txt", "text/plain", TEXT)
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path))
    case(trio.vn)
    (second,) = sent(trio.vn, "hq", tmp_path)
    assert carried(trio.vn, second) == set()


def test_who_lacks_a_file_says_so_and_gets_it_with_the_next_bundle(trio: Trio, tmp_path: Path) -> None:
    done = attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path))
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    (trio.hq.profile / "files" / done.sha256).unlink()
    assert attachments.attachment(trio.hq, done.saved.id).data is None
    with pytest.raises(CorrectableError, match="file-not-received"):
        attachments.save_attachment(trio.hq, done.saved.id, tmp_path)
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path))
    again = sent(trio.vn, "hq", tmp_path)
    assert carried(trio.vn, again[0]) == {done.sha256}
    exchange.import_files(trio.hq, again)
    assert attachments.attachment(trio.hq, done.saved.id).data == TEXT


def test_a_file_of_an_office_alone_never_goes_to_another_office_even_if_it_asks(trio: Trio, tmp_path: Path) -> None:
    done = attachments.attach(trio.vn, "case", case(trio.vn, "office/emb-vn"), written(tmp_path))
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    with trio.hq.store.writing() as connection:
        connection.exec_driver_sql("INSERT OR REPLACE INTO asked VALUES (?, ?)", (trio.hcm.desk, f'["{done.sha256}"]'))
    (out,) = sent(trio.hq, "cg-ho-chi-minh-city", tmp_path)
    assert carried(trio.hq, out) == set()
    exchange.import_files(trio.hcm, [out])
    assert trio.hcm.files.held() == frozenset()


def test_a_rehearsal_keeps_no_file(trio: Trio, tmp_path: Path) -> None:
    attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path))
    paths = sent(trio.vn, "hq", tmp_path)
    exchange.rehearse(trio.hq, paths)
    assert trio.hq.files.held() == frozenset()


def test_under_a_greatest_size_every_file_comes_and_no_bundle_is_larger(trio: Trio, tmp_path: Path) -> None:
    place = case(trio.vn)
    made = {
        attachments.attach(trio.vn, "case", place, written(tmp_path, f"{n}.bin", bytes([n]) * 150_000)).sha256
        for n in range(5)
    }
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    for digest in made:
        (trio.hq.profile / "files" / digest).unlink()
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path))
    paths = sent(trio.vn, "hq", tmp_path, max_size=400_000)
    assert len(paths) > 1
    assert all(path.stat().st_size <= 400_000 for path in paths)
    exchange.import_files(trio.hq, list(reversed(paths)))
    assert trio.hq.files.held() == made


def test_what_lies_on_the_disk_is_encrypted_and_a_damaged_file_counts_as_not_held(trio: Trio, tmp_path: Path) -> None:
    done = attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path))
    path = trio.vn.profile / "files" / done.sha256
    kept = path.read_bytes()
    assert TEXT[:30] not in kept
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    assert trio.vn.files.get(done.sha256) is None
    assert trio.vn.files.put(TEXT) == done.sha256
    assert trio.vn.files.get(done.sha256) == TEXT


def harm(desk: Desk, digest: str) -> None:
    path = desk.profile / "files" / digest
    path.write_bytes(path.read_bytes()[:-1])


def test_a_file_that_is_damaged_when_it_is_opened_is_asked_for_again(trio: Trio, tmp_path: Path) -> None:
    done = attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path))
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    harm(trio.hq, done.sha256)
    assert attachments.attachment(trio.hq, done.saved.id).data is None
    assert trio.hq.files.held() == frozenset()
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path))
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    assert attachments.attachment(trio.hq, done.saved.id).data == TEXT


def test_the_check_finds_damaged_files_by_their_names_and_lets_them_be_asked_for(trio: Trio, tmp_path: Path) -> None:
    place = case(trio.vn)
    done = [attachments.attach(trio.vn, "case", place, written(tmp_path, f"{n}.txt", TEXT * n)) for n in (1, 2, 3)]
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    assert upkeep.check(trio.hq) == ()
    harm(trio.hq, done[1].sha256)
    (found,) = upkeep.check(trio.hq)
    assert (found.code, found.repair, "2.txt" in found.message) == ("damaged-attachment", "export", True)
    assert upkeep.check(trio.hq) == ()
    (listed,) = [each for each in attachments.attachments_of(trio.hq, "case", place) if not each.is_here]
    assert listed.name == "2.txt"
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path))
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path))
    assert trio.hq.files.held() == {each.sha256 for each in done}
    trio.hq.files.keep_only({each.sha256 for each in done})
    assert {each.name for each in (trio.hq.profile / "files").iterdir()} == {each.sha256 for each in done}


def test_what_cannot_be_attached_is_told_and_nothing_is_kept(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = case(trio.vn)
    before = rows_of(trio.vn, "SELECT count(*) FROM entry")
    with pytest.raises(CorrectableError, match="empty-file"):
        attachments.attach(trio.vn, "case", place, written(tmp_path, "empty", b""))
    with pytest.raises(CorrectableError, match="no-such-file"):
        attachments.attach(trio.vn, "case", place, tmp_path / "nothing")
    with pytest.raises(CorrectableError, match="unknown-record"):
        attachments.attach(trio.vn, "case", "no-such-case", written(tmp_path))
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(files.GREATEST_BYTES + 1)
    with pytest.raises(CorrectableError, match="attachment-too-large"):
        attachments.attach(trio.vn, "case", place, large)
    assert rows_of(trio.vn, "SELECT count(*) FROM entry") == before
    assert trio.vn.files.held() == frozenset()


def test_a_desk_that_only_reads_keeps_no_file(trio: Trio, tmp_path: Path) -> None:
    place = case(trio.vn)
    backup = upkeep.backup(trio.vn, tmp_path / "stick.db")
    trio.carry(trio.vn, trio.hq)
    trio.vn.close()
    upkeep.restore(trio.vn.profile, backup, PASSPHRASE)
    trio.vn = open_machine(trio.vn.profile)
    with pytest.raises(CorrectableError, match="desk-behind"):
        attachments.attach(trio.vn, "case", place, written(tmp_path))
    assert trio.vn.files.held() == frozenset()


def test_a_name_from_elsewhere_never_leaves_the_folder_it_is_written_to(trio: Trio, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    done = attachments.attach(trio.vn, "case", case(trio.vn), written(tmp_path), name="../../\u202eevil\n.txt")
    first = attachments.save_attachment(trio.vn, done.saved.id, out)
    second = attachments.save_attachment(trio.vn, done.saved.id, out)
    assert first.parent == second.parent == out and first != second
    assert first.read_bytes() == second.read_bytes() == TEXT
    assert "\u202e" not in first.name and "\n" not in first.name
