"""The history of a record tells everything; the last change that was not sent can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import set_language
from ascn_desk.operations import cases, conflicts, exchange, history, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.journal import journal
from ascn_desk.operations.upkeep import check
from ascn_desk.sync.entry_line import Entry, encode_entry
from tests.support.trio import COUNTRY, Trio, dump, open_machine, shown

CASE = {"company": "nippon-koei", "category": "trouble", "summary": "練習：相談", "status": "new", "tags": ["rail"]}


def case(desk: Desk, **more: Any) -> str:
    return records.add_record(desk, "case", {**CASE, **more}).id


def change(desk: Desk, id: str, **values: Any) -> int:
    return records.set_fields(desk, "case", id, values).n or 0


def values_of(desk: Desk, id: str) -> dict[str, Any]:
    return dict(records.show_record(desk, "case", id).values)


def test_every_entry_is_listed_newest_first_with_what_became_of_it(trio: Trio) -> None:
    id = case(trio.vn)
    trio.vn.clock.advance(hours=1)  # type: ignore[attr-defined]
    records.set_fields(trio.vn, "case", id, {"summary": "練習：その後"}, why="They called again.")
    last, first = history.history(trio.vn, "case", id)
    assert (last.by, last.why, last.at, dict(last.set)) == (
        "tanaka", "They called again.", "2026-11-24T10:00:00Z", {"summary": "練習：その後"}
    )  # fmt: skip
    assert (last.state, first.state) == ("shown", "shown")
    assert last.office_name == "Embassy of Japan in Viet Nam"
    change(trio.vn, id, summary="練習：三度目")
    assert [each.state for each in history.history(trio.vn, "case", id)] == ["shown", "replaced", "shown"]


def test_both_sides_of_a_conflict_are_marked(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    for desk in (trio.vn, trio.hcm):
        records.set_fields(desk, "company", company, {"website": f"https://{desk.office}.example"})
    trio.exchange()
    for desk in trio.desks:
        states = {each.office_name: each.state for each in history.history(desk, "company", company)}
        assert states["Embassy of Japan in Viet Nam"] == "conflict"
        assert states["Ministry of Foreign Affairs, headquarters"] == "shown"


def test_an_entry_names_the_bundle_that_brought_it_or_first_carried_it(trio: Trio) -> None:
    id = case(trio.vn)
    assert history.history(trio.vn, "case", id)[0].bundle is None
    lost = exchange.export(trio.vn, ["hq"], trio.post)[0]
    again = exchange.export(trio.vn, ["hq"], trio.post)[0]
    assert history.history(trio.vn, "case", id)[0].bundle == lost.bundle
    exchange.import_files(trio.hq, [again.path], has_backup=False)
    assert history.history(trio.hq, "case", id)[0].bundle == again.bundle


def test_what_another_program_wrote_wrongly_is_listed_as_such(trio: Trio) -> None:
    id = case(trio.vn)
    lines = [
        Entry(at="2026-11-24T09:00:00Z", by="x", id=id, kind="case", n=n, over={trio.vn.desk: 1}, set=values)
        for n, values in ((5_000, {"priority": 5}), (5_001, {"novel": 5}))
    ]
    with trio.vn.writing() as ledger:
        ledger.write("office/emb-vn", trio.vn.desk, [encode_entry(each) for each in lines])
    assert [each.state for each in history.history(trio.vn, "case", id)] == ["unknown", "invalid", "shown"]
    report = trio.carry(trio.vn, trio.hq)
    assert (report.balance["invalid"], report.balance["unknown_kind"], report.balance["shown"]) == (1, 1, 1)
    assert [each.state for each in history.history(trio.hq, "case", id)] == ["unknown", "invalid", "shown"]
    assert [each["state"] for each in journal(trio.hq, after=4_999, all=True)] == ["invalid", "unknown-kind"]
    assert check(trio.hq) == ()


def test_a_record_that_is_not_here_has_no_history(trio: Trio) -> None:
    with pytest.raises(CorrectableError, match="unknown-record"):
        history.history(trio.vn, "case", "absent")
    with pytest.raises(CorrectableError, match="unknown-record"):
        history.history(trio.vn, "ship", "absent")


def test_a_change_is_taken_back(trio: Trio) -> None:
    id = case(trio.vn)
    before = values_of(trio.vn, id)
    change(trio.vn, id, summary="wrong", **{"tags:rail": False, "tags:port": True})
    words = history.undoable(trio.vn)
    done = history.undo_last(trio.vn)
    assert done.words == words and "Summary" in done.words
    assert values_of(trio.vn, id) == before
    assert (done.changed.kinds, done.changed.ids) == (frozenset({"case"}), frozenset({id}))
    assert (history.history(trio.vn, "case", id)[0].why or "").startswith("Undone: ")
    assert check(trio.vn) == ()


def test_a_group_is_taken_back_as_a_whole(trio: Trio) -> None:
    id = case(trio.vn, status_reason="it came by mail")
    trio.vn.clock.advance(days=2)  # type: ignore[attr-defined]
    before = values_of(trio.vn, id)
    change(trio.vn, id, status="waiting", status_reason="for papers")
    history.undo_last(trio.vn)
    after = values_of(trio.vn, id)
    assert after == before and after["status_on"] == "2026-11-24"


def test_a_new_record_is_taken_back_by_taking_it_from_sight(trio: Trio) -> None:
    id = case(trio.vn)
    assert "was made" in (history.undoable(trio.vn) or "")
    history.undo_last(trio.vn)
    assert records.show_record(trio.vn, "case", id).deleted
    assert history.undoable(trio.vn) is None


def test_undo_goes_back_step_by_step_even_on_one_field(trio: Trio) -> None:
    id = case(trio.vn, summary="one")
    for text in ("two", "three", "four"):
        change(trio.vn, id, summary=text)
    seen = []
    while history.undoable(trio.vn) is not None:
        history.undo_last(trio.vn)
        seen.append((values_of(trio.vn, id)["summary"], records.show_record(trio.vn, "case", id).deleted))
    assert seen == [("three", False), ("two", False), ("one", False), ("one", True)]
    with pytest.raises(CorrectableError, match="nothing-to-undo"):
        history.undo_last(trio.vn)


def test_what_is_written_after_an_undo_is_undone_first(trio: Trio) -> None:
    id = case(trio.vn, summary="one")
    change(trio.vn, id, summary="two")
    history.undo_last(trio.vn)
    change(trio.vn, id, summary="three")
    change(trio.vn, id, summary="four")
    history.undo_last(trio.vn)
    assert values_of(trio.vn, id)["summary"] == "three"
    history.undo_last(trio.vn)
    assert values_of(trio.vn, id)["summary"] == "one"


def test_undo_survives_closing_the_program(trio_folder: Any, english: None) -> None:
    desk = open_machine(trio_folder / "vn")
    id = case(desk, summary="one")
    change(desk, id, summary="two")
    change(desk, id, summary="three")
    history.undo_last(desk)
    words = history.undoable(desk)
    desk.close()
    again = open_machine(trio_folder / "vn")
    assert history.undoable(again) == words
    history.undo_last(again)
    assert values_of(again, id)["summary"] == "one"
    again.close()


def test_what_was_sent_is_not_taken_back(trio: Trio) -> None:
    id = case(trio.vn)
    change(trio.vn, id, summary="two")
    trio.send(trio.vn, trio.hq)
    assert history.undoable(trio.vn) is None
    before = dump(trio.vn)
    with pytest.raises(CorrectableError, match="nothing-to-undo"):
        history.undo_last(trio.vn)
    assert dump(trio.vn) == before
    change(trio.vn, id, summary="three")
    history.undo_last(trio.vn)
    assert values_of(trio.vn, id)["summary"] == "two"


def test_a_change_that_something_newer_stands_on_is_not_taken_back(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"})
    for number in range(5):
        records.set_fields(trio.hq, "company", company, {"website": f"https://{number}.example"})
    trio.carry(trio.hq, trio.vn)
    before = dump(trio.vn)
    with pytest.raises(CorrectableError, match="undo-overtaken"):
        history.undo_last(trio.vn)
    assert dump(trio.vn) == before


def test_undo_leaves_the_value_of_the_other_side_where_both_had_written(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    records.set_fields(trio.hq, "company", company, {"website": "https://hq.example"})
    for number in range(3):
        records.set_fields(trio.vn, "company", company, {"note": str(number)})
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"})
    trio.carry(trio.hq, trio.vn)
    assert [each.register for each in conflicts.conflicts(trio.vn)] == ["website"]
    history.undo_last(trio.vn)
    assert records.show_record(trio.vn, "company", company, COUNTRY).values["website"] == "https://hq.example"
    assert conflicts.conflicts(trio.vn) == ()


def test_an_undo_travels_and_is_shown_everywhere(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"})
    history.undo_last(trio.vn)
    trio.exchange()
    for desk in trio.desks:
        assert records.show_record(desk, "company", company, COUNTRY).values["website"] == "https://base.example"
        assert conflicts.conflicts(desk) == ()
    assert shown(trio.vn, COUNTRY.__eq__) == shown(trio.hq, COUNTRY.__eq__)


def test_undo_of_a_deletion_brings_the_record_back(trio: Trio) -> None:
    id = case(trio.vn)
    change(trio.vn, id, deleted=True)
    history.undo_last(trio.vn)
    assert not records.show_record(trio.vn, "case", id).deleted
    assert check(trio.vn) == ()


def test_undo_is_told_in_the_language_of_the_screen(trio: Trio) -> None:
    id = case(trio.vn)
    change(trio.vn, id, summary="練習：二")
    set_language("ja")
    assert "概要" in (history.undoable(trio.vn) or "") or "用件" in (history.undoable(trio.vn) or "")


def test_nothing_was_done_so_nothing_is_undone(trio: Trio) -> None:
    assert history.undoable(trio.vn) is None
    assert history.undoable(trio.hq) is None


def test_what_one_act_wrote_is_taken_back_together(trio: Trio) -> None:
    company = shown_company(trio)
    following = {"next_action": "Call", "next_due": "2026-12-01"}
    case = cases.add_case(trio.vn, company, "redress", "【練習】", more=following)
    cases.complete_next_action(trio.vn, case.id, case.channel, "Write", "2026-12-08")
    assert lists.count_records(trio.vn, "log_entry") == 1

    history.undo_last(trio.vn)

    view = cases.case_view(trio.vn, case.id, case.channel)
    assert (view.record.values["next_action"], view.record.values["next_due"]) == ("Call", "2026-12-01")
    assert lists.count_records(trio.vn, "log_entry") == 0
    assert history.undoable(trio.vn) is not None, "the case itself can still be taken back"


def shown_company(trio: Trio) -> str:
    return lists.list_records(trio.vn, "company", limit=1).rows[0].id
