"""The undo of an import: what came with a bundle does not count until it is taken back, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import conflicts, exchange, history, records, setting_aside
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.search import search
from ascn_desk.operations.upkeep import check
from ascn_desk.operations.views import ImportReport
from tests.support.trio import COUNTRY, Trio, dump, new_desk, rows_of, shown, take
from tests.support.trio import enrolled as enrol


def note(desk: Desk, text: str) -> str:
    return records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text}).id


def texts(desk: Desk) -> set[str]:
    rows = rows_of(desk, "SELECT text FROM shown_city_note WHERE _hidden = 0 AND text IS NOT NULL")
    return {text for (text,) in rows}


def last_bundle(desk: Desk) -> str:
    return setting_aside.bundles(desk)[0].bundle


def words(desk: Desk) -> dict[str, tuple[str, str | None]]:
    return {each.channel: (each.sha256, each.state) for each in fingerprints(desk, with_state=True)}


def test_what_came_with_a_bundle_is_shown_no_more_and_again_once_it_is_taken_back(trio: Trio) -> None:
    note(trio.vn, "right file")
    trio.carry(trio.vn, trio.hq)
    before = shown(trio.hq), words(trio.hq)
    note(trio.vn, "wrong file")
    trio.carry(trio.vn, trio.hq)
    after = shown(trio.hq), words(trio.hq)
    done = setting_aside.set_aside(trio.hq, last_bundle(trio.hq))
    assert (done.segments, done.entries, done.records, done.changed.kinds) == (1, 1, 1, {"city_note"})
    assert (shown(trio.hq), words(trio.hq)) == before
    assert search(trio.hq, "wrong").total == 0
    assert check(trio.hq) == ()
    again = setting_aside.take_back(trio.hq, last_bundle(trio.hq))
    assert (again.segments, again.entries, again.records) == (1, 1, 1)
    assert (shown(trio.hq), words(trio.hq)) == after
    assert check(trio.hq) == ()


def test_what_another_had_replaced_is_shown_again(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    records.set_fields(trio.vn, "company", company, {"website": "https://wrong.example"}, channel=COUNTRY)
    trio.carry(trio.vn, trio.hq)
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    assert records.show_record(trio.hq, "company", company).values["website"] == "https://base.example"
    entries = history.history(trio.hq, "company", company)
    assert [each.state for each in entries] == ["aside", "shown"]


def test_a_conflict_goes_with_the_bundle_and_comes_back_with_it(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    for desk, value in ((trio.vn, "ours"), (trio.hcm, "theirs")):
        records.set_fields(desk, "company", company, {"website": f"https://{value}.example"}, channel=COUNTRY)
        trio.carry(desk, trio.hq)
    assert len(conflicts.conflicts(trio.hq)) == 1
    setting_aside.set_aside(trio.hq, "cg-ho-chi-minh-city:1")
    assert conflicts.conflicts(trio.hq) == ()
    assert records.show_record(trio.hq, "company", company).values["website"] == "https://ours.example"
    setting_aside.take_back(trio.hq, "cg-ho-chi-minh-city:1")
    assert len(conflicts.conflicts(trio.hq)) == 1


def test_what_follows_in_the_log_waits_with_it_and_the_balance_says_why(trio: Trio) -> None:
    note(trio.vn, "first")
    trio.carry(trio.vn, trio.hq)
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    note(trio.vn, "second")
    report = trio.carry(trio.vn, trio.hq)
    assert (dict(report.why), report.balance["not_counting"], report.is_complete) == ({"set-aside": 1}, 1, False)
    assert texts(trio.hq) == set()
    done = setting_aside.take_back(trio.hq, "emb-vn:1")
    assert (done.segments, texts(trio.hq)) == (2, {"first", "second"})
    assert words(trio.hq)["office/emb-vn"] == words(trio.vn)["office/emb-vn"]
    assert check(trio.hq) == ()


def test_each_of_two_bundles_set_aside_is_taken_back_by_itself(trio: Trio) -> None:
    for text in ("first", "second", "third"):
        note(trio.vn, text)
        trio.carry(trio.vn, trio.hq)
    for number in (2, 3):
        setting_aside.set_aside(trio.hq, f"emb-vn:{number}")
    assert texts(trio.hq) == {"first"}
    setting_aside.take_back(trio.hq, "emb-vn:2")
    assert texts(trio.hq) == {"first", "second"}
    setting_aside.set_aside(trio.hq, "emb-vn:2")
    setting_aside.take_back(trio.hq, "emb-vn:3")
    assert texts(trio.hq) == {"first"}
    setting_aside.take_back(trio.hq, "emb-vn:2")
    assert texts(trio.hq) == {"first", "second", "third"}


def test_it_stays_in_the_receipts_and_is_relayed(trio: Trio) -> None:
    company = records.add_record(trio.vn, "company", {"name_ja": "練習"}, channel=COUNTRY).id
    trio.carry(trio.vn, trio.hq)
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    trio.carry(trio.hq, trio.vn)
    assert {each.state for each in exchange.exchange_view(trio.vn).sent} == {"received"}
    trio.carry(trio.hq, trio.hcm)
    assert records.show_record(trio.hcm, "company", company).values["name_ja"] == "練習"


def test_importing_the_file_again_does_not_take_it_back(trio: Trio) -> None:
    note(trio.vn, "wrong file")
    paths = trio.send(trio.vn, trio.hq)
    take(trio.hq, paths)
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    assert take(trio.hq, paths).balance["known"] == 1
    assert trio.carry(trio.vn, trio.hq).balance["known"] == 1
    assert texts(trio.hq) == set()


def test_the_list_of_bundles_says_what_is_aside_since_when_and_by_whom(trio: Trio) -> None:
    note(trio.vn, "wrong file")
    trio.carry(trio.vn, trio.hq)
    (found,) = setting_aside.bundles(trio.hq)
    assert (found.office, found.office_name, found.desk, found.number, found.new) == (
        "emb-vn", "Embassy of Japan in Viet Nam", trio.vn.desk, 1, 1
    )  # fmt: skip
    assert found.aside is None and not found.is_open
    setting_aside.set_aside(trio.hq, found.bundle)
    (found,) = setting_aside.bundles(trio.hq)
    assert found.aside == ("2026-11-24T09:00:00Z", "sato")


def test_a_rehearsal_tells_what_would_cease_and_changes_nothing(trio: Trio) -> None:
    note(trio.vn, "wrong file")
    trio.carry(trio.vn, trio.hq)
    before = dump(trio.hq)
    told = setting_aside.set_aside(trio.hq, "emb-vn:1", is_rehearsal=True)
    assert dump(trio.hq) == before
    assert told == setting_aside.set_aside(trio.hq, "emb-vn:1")
    before = dump(trio.hq)
    told = setting_aside.take_back(trio.hq, "emb-vn:1", is_rehearsal=True)
    assert dump(trio.hq) == before
    assert told == setting_aside.take_back(trio.hq, "emb-vn:1")


def test_a_bundle_that_own_entries_saw_is_set_aside_until_they_are_sent(trio: Trio) -> None:
    company = records.add_record(trio.vn, "company", {"name_ja": "練習"}, channel=COUNTRY).id
    trio.carry(trio.vn, trio.hq)
    records.set_fields(trio.hq, "company", company, {"name_en": "Practice"}, channel=COUNTRY)
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    assert records.show_record(trio.hq, "company", company).values["name_ja"] is None
    setting_aside.take_back(trio.hq, "emb-vn:1")
    # Another record that did not see it may go out.
    note(trio.hq, "of headquarters")
    trio.send(trio.hq, trio.hcm)
    before = dump(trio.hq)
    with pytest.raises(CorrectableError, match="aside-sent") as refused:
        setting_aside.set_aside(trio.hq, "emb-vn:1")
    assert refused.value.data == {"bundle": "emb-vn:1", "entries": 1}
    assert dump(trio.hq) == before


def test_own_entries_that_were_sent_without_having_seen_it_hinder_nothing(trio: Trio) -> None:
    company = trio.company()
    records.set_fields(trio.hq, "company", company, {"name_en": "Ours"}, channel=COUNTRY)
    trio.send(trio.hq, trio.vn)
    records.set_fields(trio.vn, "company", company, {"website": "https://theirs.example"}, channel=COUNTRY)
    trio.carry(trio.vn, trio.hq)
    assert setting_aside.set_aside(trio.hq, "emb-vn:1").records == 1


def test_what_waited_behind_it_tells_of_its_decisions_once_it_counts(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    for desk, value in ((trio.vn, "ours"), (trio.hcm, "theirs")):
        records.set_fields(desk, "company", company, {"website": f"https://{value}.example"}, channel=COUNTRY)
        trio.carry(desk, trio.hq)
    trio.carry(trio.hq, trio.vn)
    number = setting_aside.bundles(trio.vn)[0].number
    setting_aside.set_aside(trio.vn, f"hq:{number}")
    theirs = next(each for each in conflicts.conflicts(trio.hq)[0].heads if each.value == "https://theirs.example")
    conflicts.resolve(trio.hq, "company", company, "website", take=(theirs.desk, theirs.n), why="agreed")
    trio.carry(trio.hq, trio.vn)
    setting_aside.take_back(trio.vn, f"hq:{number}")
    assert [(each.mine, each.why) for each in conflicts.decisions(trio.vn)] == [("https://ours.example", "agreed")]
    setting_aside.set_aside(trio.vn, f"hq:{number + 1}")
    assert conflicts.decisions(trio.vn) == ()


def test_what_a_desk_wrote_itself_and_got_back_is_never_set_aside(trio: Trio) -> None:
    own = note(trio.vn, "own")
    (path,) = trio.send(trio.vn, trio.hq)
    take(trio.hq, [path])
    trio.carry(trio.hq, trio.vn)
    # As after a restore: what the backup lacked came back with headquarters' bundle.
    bundle = last_bundle(trio.vn)
    with trio.vn.store.writing() as connection:
        connection.exec_driver_sql("UPDATE segment SET bundle = ? WHERE bundle IS NULL", (bundle,))
    with pytest.raises(CorrectableError, match="aside-own"):
        setting_aside.set_aside(trio.vn, bundle)
    assert records.show_record(trio.vn, "city_note", own).values["text"] == "own"


@pytest.mark.parametrize("act", [setting_aside.set_aside, setting_aside.take_back])
def test_what_is_no_bundle_here_is_told(trio: Trio, act: Callable[[Desk, str], object]) -> None:
    for named in ("emb-vn:1", "emb-vn:x", "", "0193a5f0-0000-7000-8000-000000000000"):
        with pytest.raises(CorrectableError, match="unknown-bundle"):
            act(trio.hq, named)


def test_twice_the_same_is_told_and_a_number_of_two_desks_asks_for_the_id(trio: Trio) -> None:
    note(trio.vn, "first desk")
    trio.carry(trio.vn, trio.hq)
    with pytest.raises(CorrectableError, match="not-aside"):
        setting_aside.take_back(trio.hq, "emb-vn:1")
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    with pytest.raises(CorrectableError, match="aside-already"):
        setting_aside.set_aside(trio.hq, "emb-vn:1")
    trust = trio.hq.trust()
    assert trust is not None
    second = new_desk(trio.folder / "second", "emb-vn", practice_root=trust.root_fingerprint())
    enrol(trio.hq, second, trio.post)
    note(second, "second desk")
    report: ImportReport = trio.carry(second, trio.hq)
    assert report.balance["shown"] == 1
    with pytest.raises(CorrectableError, match="bundle-unclear"):
        setting_aside.take_back(trio.hq, "emb-vn:1")
    setting_aside.take_back(trio.hq, setting_aside.bundles(trio.hq)[1].bundle)
    assert texts(trio.hq) == {"first desk", "second desk"}
    second.close()
