"""Today: nothing that is due is missing, nothing that is done is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.words import set_language
from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.drafts import save_draft
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.records import add_record, set_fields
from ascn_desk.operations.today import due_count, today
from ascn_desk.operations.upkeep import backup
from ascn_desk.operations.views import Draft, Saved, TodayItem
from tests.support.made_desk import make_desk

OWN = "office/emb-vn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    set_language("ja")
    made = make_desk(tmp_path / "profile", "emb-vn")
    yield made
    made.close()
    set_language("en")


def add(desk: Desk, summary: str, days: int | None, **more: object) -> Saved:
    due = (today_of(desk) + timedelta(days=days)).isoformat() if days is not None else None
    values = {"next_action": "省へ照会" if due else None, "next_due": due, **more}
    return cases.add_case(desk, "hitachi", "redress", summary, city="vn-hanoi", more=values)


def advance(desk: Desk, days: int) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.advance(days=days)


def ids(items: tuple[TodayItem, ...]) -> list[str]:
    return [item.id for item in items]


def test_cases_stand_under_their_day(desk: Desk) -> None:
    late, now, ahead = add(desk, "遅れ", -3), add(desk, "今日", 0), add(desk, "今週", 7)
    add(desk, "先", 8)
    add(desk, "期限なし", None)
    view = today(desk)
    assert (ids(view.overdue), ids(view.today), ids(view.this_week)) == ([late.id], [now.id], [ahead.id])
    with desk.store.reading() as connection:
        assert due_count(desk, connection) == 2
    item = view.overdue[0]
    assert (item.what, item.who, item.days_late) == ("遅れ: 省へ照会", "日立製作所 · ハノイ", 3)
    assert (item.reference, item.status) == (late.reference, "new")


def test_a_closed_case_and_one_of_another_office_are_not_due(desk: Desk) -> None:
    closed = add(desk, "終わり", -3)
    cases.change_status(desk, closed.id, OWN, "withdrawn", "取下げ", outcome="なし")
    add(desk, "他館", -3, lead_office="cg-ho-chi-minh-city")
    assert today(desk).overdue == ()


def test_a_promise_is_due_until_it_is_kept_and_tells_whose_it_is(desk: Desk) -> None:
    case = add(desk, "信号", None)
    values = {"what": "礼状", "due": "2026-11-20", "of_kind": "case", "of_id": case.id}
    promise = add_record(desk, "follow_up", values)
    item = today(desk).overdue[0]
    assert (item.kind, item.id, item.what, item.who) == ("follow_up", promise.id, "礼状", "日立製作所 · ハノイ")
    assert (item.days_late, item.reference) == (4, case.reference)
    set_fields(desk, "follow_up", promise.id, {"done_on": "2026-11-24"})
    assert today(desk).overdue == ()


def test_a_case_without_a_word_for_thirty_days_is_still(desk: Desk) -> None:
    quiet, logged, edited = add(desk, "静か", None), add(desk, "経過あり", None), add(desk, "変更あり", None)
    advance(desk, 29)
    assert today(desk).still == ()
    cases.log_case(desk, logged.id, "電話した。")
    set_fields(desk, "case", edited.id, {"priority": "high"})
    advance(desk, 2)
    assert ids(today(desk).still) == [quiet.id]
    cases.postpone(desk, quiet.id, OWN, "2026-12-20")
    assert today(desk).still == ()


def test_a_case_that_is_listed_for_its_day_is_not_called_still_beside(desk: Desk) -> None:
    late = add(desk, "遅れ", 2)
    advance(desk, 40)
    view = today(desk)
    assert (ids(view.overdue), view.still) == ([late.id], ())


def test_visits_under_way_and_soon_are_shown_the_first_first(desk: Desk) -> None:
    for title, start, end in (
        ("来月末", "2027-01-20", "2027-01-22"),
        ("来週", "2026-12-02", "2026-12-04"),
        ("滞在中", "2026-11-22", "2026-11-25"),
        ("先週", "2026-11-15", "2026-11-18"),
    ):
        add_record(desk, "visit", {"title": title, "starts_on": start, "ends_on": end})
    assert [row.values["title"] for row in today(desk).visits] == ["滞在中", "来週"]


def test_drafts_and_the_standing_of_the_desk_are_told(desk: Desk) -> None:
    save_draft(desk, Draft("d1", "quick_case", "case", None, None, {"summary": "鉄"}, {}, "2026-11-24T03:00:00Z"))
    before = today(desk).health
    add(desk, "甲", None)
    backup(desk)
    advance(desk, 2)
    view = today(desk)
    assert [each.id for each in view.drafts] == ["d1"]
    assert view.health.unsent == before.unsent + 1
    assert (view.health.conflicts, view.health.last_sent_days, view.health.last_received_days) == (0, None, None)
    assert (before.backup_days, view.health.backup_days) == (None, 2)
    assert view.health.reference_edition


def test_headquarters_sees_its_own_cases_only(tmp_path: Path) -> None:
    made = make_desk(tmp_path / "hq", "hq")
    mine = cases.add_case(made, "hitachi", "redress", "本省", more={"next_action": "照会", "next_due": "2026-11-20"})
    other = cases.add_case(made, "nec", "redress", "公館", more={"next_action": "照会", "next_due": "2026-11-20"})
    set_fields(made, "case", other.id, {"officer": "someone"})
    view = today(made)
    made.close()
    assert ids(view.overdue) == [mine.id]
