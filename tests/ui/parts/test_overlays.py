from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.parts import (
    CLOSED,
    Button,
    ButtonKind,
    DialogButton,
    DialogFrame,
    PaletteFrame,
    PaletteRow,
    TextField,
)


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _dialog(stage: QWidget, *, closes: bool = True) -> tuple[DialogFrame, list[TextField]]:
    body = QWidget()
    column = QVBoxLayout(body)
    fields = [TextField("One", name="one"), TextField("Two", name="two")]
    for field in fields:
        column.addWidget(field)
    buttons = [DialogButton(CLOSED, "Close", ButtonKind.QUIET, "Esc"),
               DialogButton("save", "Save", ButtonKind.PRIMARY, "Ctrl+Enter")]  # fmt: skip
    return DialogFrame(stage, "New case", body, buttons=buttons, closes=closes, name="quick"), fields


def test_the_first_field_has_the_focus(stage: QWidget) -> None:
    frame, fields = _dialog(stage)
    frame.open()

    assert fields[0].isAncestorOf(_focused())


def test_tab_stays_inside(stage: QWidget) -> None:
    outside = Button("Outside")
    stage.put(outside)  # type: ignore[attr-defined]
    frame, _ = _dialog(stage)
    frame.open()
    seen = set()
    for _ in range(8):
        seen.add(_focused().objectName())
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)

    assert seen == {"one-input", "two-input", "quick-close", "quick-save"}


def test_shortcuts_of_the_window_below_wait(stage: QWidget) -> None:
    fired: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+N"), stage)
    shortcut.activated.connect(lambda: fired.append(True))
    frame, _ = _dialog(stage)
    frame.open()
    QTest.keyClick(_focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert fired == []
    frame.finish()
    QTest.keyClick(stage, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert fired == [True]


def test_the_key_of_a_button_works_while_typing(stage: QWidget, qtbot: QtBot) -> None:
    frame, _ = _dialog(stage)
    frame.open()
    with qtbot.waitSignal(frame.finished) as finished:
        QTest.keyClick(_focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert finished.args == ["save"]


def test_copying_inside_a_field_still_works(stage: QWidget) -> None:
    frame, fields = _dialog(stage)
    frame.open()
    QTest.keyClicks(_focused(), "Hitachi")
    QTest.keyClick(_focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(_focused(), Qt.Key.Key_Delete)

    assert fields[0].value() == ""


def test_escape_closes_and_the_focus_returns(stage: QWidget, qtbot: QtBot) -> None:
    outside = Button("Outside")
    stage.put(outside)  # type: ignore[attr-defined]
    QTest.qWait(1)
    outside.setFocus()
    frame, _ = _dialog(stage)
    frame.open()
    with qtbot.waitSignal(frame.finished) as finished:
        QTest.keyClick(_focused(), Qt.Key.Key_Escape)

    assert finished.args == [CLOSED]
    assert outside.hasFocus()


def test_a_dialog_that_asks_first_stays_open(stage: QWidget, qtbot: QtBot) -> None:
    frame, _ = _dialog(stage, closes=False)
    frame.open()
    with qtbot.waitSignal(frame.answered) as answered:
        frame.press("save")

    assert answered.args == ["save"]
    assert frame.isVisible()


def _palette(stage: QWidget) -> PaletteFrame:
    frame = PaletteFrame(stage, placeholder="Type a command")
    rows = [PaletteRow(words="Commands"), PaletteRow(id="new", words="New case", keys=("Ctrl", "N")),
            PaletteRow(words="Records"), PaletteRow(id="h", words="Hitachi")]  # fmt: skip
    frame.words_changed.connect(lambda words: frame.set_rows(rows))
    frame.open()
    return frame


def test_the_palette_picks_over_its_headings(stage: QWidget, qtbot: QtBot) -> None:
    frame = _palette(stage)
    QTest.keyClicks(_focused(), "h")
    QTest.keyClick(_focused(), Qt.Key.Key_Down)
    with qtbot.waitSignal(frame.picked) as picked:
        QTest.keyClick(_focused(), Qt.Key.Key_Return)

    assert picked.args == ["h"]
    assert not frame.isVisible()


def test_tab_in_the_palette_is_told(stage: QWidget, qtbot: QtBot) -> None:
    frame = _palette(stage)
    with qtbot.waitSignal(frame.tab_pressed):
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)
