"""Refused files: kept with their reason, tried again once what they lacked has come, taken out, thrown away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.ids import new_id
from ascn_desk.operations import enrolment, exchange, incoming_files, quarantine, records, trust_care, trust_changes
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.trust_changes import Signing
from ascn_desk.operations.upkeep import check
from ascn_desk.sync.bundle import Chain, Content, Open
from ascn_desk.sync.segment import RawSegment
from tests.operations.test_receiving import line, segment
from tests.support.short_disk import short_of_space, statements_of
from tests.support.trio import COUNTRY, Trio, approved, dump, enrolled, new_desk, open_machine, rows_of, take
from tests.support.whole import compose, seal_outer


@pytest.fixture
def stranger(trio: Trio) -> Iterator[Desk]:
    """A second desk of the embassy, registered after the others heard from headquarters last."""
    trust = trio.hq.trust()
    assert trust is not None
    desk = new_desk(trio.folder / "second", "emb-vn", practice_root=trust.root_fingerprint())
    yield desk
    desk.close()


def written_by(stranger: Desk, receiver: Desk, path: Path) -> Path:
    """A bundle of that desk under the registry that the receiver holds: it names no such sender."""
    trust = receiver.trust()
    assert trust is not None
    one = segment(stranger.secrets.desk, 1, None, line(10), channel=COUNTRY)
    content = Content(
        bundle=new_id(stranger.clock), created="2026-11-24T09:30:00Z", to=(receiver.desk,), note="", schema=0, have={},
        lacks=(), open=Open(0, 0), chain=Chain(1, None), trust=trust,
        segments=[RawSegment(one.name, one.envelope, one.body)],
    )  # fmt: skip
    path.write_bytes(seal_outer(compose(content, stranger.secrets.desk), [receiver.secrets.desk.recipient]))
    return path


@pytest.fixture
def letter(trio: Trio, stranger: Desk) -> Path:
    """A bundle of that desk to the consulate, which has not heard of its registration."""
    path = written_by(stranger, trio.hcm, trio.post / "from-second.ascn")
    enrolled(trio.hq, stranger, trio.post)
    return path


def folder(desk: Desk) -> set[str]:
    return {each.suffix for each in (desk.profile / "quarantine").iterdir()}


def notes(desk: Desk) -> list[tuple[str]]:
    return rows_of(desk, "SELECT text FROM shown_city_note")


def damaged(trio: Trio) -> Path:
    """A bundle of the embassy to headquarters of which one bit is another."""
    records.add_record(trio.vn, "city_note", {"city": "vn-hanoi", "text": "sent"})
    (path,) = trio.send(trio.vn, trio.hq)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("lot", [64, 1], ids=["in-one-lot", "in-two-lots"])
def test_a_file_is_taken_in_by_the_import_that_brings_the_registry_that_names_its_sender(
    trio: Trio, letter: Path, lot: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "_LOT_FILES", lot)
    assert [each.code for each in take(trio.hcm, [letter]).files] == ["unknown-sender"]
    letter.unlink()
    (kept,) = quarantine.quarantined(trio.hcm)
    assert (kept.code, kept.file, kept.may_pass) == ("unknown-sender", "from-second.ascn", True)
    paths = trio.send(trio.hq, trio.hcm)
    before = dump(trio.hcm)
    rehearsed = exchange.rehearse(trio.hcm, paths)
    assert (dump(trio.hcm), quarantine.quarantined(trio.hcm)) == (before, (kept,))
    report = take(trio.hcm, paths)
    assert rehearsed == report
    assert [(each.path, each.quarantine, each.new) for each in report.files[1:]] == [("from-second.ascn", kept.id, 1)]
    assert (report.is_complete, report.balance["shown"]) == (True, 1)
    assert notes(trio.hcm) == [("練習 10",)]
    assert (quarantine.quarantined(trio.hcm), folder(trio.hcm), check(trio.hcm)) == ((), set(), ())


@pytest.mark.parametrize("lot", [64, 1], ids=["in-one-lot", "in-two-lots"])
def test_a_file_before_the_one_that_brings_its_registry_is_taken_in_by_the_same_import(
    trio: Trio, letter: Path, lot: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "_LOT_FILES", lot)
    report = take(trio.hcm, [letter, *trio.send(trio.hq, trio.hcm)])
    assert [(each.code, each.new) for each in report.files] == [(None, 1), (None, 0)]
    assert (notes(trio.hcm), quarantine.quarantined(trio.hcm)) == ([("練習 10",)], ())


def test_registering_its_sender_takes_a_file_in_at_once_and_into_the_starter(trio: Trio, stranger: Desk) -> None:
    path = written_by(stranger, trio.hq, trio.post / "too-early.ascn")
    other = damaged(trio)
    assert [each.code for each in take(trio.hq, [path, other]).files] == ["unknown-sender", "damaged"]
    (kept,) = (each for each in quarantine.quarantined(trio.hq) if each.code == "unknown-sender")
    assert (kept.desk, kept.office) == (stranger.desk, "")
    answer = approved(trio.hq, stranger, trio.post)
    assert [(each.path, each.quarantine, each.new) for each in answer.taken] == [("too-early.ascn", kept.id, 1)]
    assert notes(trio.hq) == [("練習 10",)]
    assert [each.code for each in quarantine.quarantined(trio.hq)] == ["damaged"]
    # Approving once more finds nothing that waits.
    assert approved(trio.hq, stranger, trio.post).taken == ()
    enrolment.accept(stranger, answer.path, answer.words)
    assert notes(stranger) == [("練習 10",)]
    assert check(trio.hq) == ()


def test_a_change_that_a_second_person_puts_into_effect_takes_in_what_waited_for_it(
    trio: Trio, stranger: Desk
) -> None:
    path = written_by(stranger, trio.hq, trio.post / "too-early.ascn")
    take(trio.hq, [path])
    asked, change = trio.post / "second.ascn-request", trio.post / "second.ascn-change"
    enrolment.make_request(stranger, asked)
    enrolment.register(trio.hq, asked, Signing(prepare=change))
    assert notes(trio.hq) == []
    done = trust_changes.apply_change(trio.hq, change)
    assert [(each.path, each.new) for each in done.taken] == [("too-early.ascn", 1)]
    assert (notes(trio.hq), quarantine.quarantined(trio.hq)) == ([("練習 10",)], ())


def test_a_change_is_in_effect_though_the_disk_has_no_room_for_what_waited_for_it(
    trio: Trio, stranger: Desk
) -> None:
    path = written_by(stranger, trio.hq, trio.post / "too-early.ascn")
    take(trio.hq, [path])
    asked = trio.post / "second.ascn-request"
    enrolment.make_request(stranger, asked)
    (trio.hq.profile / "backups").rename(trio.hq.profile / "kept")
    (trio.hq.profile / "backups").write_bytes(b"in the way")
    done = enrolment.register(trio.hq, asked, Signing())
    assert (done.outcome, done.taken, notes(trio.hq)) == ("applied", (), [])
    (trio.hq.profile / "backups").unlink()
    trio.carry(trio.vn, trio.hq)
    assert (notes(trio.hq), quarantine.quarantined(trio.hq)) == ([("練習 10",)], ())


def test_a_file_that_stays_refused_is_tried_once_for_each_registry_and_told_of_no_more(
    trio: Trio, letter: Path
) -> None:
    take(trio.vn, [letter])
    assert [each.code for each in quarantine.quarantined(trio.vn)] == ["not-for-this-desk"]
    report = trio.carry(trio.hq, trio.vn)
    assert (report.is_complete, len(report.files)) == (True, 1)
    note = next((trio.vn.profile / "quarantine").glob("*.json"))
    trust = trio.vn.trust()
    assert trust is not None
    told = json.loads(note.read_text(encoding="utf-8"))
    assert told["under"]["registry"] == trust.registry.version
    assert (told["file"], told["at"]) == ("from-second.ascn", "2026-11-24T09:00:00Z")
    stamp = note.stat().st_mtime_ns
    trio.company()
    assert note.stat().st_mtime_ns == stamp
    trust_care.renew(trio.hq)
    trio.carry(trio.hq, trio.vn)
    assert note.stat().st_mtime_ns != stamp


def test_the_file_and_its_copy_in_quarantine_are_one(trio: Trio, letter: Path) -> None:
    take(trio.hcm, [letter])
    report = take(trio.hcm, [letter, *trio.send(trio.hq, trio.hcm)])
    assert ([each.new for each in report.files], report.balance["shown"]) == ([1, 0], 1)
    assert folder(trio.hcm) == set()


def test_what_lies_in_the_file_itself_is_tried_again_only_by_hand(trio: Trio) -> None:
    take(trio.hq, [damaged(trio)])
    (kept,) = quarantine.quarantined(trio.hq)
    assert (kept.code, kept.may_pass) == ("damaged", False)
    trust_care.renew(trio.hq)
    assert take(trio.hq, trio.send(trio.vn, trio.hq)).is_complete
    for named in (None, kept.id[:8]):
        report = quarantine.retry(trio.hq, named, has_backup=False)
        assert [(each.ok, each.code, each.path) for each in report.files] == [(False, "damaged", kept.file)]
    assert quarantine.quarantined(trio.hq) == (kept,)


def test_a_file_is_tried_again_by_hand_and_leaves_once_it_is_taken_in(trio: Trio, letter: Path) -> None:
    take(trio.hcm, [letter])
    take(trio.hcm, [damaged(trio)])
    assert not quarantine.retry(trio.hcm, has_backup=False).is_complete
    assert len(quarantine.quarantined(trio.hcm)) == 2
    # As if the registry had come by another way than an import.
    trust = trio.hq.trust()
    assert trust is not None
    with trio.hcm.store.writing() as connection:
        connection.exec_driver_sql("UPDATE trust SET document = ? WHERE name = 'registry'", (trust.registry_bytes,))
    trio.hcm.forget_trust()
    kept = next(each for each in quarantine.quarantined(trio.hcm) if each.code == "unknown-sender")
    report = quarantine.retry(trio.hcm, kept.id, has_backup=False)
    assert [(each.ok, each.quarantine) for each in report.files] == [(True, kept.id)]
    assert notes(trio.hcm) == [("練習 10",)]
    assert [each.code for each in quarantine.quarantined(trio.hcm)] == ["not-for-this-desk"]


def test_a_file_is_taken_out_as_it_came_and_thrown_away(trio: Trio, tmp_path: Path) -> None:
    bad = damaged(trio)
    take(trio.hq, [bad])
    (kept,) = quarantine.quarantined(trio.hq)
    assert kept.size == bad.stat().st_size
    assert quarantine.export_file(trio.hq, kept.id, tmp_path / "out.ascn") == kept
    assert (tmp_path / "out.ascn").read_bytes() == bad.read_bytes()
    assert quarantine.quarantined(trio.hq) == (kept,)
    assert quarantine.discard(trio.hq, kept.id) == kept
    assert (quarantine.quarantined(trio.hq), folder(trio.hq)) == ((), set())


def test_of_a_file_that_is_too_large_only_the_reason_is_there(trio: Trio, tmp_path: Path) -> None:
    huge = trio.post / "huge.ascn"
    with huge.open("wb") as file:
        file.truncate(512 * 2**20 + 1)
    take(trio.hq, [huge])
    (kept,) = quarantine.quarantined(trio.hq)
    assert (kept.code, kept.file, kept.size, kept.may_pass) == ("too-large", "huge.ascn", None, False)
    with pytest.raises(CorrectableError, match="only-reason-kept"):
        quarantine.export_file(trio.hq, kept.id, tmp_path / "out.ascn")
    with pytest.raises(CorrectableError, match="only-reason-kept"):
        quarantine.retry(trio.hq, kept.id)
    assert quarantine.retry(trio.hq, has_backup=False).files == ()
    quarantine.discard(trio.hq, kept.id)
    assert folder(trio.hq) == set()


def test_what_is_not_there_or_named_too_shortly_is_told(trio: Trio) -> None:
    take(trio.hq, [damaged(trio)])
    (kept,) = quarantine.quarantined(trio.hq)
    for named in ("", kept.id[:5], "0123456789", "../desk.db"):
        with pytest.raises(CorrectableError, match="not-in-quarantine"):
            quarantine.discard(trio.hq, named)
    assert quarantine.quarantined(trio.hq) == (kept,)


def test_a_desk_that_is_killed_has_the_file_in_quarantine_or_taken_in(trio: Trio, letter: Path) -> None:
    take(trio.hcm, [letter])
    paths = trio.send(trio.hq, trio.hcm)
    (kept,) = quarantine.quarantined(trio.hcm)
    before = dump(trio.hcm)
    trio.hcm.close()

    def opened() -> Desk:
        return open_machine(trio.folder / "hcm")

    data = letter.read_bytes()
    killed = 0
    while not statements_of(opened, lambda desk: take(desk, paths), kill_at=2 + killed * 12):
        killed += 1
        trio.hcm = opened()
        is_taken = notes(trio.hcm) == [("練習 10",)]
        assert is_taken or dump(trio.hcm) == before
        assert quarantine.quarantined(trio.hcm) == (kept,)
        trio.hcm.close()
        if is_taken:
            # Past the end of the transaction: what is left to do is done by the next import.
            break
    assert killed > 4
    trio.hcm = opened()
    take(trio.hcm, paths)
    assert (notes(trio.hcm), folder(trio.hcm)) == ([("練習 10",)], set())
    # Killed after the transaction, when only the note had left.
    (trio.hcm.profile / "quarantine" / f"{kept.id}.ascn").write_bytes(data)
    after = dump(trio.hcm)
    report = take(trio.hcm, paths)
    assert (report.is_complete, dump(trio.hcm), folder(trio.hcm)) == (True, after, set())


def test_a_note_that_cannot_be_read_costs_no_file(trio: Trio, letter: Path) -> None:
    take(trio.hcm, [letter])
    note = next((trio.hcm.profile / "quarantine").glob("*.json"))
    note.write_text("{")
    assert quarantine.quarantined(trio.hcm) == ()
    assert trio.carry(trio.hq, trio.hcm).balance["shown"] == 1
    assert folder(trio.hcm) == set()


def test_a_full_disk_leaves_quarantine_as_it_was(trio: Trio, letter: Path) -> None:
    take(trio.hcm, [letter])
    kept = quarantine.quarantined(trio.hcm)
    paths = trio.send(trio.hq, trio.hcm)
    with short_of_space(5_000), pytest.raises(MachineError):
        take(trio.hcm, paths)
    assert quarantine.quarantined(trio.hcm) == kept
    assert take(trio.hcm, paths).balance["shown"] == 1
    assert folder(trio.hcm) == set()
