"""The window of a desk: every room by its key, and what lies over all of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import count_records, list_records
from ascn_desk.ui import theme
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts.overlay import Overlay
from ascn_desk.ui.rooms import rooms
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands, has_focus
from tests.ui.frame.conftest import LATE, overlay, text_of


def test_each_room_of_the_rail_opens_by_its_key_and_takes_the_focus(window: MainWindow, hands: Hands) -> None:
    for room in reversed([each for each in rooms() if each.number]):
        hands.press(room.key)
        assert window.current_room() == room.id
        assert window.rail.current() == room.id
        assert has_focus(window.room_screen()), room.id


def test_one_goes_back_and_ahead_as_one_came(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+2", "Ctrl+3", "Alt+Left")
    assert window.current_room() == "cases"
    hands.press("Alt+Left")
    assert window.current_room() == "today"
    hands.press("Alt+Left", "Alt+Right", "Alt+Right")
    assert window.current_room() == "companies"
    hands.press("Alt+Left", "Ctrl+7", "Alt+Right")
    assert window.current_room() == "exchange"


def test_conflicts_have_no_number_but_are_reached_by_keys_and_left_again(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("go to conf")
    hands.press("Return")
    assert window.current_room() == "conflicts"
    assert window.rail.current() == "exchange"
    hands.press("Alt+Left")
    assert window.current_room() == "today"


def test_typing_in_the_search_field_finds_and_enter_opens(window: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Ctrl+2", "Ctrl+F")
    hands.type("Rail sig")
    assert window.current_room() == "search"
    assert window.top_bar.search_text() == "Rail sig"
    hands.press("Return", "Return")
    assert window.current_room() == "cases"
    assert LATE in text_of(window.room_screen())
    assert window.top_bar.search_text() == ""


def test_japanese_from_an_input_method_is_found(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+F")
    hands.type("日立")
    hands.press("Down", "Return")
    assert window.current_room() in ("cases", "companies")


def test_escape_leaves_the_search_where_it_began(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+3", "Ctrl+F")
    hands.type("Rail")
    hands.press("Escape")
    assert window.current_room() == "companies"
    assert window.top_bar.search_text() == ""
    hands.press("Ctrl+F")
    hands.type("Rail")
    hands.press("Return", "Escape")
    assert window.current_room() == "companies"


def test_after_a_hit_was_opened_one_goes_back_to_the_room_of_before(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+3", "Ctrl+F")
    hands.type("Rail sig")
    hands.press("Return", "Return", "Alt+Left")
    assert window.current_room() == "companies"


def test_what_is_not_found_says_so(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+F")
    hands.type("zzzqqq")
    assert overlay(window, "search-screen") is not None
    assert "Nothing found" in accessible_names(window)


def accessible_names(window: QWidget) -> set[str]:
    return {each.accessibleName() for each in window.findChildren(QWidget) if each.isVisible()}


def test_the_palette_runs_a_command(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("all fields")
    hands.press("Escape")
    assert overlay(window, "palette") is None
    hands.press("Ctrl+K")
    hands.type("new case")
    hands.press("Return")
    assert overlay(window, "quick-case") is not None


def test_the_palette_opens_a_record(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("rail sig")
    hands.settle()
    hands.press("Return")
    assert window.current_room() == "cases"


def test_the_palette_shows_all_keys_for_a_question_mark(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("?")
    assert overlay(window, "palette") is None
    assert overlay(window, "keys-panel") is not None


def test_f1_shows_the_keys_of_the_room_and_of_the_window(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+2", "F1")
    panel = overlay(window, "keys-panel")
    assert panel is not None
    assert {"In this room", "Everywhere"} <= accessible_names(panel)
    hands.press("Escape")
    assert overlay(window, "keys-panel") is None
    assert has_focus(window.room_screen())


def test_a_case_is_logged_by_keys_alone_and_taken_back(window: MainWindow, hands: Hands, desk: Desk) -> None:
    hands.press("Ctrl+3", "Ctrl+N")
    hands.type("hitachi")
    hands.press("Return", "2")
    hands.type("Cable routes")
    hands.press("Tab")
    hands.type("Ask the ministry")
    hands.press("Tab")
    hands.type("3d")
    hands.press("Ctrl+Return")
    (row,) = list_records(desk, "case", {"summary": "Cable routes"}).rows
    assert str(row.values["reference"]) in window._toasts.shown_words()
    assert window.current_room() == "companies"
    hands.press("Ctrl+Z")
    assert count_records(desk, "case") == 3
    assert window._toasts.shown_words().startswith("Undone: ")


def test_taking_back_with_nothing_to_take_back_is_said(window: MainWindow, hands: Hands, desk: Desk) -> None:
    for _ in range(4):
        hands.press("Ctrl+Z")
    banner = overlay(window, "error-banner")
    assert banner is not None and banner.accessibleName()
    hands.press("Escape")
    assert overlay(window, "error-banner") is None


def test_an_error_stands_above_the_room_until_it_is_left(window: MainWindow, hands: Hands) -> None:
    window.session.error_wanted.emit("The disk is full.")
    hands.settle()
    banner = overlay(window, "error-banner")
    assert banner is not None and banner.accessibleName() == "The disk is full."
    window.session.error_wanted.emit("Another thing.")
    hands.settle()
    assert len([each for each in window.findChildren(QWidget, "error-banner") if each.isVisible()]) == 1
    hands.press("Ctrl+3")
    assert overlay(window, "error-banner") is None


def test_counts_stand_in_the_rail_and_follow_what_happens(window: MainWindow, hands: Hands, desk: Desk) -> None:
    def counts() -> list[str]:
        return [
            button.accessibleDescription()
            for name in ("today", "cases", "exchange")
            if (button := window.findChild(QWidget, f"rail-{name}")) is not None
        ]

    assert counts()[:2] == ["2", "3"]
    window.session.write(cases.add_case, "nec", "trouble", "One more")
    hands.settle()
    assert counts()[:2] == ["2", "4"]


def test_dropped_bundles_go_to_the_exchange_and_other_files_do_not(
    window: MainWindow, hands: Hands, tmp_path: Path
) -> None:
    bundle, other = tmp_path / "x.ascn", tmp_path / "x.pdf"
    for each in (bundle, other):
        each.write_bytes(b"nothing")
    told: list[str] = []

    def close() -> None:
        error = overlay(window, "exchange-error")
        if isinstance(error, Overlay):
            told.extend(accessible_names(error))
            error.finish()

    assert not drop(window, other)
    assert drop(window, bundle)
    closing = QTimer(window, interval=100)
    closing.timeout.connect(close)
    closing.start()
    hands.settle()
    assert window.current_room() == "exchange"
    assert told


def drop(window: MainWindow, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, buttons, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(500, 400).toPoint(), action, data, buttons, held)
    entering.setAccepted(False)
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(window, QDropEvent(QPointF(500, 400), action, data, buttons, held))
    return True


def test_the_window_comes_back_where_it_was(desk: Desk, tasks: Tasks, qtbot: QtBot, hands: Hands) -> None:
    first = MainWindow(desk, tasks)
    qtbot.addWidget(first)
    first.show()
    hands.settle()
    first.setGeometry(12, 30, 1100, 700)
    hands.settle()
    first.close()
    second = MainWindow(desk, tasks)
    qtbot.addWidget(second)
    second.show()
    hands.settle()
    assert (second.width(), second.height()) == (min(1100, second.width()), min(700, second.height()))
    assert second.width() >= 1024 and second.height() >= 640


def test_a_kind_without_a_room_opens_in_its_form(window: MainWindow, hands: Hands, desk: Desk) -> None:
    row = list_records(desk, "country", limit=1).rows[0]
    window.session.open_wanted.emit("country", row.id, row.channel)
    hands.settle()
    assert overlay(window, "record-panel") is not None
    assert window.current_room() == "today"


def test_where_it_is_narrow_the_rail_shows_icons_and_keeps_its_names(window: MainWindow, hands: Hands) -> None:
    wide = window.rail.width()
    theme.set_text_scale(qt(), 2.0)
    try:
        window.rebuild()
        hands.settle()
        assert window.rail.width() < 2 * wide * 0.5
        assert {"Cases", "Exchange"} <= accessible_names(window.rail)
        hands.press("Ctrl+2")
        assert window.rail.current() == "cases"
    finally:
        theme.set_text_scale(qt(), 1.0)


def test_what_is_higher_than_the_window_scrolls_by_keys(window: MainWindow, hands: Hands) -> None:
    theme.set_text_scale(qt(), 2.0)
    try:
        window.rebuild()
        hands.settle()
        hands.press("F1")
        panel = overlay(window, "keys-panel")
        assert panel is not None
        area = panel.findChild(QScrollArea)
        assert area is not None and area.verticalScrollBar().maximum() > 0
        hands.press("PgDown")
        assert area.verticalScrollBar().value() > 0
        hands.press("Escape", "Ctrl+,", "Tab", "Tab", "Tab")
        panel = overlay(window, "settings-panel")
        assert panel is not None and has_focus(panel)
        area = panel.findChild(QScrollArea)
        assert area is not None and area.verticalScrollBar().value() > 0
    finally:
        theme.set_text_scale(qt(), 1.0)


def qt() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
