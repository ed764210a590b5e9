from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.ui.start import FirstPaint


def test_what_is_loaded_beside_a_window_waits_until_it_is_painted_and_comes_once(qtbot: QtBot) -> None:
    happened: list[str] = []

    class Page(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            happened.append("painted")

    page = Page()
    page.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    qtbot.addWidget(page)
    FirstPaint(page, lambda: happened.append("loaded"))
    assert happened == []
    page.show()
    qtbot.waitUntil(lambda: "loaded" in happened)
    assert happened[0] == "painted"
    page.repaint()
    qtbot.wait(20)
    assert happened.count("loaded") == 1
