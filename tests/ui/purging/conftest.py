"""Headquarters with a case of the embassy that holds what must go, and two officers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ascn_desk.operations import cases, records
from ascn_desk.operations.desk import Desk
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support import trio as threes
from tests.support.hands import RoomWindow
from tests.support.trio import COUNTRY, Trio

SECRET, PLAIN = "Zyxwvq must go", "A meeting was wished for"
Enter = Callable[[Desk, type[Screen]], RoomWindow]


@pytest.fixture(scope="session")
def leaked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three desks, closed; headquarters has a case of which the first summary must go."""
    folder = tmp_path_factory.mktemp("leaked")
    threes.build(folder)
    trio = Trio.open(folder)
    made = cases.add_case(trio.vn, trio.company(), "trouble", SECRET, channel=COUNTRY)
    records.set_fields(trio.vn, "case", made.id, {"summary": PLAIN}, channel=COUNTRY)
    trio.carry(trio.vn, trio.hq)
    records.add_record(trio.hq, "officer", {"office": "hq", "user_id": "suzuki", "name": "Suzuki"})
    trio.close()
    return folder


@pytest.fixture
def trio(leaked: Path, tmp_path: Path) -> Iterator[Trio]:
    """A copy of them, open."""
    folder = tmp_path / "trio"
    shutil.copytree(leaked, folder)
    made = Trio.open(folder)
    yield made
    made.close()


@pytest.fixture
def enter(qtbot: QtBot, trio: Trio, tasks: Tasks) -> Enter:
    """Show a room of an open desk."""

    def show(desk: Desk, made: type[Screen]) -> RoomWindow:
        session = Session(desk, tasks, tasks)
        window = RoomWindow(session, tasks, made(session))
        qtbot.addWidget(window)
        window.enter()
        return window

    return show
