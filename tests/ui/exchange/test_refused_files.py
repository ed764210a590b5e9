"""Refused files in the window: why each is held, tried again, written out, thrown away; each step of a check."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base.words import set_language
from ascn_desk.operations import exchange, quarantine
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ImportReport, WaitingLog
from ascn_desk.ui import dialogs, paint
from ascn_desk.ui.parts import Button, EmptyState, KeyValueList, LinkLabel, ListView, Paragraph, Part
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.screens.exchange import ExchangeScreen, reading
from ascn_desk.ui.screens.exchange.arrivals import ArrivalsPage
from ascn_desk.ui.screens.exchange.incoming import Incoming
from ascn_desk.ui.screens.exchange.overview import OverviewPage
from ascn_desk.ui.screens.exchange.quarantine_page import QuarantinePage
from ascn_desk.ui.screens.exchange.refused_page import RefusedPage
from ascn_desk.ui.screens.exchange.report_page import ReportPage
from ascn_desk.ui.screens.exchange.report_side import ReportSide
from ascn_desk.ui.screens.exchange.steps_page import StepsPage
from tests.support.hands import RoomWindow, press
from tests.ui.exchange.conftest import Pair

Enter = Callable[[Path, type[Screen]], RoomWindow]


def room(window: RoomWindow) -> ExchangeScreen:
    assert isinstance(window.room, ExchangeScreen)
    return window.room


def held(window: RoomWindow) -> tuple[quarantine.Quarantined, ...]:
    return quarantine.quarantined(window.session.desk)


@pytest.fixture
def cut(pair: Pair, tmp_path: Path) -> Path:
    """The file from Hanoi, damaged on its way, under the name that it came with."""
    path = tmp_path / pair.coming.name
    path.write_bytes(pair.coming.read_bytes()[:-2000])
    return path


@pytest.fixture
def refused(pair: Pair, enter: Enter, cut: Path) -> RoomWindow:
    """Headquarters' room, with the damaged file and one that is no bundle held back."""
    window = enter(pair.headquarters, ExchangeScreen)
    other = cut.with_name("a letter with a name that is far too long to be shown whole in a narrow pane.ascn")
    other.write_bytes(b"Dear all")
    _import(window, [cut, other])
    return window


def _import(window: RoomWindow, paths: list[Path]) -> None:
    exchange.import_files(window.session.desk, paths, has_backup=False)
    room(window).refresh()
    window.settle()


def said(window: RoomWindow, name: str) -> str:
    return window.part(name).accessibleName()


def test_refused_files_are_one_key_away_and_say_why_they_are_held(refused: RoomWindow) -> None:
    assert isinstance(refused.part("exchange-quarantine"), LinkLabel)
    refused.press("Q")
    assert isinstance(room(refused).page(), QuarantinePage)
    listed = refused.part("quarantine")
    assert isinstance(listed, ListView) and listed.rows().rowCount() == 2
    told = {}
    for row in range(2):
        listed.set_current_row(row)
        refused.settle()
        told[said(refused, "quarantine-why")] = said(refused, "quarantine-about")
    assert set(told) == {"Not a file of this program", "Damaged on the way"}
    about = told["Damaged on the way"]
    assert "From: Embassy in Viet Nam, as its name says; not proven" in about and "Code: damaged" in about
    assert "Held since: 24 Nov" in about and "only by hand" in about
    assert "From:" not in told["Not a file of this program"]
    refused.press("Esc")
    assert isinstance(room(refused).page(), OverviewPage)


