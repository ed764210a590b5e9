"""Hands for tests of rooms: they press keys in what has the focus, type, and wait until the work has ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks

_LOOK_EVERY_MS = 20
_LONGEST_TYPING_PAUSE_MS = 400


class RoomWindow(QWidget):
    """A shown window with one room; ``opened`` and ``left_for`` note where the room wanted to go."""

    def __init__(self, session: Session, tasks: Tasks, room: Screen) -> None:
        super().__init__()
        self.resize(1190, 716)
        self.session, self.tasks, self.room = session, tasks, room
        self.opened: list[tuple[str, str, str]] = []
        self.left_for: list[str] = []
        self.said: list[str] = []
        self.errors: list[str] = []
        session.open_wanted.connect(lambda kind, record, channel: self.opened.append((kind, record, channel)))
        session.go_wanted.connect(self.left_for.append)
        session.toast_wanted.connect(lambda sentence, undo: self.said.append(sentence))
        session.error_wanted.connect(self.errors.append)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(room)

    def enter(self) -> None:
        """Show the room and put the focus where work begins."""
        self.show()
        self.activateWindow()
        self.settle()
        self.room.focus_first()
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys such as ``Ctrl+Return``, each after the work of the last has ended."""
        for each in keys:
            target = QApplication.focusWidget()
            assert target is not None, f"nothing has the focus for {each}"
            press(target, each)
            self.settle()

    def type(self, words: str) -> None:
        """Type text into what has the focus."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, words)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way and pauses of typing have passed."""
        quiet = 0
        while quiet < 3:
            QTest.qWait(10)
            quiet = 0 if self.tasks.is_busy() or self._is_waiting() else quiet + 1

    def when_shown(self, name: str, act: Callable[[QWidget], None]) -> None:
        """Do something once a dialog of that name is shown, which waits in a loop of its own."""
        timer = QTimer(self)

        def look() -> None:
            found = self.findChild(QWidget, name)
            if found is not None and found.isVisible():
                timer.stop()
                act(found)

        timer.timeout.connect(look)
        timer.start(_LOOK_EVERY_MS)

    def part(self, name: str) -> QWidget:
        """The part of that name."""
        found = self.findChild(QWidget, name)
        assert found is not None, name
        return found

    def _is_waiting(self) -> bool:
        return any(
            each.isActive() and each.isSingleShot() and each.interval() < _LONGEST_TYPING_PAUSE_MS
            for each in self.findChildren(QTimer)
        )


def press(target: QWidget, keys: str) -> None:
    """Press a key in a widget, without waiting."""
    QTest.keySequence(target, QKeySequence(keys))
