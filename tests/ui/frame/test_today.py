"""Today: by keys alone, on a real desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.operations import cases, conflicts, drafts, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.records import add_record, set_fields, show_record
from ascn_desk.operations.views import Draft, Row
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts.grouped_list import GroupedList
from ascn_desk.ui.screens.today import TodayScreen
from ascn_desk.ui.screens.today_side import TodaySide
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands, has_focus
from tests.support.made_desk import make_desk
from tests.support.trio import COUNTRY, Trio
from tests.ui.frame.conftest import AHEAD, LATE, NOW, overlay, show, text_of


def listed(window: MainWindow) -> GroupedList:
    found = window.findChild(GroupedList, "due")
    assert found is not None
    return found


def case_named(desk: Desk, summary: str) -> Row:
    return list_records(desk, "case", {"summary": summary}, limit=1).rows[0]


def summary_of(desk: Desk, row: str) -> object:
    _, kind, record, *rest = row.split("/", 3)
    return show_record(desk, kind, record, "/".join(rest)).values["summary"]


def test_what_is_due_stands_in_groups_with_the_most_pressing_first(window: MainWindow, desk: Desk) -> None:
    ids = listed(window)._ids()
    assert [each.split("/")[0] for each in ids] == ["late", "today", "week"]
    assert [summary_of(desk, each) for each in ids] == [LATE, NOW, AHEAD]
    assert has_focus(listed(window)) and listed(window).current_row() == 0


def test_enter_opens_the_case(window: MainWindow, hands: Hands) -> None:
    hands.press("J", "Return")
    assert window.current_room() == "cases"
    assert NOW in text_of(window.room_screen())


def test_d_completes_the_next_action_with_a_way_back(window: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("D", "Ctrl+Return")
    assert "Done" in window._toasts.shown_words()
    assert [summary_of(desk, each) for each in listed(window)._ids()] == [NOW, AHEAD]
    hands.press("Ctrl+Z")
    assert [summary_of(desk, each) for each in listed(window)._ids()] == [LATE, NOW, AHEAD]


def test_s_puts_off(window: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("S")
    field = QApplication.focusWidget()
    assert field is not None
    hands.press("Ctrl+A")
    hands.type("5d")
    hands.press("Ctrl+Return")
    assert [summary_of(desk, each) for each in listed(window)._ids()] == [NOW, AHEAD, LATE]


def test_n_opens_the_note_of_that_case_and_of_no_other(window: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Ctrl+2")  # some case stands in its room
    hands.press("Ctrl+1", "J", "N")
    assert window.current_room() == "cases"
    hands.type("They will answer by Friday.")
    hands.press("Ctrl+Return")
    case = case_named(desk, NOW)
    view = cases.case_view(desk, case.id, case.channel)
    assert any("Friday" in str(each) for each in view.timeline)


def test_a_week_with_much_is_folded_and_l_unfolds_it(window: MainWindow, hands: Hands, desk: Desk) -> None:
    for number in range(7):
        more = {"next_action": "Call", "next_due": "2026-11-27"}
        window.session.write(cases.add_case, "nec", "trouble", f"Case {number}", more=more)
    hands.settle()
    assert len(listed(window)._ids()) == 2 + 5
    hands.press("L")
    assert len(listed(window)._ids()) == 2 + 8


def test_an_empty_desk_says_what_will_stand_here(tasks: Tasks, qtbot: QtBot, hands: Hands, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "empty", "emb-vn")
    window = MainWindow(desk, tasks)
    show(window, qtbot)
    hands.settle()
    assert overlay(window, "begin") is not None
    assert overlay(window, "today-new") is None, "one filled button a screen"
    window.room_screen().focus_first()
    hands.press("Ctrl+N")
    assert overlay(window, "quick-case") is not None
    tasks.close()
    desk.close()


def test_the_care_of_the_desk_is_told(window: MainWindow, hands: Hands, desk: Desk) -> None:
    assert "No backup yet" in text_of(window.room_screen())
    upkeep.backup(desk)
    window.room_screen().refresh()
    hands.settle()
    assert "Backed up today" in text_of(window.room_screen())


def test_each_draft_is_resumed_in_the_form_where_it_was_typed(window: MainWindow, hands: Hands, desk: Desk) -> None:
    case = case_named(desk, NOW)
    seen = cases.case_view(desk, case.id, case.channel).record.seen
    made = (
        Draft("a", "quick_case", "case", None, None, {"summary": "Half a case"}, {}, desk.now()),
        Draft("b", "record", "case", case.id, case.channel, {"summary": "Half an edit"}, seen, desk.now()),
        Draft("c", "record", "contact", None, None, {"name_en": "Half a contact"}, {}, desk.now()),
    )
    opened = {"a": "quick-case", "b": "record-panel", "c": "record-panel"}
    for draft in made:
        drafts.save_draft(desk, draft)
    window.room_screen().refresh()
    hands.settle()
    for name, panel in opened.items():
        link = window.findChild(QWidget, f"draft-{name}")
        assert link is not None
        link.setFocus()
        hands.press("Return")
        assert overlay(window, panel) is not None, name
        hands.press("Escape")
        hands.press("Ctrl+1")
        hands.settle()
    assert {each.id for each in drafts.drafts(desk)} == {"a", "b", "c"}


def test_a_decision_against_ones_value_is_told_with_a_way_to_see_it(
    trio: Trio, tasks: Tasks, qtbot: QtBot, hands: Hands
) -> None:
    company = trio.company()
    set_fields(trio.vn, "company", company, {"website": "https://ours.example"}, channel=COUNTRY)
    set_fields(trio.hcm, "company", company, {"website": "https://theirs.example"}, channel=COUNTRY)
    trio.exchange()
    (conflict,) = conflicts.conflicts(trio.hq)
    theirs = next(each for each in conflict.heads if each.value == "https://theirs.example")
    conflicts.resolve(trio.hq, "company", company, "website", take=(theirs.desk, theirs.n), why="Asked them.")
    trio.exchange()
    window = MainWindow(trio.vn, tasks)
    show(window, qtbot)
    hands.settle()
    assert "1 of your values was not kept" in text_of(window.room_screen())
    link = window.findChild(QWidget, "see-decisions")
    assert link is not None
    link.setFocus()
    hands.press("Return")
    assert window.current_room() == "exchange"
    assert "Asked them." in text_of(window.room_screen())
    tasks.close()


def test_the_screen_names_its_keys_for_the_palette(window: MainWindow) -> None:
    screen = window.room_screen()
    assert isinstance(screen, TodayScreen)
    assert {"D", "S", "N", "L"} <= {each.keys for each in screen.commands()}


def test_a_visit_is_told_by_its_title_and_days(window: MainWindow, hands: Hands, desk: Desk) -> None:
    days = {"starts_on": "2026-12-02", "ends_on": "2026-12-04"}
    add_record(desk, "visit", {"title": "City of Yokohama", **days})
    hands.press("F5")
    told = text_of(window.room_screen())
    assert "City of Yokohama" in told
    assert "2 Dec – 4 Dec" in told


def test_where_it_is_narrow_the_side_goes_under_the_list(window: MainWindow, hands: Hands) -> None:
    side = window.room_screen().findChild(TodaySide)
    due = listed(window)
    assert side is not None
    assert side.mapTo(window, QPoint(0, 0)).x() > due.mapTo(window, QPoint(due.width(), 0)).x() - 1
    window.resize(1024, 640)
    hands.settle()
    assert side.mapTo(window, QPoint(0, 0)).y() >= due.mapTo(window, QPoint(0, due.height())).y()
    window.resize(1366, 768)
    hands.settle()
    assert side.mapTo(window, QPoint(0, 0)).x() > due.mapTo(window, QPoint(due.width(), 0)).x() - 1
