"""Headquarters and Hanoi, enrolled, with a file on its way that brings four conflicts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import cases, conflicts, enrolment, exchange, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import RoomWindow
from tests.support.made_desk import NOON, PASSPHRASE, make_desk

COUNTRY = "country/vn"


@dataclass(frozen=True)
class Pair:
    """Closed profiles; ``coming`` went from Hanoi and is not imported; ``answer`` from headquarters neither."""

    headquarters: Path
    hanoi: Path
    coming: Path
    answer: Path


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    root = tmp_path_factory.mktemp("pair")
    out = root / "out"
    out.mkdir()
    hq, vn = make_desk(root / "hq"), make_desk(root / "vn", "emb-vn")
    _enrol(hq, vn, root)
    company = lists.list_records(vn, "company", limit=1).rows[0].id
    case = cases.add_case(vn, company, "redress", "Rail signals", city="vn-hanoi", channel=COUNTRY)
    values = {"city": "vn-hanoi", "text": "A note", "reliability": "b"}
    note = records.add_record(vn, "city_note", values, channel=COUNTRY)
    stub = cases.add_company_stub(vn, "Tokyu Metro")
    _carry(vn, hq, "hq", out)
    _clock(hq).advance(hours=2)
    _clock(vn).advance(hours=1)
    for desk, action, summary, grade in ((vn, "Ask the ministry", "Rail signals in Hanoi", "a"),
                                         (hq, "Ask from Tokyo", "Rail signals (redress)", "c")):  # fmt: skip
        records.set_fields(desk, "case", case.id, {"next_action": action, "next_due": "2026-12-01"}, channel=COUNTRY)
        records.set_fields(desk, "case", case.id, {"summary": summary}, channel=COUNTRY)
        records.set_fields(desk, "city_note", note.id, {"reliability": grade}, channel=COUNTRY)
    records.set_fields(vn, "company", stub.id, {"website": "https://example.vn"}, channel=stub.channel)
    records.set_fields(hq, "company", stub.id, {"deleted": True}, channel=stub.channel)
    coming = exchange.export(vn, ["hq"], out)[0].path
    kept = root / "answered"
    shutil.copytree(root / "hq", kept)
    # On a machine of its own: beside the profile it is noted what this copy seals, and the first did not.
    answering = open_desk(kept, PASSPHRASE, clock=_clock(hq), state=root / "answered-state")
    exchange.import_files(answering, [coming])
    for each in conflicts.conflicts(answering):
        if each.register == "summary":
            own = next(head for head in each.heads if head.desk == answering.desk)
            conflicts.resolve(answering, each.kind, each.id, each.register, channel=each.channel,
                              take=(own.desk, own.n), why="Agreed by telephone")  # fmt: skip
    answer = exchange.export(answering, ["emb-vn"], out)[0].path
    for desk in (hq, vn, answering):
        desk.close()
    return Pair(root / "hq", root / "vn", coming, answer)


@pytest.fixture
def enter(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path, type[Screen]], RoomWindow]]:
    """Open a copy of a profile with a room in a window."""
    opened: list[tuple[Tasks, Desk]] = []

    def open_room(profile: Path, room: type[Screen]) -> RoomWindow:
        copy = tmp_path / f"profile-{len(opened)}"
        shutil.copytree(profile, copy)
        desk = open_desk(copy, PASSPHRASE, clock=FixedClock(NOON + timedelta(hours=8)))
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


def _enrol(hq: Desk, desk: Desk, root: Path) -> None:
    request, starter = root / "vn.ascn-request", root / "vn-starter.ascn"
    enrolment.make_request(desk, request)
    approval = enrolment.approve(hq, request, starter)
    enrolment.accept(desk, starter, list(approval.words))


def _carry(sender: Desk, receiver: Desk, office: str, out: Path) -> None:
    exchange.import_files(receiver, [each.path for each in exchange.export(sender, [office], out)])


def _clock(desk: Desk) -> FixedClock:
    assert isinstance(desk.clock, FixedClock)
    return desk.clock
