"""Cases in the real window: the keys of the window and those of the room together."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ascn_desk.operations import cases, drafts
from ascn_desk.operations.desk import Desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts import ListView
from ascn_desk.ui.screens.quick_case import QuickCase
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands
from tests.ui.cases.conftest import case_named

RAIL = "Approval of urban rail signals"


@pytest.fixture
def main(desk: Desk, tasks: Tasks, qtbot: QtBot, hands: Hands) -> MainWindow:
    """The window of the desk, in the room of cases."""
    window = MainWindow(desk, tasks, room="cases")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    hands.settle()
    rows = window.findChild(ListView, "cases")
    assert rows is not None
    rows.setFocus()
    return window


def test_a_case_is_logged_over_the_room_and_taken_back(main: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Ctrl+N")
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("Logged in the window")
    hands.press("Ctrl+Return")
    assert case_named(desk, "Logged in the window").values["category"] == "redress"
    hands.press("Ctrl+Z")

    assert [row for row in cases.list_cases(desk, "all").rows if row.values["summary"] == "Logged in the window"] == []


def test_what_was_put_off_is_taken_back_by_its_key(main: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Home")
    case = case_named(desk, RAIL)
    main.open_record("case", case.id, case.channel)
    hands.settle()
    hands.press("S")
    hands.type("3d")
    hands.press("Return")
    assert case_named(desk, RAIL).values["next_due"] == "2026-11-27"
    hands.press("Ctrl+Z")

    assert case_named(desk, RAIL).values["next_due"] == "2026-11-20"


def test_a_draft_is_resumed_where_it_was_typed(main: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Ctrl+N")
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("Half a case")
    hands.press("Escape")
    (draft,) = drafts.drafts(desk)
    main.resume(draft)
    hands.settle()
    quick = main.findChild(QuickCase)
    assert quick is not None and quick.isAncestorOf(QApplication.focusWidget())
    hands.press("Ctrl+Return")

    assert case_named(desk, "Half a case").values["category"] == "redress"
    assert not drafts.drafts(desk)


def test_the_last_words_are_kept_when_the_window_closes(
    main: MainWindow, hands: Hands, desk: Desk, tasks: Tasks
) -> None:
    hands.press("Ctrl+N")
    hands.type("hitachi")
    hands.press("Return", "1")
    QTest.keyClicks(QApplication.focusWidget(), "The last words")
    main.close()
    tasks.close()

    assert [each.values["summary"] for each in drafts.drafts(desk)] == ["The last words"]
