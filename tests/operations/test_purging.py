"""Purging end to end: asked for and confirmed at headquarters, carried by files, gone everywhere, still verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import UNSET

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import exchange, history, profiles, purging, records, trust_closing, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.drafts import drafts, save_draft
from ascn_desk.operations.purging import Request
from ascn_desk.operations.views import Draft
from ascn_desk.store import desk_store, engine
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.sync.entry_line import Entry, encode_entry
from ascn_desk.sync.keys import TRIFLING_COST
from tests.support.trio import COUNTRY, PASSPHRASE, Trio, clock, enrolled, rows_of, take

SECRET = "龘靐齉爩 Zyxwvq"
PLAIN = "麤鱻灪籱 Qvwxyz"
WHY = "a person's request"


def officer(desk: Desk, user_id: str = "suzuki") -> str:
    """A second officer of headquarters, recorded."""
    records.add_record(desk, "officer", {"office": "hq", "user_id": user_id, "name": user_id.title()})
    return user_id


def leaked(trio: Trio) -> str:
    """A contact with a text that must go, written by the embassy and held by all three desks."""
    company = trio.company()
    made = records.add_record(
        trio.vn, "contact", {"company": company, "name": SECRET, "note": SECRET}, channel=COUNTRY
    )
    records.set_fields(trio.vn, "contact", made.id, {"name": PLAIN, "note": PLAIN})
    trio.exchange()
    return made.id


def purged(trio: Trio, contact: str) -> Request:
    """Headquarters purges the first entry of the contact."""
    first = min(history.history(trio.hq, "contact", contact), key=lambda each: each.n)
    asked = purging.request(trio.hq, "contact", contact, entries=[(first.desk, first.n)], why=WHY)
    purging.confirm(trio.hq, asked.id, officer=officer(trio.hq))
    return asked


def texts(desk: Desk) -> str:
    """All that stands in the desk's tables, segments unpacked."""
    import zstandard

    with desk.store.reading() as connection:
        tables = list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        found = [
            repr([each.decode("utf-8", "replace") if isinstance(each, bytes) else each for each in row])
            for name in tables
            if not name.startswith("search")
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        ]
        bodies = connection.exec_driver_sql("SELECT body FROM sealed").scalars()
        found += [zstandard.ZstdDecompressor().decompressobj().decompress(body).decode() for body in bodies]
    return "\n".join(found)


def states(trio: Trio) -> list[list[Any]]:
    return [
        [(each.channel, each.sha256, each.state) for each in upkeep.fingerprint(desk, COUNTRY, state=True)]
        for desk in trio.desks
    ]


def test_what_was_purged_is_gone_on_every_desk_and_all_hold_the_same(trio: Trio) -> None:
    contact = leaked(trio)
    assert all(SECRET in texts(desk) for desk in trio.desks)
    asked = purged(trio, contact)
    assert [(line.kind, line.id) for line in asked.lines] == [("contact", contact)]
    assert asked.emptied == (f"contact {contact} company",)
    for desk in (trio.vn, trio.hcm):
        report = trio.carry(trio.hq, desk)
        assert report.balance["redacted"] == 0 and report.balance["shown"] > 0
    for desk in trio.desks:
        assert SECRET not in texts(desk) and PLAIN in texts(desk)
        shown = records.show_record(desk, "contact", contact)
        assert (shown.values["name"], shown.values["company"], shown.redacted) == (PLAIN, None, ("company",))
        assert [each.state for each in history.history(desk, "contact", contact)] == ["shown", "redacted"]
        assert upkeep.check(desk) == ()
    assert states(trio)[0] == states(trio)[1] == states(trio)[2]
    before = states(trio)
    for desk in trio.desks:
        upkeep.rebuild(desk)
    assert states(trio) == before


def test_a_desk_that_comes_later_gets_the_redacted_line_with_its_purge(trio: Trio) -> None:
    company = trio.company()
    made = records.add_record(trio.vn, "contact", {"company": company, "name": SECRET}, channel=COUNTRY)
    trio.carry(trio.vn, trio.hq)
    purged(trio, made.id)
    report = trio.carry(trio.hq, trio.hcm)
    assert report.balance["redacted"] == 1
    assert SECRET not in texts(trio.hcm)
    assert records.show_record(trio.hcm, "contact", made.id).redacted == ("company", "name")
    trio.carry(trio.hq, trio.vn)
    assert states(trio)[0] == states(trio)[1] == states(trio)[2]


def test_a_full_copy_that_comes_after_its_purge_is_redacted_as_it_comes(trio: Trio) -> None:
    company = trio.company()
    made = records.add_record(trio.vn, "contact", {"company": company, "name": SECRET}, channel=COUNTRY)
    late = trio.send(trio.vn, trio.hcm)
    trio.carry(trio.vn, trio.hq)
    purged(trio, made.id)
    trio.carry(trio.hq, trio.hcm)
    report = take(trio.hcm, late)
    assert report.balance["known"] == report.balance["received"] > 0
    assert SECRET not in texts(trio.hcm)


