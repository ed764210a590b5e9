"""The room of packs on an embassy's desk with the shipped data, a case, a contact and two packs that were issued."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_issue import issue_pack
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.screens.packs import PacksScreen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import RoomWindow
from tests.support.made_desk import NOON, PASSPHRASE, make_desk, put

CASE = {
    "reference": "HAN-26-K3F7",
    "company": "nippon-koei",
    "category": "trouble",
    "city": "vn-hanoi",
    "summary": "処理場の見学",
    "received_on": "2026-10-02",
    "status": "new",
    "status_on": "2026-10-02",
}


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embassy's profile, closed."""
    folder = tmp_path_factory.mktemp("packs") / "vn"
    desk = make_desk(folder, "emb-vn")
    put(desk, "case", CASE)
    put(desk, "contact", {"name": "練習 花子", "city": "vn-hanoi", "consent": True})
    issue_pack(desk, PackRequest(template="country-brief", records=(("country", "vn"),), language="en"))
    hanoi = PackRequest(template="city-brief", records=(("city", "vn-hanoi"),), language="en")
    issue_pack(desk, hanoi, "Yokohama delegation")
    desk.close()
    return folder


@pytest.fixture
def desk(profile: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, open."""
    shutil.copytree(profile, tmp_path / "vn")
    opened = open_desk(tmp_path / "vn", PASSPHRASE, clock=FixedClock(NOON + timedelta(hours=1)))
    yield opened
    opened.close()


@pytest.fixture
def window(desk: Desk, tasks: Tasks, qtbot: QtBot) -> Iterator[RoomWindow]:
    """A shown window with the room."""
    session = Session(desk, tasks)
    shown = RoomWindow(session, tasks, PacksScreen(session))
    qtbot.addWidget(shown)
    shown.enter()
    yield shown
    tasks.close()  # before the desk


@pytest.fixture
def room(window: RoomWindow) -> PacksScreen:
    """The room itself."""
    assert isinstance(window.room, PacksScreen)
    return window.room
