"""A real desk with some cases, a session on it, and hands that type as a person does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
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


def case_named(desk: Desk, summary: str) -> Row:
    """The case of that summary."""
    return next(row for row in cases.list_cases(desk, "all").rows if row.values["summary"] == summary)


def process_deferred() -> None:
    """Let what was closed be gone."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
