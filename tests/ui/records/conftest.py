"""Rooms of records on a real mission's desk with the shipped data, a case, a note, a contact and interests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import cases, enrolment, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import RoomWindow
from tests.support.made_desk import NOON, PASSPHRASE, make_desk

COMPANY = "hitachi"
CITY = "vn-da-nang"
Enter = Callable[[type[Screen]], RoomWindow]


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hanoi's profile, closed."""
    root = tmp_path_factory.mktemp("records")
    hq, desk = make_desk(root / "hq"), make_desk(root / "vn", "emb-vn")
    enrolment.make_request(desk, root / "r.ascn-request")
    approval = enrolment.approve(hq, root / "r.ascn-request", root / "s.ascn")
    enrolment.accept(desk, root / "s.ascn", list(approval.words))
    _fill(desk)
    hq.close()
    desk.close()
    return root / "vn"


def _fill(desk: Desk) -> None:
    cases.add_case(desk, COMPANY, "redress", "Approval of rail signals", city=CITY, channel="country/vn")
    records.add_record(desk, "city_note", {"city": CITY, "text": "One page wanted", "reliability": "b",
                                           "seen_on": "2026-11-19"})  # fmt: skip
    records.add_record(desk, "interest", {"company": COMPANY, "country": "vn", "interest": "present",
                                          "as_of": "2025-03-01"})  # fmt: skip
    records.add_record(desk, "contact", {"company": COMPANY, "name": "Suzuki Ken", "last_met": "2026-11-18"})
    cases.add_company_stub(desk, "Tokyu Metro")


@pytest.fixture
def enter(profile: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[Enter]:
    """Open a copy of the profile with a room in a window."""
    opened: list[tuple[Tasks, Desk]] = []

    def open_room(room: type[Screen]) -> RoomWindow:
        copy = tmp_path / f"profile-{len(opened)}"
        shutil.copytree(profile, copy)
        desk = open_desk(copy, PASSPHRASE, clock=FixedClock(NOON + timedelta(hours=1)))
        tasks = Tasks()
        opened.append((tasks, desk))
        session = Session(desk, tasks)
        window = RoomWindow(session, tasks, room(session))
        qtbot.addWidget(window)
        window.enter()
        return window

    yield open_room
    for tasks, desk in opened:
        tasks.close()
        desk.close()