def test_where_nothing_is_held_it_says_what_would_stand_there(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    assert window.findChild(LinkLabel, "exchange-quarantine") is None
    window.press("Q")
    assert isinstance(window.part("quarantine-empty"), EmptyState)
    window.press("Del", "R")
    assert isinstance(room(window).page(), QuarantinePage)
    window.press("Esc")
    assert isinstance(room(window).page(), OverviewPage)


def test_what_is_tried_again_in_vain_stays_and_what_comes_in_is_reported(
    refused: RoomWindow, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused.press("Q", "R")
    assert refused.said[-1].startswith("Still refused: ")
    assert isinstance(room(refused).page(), QuarantinePage) and len(held(refused)) == 2
    whole = {each.id for each in held(refused) if each.code == "damaged"}

    def healed(desk: Desk, named: str, progress: Callable[[int, int], None]) -> ImportReport:
        # As if the medium could be read this time.
        return exchange.import_files(desk, [pair.coming], progress, has_backup=False)

    monkeypatch.setattr(quarantine, "retry", healed)
    listed = refused.part("quarantine")
    assert isinstance(listed, ListView)
    listed.set_current_row(next(n for n, each in enumerate(held(refused)) if each.id in whole))
    refused.settle()
    refused.press("R")
    assert isinstance(room(refused).page(), ReportPage)
    assert len(exchange.exchange_view(refused.session.desk).received) == 2


def test_a_file_is_written_out_as_it_came_and_stays(
    refused: RoomWindow, cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.ascn"
    monkeypatch.setattr(dialogs, "choose_save", lambda parent, title, *, suggested="", kinds=(): out)
    refused.press("Q")
    listed = refused.part("quarantine")
    assert isinstance(listed, ListView)
    listed.set_current_row(next(n for n, each in enumerate(held(refused)) if each.code == "damaged"))
    refused.settle()
    refused.press("E")
    assert out.read_bytes() == cut.read_bytes()
    assert refused.said == ["Written as it came: out.ascn. It is still held here."] and len(held(refused)) == 2


def test_a_file_is_thrown_away_only_when_that_is_confirmed(refused: RoomWindow) -> None:
    refused.press("Q")
    refused.when_shown("discard", lambda frame: press(frame, "Esc"))
    refused.press("Del")
    assert len(held(refused)) == 2

    def confirm(frame: QWidget) -> None:
        yes = frame.findChild(Button, "discard-yes")
        assert yes is not None
        yes.click()

    for left in (1, 0):
        refused.when_shown("discard", confirm)
        refused.press("Del")
        assert (refused.errors, len(held(refused))) == ([], left)
    assert isinstance(refused.part("quarantine-empty"), EmptyState)
    refused.press("Esc")
    assert refused.findChild(LinkLabel, "exchange-quarantine") is None
    state = room(refused).state()
    assert state is not None and state.refused == 0


def test_each_step_of_a_refused_file_is_read_and_left_again(refused: RoomWindow) -> None:
    refused.press("Q")
    listed = refused.part("quarantine")
    assert isinstance(listed, ListView)
    at = next(n for n, each in enumerate(held(refused)) if each.code == "damaged")
    listed.set_current_row(at)
    refused.settle()
    refused.press("S")
    assert isinstance(room(refused).page(), StepsPage)
    assert said(refused, "steps-banner") == "The file is refused at step 1: Damaged on the way."
    steps = [said(refused, f"step-{number}") for number in range(1, 12)]
    assert "Damaged on the way" in steps[0] and all("not reached" in each for each in steps[1:])
    refused.press("Esc")
    assert isinstance(room(refused).page(), QuarantinePage)
    assert said(refused, "quarantine-why") == "Damaged on the way"


def test_each_step_of_files_that_came_is_read_and_left_again(pair: Pair, enter: Enter, cut: Path) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    room(window).receive([cut, pair.coming])
    window.settle()
    listed = window.part("arrivals")
    assert isinstance(listed, ListView)
    listed.set_current_row(1)
    window.press("S")
    page = room(window).page()
    assert isinstance(page, StepsPage) and pair.coming.name in page.accessibleName()
    assert said(window, "steps-banner") == "Every step is good. The file can be taken in."
    assert all(": good." in said(window, f"step-{number}") for number in range(1, 12))
    window.press("End", "Esc")
    page = room(window).page()
    assert isinstance(page, ArrivalsPage) and "emb-vn" in said(window, "arrivals-about")
    listed = window.part("arrivals")
    assert isinstance(listed, ListView) and listed.currentIndex().row() == 1
    room(window).receive([cut])
    window.settle()
    window.press("S")
    assert isinstance(room(window).page(), StepsPage)
    window.press("Esc")
    assert isinstance(room(window).page(), RefusedPage)


def test_a_long_name_of_a_file_stays_on_its_line_and_is_whole_in_its_tip(pair: Pair, enter: Enter, cut: Path) -> None:
    long = cut.with_name("a-file-" + "of-many-words-" * 8 + "the-end.ascn")
    shutil.copyfile(pair.coming, long)
    window = enter(pair.headquarters, ExchangeScreen)
    room(window).receive([long])
    window.settle()
    about = window.part("arrivals-about")
    assert isinstance(about, KeyValueList)
    shown = paint.middle_cut(long.name, about.width() - 96)
    assert shown.startswith("a-file") and shown.endswith(".ascn") and "…" in shown
    height = about.heightForWidth(about.width())
    assert height == 6 * (22 + 6)
    assert about.cut_at(12) == long.name and about.cut_at(40) == ""
    at = about.rect().topLeft()
    at.setY(12)
    QApplication.sendEvent(about, QHelpEvent(QHelpEvent.Type.ToolTip, at, about.mapToGlobal(at)))
    assert QToolTip.text() == long.name
    QToolTip.hideText()


def test_missing_numbers_stand_beside_the_account(pair: Pair, enter: Enter) -> None:
    desk = enter(pair.hanoi, ExchangeScreen).session.desk
    later = [exchange.export(desk, ["hq"], desk.profile / "outbox")[0].path for _ in range(2)][1]
    window = enter(pair.headquarters, ExchangeScreen)
    room(window).receive([later])
    window.settle()
    window.press("Ctrl+Return")
    side = [each.accessibleName() for each in room(window).findChildren(Part)]
    assert "Missing numbers" in side
    assert "Embassy in Viet Nam: No. 2–3; what they held came with later files." in side


def test_the_pages_of_refused_files_are_told_in_japanese(refused: RoomWindow) -> None:
    set_language("ja")
    try:
        refused.press("Q")
        assert said(refused, "quarantine-why") in ("途中で破損しています", "このプログラムのファイルではありません")
        refused.press("S")
        assert "手順1" in said(refused, "steps-banner")
    finally:
        set_language("en")


def test_what_waits_stands_beside_the_account_with_what_it_waits_for(qtbot: QtBot) -> None:
    usual = {"desk": "a" * 26, "office": "emb-vn", "office_name": "Embassy of Japan in Viet Nam", "entries": 3,
             "missing": (), "too_high": (), "unpurged": ()}  # fmt: skip
    waiting = (
        WaitingLog(channel="country/vn", numbers=((3, 5),), **{**usual, "missing": ((1, 2),)}),
        WaitingLog(channel="country/vn", numbers=((6, 6),), **{**usual, "too_high": ((6, 6),)}),
        WaitingLog(channel="reference", numbers=((7, 7),), **{**usual, "unpurged": ((7, 7),)}),
    )
    report = ImportReport(balance={}, why={}, conflicts=(), parallel=(), files=(), waiting=waiting)
    side = ReportSide(report, {"vn": "Viet Nam"}, is_rehearsal=False)
    qtbot.addWidget(side)
    told = next(each.words() for each in side.findChildren(Paragraph) if "part 3" in each.words())
    assert told.splitlines() == [
        "Embassy in Viet Nam, Offices in Viet Nam: part 3–5 needs part 1–2 first.",
        "Embassy in Viet Nam, Offices in Viet Nam: part 6 counts once headquarters raises the count.",
        "Embassy in Viet Nam, Reference data, all offices: part 7 needs the purge of its redacted lines first.",
    ]


def test_what_waits_stands_on_the_first_page_too(pair: Pair, enter: Enter) -> None:
    desk = enter(pair.hanoi, ExchangeScreen).session.desk
    log = WaitingLog(desk="a" * 26, office="hq", office_name="", channel="reference", numbers=((3, 5),), entries=1_234,
                     missing=((1, 2),), too_high=(), unpurged=())  # fmt: skip
    state = reading.state(desk)
    side = Incoming(replace(state, view=replace(state.view, waiting=(log, log, log, log))))
    told = [each.accessibleName() for each in side.findChildren(Part)]
    assert "4,936 entries still waiting" in told
    (lines,) = [each.words() for each in side.findChildren(Paragraph) if "needs part 1–2 first" in each.words()]
    assert len(lines.splitlines()) == 4 and lines.endswith("and 1 more")
    side.deleteLater()