def test_one_officer_alone_purges_nothing(trio: Trio) -> None:
    contact = leaked(trio)
    asked = purging.request(trio.hq, "contact", contact, why=WHY)
    with pytest.raises(CorrectableError, match="purge-second-officer"):
        purging.confirm(trio.hq, asked.id)
    with pytest.raises(CorrectableError, match="unknown-officer"):
        purging.confirm(trio.hq, asked.id, officer="nobody")
    assert SECRET in texts(trio.hq)
    assert [each.id for each in purging.purges(trio.hq).requests] == [asked.id]
    purging.decline(trio.hq, asked.id)
    assert purging.purges(trio.hq) == purging.Purges((), (), ())
    with pytest.raises(CorrectableError, match="unknown-request"):
        purging.confirm(trio.hq, asked.id, officer=officer(trio.hq))
    assert SECRET in texts(trio.hq)


def test_a_request_waits_while_the_desk_is_closed_and_keeps_no_value(trio: Trio) -> None:
    contact = leaked(trio)
    asked = purging.request(trio.hq, "contact", contact, why=WHY)
    assert SECRET not in repr(rows_of(trio.hq, "SELECT * FROM request"))
    trio.hq.close()
    trio.hq = profiles.open_desk(trio.folder / "hq", PASSPHRASE, clock=clock())
    assert [(each.id, each.by, each.why, each.lines) for each in purging.purges(trio.hq).requests] == [
        (asked.id, "sato", WHY, asked.lines)
    ]


def test_a_mission_can_neither_ask_nor_write_a_purge_by_hand_nor_headquarters(trio: Trio) -> None:
    contact = leaked(trio)
    with pytest.raises(CorrectableError, match="purge-headquarters-only"):
        purging.request(trio.vn, "contact", contact, why=WHY)
    said = {"desk": trio.vn.desk, "n": 1, "line": "0" * 64, "skeleton": "{}"}
    with pytest.raises(CorrectableError, match="purge-by-two"):
        records.add_record(trio.hq, "purge", said, channel=COUNTRY)


def test_a_purge_can_be_neither_purged_nor_changed_nor_undone(trio: Trio) -> None:
    purged(trio, leaked(trio))
    purge = rows_of(trio.hq, "SELECT id FROM record WHERE kind = 'purge'")[0][0]
    with pytest.raises(CorrectableError, match="purge-of-purge"):
        purging.request(trio.hq, "purge", purge, why=WHY)
    with pytest.raises(CorrectableError, match="purge-by-two"):
        records.set_fields(trio.hq, "purge", purge, {"deleted": True})
    with pytest.raises(CorrectableError, match="nothing-to-undo"):
        history.undo_last(trio.hq)


def test_the_list_follows_copies_in_records_that_were_merged(trio: Trio) -> None:
    contact = leaked(trio)
    wider = records.add_record(trio.hq, "contact", {"name": SECRET}, channel=COUNTRY)
    other = records.add_record(trio.hq, "contact", {"name": "another"}, channel=COUNTRY)
    for old in (contact, other.id):
        records.set_fields(trio.hq, "contact", old, {"merged_into": wider.id})
    first = min(history.history(trio.hq, "contact", contact), key=lambda each: each.n)
    asked = purging.request(trio.hq, "contact", contact, entries=[(first.desk, first.n)], why=WHY)
    assert sorted((line.id, line.n) for line in asked.lines) == sorted([(contact, first.n), (wider.id, wider.n)])
    by_field = purging.request(trio.hq, "contact", contact, fields=["note"], why=WHY)
    assert {line.id for line in by_field.lines} == {contact} and len(by_field.lines) == 2
    with pytest.raises(CorrectableError, match="unknown-entry"):
        purging.request(trio.hq, "contact", contact, entries=[(first.desk, 999_999)], why=WHY)


def test_what_headquarters_has_not_sealed_can_go_too(trio: Trio) -> None:
    made = records.add_record(trio.hq, "contact", {"name": SECRET}, channel=COUNTRY)
    asked = purging.request(trio.hq, "contact", made.id, why=WHY)
    purging.confirm(trio.hq, asked.id, officer=officer(trio.hq))
    assert SECRET not in texts(trio.hq)
    with pytest.raises(CorrectableError, match="nothing-to-purge"):
        purging.request(trio.hq, "contact", made.id, why=WHY)


