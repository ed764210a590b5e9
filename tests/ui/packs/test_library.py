"""The library of packs: what was issued, printed again to the last byte, renewed and compared, made anew."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from ascn_desk.operations import lists, pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.writing import Change, write
from ascn_desk.ui import dialogs
from ascn_desk.ui.parts import EmptyState, Label
from ascn_desk.ui.screens.packs import PacksScreen
from ascn_desk.ui.screens.packs import leaving as leaving_module
from ascn_desk.ui.screens.packs.issue_question import Leaving
from ascn_desk.ui.screens.packs.renewed_page import RenewedPage
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import RoomWindow, has_focus
from tests.support.made_desk import make_desk


def about(room: PacksScreen) -> list[str]:
    """What each pack in the list is about."""
    rows = room.library.list.rows()
    column = [each.key for each in rows.columns()].index("subject")
    return [str(rows.value(row, column)) for row in range(rows.total())]


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every question where to save is answered by this file; no folder is opened."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: tmp_path / "again.pdf")
    monkeypatch.setattr(leaving_module, "ask_leaving", lambda *args, **named: Leaving())
    yield tmp_path / "again.pdf"


def renewed_page(room: PacksScreen) -> RenewedPage:
    assert room._renewed is not None
    return room._renewed


def test_the_newest_pack_stands_first_with_all_that_is_kept_of_it(window: RoomWindow, room: PacksScreen) -> None:
    assert about(room) == ["Hanoi", "Viet Nam"]
    told = window.part("pack-details").accessibleName()
    for said in ("City brief", "Hanoi", "Yokohama delegation", "佐伯 航", "English", "Internal use", "2"):
        assert said in told
    assert has_focus(room.library.list)


def test_typing_narrows_the_list_and_escape_leaves_the_filter(window: RoomWindow, room: PacksScreen) -> None:
    window.press("/")
    window.type("yokohama")
    assert about(room) == ["Hanoi"]
    window.type("zzz")
    assert about(room) == [] and room.library.list.isVisible()
    window.press("Esc")
    assert about(room) == ["Hanoi", "Viet Nam"]
    window.press("Esc")
    assert has_focus(room.library.list)


def test_enter_saves_the_pack_again_to_the_last_byte(
    window: RoomWindow, room: PacksScreen, desk: Desk, saves: Path
) -> None:
    (case,) = lists.list_records(desk, "case").rows
    set_fields(desk, "case", case.id, {"summary": "another summary"})
    window.press("Return")
    _, lines = pack_library.issues(desk)
    assert sha256(saves.read_bytes()).hexdigest() == lines[0].sha256
    assert pack_library.issues(desk)[0] == 2


def test_a_pack_that_cannot_be_printed_again_is_told_in_words(
    window: RoomWindow, room: PacksScreen, desk: Desk, saves: Path
) -> None:
    set_fields(desk, "pack_issue", room.library.list.current_id(), {"sha256": "0" * 64})
    window.press("Return")
    assert not saves.exists() and len(window.errors) == 1 and "Renew" in window.errors[0]


def test_renewing_shows_what_changed_page_by_page_and_issues_the_new_one(
    window: RoomWindow, room: PacksScreen, desk: Desk, saves: Path
) -> None:
    (case,) = lists.list_records(desk, "case").rows
    set_fields(desk, "case", case.id, {"summary": "another summary"})
    window.press("R")
    page = renewed_page(room)
    said = [each.words for each in page.changes.notices()]
    assert said[0] == "Page 2 changed." and page.pane.page() == 2
    assert any("処理場の見学" in each for each in said) and any("another summary" in each for each in said)
    window.press("Ctrl+Return")
    assert saves.read_bytes() == page.renewed.built.pdf
    assert pack_library.issues(desk)[0] == 3
    window.press("Esc")
    assert about(room) == ["Hanoi", "Hanoi", "Viet Nam"]


def test_where_nothing_changed_the_renewed_pack_says_so(window: RoomWindow, room: PacksScreen) -> None:
    window.press("R")
    assert "Nothing changed" in window.part("pack-unchanged").accessibleName()
    assert renewed_page(room).changes.notices() == []


def test_another_like_it_begins_with_its_options(window: RoomWindow, room: PacksScreen) -> None:
    window.press("Down", "E")
    request = room.builder.options.request()
    assert (request.template, request.records, request.language) == ("country-brief", (("country", "vn"),), "en")
    preview = room.builder.preview()
    assert preview is not None and preview.built.pages > 1


def test_a_new_pack_begins_with_the_template_used_last_and_what_was_begun_stays(
    window: RoomWindow, room: PacksScreen
) -> None:
    window.press("N")
    assert room.builder.options.template.value() == "city-brief"
    assert has_focus(room.builder.options.records.field)
    window.type("da nang")
    window.press("Return")
    assert room.builder.options.request().records == (("city", "vn-da-nang"),)
    room.show_library()
    window.press("N")
    assert room.builder.options.request().records == (("city", "vn-da-nang"),)


def test_what_a_newer_program_made_is_told_and_breaks_nothing(
    window: RoomWindow, room: PacksScreen, desk: Desk
) -> None:
    issue = {"template": "annual-report", "number": "HAN-27-PXXX", "printed_at": "2027-01-01T00:00:00Z"}
    with desk.writing() as ledger:
        # As it arrives: no form of this version would take it.
        office = "office/emb-vn"
        newer = Change("pack_definition", "d", office, {"template": "annual-report", "title": "Annual"}, {})
        write(desk, ledger, [newer, Change("pack_issue", "i", office, issue, {})])
    room.refresh()
    window.settle()
    room.library.select("i")
    assert "annual-report" in window.part("pack-details").accessibleName()
    window.press("E")
    assert len(window.errors) == 1 and "newer version" in window.errors[0]
    window.press("N")
    assert room.builder.options.template.value() == "city-brief"
    assert "Annual" not in [each.title for each in room.builder.options.template.choices()]


def test_an_issued_pack_found_elsewhere_is_selected_in_the_list(window: RoomWindow, room: PacksScreen) -> None:
    other = room.library.list.rows().id_at(1)
    room.open_record("pack_issue", other, "")
    window.settle()
    assert room.library.list.current_id() == other


def test_without_packs_the_page_says_how_to_begin(tmp_path: Path, tasks: Tasks, qtbot: QtBot) -> None:
    desk = make_desk(tmp_path / "empty", "emb-vn")
    session = Session(desk, tasks)
    window = RoomWindow(session, tasks, PacksScreen(session))
    qtbot.addWidget(window)
    window.enter()
    empty = window.part("packs-empty")
    assert isinstance(empty, EmptyState) and empty.isVisible()
    window.press("Return")
    builder = window.part("pack-builder")
    assert builder.isVisible()
    told = window.part("pack-page-place")
    assert isinstance(told, Label) and told.words() == "–"
    tasks.close()
    desk.close()
