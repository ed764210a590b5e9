"""Real desks in the real window, and hands that type as a person does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.tasks import Tasks
from tests.support import trio as threes
from tests.support.hands import Hands
from tests.support.made_desk import NOON, PASSPHRASE, make_desk
from tests.support.trio import Trio

TODAY = date(2026, 11, 24)
LATE, NOW, AHEAD = "Rail signals", "Water pipes", "City data"


def overlay(window: QWidget, name: str) -> QWidget | None:
    """What lies over a window by that name, if it is open."""
    return next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)


def text_of(widget: QWidget) -> str:
    """All that the labels of a widget say, in lines."""
    return "\n".join(each.words() for each in widget.findChildren(QWidget) if hasattr(each, "words"))


@pytest.fixture(autouse=True)
def stays_open(qapp: QApplication) -> Iterator[None]:
    """The end of one window is not the end of the tests."""
    qapp.setQuitOnLastWindowClosed(False)
    yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of an embassy's desk with three cases, closed; each test opens a copy."""
    profile = tmp_path_factory.mktemp("frame") / "desk"
    desk = make_desk(profile, "emb-vn")
    for company, summary, days in (("hitachi", LATE, -3), ("kubota", NOW, 0), ("nec", AHEAD, 4)):
        more = {"next_action": f"Ask about {summary}", "next_due": (TODAY + timedelta(days=days)).isoformat()}
        cases.add_case(desk, company, "redress", summary, city="vn-hanoi", more=more)
    desk.close()
    return profile


@pytest.fixture
def profile(seeded: Path, tmp_path: Path) -> Path:
    """A copy of the profile."""
    copy = tmp_path / "desk"
    shutil.copytree(seeded, copy)
    return copy


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def desk(profile: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk, open."""
    opened = open_desk(profile, PASSPHRASE, clock=clock)
    yield opened
    opened.close()


def show(window: QWidget, qtbot: QtBot) -> None:
    """Show a window and give it the keys."""
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()


@pytest.fixture
def window(desk: Desk, tasks: Tasks, qtbot: QtBot, hands: Hands) -> MainWindow:
    """The window of the desk, with everything read."""
    made = MainWindow(desk, tasks)
    made.resize(1366, 768)
    show(made, qtbot)
    made.room_screen().focus_first()
    hands.settle()
    return made


@pytest.fixture(scope="session")
def trio_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of three profiles that are enrolled and closed."""
    folder = tmp_path_factory.mktemp("trio")
    threes.build(folder)
    return folder


@pytest.fixture
def trio(trio_template: Path, tmp_path: Path) -> Iterator[Trio]:
    """Three enrolled desks, open."""
    folder = tmp_path / "trio"
    shutil.copytree(trio_template, folder)
    three = Trio.open(folder)
    yield three
    three.close()
