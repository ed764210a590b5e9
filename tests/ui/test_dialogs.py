from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.ui import dialogs
from ascn_desk.ui.parts import Banner, Button


def _press(window: QWidget, name: str) -> Callable[[], None]:
    def press() -> None:
        button = window.findChild(Button, name)
        assert button is not None
        button.click()

    return press


def test_the_named_button_confirms(stage: QWidget) -> None:
    QTimer.singleShot(0, _press(stage, "confirm-yes"))

    assert dialogs.confirm(stage, "Remove this desk?", "It cannot come back.", yes="Remove", danger=True)


def test_escape_is_no(stage: QWidget) -> None:
    QTimer.singleShot(0, lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape))

    assert not dialogs.confirm(stage, "Make a new key?", "Headquarters must confirm it.", yes="Make")


def test_enter_does_not_lose_anything_where_something_would_be_lost(stage: QWidget) -> None:
    QTimer.singleShot(0, lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return))

    assert not dialogs.confirm(stage, "Remove this desk?", "It cannot come back.", yes="Remove", danger=True)


def test_a_text_is_asked_and_given(stage: QWidget) -> None:
    def answer() -> None:
        QTest.keyClicks(QApplication.focusWidget(), "My open cases")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)

    assert dialogs.ask_text(stage, "Save the view", "Name") == "My open cases"


def test_a_required_reason_cannot_be_left_empty(stage: QWidget) -> None:
    def answer() -> None:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        field = stage.findChild(QWidget, "ask-reason-field")
        assert field is not None
        assert field.error()  # type: ignore[attr-defined]
        QTest.keyClicks(QApplication.focusWidget(), "Moved to Bangkok")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(0, answer)

    assert dialogs.ask_reason(stage, "Withdraw the case") == "Moved to Bangkok"


@pytest.mark.parametrize("error", [CorrectableError("unknown-record", kind="city"), ValueError("bug")])
def test_an_error_is_told_in_words_with_its_code(stage: QWidget, error: Exception) -> None:
    seen: list[str] = []

    def look() -> None:
        banner = stage.findChild(Banner, "error-words")
        assert banner is not None
        seen.append(banner.accessibleName())
        _press(stage, "error-yes")()

    QTimer.singleShot(0, look)
    dialogs.tell_error(stage, error)

    assert seen[0]
