"""Hands for tests of windows: they press keys in what has the focus, type, and wait until the work has ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks

_LOOK_EVERY_MS = 20
_LONGEST_TYPING_PAUSE_MS = 400
"""Longer waits, such as that of a draft, are waited for by the tests that mean them."""


class Hands:
    """Types into what has the focus, and counts the keys that are not text; each returns once the work has ended."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys such as ``Ctrl+Return``, one after another, each after the work of the last has ended."""
        for each in keys:
            target = QApplication.focusWidget()
            assert target is not None, f"nothing has the focus for {each}"
            press(target, each)
            self.keys += 1
            self.settle()

    def type(self, words: str) -> None:
        """Type text; what no key gives comes from an input method."""
        target = QApplication.focusWidget()
        assert target is not None
        if words.isascii():
            QTest.keyClicks(target, words)
        else:
            self.commit(words)
        self.settle()

    def compose(self, words: str) -> None:
        """Let an input method compose, without committing."""
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(words, []))

    def commit(self, words: str) -> None:
        """Let an input method commit."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def settle(self) -> None:
        """Wait until nothing is under way, short waits of the windows have passed, and what was closed is gone."""
        quiet = 0
        while quiet < 3:
            QTest.qWait(10)
            quiet = 0 if self._tasks.is_busy() or _is_waiting() else quiet + 1
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def focus_name(self) -> str:
        """The name of what has the focus."""
        target = QApplication.focusWidget()
        return target.objectName() if target is not None else ""


class RoomWindow(QWidget):
    """A shown window with one room; ``opened`` and ``left_for`` note where the room wanted to go."""

    def __init__(self, session: Session, tasks: Tasks, room: Screen) -> None:
        super().__init__()
        self.resize(1190, 716)
        self.session, self.room = session, room
        self._hands = Hands(tasks)
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
        self._hands.press(*keys)

    def type(self, words: str) -> None:
        """Type text into what has the focus."""
        self._hands.type(words)

    def settle(self) -> None:
        """Wait until nothing is under way and pauses of typing have passed."""
        self._hands.settle()

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


def press(target: QWidget, keys: str) -> None:
    """Press a key in a widget, without waiting."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def has_focus(inside: QWidget) -> bool:
    """Whether the focus is somewhere in a widget."""
    target = QApplication.focusWidget()
    return target is not None and (target is inside or inside.isAncestorOf(target))


def _is_waiting() -> bool:
    """Whether a short wait of a window is still running: a pause of typing, the rest of a list."""
    timers = (timer for window in QApplication.topLevelWidgets() for timer in window.findChildren(QTimer))
    return any(each.isActive() and each.isSingleShot() and each.interval() < _LONGEST_TYPING_PAUSE_MS
               for each in timers)  # fmt: skip