def test_the_confirmer_signs_the_purge_and_the_history_names_who_asked(trio: Trio, english: None) -> None:
    purged(trio, leaked(trio))
    purge = rows_of(trio.hq, "SELECT id FROM record WHERE kind = 'purge'")[0][0]
    only = history.history(trio.hq, "purge", purge)
    assert [(each.by, each.why) for each in only] == [("suzuki", f"Asked for by sato: {WHY}")]


def test_the_journal_prints_a_redacted_line_as_its_skeleton_and_the_purge_always(trio: Trio) -> None:
    contact = leaked(trio)
    purged(trio, contact)
    for every in (False, True):
        lines = list(upkeep.journal(trio.hq, all=every))
        bare = [line for line in lines if line.get("redacted")]
        assert [(line["redacted"], line["id"], set(line["set"].values())) for line in bare] == [(True, contact, {None})]
        assert [line["set"]["n"] for line in lines if line["kind"] == "purge"] == [bare[0]["n"]]
        assert SECRET not in json.dumps(lines, ensure_ascii=False)


def test_drafts_that_repeat_a_purged_text_go_and_others_stay(trio: Trio) -> None:
    contact = leaked(trio)
    for name, text in (("goes", f"note {SECRET}"), ("stays", PLAIN)):
        values = {"note": text}
        save_draft(trio.vn, Draft(name, "contact", "contact", contact, COUNTRY, values, {}, "2026-11-24T09:00:00Z"))
    purged(trio, contact)
    trio.carry(trio.hq, trio.vn)
    assert [each.id for each in drafts(trio.vn)] == ["stays"]


def test_a_rehearsal_of_a_purge_takes_nothing(trio: Trio) -> None:
    purged(trio, leaked(trio))
    exchange.rehearse(trio.vn, trio.send(trio.hq, trio.vn))
    assert SECRET in texts(trio.vn)


def test_later_backups_lack_what_went(trio: Trio, tmp_path: Path) -> None:
    purged(trio, leaked(trio))
    copy = upkeep.backup(trio.hq, tmp_path / "later.db")
    store = DeskStore(copy, trio.hq.store.key)
    with store.reading() as connection:
        lines = connection.exec_driver_sql("SELECT line FROM entry").scalars().all()
    store.close()
    assert lines and not any(SECRET.encode() in line for line in lines)


