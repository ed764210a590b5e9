from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.focus_ring import FocusRing
from ascn_desk.ui.parts import Button, Scroll, TextField


def _ring(window: QWidget) -> FocusRing | None:
    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    assert len(rings) <= 1
    return rings[0] if rings else None


def test_the_ring_stands_around_what_has_the_focus(stage: QWidget, qtbot: QtBot) -> None:
    button = Button("Save")
    stage.put(button)  # type: ignore[attr-defined]
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    ring = _ring(stage)

    assert ring is not None
    assert ring.geometry().contains(button.geometry())
    assert ring.width() == button.width() + 8


def test_the_ring_goes_around_the_box_of_a_field_and_not_its_label(stage: QWidget, qtbot: QtBot) -> None:
    field = TextField("Summary")
    stage.put(field)  # type: ignore[attr-defined]
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    ring = _ring(stage)

    assert ring is not None
    assert ring.height() == field.box_rect().height() + 8


def test_the_ring_follows_a_control_that_moves(stage: QWidget, qtbot: QtBot) -> None:
    button = Button("Save", parent=stage)
    button.show()
    button.setFocus()
    button.move(200, 300)
    ring = _ring(stage)

    assert ring is not None
    assert ring.x() == 196
    assert ring.y() == 296


def test_the_ring_goes_with_the_control(stage: QWidget, qtbot: QtBot) -> None:
    button = Button("Save", parent=stage)
    button.show()
    button.setFocus()
    button.hide()

    assert _ring(stage) is None


def test_the_ring_does_not_reach_out_of_a_scrolled_area(stage: QWidget, qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    buttons = [Button(str(number)) for number in range(60)]
    for button in buttons:
        column.addWidget(button)
    scroll = Scroll(content)
    stage.put(scroll)  # type: ignore[attr-defined]
    qtbot.waitUntil(buttons[0].isVisible)
    buttons[0].setFocus()
    scroll.verticalScrollBar().setValue(400)

    assert _ring(stage) is None
