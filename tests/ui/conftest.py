"""The dressed application and a window for the parts under test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base import words
from ascn_desk.ui import theme
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Our fonts, style and palette, in English; put back after a test that changed them."""
    theme.install(qapp, theme.LIGHT)
    words.set_language("en")
    yield
    words.set_language("en")


class Stage(QWidget):
    """A window in which parts stand under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(800, 600)
        self._column = QVBoxLayout(self)

    def put(self, widget: QWidget) -> None:
        """Add a part."""
        self._column.addWidget(widget)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """A shown window."""
    window = Stage()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """The worker, ended before its desk is closed."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def hands(tasks: Tasks) -> Hands:
    """The person's hands."""
    return Hands(tasks)
