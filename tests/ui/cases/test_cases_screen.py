from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import cases, drafts, history, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.forms import RecordPanel
from ascn_desk.ui.parts import EmptyState, Label, ListView, NextActionCard, Timeline
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands
from tests.support.made_desk import NOON, PASSPHRASE
from tests.ui.cases.conftest import Said, Window, case_named

RAIL, PLATFORM, PIPES = (
    "Approval of urban rail signals",
    "City data platform: specification",
    "Earthquake-proof pipe rules",
)


@pytest.fixture
def room(session: Session, window: Window, hands: Hands, said: Said) -> CasesScreen:
    """The room of cases with all open cases, the first by due date current."""
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen.focus_first()
    hands.press("V", "Down", "Return")
    hands.settle()
    return screen


def _shown(room: CasesScreen) -> str:
    header = room.findChild(QWidget, "case-header")
    return header.accessibleName() if header is not None and header.isVisible() else ""


def _timeline(room: CasesScreen) -> list[str]:
    part = room.findChild(Timeline, "case-timeline")
    assert part is not None
    return [part._words(row) for row in range(len(part._ids()))]


def _values(desk: Desk, summary: str) -> dict[str, object]:
    return dict(case_named(desk, summary).values)


def test_the_list_goes_by_due_date_and_the_case_beside_it_follows(room: CasesScreen, hands: Hands) -> None:
    assert _shown(room) == RAIL
    hands.press("J")
    assert _shown(room) == PLATFORM
    hands.press("J")
    assert _shown(room) == PIPES
    hands.press("K", "Up")
    assert _shown(room) == RAIL


def test_how_many_there_are_is_said_at_the_foot(room: CasesScreen) -> None:
    words = [label.words() for label in room.findChildren(Label)]
    assert "3 cases" in words


def test_typing_into_the_filter_narrows_the_list(room: CasesScreen, hands: Hands) -> None:
    hands.press("/")
    hands.type("pipe")
    QTest.qWait(160)
    hands.settle()
    assert _shown(room) == PIPES
    hands.press("Return")

    assert isinstance(QApplication.focusWidget(), ListView)


def test_a_filter_that_fits_nothing_says_so(room: CasesScreen, hands: Hands) -> None:
    hands.press("/")
    hands.type("nothing has this")
    QTest.qWait(160)
    hands.settle()

    nothing = room.findChild(EmptyState, "cases-nothing")
    assert nothing is not None and nothing.isVisible()
    assert _shown(room) == ""


def test_a_condition_narrows_the_list_and_its_chip_takes_it_away(room: CasesScreen, hands: Hands) -> None:
    add = room.findChild(QWidget, "cases-add-condition")
    assert add is not None
    add.setFocus()
    hands.press("Return", "Down", "Return")  # category
    hands.press("Down", "Return")  # the second: trouble
    assert _shown(room) == PLATFORM
    chip = room.findChild(QWidget, "condition-category")
    assert chip is not None
    chip.setFocus()
    hands.press("Delete")

    rows = room.findChild(ListView, "cases")
    assert rows is not None and rows.rows().total() == 3


def test_the_view_of_what_is_overdue_has_only_that(room: CasesScreen, hands: Hands) -> None:
    hands.press("V")
    hands.press("Down")
    hands.press("Return")

    rows = room.findChild(ListView, "cases")
    assert rows is not None and rows.rows().total() == 1
    assert _shown(room) == RAIL


def test_a_log_entry_is_added_by_n_and_stands_in_the_timeline(
    room: CasesScreen, hands: Hands, desk: Desk, said: Said
) -> None:
    hands.press("N")
    assert hands.focus_name() == "log-text-input"
    hands.type("The ministry wants the original reports.")
    hands.press("Tab", "M")
    hands.press("Ctrl+Return")

    assert said.toasts == ["Noted in the timeline"]
    assert any("The ministry wants the original reports." in line for line in _timeline(room))
    assert not drafts.drafts(desk)


def test_an_empty_log_entry_is_not_saved_and_says_why(room: CasesScreen, hands: Hands) -> None:
    hands.press("N", "Ctrl+Return")

    text = room.findChild(QWidget, "log-text")
    assert text is not None
    assert "Text is needed to save" in text.error()  # type: ignore[attr-defined]


