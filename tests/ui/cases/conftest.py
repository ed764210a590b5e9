"""A real desk with some cases, a session on it, and hands that type as a person does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.views import Row
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.made_desk import NOON, PASSPHRASE, make_desk, put

CASES = (
    ("hitachi", "redress", "Approval of urban rail signals", "Ask the Ministry of Construction", "2026-11-20"),
    ("nec", "trouble", "City data platform: specification", "Wait for the answer", "2026-11-26"),
    ("kubota", "information", "Earthquake-proof pipe rules", None, None),
)


_SHORT_MS = 400
"""Longer waits, such as that of a draft, are waited for by the tests that mean them."""


def _is_waiting() -> bool:
    """Whether a short wait of a window is still running: a pause of typing, the rest of a list."""
    timers = (timer for window in QApplication.topLevelWidgets() for timer in window.findChildren(QTimer))
    return any(each.isActive() and each.isSingleShot() and each.interval() < _SHORT_MS for each in timers)


class Hands:
    """Types into what has the focus, and counts the keys that are not text."""

    def __init__(self, tasks: Tasks, qtbot: QtBot) -> None:
        self._tasks, self._qtbot = tasks, qtbot
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys such as ``Ctrl+Return``, one after another, each after the work of the last has ended."""
        for each in keys:
            combination = QKeySequence(each)[0]
            target = QApplication.focusWidget()
            assert target is not None, f"nothing has the focus for {each}"
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            self.keys += 1
            self.settle()

    def type(self, words: str) -> None:
        """Type text; it is no key of the count."""
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
        """Wait until nothing is under way and short waits of the window have passed."""
        quiet = 0
        while quiet < 2:
            QTest.qWait(10)
            quiet = 0 if self._tasks.is_busy() or _is_waiting() else quiet + 1

    def focus_name(self) -> str:
        """The name of what has the focus."""
        target = QApplication.focusWidget()
        return target.objectName() if target is not None else ""


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a desk with cases, closed; each test opens a copy."""
    profile = tmp_path_factory.mktemp("seed") / "desk"
    desk = make_desk(profile)
    for name in ("Hitachi", "NEC", "Kubota"):
        if not cases.find_companies(desk, name, 1):
            put(desk, "company", {"name_ja": name, "name_en": name})
    for company, category, summary, action, due in CASES:
        found = cases.find_companies(desk, company, 1)[0].id
        more = {"next_action": action, "next_due": due} if action else {}
        cases.add_case(desk, found, category, summary, city="vn-ha-noi" if has_city(desk, "vn-ha-noi") else None,
                       more=more)  # fmt: skip
    desk.close()
    return profile


def has_city(desk: Desk, city: str) -> bool:
    return any(each.id == city for each in cases.find(desk, "city", "", 200))


@pytest.fixture
def desk(seeded: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk, open."""
    profile = tmp_path / "desk"
    shutil.copytree(seeded, profile)
    opened = open_desk(profile, PASSPHRASE, clock=FixedClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk without cases."""
    opened = make_desk(tmp_path / "empty")
    yield opened
    opened.close()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """The worker, ended before its desk is closed."""
    made = Tasks()
    yield made
    made.close()


class Said:
    """What the person was told."""

    def __init__(self, session: Session) -> None:
        self.toasts: list[str] = []
        self.errors: list[str] = []
        self.commands: list[str] = []
        self.opened: list[tuple[str, str, str]] = []
        session.toast_wanted.connect(lambda words, undo: self.toasts.append(words))
        session.error_wanted.connect(self.errors.append)
        session.command_wanted.connect(self.commands.append)
        session.open_wanted.connect(lambda *record: self.opened.append(record))


@pytest.fixture
def session(desk: Desk, tasks: Tasks) -> Session:
    """The desk as the windows use it."""
    return Session(desk, tasks, tasks)


@pytest.fixture
def said(session: Session) -> Said:
    """What the person is told meanwhile."""
    return Said(session)


class Window(QWidget):
    """A window for one screen."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1190, 716)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def put(self, part: QWidget) -> None:
        """Fill the window."""
        self._column.addWidget(part)


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks) -> Window:
    """A shown window."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def hands(qtbot: QtBot, tasks: Tasks) -> Hands:
    """The person's hands."""
    return Hands(tasks, qtbot)


def case_named(desk: Desk, summary: str) -> Row:
    """The case of that summary."""
    return next(row for row in cases.list_cases(desk, "all").rows if row.values["summary"] == summary)


def process_deferred() -> None:
    """Let what was closed be gone."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


__all__ = ["CASES", "Hands", "Qt", "Said", "Window", "case_named"]
