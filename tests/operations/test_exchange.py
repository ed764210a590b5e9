"""Bundles that are lost, repeated, late, altered or meant for others: in the end all hold the same, and nobody more."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.operations import conflicts, enrolment, exchange, exports, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.upkeep import check
from ascn_desk.operations.views import ImportReport
from ascn_desk.sync.archive import read_archive
from ascn_desk.sync.outer import open_outer
from tests.support.trio import (
    COUNTRY,
    Trio,
    approved,
    dump,
    enrolled,
    new_desk,
    rows_of,
    shown,
    take,
)
from tests.support.whole import seal_outer, write_archive
from tests.sync.makers import members_of

SUM = ("known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced",
       "shown")  # fmt: skip


def note(desk: Desk, text: str = "練習") -> str:
    return records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text}).id


def is_held(desk: Desk, kind: str, id: str) -> bool:
    return rows_of(desk, "SELECT count(*) FROM entry e JOIN record r ON r.key = e.record WHERE r.id = ?", id)[0][0] > 0


def prints(desk: Desk) -> dict[str, tuple[str, str | None]]:
    return {each.channel: (each.sha256, each.state) for each in fingerprints(desk, with_state=True)}


def is_exact(report: ImportReport) -> bool:
    return report.balance["received"] == sum(report.balance[name] for name in SUM)


def test_an_entry_travels_to_headquarters_and_to_the_other_office_of_the_country(trio: Trio) -> None:
    case = records.add_record(
        trio.vn, "case", {"company": "nippon-koei", "category": "trouble", "summary": "練習"}, channel=COUNTRY
    )
    trio.exchange()
    for desk in trio.desks:
        assert records.show_record(desk, "case", case.id).values["summary"] == "練習"
        assert check(desk) == ()
    assert prints(trio.vn)[COUNTRY] == prints(trio.hcm)[COUNTRY] == prints(trio.hq)[COUNTRY]


def test_what_a_lost_bundle_carried_comes_with_the_next(trio: Trio) -> None:
    first = note(trio.vn)
    (lost,) = trio.send(trio.vn, trio.hq)
    lost.unlink()
    second = note(trio.vn)
    report = trio.carry(trio.vn, trio.hq)
    assert report.is_complete and report.balance["shown"] == 2
    assert is_held(trio.hq, "city_note", first) and is_held(trio.hq, "city_note", second)


def test_an_answer_that_was_lost_comes_again(trio: Trio) -> None:
    company = records.add_record(trio.hq, "company", {"name_ja": "練習"}, channel=COUNTRY)
    (lost,) = trio.send(trio.hq, trio.vn)
    lost.unlink()
    trio.carry(trio.hq, trio.vn)
    assert records.show_record(trio.vn, "company", company.id).values["name_ja"] == "練習"


def test_what_was_acknowledged_is_not_sent_again(trio: Trio) -> None:
    note(trio.vn)
    trio.exchange()
    sent = exchange.export(trio.vn, ["hq"], trio.post)
    assert [each.entries for each in sent] == [0]
    assert trio.carry(trio.vn, trio.hq).balance["received"] == 0


def test_the_same_bundle_again_adds_no_row_and_says_so(trio: Trio) -> None:
    note(trio.vn)
    paths = trio.send(trio.vn, trio.hq)
    assert take(trio.hq, paths).balance["shown"] == 1
    before = dump(trio.hq)
    report = exchange.import_files(trio.hq, [*paths, *paths])
    assert dump(trio.hq) == before
    assert [each.is_known for each in report.files] == [True, True]
    assert (report.is_complete, report.balance["known"], report.balance["received"]) == (True, 1, 1)
    assert list((trio.hq.profile / "backups").iterdir()) == []


def test_a_copy_under_another_name_is_known_too(trio: Trio) -> None:
    note(trio.vn)
    (path,) = trio.send(trio.vn, trio.hq)
    copy = path.with_name("mail-attachment(1).bin")
    copy.write_bytes(path.read_bytes())
    report = take(trio.hq, [path, copy])
    assert report.balance == {**dict.fromkeys(SUM, 0), "received": 2, "known": 1, "shown": 1}
    assert is_exact(report)


def test_bundles_in_the_wrong_order_end_as_in_the_right_one(trio: Trio) -> None:
    files: list[Path] = []
    for round in range(4):
        note(trio.vn, f"round {round}")
        files += trio.send(trio.vn, trio.hq)
    # The answer of headquarters in between makes the next file begin in the middle of the log.
    take(trio.hq, files[:1])
    trio.carry(trio.hq, trio.vn)
    note(trio.vn, "after the answer")
    late = trio.send(trio.vn, trio.hq)
    again = note(trio.vn, "the last")
    files = [*trio.send(trio.vn, trio.hq), *late, *reversed(files)]
    for path in files:
        assert is_exact(take(trio.hq, [path]))
    assert is_held(trio.hq, "city_note", again)
    assert prints(trio.hq)["office/emb-vn"] == prints(trio.vn)["office/emb-vn"]
    assert check(trio.hq) == ()


def test_a_gap_waits_until_it_is_filled(trio: Trio, trio_folder: Path) -> None:
    first = note(trio.vn, "first")
    (one,) = trio.send(trio.vn, trio.hq)
    # The embassy believes that headquarters has the first file: headquarters imports it, answers, and is set back.
    trio.hq.close()
    before = (trio_folder / "hq" / "desk.db").read_bytes()
    reopened = Trio.open(trio_folder)
    take(reopened.hq, [one])
    reopened.carry(reopened.hq, reopened.vn)
    reopened.hq.close()
    (trio_folder / "hq" / "desk.db").write_bytes(before)
    for extra in (trio_folder / "hq").glob("desk.db-*"):
        extra.unlink()
    reopened.vn.close()
    reopened.hcm.close()
    last = Trio.open(trio_folder)
    second = note(last.vn, "second")
    (two,) = last.send(last.vn, last.hq)
    waits = take(last.hq, [two])
    assert (waits.balance["not_counting"], dict(waits.why), waits.is_complete) == (1, {"gap": 1}, False)
    assert is_exact(waits) and not is_held(last.hq, "city_note", second)
    filled = take(last.hq, [one])
    assert filled.balance["shown"] == 1
    assert is_held(last.hq, "city_note", first) and is_held(last.hq, "city_note", second)
    assert prints(last.hq)["office/emb-vn"] == prints(last.vn)["office/emb-vn"]
    assert check(last.hq) == ()
    last.close()


def test_a_rehearsal_says_what_the_import_does_and_changes_nothing(trio: Trio) -> None:
    company = trio.company()
    for desk, value in ((trio.vn, "1"), (trio.hcm, "2")):
        records.set_fields(desk, "company", company, {"website": f"https://{value}.example", "note": f"from {value}"})
        note(desk)
    paths = [*trio.send(trio.vn, trio.hq), *trio.send(trio.hcm, trio.hq)]
    (trio.post / "bad.ascn").write_bytes(paths[0].read_bytes()[:-1])
    paths.append(trio.post / "bad.ascn")
    before = dump(trio.hq)
    files = sorted(trio.hq.profile.rglob("*"))
    rehearsed = exchange.rehearse(trio.hq, paths)
    assert dump(trio.hq) == before
    assert [each for each in sorted(trio.hq.profile.rglob("*")) if "db-" not in each.name] == [
        each for each in files if "db-" not in each.name
    ]
    imported = take(trio.hq, paths)
    assert rehearsed == imported
    assert {each.register for each in imported.conflicts} == {"website", "note"}
    assert is_exact(imported)


def test_an_import_makes_a_backup_first(trio: Trio) -> None:
    for _ in range(2):
        note(trio.vn)
        exchange.import_files(trio.hq, trio.send(trio.vn, trio.hq))
    assert len(list((trio.hq.profile / "backups").glob("*.db"))) == 2


def test_receipts_tell_made_from_received(trio: Trio) -> None:
    note(trio.vn)
    path = trio.send(trio.vn, trio.hq)
    assert [each.state for each in exchange.exchange_view(trio.vn).sent] == ["made"]
    take(trio.hq, path)
    assert [each.state for each in exchange.exchange_view(trio.vn).sent] == ["made"]
    trio.carry(trio.hq, trio.vn)
    view = exchange.exchange_view(trio.vn)
    assert [(each.state, each.number, each.entries) for each in view.sent] == [("received", 1, 1)]
    assert [each.office for each in view.received] == ["hq", "hq"]
    here = exchange.exchange_view(trio.hq)
    assert [(each.office, each.number, each.entries) for each in here.received] == [("emb-vn", 1, 1)]


def test_the_exchange_page_counts_what_is_not_sent(trio: Trio) -> None:
    company = trio.company()
    note(trio.vn)
    records.set_fields(trio.vn, "company", company, {"website": "https://a.example"})
    records.set_fields(trio.vn, "company", company, {"website": "https://b.example"})
    view = exchange.exchange_view(trio.vn)
    assert view.unsent == 3
    assert [(each.kind, each.made, each.changed) for each in view.unsent_groups] == [
        ("city_note", 1, 0), ("company", 0, 1)
    ]  # fmt: skip
    assert [office for office, _ in view.receivers] == ["cg-ho-chi-minh-city", "hq"]
    trio.send(trio.vn, trio.hq)
    assert exchange.exchange_view(trio.vn).unsent == 0


def test_what_was_sealed_by_a_file_for_another_office_is_still_to_be_sent(trio: Trio) -> None:
    trio.exchange()
    note(trio.vn)
    records.add_record(trio.vn, "company", {"name_ja": "練習"})
    trio.send(trio.vn, trio.hcm)
    view = exchange.exchange_view(trio.vn)
    assert (view.unsent, [each.kind for each in view.unsent_groups]) == (2, ["city_note", "company"])
    note(trio.vn)
    assert exchange.exchange_view(trio.vn).unsent == 3
    trio.send(trio.vn, trio.hq)
    assert exchange.exchange_view(trio.vn).unsent == 0
    note(trio.hq)
    assert exchange.exchange_view(trio.hq).unsent == 1
    trio.send(trio.hq, trio.vn)
    assert exchange.exchange_view(trio.hq).unsent == 0


def test_a_refused_file_is_kept_with_its_reason_and_leaves_nothing_else(trio: Trio) -> None:
    note(trio.vn)
    (path,) = trio.send(trio.vn, trio.hq)
    bad = bytearray(path.read_bytes())
    bad[len(bad) // 2] ^= 1
    path.write_bytes(bad)
    before = dump(trio.hq)
    report = take(trio.hq, [path])
    assert [(each.ok, each.code) for each in report.files] == [(False, "damaged")]
    assert report.files[0].message and not report.is_complete
    assert dump(trio.hq) == before
    kept = sorted((trio.hq.profile / "quarantine").iterdir())
    assert [each.suffix for each in kept] == [".ascn", ".json"]
    assert kept[0].read_bytes() == bytes(bad)
    told = json.loads(kept[1].read_text(encoding="utf-8"))
    assert (told["code"], told["file"]) == ("damaged", path.name)
    take(trio.hq, [path])
    assert len(list((trio.hq.profile / "quarantine").iterdir())) == 2


def test_a_good_file_is_imported_beside_a_bad_one(trio: Trio) -> None:
    kept = note(trio.vn)
    good = trio.send(trio.vn, trio.hq)
    bad = trio.post / "letter.ascn"
    bad.write_text("Dear colleagues")
    report = take(trio.hq, [bad, *good])
    assert [each.code for each in report.files] == ["not-a-bundle", None]
    assert is_held(trio.hq, "city_note", kept)


def test_a_file_that_is_not_there_or_no_file_is_told_and_keeps_nobody_back(trio: Trio) -> None:
    kept = note(trio.vn)
    good = trio.send(trio.vn, trio.hq)
    huge = trio.post / "huge.ascn"
    with huge.open("wb") as file:
        file.truncate(512 * 2**20 + 1)
    report = exchange.import_files(trio.hq, [trio.post / "absent.ascn", trio.post, huge, *good])
    assert [each.code for each in report.files] == ["no-such-file", "cannot-read", "too-large", None]
    assert is_held(trio.hq, "city_note", kept)
    assert {each.suffix for each in (trio.hq.profile / "quarantine").iterdir()} == {".json"}
    with pytest.raises(CorrectableError, match="no-such-file"):
        exchange.verify(trio.hq, trio.post / "absent.ascn")
    with pytest.raises(MachineError, match="cannot-read"):
        exchange.verify(trio.hq, trio.post)
    assert exchange.verify(trio.hq, huge).code == "too-large"


def test_looking_at_a_file_tells_all_and_keeps_nothing(trio: Trio) -> None:
    note(trio.vn)
    (path,) = trio.send(trio.vn, trio.hq, note="前回の続き")
    before = dump(trio.hq)
    seen = exchange.verify(trio.hq, path)
    assert (seen.ok, seen.office, seen.number, seen.entries, seen.note) == (True, "emb-vn", 1, 1, "前回の続き")
    assert [(each.channel, each.code) for each in seen.segments] == [("office/emb-vn", None)]
    assert dump(trio.hq) == before


def test_a_bundle_for_another_office_is_refused(trio: Trio) -> None:
    (path,) = trio.send(trio.hq, trio.vn)
    assert [each.code for each in take(trio.hcm, [path]).files] == ["not-for-this-desk"]


def test_a_bundle_opened_and_closed_again_by_someone_else_is_refused(trio: Trio) -> None:
    note(trio.vn)
    (path,) = trio.send(trio.vn, trio.hq)
    archive, _ = open_outer(path.read_bytes(), trio.hq.secrets.desk)
    members = members_of(archive)
    for place, (name, data) in enumerate(members):
        if data:
            changed = [*members[:place], (name, data[:-1] + bytes([data[-1] ^ 1])), *members[place + 1 :]]
            path.write_bytes(seal_outer(write_archive(changed), [trio.hq.secrets.desk.recipient]))
            (report,) = take(trio.hq, [path]).files
            assert report.code is not None and not report.ok
    assert rows_of(trio.hq, "SELECT count(*) FROM received") == [(0,)]


def test_headquarters_may_send_to_itself_and_its_own_bundle_changes_nothing(trio: Trio) -> None:
    (path,) = trio.send(trio.hq, trio.vn)
    before = dump(trio.hq)
    report = take(trio.hq, [path])
    assert report.is_complete and report.balance["received"] == report.balance["known"]
    assert dump(trio.hq) == before


def test_files_of_a_greatest_size_are_each_complete(trio: Trio) -> None:
    chance = random.Random(3)
    texts = ["".join(chance.choices("abcdefghij", k=15_000)) for _ in range(24)]
    for text in texts:
        note(trio.vn, text)
        # Each export seals: so there are many segments to lay into files.
        trio.send(trio.vn, "anyone")
    limit = 90_000
    files = exchange.export(trio.vn, ["hq"], trio.post, max_size=limit)
    assert len(files) > 3
    assert all(each.size <= limit and each.path.stat().st_size == each.size for each in files)
    assert len({each.number for each in files}) == len(files) == len({each.path for each in files})
    chance.shuffle(files)
    for each in files:
        assert exchange.verify(trio.hq, each.path).ok
        assert is_exact(take(trio.hq, [each.path]))
    assert prints(trio.hq)["office/emb-vn"] == prints(trio.vn)["office/emb-vn"]
    assert check(trio.hq) == ()


def test_an_open_reference_update_is_taken_by_every_desk(trio: Trio) -> None:
    records.set_fields(trio.hq, "city", "vn-hanoi", {"name_en": "Ha Noi"})
    records.add_record(trio.hq, "company", {"name_ja": "秘密ではないが国内限り"}, channel=COUNTRY)
    (update,) = exchange.export(trio.hq, ["anyone"], trio.post)
    assert "秘密ではないが国内限り".encode() not in update.path.read_bytes()
    for desk in (trio.vn, trio.hcm):
        assert take(desk, [update.path]).is_complete
        assert records.show_record(desk, "city", "vn-hanoi").values["name_en"] == "Ha Noi"
        assert prints(desk)["reference"] == prints(trio.hq)["reference"]
    archive, is_encrypted = open_outer(update.path.read_bytes(), None)
    assert not is_encrypted
    assert not any("country" in each.name or "office" in each.name for each in read_archive(archive))


def test_an_open_update_does_not_take_back_what_was_acknowledged(trio: Trio) -> None:
    note(trio.vn)
    trio.exchange()
    take(trio.vn, trio.send(trio.hq, "anyone"))
    assert {each.state for each in exchange.exchange_view(trio.vn).sent} == {"received"}
    assert [each.entries for each in exchange.export(trio.vn, ["hq"], trio.post)] == [0]


def test_a_newer_registry_lets_everything_be_judged_again(trio: Trio) -> None:
    newcomer = new_desk(trio.folder / "dn", "cg-da-nang", practice_root=root_of(trio.hq))
    enrolled(trio.hq, newcomer, trio.post)
    written = records.add_record(newcomer, "company", {"name_ja": "ダナンの会社"})
    trio.carry(newcomer, trio.hq)
    # The embassy's registry does not know the newcomer yet: the file that brings its segment brings the registry too.
    report = trio.carry(trio.hq, trio.vn)
    assert report.is_complete
    assert records.show_record(trio.vn, "company", written.id).values["name_ja"] == "ダナンの会社"
    (direct,) = trio.send(newcomer, "emb-vn")
    assert take(trio.vn, [direct]).is_complete
    newcomer.close()


def test_a_sender_that_the_next_file_makes_known_is_heard(trio: Trio) -> None:
    newcomer = new_desk(trio.folder / "dn", "cg-da-nang", practice_root=root_of(trio.hq))
    answer = approved(trio.hq, newcomer, trio.post)
    enrolment.accept(newcomer, answer.path, answer.words)
    trio.carry(trio.hq, trio.hcm)
    written = records.add_record(newcomer, "company", {"name_ja": "ダナンの会社"})
    (direct,) = trio.send(newcomer, "cg-ho-chi-minh-city")
    assert take(trio.hcm, [direct]).is_complete
    assert records.show_record(trio.hcm, "company", written.id).channel == COUNTRY
    newcomer.close()


def test_an_office_that_lost_its_database_gets_back_all_that_headquarters_had(trio: Trio) -> None:
    sent = note(trio.vn, "sent before")
    trio.exchange()
    fresh = new_desk(trio.folder / "again", "emb-vn", practice_root=root_of(trio.hq))
    done = enrolled(trio.hq, fresh, trio.post)
    assert done.office == "emb-vn"
    assert is_held(fresh, "city_note", sent)
    records.set_fields(fresh, "city_note", sent, {"text": "changed after"})
    trio.carry(fresh, trio.hq)
    assert records.show_record(trio.hq, "city_note", sent).values["text"] == "changed after"
    assert conflicts.conflicts(trio.hq) == ()
    assert prints(trio.hq)["office/emb-vn"] == prints(fresh)["office/emb-vn"]
    fresh.close()


def test_no_byte_of_one_office_reaches_the_other(trio: Trio) -> None:
    needle = "needle-in-the-embassy"
    id = note(trio.vn, needle)
    trio.exchange()
    trio.carry(trio.vn, trio.hcm)
    opened = 0
    for path in trio.post.iterdir():
        try:
            archive, _ = open_outer(path.read_bytes(), trio.hcm.secrets.desk)
        except CorrectableError:
            continue
        opened += 1
        assert needle.encode() not in archive and id.encode() not in archive
        # Only the registry, which lists everybody's rights, may name the channel.
        for name, data in members_of(archive):
            assert name.startswith("trust/") or b"office/emb-vn" not in data
    assert opened >= 3
    assert not is_held(trio.hcm, "city_note", id)
    assert rows_of(trio.hcm, "SELECT count(*) FROM channel WHERE name = 'office/emb-vn'") == [(0,)]
    assert is_held(trio.hq, "city_note", id)


def root_of(hq: Desk) -> str:
    trust = hq.trust()
    assert trust is not None
    return trust.root_fingerprint()


@pytest.mark.parametrize(
    ("offices", "code"),
    [([], "nothing-to-choose"), (["emb-th"], "unknown-receiver"), (["no-such"], "unknown-receiver")],
)
def test_an_export_that_cannot_be_is_refused_before_anything_is_sealed(
    trio: Trio, offices: list[str], code: str
) -> None:
    note(trio.vn)
    before = dump(trio.vn)
    with pytest.raises(CorrectableError, match=code):
        exchange.export(trio.vn, offices, trio.post)
    with pytest.raises(CorrectableError, match="no-such-folder"):
        exchange.export(trio.vn, ["hq"], trio.post / "absent")
    assert dump(trio.vn) == before


def test_bundles_to_one_office_form_a_chain(trio: Trio) -> None:
    for _ in range(3):
        note(trio.vn)
        trio.send(trio.vn, trio.hq)
    rows = rows_of(trio.vn, "SELECT number, identity FROM sent WHERE office = 'hq' ORDER BY number")
    assert [number for number, _ in rows] == [1, 2, 3]
    assert len({identity for _, identity in rows}) == 3
    report = take(trio.hq, sorted(trio.post.iterdir()))
    assert sorted(each.number for each in report.files) == [1, 2, 3]


def test_progress_counts_every_file(trio: Trio) -> None:
    note(trio.vn)
    paths = [*trio.send(trio.vn, trio.hq), trio.post / "absent"]
    told: list[tuple[int, int]] = []
    exchange.import_files(trio.hq, paths, lambda done, total: told.append((done, total)), has_backup=False)
    assert told[-1] == (2, 2)
    assert told == sorted(told)


def test_what_an_import_shows_is_what_computing_anew_shows(trio: Trio) -> None:
    company = trio.company()
    for desk in (trio.vn, trio.hcm):
        records.set_fields(desk, "company", company, {"website": f"https://{desk.office}.example"})
        records.set_fields(desk, "company", company, {"sectors:construction": desk is trio.vn})
    trio.exchange()
    for desk in trio.desks:
        before = shown(desk)
        with desk.writing() as ledger:
            ledger.rebuild()
        assert shown(desk) == before


def test_no_file_is_larger_than_asked_for_and_where_there_is_more_room_there_are_fewer(trio: Trio) -> None:
    letters = random.Random(7)
    for _ in range(6):
        note(trio.vn, "".join(chr(letters.randint(0x4E00, 0x9FA0)) for _ in range(4_000)))
        trio.send(trio.vn, "hq")
    counts = []
    for size in (30_000, 50_000, 400_000):
        paths = trio.send(trio.vn, "hq", max_size=size)
        assert max(path.stat().st_size for path in paths) <= size
        counts.append(len(paths))
    assert counts[0] > counts[1] > counts[2] == 1
    report = take(trio.hq, trio.send(trio.vn, "hq", max_size=30_000))
    assert is_exact(report) and report.is_complete


def test_what_cannot_be_divided_so_far_is_told_and_nothing_is_written(trio: Trio) -> None:
    note(trio.vn)
    with pytest.raises(CorrectableError) as caught:
        trio.send(trio.vn, "hq", max_size=2_000)
    assert caught.value.code == "max-size-too-small"
    assert list(trio.post.iterdir()) == []
    (path,) = trio.send(trio.vn, "hq", max_size=int(str(caught.value.data["least"])))
    assert path.stat().st_size <= int(str(caught.value.data["least"]))


def test_a_file_takes_its_name_only_when_what_was_read_back_is_good(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(trio.vn)

    def refuse(*_: object) -> None:
        raise MachineError("disk-failed", path="stick", reason="practice")

    with monkeypatch.context() as broken:
        broken.setattr(exports, "_verify", refuse)
        with pytest.raises(MachineError, match="disk-failed"):
            trio.send(trio.vn, "hq")
    assert list(trio.post.iterdir()) == []
    assert exchange.exchange_view(trio.vn).sent == ()


def test_what_a_pulled_stick_left_is_cleared_by_the_next_export_and_others_files_are_not(trio: Trio) -> None:
    own = trio.post / f".ascn-desk-{trio.vn.desk[:6]}abc.part"
    others = trio.post / ".ascn-desk-zzzzzzabc.part"
    for path in (own, others):
        path.write_bytes(b"half of a bundle")
    note(trio.vn)
    assert trio.send(trio.vn, "hq")
    assert not own.exists() and others.exists()