def test_a_typed_log_entry_survives_a_crash(
    room: CasesScreen, hands: Hands, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    hands.press("N")
    hands.type("Half a sentence about the meet")
    QTest.qWait(520)
    hands.settle()
    assert [each.form for each in drafts.drafts(desk)] == ["case-log"]

    # As after a crash: another program on the same profile, which knows only what was written.
    second = open_desk(desk.profile, PASSPHRASE, clock=FixedClock(NOON))
    worker = Tasks()
    screen = CasesScreen(Session(second, worker, worker))
    qtbot.addWidget(screen)
    screen.resize(1190, 716)
    screen.show()
    qtbot.waitUntil(lambda: not worker.is_busy() and screen.isVisible())
    case = case_named(second, RAIL)
    screen.open_record("case", case.id, case.channel)
    text = screen.findChild(QWidget, "log-text")
    assert text is not None
    qtbot.waitUntil(lambda: text.value() == "Half a sentence about the meet")  # type: ignore[attr-defined]
    assert text.isVisible()
    worker.close()
    second.close()


def test_the_draft_of_one_case_does_not_land_in_another(room: CasesScreen, hands: Hands) -> None:
    hands.press("N")
    hands.type("About the rail signals")
    hands.press("Escape")
    rows = room.findChild(ListView, "cases")
    text = room.findChild(QWidget, "log-text")
    assert rows is not None and text is not None
    rows.setFocus()
    hands.press("J")
    assert text.value() == ""  # type: ignore[attr-defined]
    hands.press("K")

    assert text.value() == "About the rail signals"  # type: ignore[attr-defined]


def test_the_status_is_changed_with_its_reason(room: CasesScreen, hands: Hands, desk: Desk, said: Said) -> None:
    hands.press("C", "3")
    hands.type("Papers are with the ministry")
    hands.press("Ctrl+Return")

    values = _values(desk, RAIL)
    assert (values["status"], values["status_reason"]) == ("waiting", "Papers are with the ministry")
    assert values["status_on"] == "2026-11-24"
    assert said.toasts == ["The status is changed"]
    assert any("Waiting" in line for line in _timeline(room))


def test_closing_demands_reason_and_outcome(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("C", "5", "Ctrl+Return")
    reason, outcome = (hands_find(room, name) for name in ("status-reason", "status-outcome"))
    assert "needed to close" in reason.error() and "needed to close" in outcome.error()  # type: ignore[attr-defined]
    assert _values(desk, RAIL)["status"] == "new"
    hands.type("Permit granted")
    hands.press("Tab")
    hands.type("The permit was granted after our letter.")
    hands.press("Ctrl+Return")

    values = _values(desk, RAIL)
    assert (values["status"], values["outcome"]) == ("solved", "The permit was granted after our letter.")


def hands_find(room: QWidget, name: str) -> QWidget:
    found = room.window().findChild(QWidget, name)
    assert found is not None
    return found


def test_the_next_action_is_done_and_what_follows_takes_its_place(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("D")
    hands.type("Read the answer")
    hands.press("Tab")
    hands.type("12/5")
    hands.press("Return")

    values = _values(desk, RAIL)
    assert (values["next_action"], values["next_due"]) == ("Read the answer", "2026-12-05")
    assert any("Ask the Ministry of Construction" in line for line in _timeline(room))


@pytest.mark.parametrize(
    ("typed", "day"), [("3d", "2026-11-27"), ("金", "2026-11-27"), ("12/5", "2026-12-05"), ("月末", "2026-11-30")]
)
def test_the_next_action_is_put_off_by_dates_as_people_write_them(
    room: CasesScreen, hands: Hands, desk: Desk, typed: str, day: str
) -> None:
    hands.press("S")
    hands.type(typed)
    hands.press("Return")

    assert _values(desk, RAIL)["next_due"] == day
    card = room.findChild(NextActionCard)
    assert card is not None and card.accessibleName() == "Ask the Ministry of Construction"


def test_a_date_that_is_none_is_said_and_nothing_changes(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("S")
    hands.type("soon")
    hands.press("Return")

    assert hands_find(room, "put-off-due").error()  # type: ignore[attr-defined]
    assert _values(desk, RAIL)["next_due"] == "2026-11-20"


def test_a_case_without_next_action_shows_as_unfinished_and_can_be_planned(
    room: CasesScreen, hands: Hands, desk: Desk
) -> None:
    hands.press("J", "J")
    assert room.findChild(QWidget, "case-unfinished") is not None
    hands.press("D")
    hands.type("Send the rules")
    hands.press("Tab")
    hands.type("fri")
    hands.press("Return")

    assert _values(desk, PIPES)["next_action"] == "Send the rules"


def test_any_field_is_edited_and_only_that_is_written(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("E")
    panel = room.window().findChild(RecordPanel)
    assert panel is not None
    panel.form().focus_field("details")
    hands.type("What the company wrote")
    hands.press("Ctrl+Return")

    case = case_named(desk, RAIL)
    newest = history.history(desk, "case", case.id)[0]
    assert dict(newest.set) == {"details": "What the company wrote"}
    assert _shown(room) == RAIL


def test_an_edit_is_undone_and_the_page_shows_it(room: CasesScreen, hands: Hands, desk: Desk, session: Session) -> None:
    hands.press("S")
    hands.type("3d")
    hands.press("Return")
    undone = history.undo_last(desk)
    session.changed.emit(undone.changed)
    hands.settle()

    assert _values(desk, RAIL)["next_due"] == "2026-11-20"


def test_a_typed_edit_survives_and_is_offered_when_the_form_opens_again(
    room: CasesScreen, hands: Hands, desk: Desk
) -> None:
    hands.press("E")
    panel = room.window().findChild(RecordPanel)
    assert panel is not None
    panel.form().focus_field("summary")
    hands.press("End")
    hands.type("!")
    hands.press("Escape")
    assert _values(desk, RAIL)["summary"] == RAIL
    hands.press("E")
    again = room.window().findChild(RecordPanel)
    assert again is not None
    assert again.form().is_dirty()
    assert room.window().findChild(QWidget, "draft-banner") is not None
    hands.press("Ctrl+Return")

    assert not drafts.drafts(desk)
    assert [row.values["summary"] for row in cases.list_cases(desk, "all", text="urban rail").rows] == [f"{RAIL}!"]


def test_the_history_says_who_set_what(room: CasesScreen, hands: Hands) -> None:
    hands.press("S")
    hands.type("3d")
    hands.press("Return")
    hands.press("H")

    part = room.findChild(Timeline, "case-history")
    assert part is not None and part.isVisible()
    assert any("27 Nov" in part._words(row) for row in range(len(part._ids())))


def test_a_follow_up_is_added_to_the_case(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("F")
    hands.type("Send a copy of the report")
    hands.press("Tab")
    hands.type("3d")
    hands.press("Ctrl+Return")

    case = case_named(desk, RAIL)
    view = cases.case_view(desk, case.id, case.channel)
    assert [row.values["what"] for row in view.follow_ups] == ["Send a copy of the report"]


def test_the_number_is_copied(room: CasesScreen, hands: Hands, desk: Desk, said: Said) -> None:
    hands.press("M", "Up", "Return")

    assert QApplication.clipboard().text() == _values(desk, RAIL)["reference"]


def test_alt_reaches_the_commands_while_text_is_typed(room: CasesScreen, hands: Hands) -> None:
    hands.press("/")
    hands.press("Alt+N")

    assert hands.focus_name() == "log-text-input"


def test_letters_typed_into_the_filter_are_text(room: CasesScreen, hands: Hands) -> None:
    hands.press("/")
    hands.type("ned")
    hands.settle()

    assert room.window().findChild(RecordPanel) is None


def test_enter_goes_to_the_case_and_escape_back_to_the_list(room: CasesScreen, hands: Hands) -> None:
    hands.press("Return")
    assert hands.focus_name() == "case-tabs"
    hands.press("Escape")

    assert hands.focus_name() == "cases"


def test_a_change_from_elsewhere_is_shown_and_the_case_stays_current(
    room: CasesScreen, hands: Hands, desk: Desk, session: Session
) -> None:
    hands.press("J")
    case = case_named(desk, PLATFORM)
    records.set_fields(desk, "case", case.id, {"summary": "City data platform: new words"}, channel=case.channel)
    session.changed.emit(None)
    hands.settle()

    assert _shown(room) == "City data platform: new words"


def test_opening_a_log_entry_shows_its_case(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    case = case_named(desk, PIPES)
    logged = cases.log_case(desk, case.id, "They called again.", channel=case.channel)
    room.open_record("log_entry", logged.id, logged.channel)
    hands.settle()

    assert _shown(room) == PIPES


def test_where_it_is_narrow_list_and_case_take_turns(room: CasesScreen, hands: Hands, window: Window) -> None:
    window.resize(700, 640)
    hands.settle()
    rows = room.findChild(ListView, "cases")
    assert rows is not None and rows.isVisible() and _shown(room) == ""
    rows.setFocus()
    hands.press("Return")
    assert _shown(room) == RAIL and not rows.isVisible()
    hands.press("Escape")

    assert rows.isVisible()


def test_the_view_order_and_columns_are_kept_for_the_next_time(
    room: CasesScreen, hands: Hands, session: Session, window: Window
) -> None:
    hands.press("Alt+2")  # by company
    hands.settle()
    again = CasesScreen(session)
    room.hide()
    window.put(again)
    again.show()
    hands.settle()

    button = again.findChild(QWidget, "cases-views")
    assert button is not None and button.accessibleName() == "Open cases"


def test_a_desk_without_cases_says_how_to_begin(empty_desk: Desk, tasks: Tasks, window: Window, hands: Hands) -> None:
    session = Session(empty_desk, tasks, tasks)
    said = Said(session)
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen.focus_first()
    empty = screen.findChild(EmptyState, "cases-empty")
    assert empty is not None and empty.isVisible()
    hands.press("Return")

    assert said.commands == ["quick-case"]


def test_a_typed_outcome_survives_until_the_question_opens_again(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("C", "5")
    hands.type("Permit granted")
    hands.press("Tab")
    hands.type("After our letter")
    hands.press("Escape")
    assert [each.form for each in drafts.drafts(desk)] == ["case-status"]
    hands.press("C")
    assert hands_find(room, "status-outcome").value() == "After our letter"  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")

    assert _values(desk, RAIL)["outcome"] == "After our letter"
    assert not drafts.drafts(desk)


def test_a_date_typed_for_putting_off_survives_until_the_question_opens_again(
    room: CasesScreen, hands: Hands, desk: Desk
) -> None:
    hands.press("S")
    hands.type("3d")
    hands.press("Escape")
    assert [each.form for each in drafts.drafts(desk)] == ["case-put-off"]
    hands.press("S")
    assert hands_find(room, "put-off-due").value() is not None  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")

    assert not drafts.drafts(desk)


def test_what_follows_an_action_that_is_done_survives_until_the_question_opens_again(
    room: CasesScreen, hands: Hands, desk: Desk
) -> None:
    hands.press("D")
    hands.type("Write to the ministry")
    hands.press("Escape", "D")
    assert hands_find(room, "done-next").value() == "Write to the ministry"  # type: ignore[attr-defined]
    hands.press("Ctrl+Return")

    assert not drafts.drafts(desk)


def test_a_key_right_after_moving_on_acts_on_the_case_moved_to(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    rows = room.findChild(ListView, "cases")
    assert rows is not None
    QTest.keyClick(rows, Qt.Key.Key_J)
    QTest.keyClick(rows, Qt.Key.Key_N)
    hands.settle()
    hands.type("About the platform")
    hands.press("Ctrl+Return")

    case = case_named(desk, PLATFORM)
    assert any(item.lines == ("About the platform",) for item in cases.case_view(desk, case.id).timeline)


def test_a_log_entry_goes_on_in_the_form_of_all_fields(room: CasesScreen, hands: Hands, desk: Desk) -> None:
    hands.press("N")
    hands.type("A long meeting")
    hands.press("Ctrl+E")
    panel = room.window().findChild(RecordPanel)
    assert panel is not None
    panel.form().editor("support").put("introduction")
    hands.press("Ctrl+Return")

    case = case_named(desk, RAIL)
    (logged,) = lists.list_records(desk, "log_entry", where={"case": case.id}).rows
    assert (logged.values["text"], logged.values["support"]) == ("A long meeting", "introduction")
    assert not drafts.drafts(desk)