def test_no_byte_of_what_went_stays_in_the_file_its_log_or_its_free_pages(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = leaked(trio)
    user_id = officer(trio.hq)
    clear = without_encryption(trio.hq, tmp_path / "clear.db", monkeypatch)
    # Written over and over, the text lies in free pages, in pages' rests and in the log as well.
    for size in (1, 300, 2):
        records.set_fields(trio.hq, "contact", contact, {"note": SECRET * size})
    records.set_fields(trio.hq, "contact", contact, {"note": PLAIN})
    gone = [(each.desk, each.n) for each in history.history(trio.hq, "contact", contact) if SECRET in str(each.set)]
    assert raw_bytes(clear, SECRET) > 300
    assert b"yxwvq" in indexed(trio.hq.store), "the index keeps words of rows that were taken out"
    asked = purging.request(trio.hq, "contact", contact, why=WHY, entries=gone)
    purging.confirm(trio.hq, asked.id, officer=user_id)
    # The latter is how the index has it, whatever words before it begin alike.
    assert (raw_bytes(clear, SECRET), raw_bytes(clear, "yxwvq")) == (0, 0)
    assert b"yxwvq" not in indexed(trio.hq.store)
    assert raw_bytes(clear, PLAIN) > 0, "what was not purged is found by the same search"
    assert b"vwxyz" in indexed(trio.hq.store)
    assert rows_of(trio.hq, "PRAGMA integrity_check") == [("ok",)]


def without_encryption(desk: Desk, clear: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a desk go on with a copy of its database that is not encrypted; all else is as ever."""
    with desk.store.reading() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql(f"ATTACH DATABASE '{clear}' AS clear KEY ''")
        connection.exec_driver_sql("SELECT sqlcipher_export('clear')")
        connection.exec_driver_sql(f"PRAGMA clear.user_version = {version}")
        connection.exec_driver_sql("DETACH DATABASE clear")
        connection.exec_driver_sql("BEGIN")
    desk.store.close()
    monkeypatch.setattr(desk, "store", DeskStore(clear, desk.store.key, is_encrypted=False))
    return clear


def raw_bytes(path: Path, text: str) -> int:
    """How often a text lies in a database file, its write-ahead log and its shared memory, whatever the page."""
    files = [each for each in path.parent.glob(f"{path.name}*")]
    return sum(each.read_bytes().count(text.encode()) for each in files)


def indexed(store: DeskStore) -> bytes:
    """The search index as it lies in its table, with what was taken out and not yet merged away."""
    with store.reading() as connection:
        return b"".join(connection.exec_driver_sql("SELECT block FROM search_data").scalars())


def test_what_could_not_be_written_anew_at_once_is_at_the_next_opening(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = leaked(trio)
    monkeypatch.setattr(desk_store, "scrub", lambda opened: False)
    purged(trio, contact)
    assert rows_of(trio.hq, "SELECT value FROM setting WHERE name = 'scrub'") == [("[]",)]
    trio.hq.close()
    monkeypatch.setattr(desk_store, "scrub", engine.scrub)
    trio.hq = profiles.open_desk(trio.folder / "hq", PASSPHRASE, clock=clock())
    assert rows_of(trio.hq, "SELECT value FROM setting WHERE name = 'scrub'") == []


def test_an_attachment_goes_with_the_last_entry_that_named_it(trio: Trio) -> None:
    only, shared = trio.vn.files.put(SECRET.encode()), trio.vn.files.put(PLAIN.encode())
    about = {"of_kind": "company", "of_id": trio.company(), "name": "letter"}
    first, second, third = (
        records.add_record(trio.vn, "attachment", {**about, "file": each}, channel=COUNTRY)
        for each in (only, shared, shared)
    )
    trio.carry(trio.vn, trio.hq)
    assert trio.hq.files.held() == {only, shared}
    officer(trio.hq)
    for each in (first, second):
        asked = purging.request(trio.hq, "attachment", each.id, why=WHY)
        purging.confirm(trio.hq, asked.id, officer="suzuki")
    trio.carry(trio.hq, trio.vn)
    assert trio.hq.files.held() == trio.vn.files.held() == {shared}
    report = trio.carry(trio.hq, trio.hcm)
    assert report.balance["redacted"] == 2
    assert trio.hcm.files.held() == {shared}
    assert records.show_record(trio.hcm, "attachment", third.id).values["file"] == shared


def test_a_file_goes_with_the_entry_of_a_later_version_that_named_it(trio: Trio) -> None:
    company = trio.company()
    file = trio.hq.files.put(SECRET.encode())
    (n,) = (count + 1 for (count,) in rows_of(trio.hq, "SELECT max(n) FROM entry"))
    entry = Entry(
        at=trio.hq.now(), by="later", id=company, kind="company", n=n, over=UNSET, salt=UNSET,
        set={"logo": file, "website": SECRET},
    )  # fmt: skip
    with trio.hq.writing() as ledger:
        ledger.write(COUNTRY, trio.hq.desk, [encode_entry(entry)])
    asked = purging.request(trio.hq, "company", company, entries=[(trio.hq.desk, n)], why=WHY)
    purging.confirm(trio.hq, asked.id, officer=officer(trio.hq))
    assert trio.hq.files.held() == frozenset()


@pytest.fixture
def branch(trio: Trio) -> Iterator[tuple[Desk, str]]:
    """A second desk of headquarters that purged a contact everywhere, and the contact."""
    contact = leaked(trio)
    officer(trio.hq)
    desk = profiles.create_desk(
        trio.folder / "hq-2", "hq", "mori", "森", PASSPHRASE, clock=clock(), roots=0, is_practice=True,
        cost=TRIFLING_COST,
    )  # fmt: skip
    enrolled(trio.hq, desk, trio.post)
    asked = purging.request(desk, "contact", contact, why=WHY)
    purging.confirm(desk, asked.id, officer=officer(desk, "ito"))
    for each in trio.desks:
        take(each, trio.send(desk, each))
    yield desk, contact
    desk.close()


def test_purges_of_a_closed_desk_are_listed_and_written_again(trio: Trio, branch: tuple[Desk, str]) -> None:
    other, contact = branch
    assert records.show_record(trio.vn, "contact", contact).redacted == ("company", "name", "note")
    trust_closing.close_desk(trio.hq, other.desk, {COUNTRY: "0"})
    for desk in (trio.vn, trio.hcm):
        trio.carry(trio.hq, desk)
    gone = sorted((line.desk, line.n) for line in purging.request_again(trio.hq, why=WHY).lines)
    for each in trio.desks:
        assert purging.purges(each).purged == ()
        assert [(desk, n) for _, desk, n in purging.purges(each).lacking] == gone
        # Without its purge a redacted line lets its segment wait, and what follows.
        with pytest.raises(CorrectableError, match="unknown-record"):
            records.show_record(each, "contact", contact)
    (asked,) = purging.purges(trio.hq).requests
    purging.confirm(trio.hq, asked.id, officer="suzuki")
    for desk in (trio.vn, trio.hcm):
        trio.carry(trio.hq, desk)
    for each in trio.desks:
        assert purging.purges(each).lacking == ()
        assert records.show_record(each, "contact", contact).redacted == ("company", "name", "note")
        assert upkeep.check(each) == ()
    assert states(trio)[0] == states(trio)[1] == states(trio)[2]

