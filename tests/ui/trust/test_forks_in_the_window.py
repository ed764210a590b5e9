"""Forked logs in the room of trust: their branches side by side, and which of them stays, by keys alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.operations import exchange, records, trust_closing
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.trust_closing import Fork
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts import Pressable, SectionHeading
from ascn_desk.ui.parts.cells import words_of
from ascn_desk.ui.screens.trust import TrustScreen
from ascn_desk.ui.screens.trust.fork_page import ForkPage
from tests.support.hands import RoomWindow
from tests.support.house import House
from tests.support.trio import PASSPHRASE, clock, enrolled, take
from tests.ui.trust.conftest import Enter, go_to, over, rows, said

LIST = "trust-list"
OFFICE = "office/emb-vn"
KEYS = ("record", "field", "before", "branch-1", "branch-2", "now")


@pytest.fixture
def forked(house: House) -> Iterator[House]:
    """Two machines of the embassy that count as one: each renamed a company and added one; headquarters has both."""
    enrolled(house.hq, house.vn, house.post)
    company = records.add_record(house.vn, "company", {"name_ja": "練習社", "name_en": "Practice"}, channel=OFFICE).id
    exchange.export(house.vn, ["hq"], house.post)
    house.vn.close()
    shutil.copytree(house.folder / "vn", house.folder / "copy")
    for name in ("vn", "copy"):
        desk = open_desk(house.folder / name, PASSPHRASE, clock=clock(), state=house.folder / name / "state")
        records.set_fields(desk, "company", company, {"name_en": f"Renamed at {name}"}, channel=OFFICE)
        records.add_record(desk, "company", {"name_ja": f"{name}社"}, channel=OFFICE)
        out = house.post / name
        out.mkdir()
        take(house.hq, [each.path for each in exchange.export(desk, ["hq"], out)])
        desk.close()
    house.vn = open_desk(house.folder / "vn", PASSPHRASE, clock=clock())
    yield house
    house.vn.close()


@pytest.fixture
def window(forked: House, enter: Enter) -> RoomWindow:
    """The room of trust at headquarters, with the fork current."""
    window = enter(forked.hq, TrustScreen)
    go_to(window, LIST, "forked log")
    return window


def fork_of(house: House) -> Fork:
    (fork,) = trust_closing.list_forks(house.hq)
    return fork


def page_of(window: RoomWindow) -> ForkPage:
    (page,) = [each for each in window.room.findChildren(ForkPage) if each.isVisible()]
    return page


def shown(page: ForkPage) -> list[tuple[str, ...]]:
    """The rows of the page: record, field, before, each branch, what is shown."""
    model = page.list.rows()
    return [tuple(words_of((model.row_data(n) or {})[key]) for key in KEYS) for n in range(model.total())]


def headings(page: ForkPage) -> set[str]:
    return {each.accessibleName() for each in page.findChildren(SectionHeading)}


def keep(window: RoomWindow, number: int) -> None:
    window.press(str(number))
    assert "There is no way back" in said(over(window, "change"))
    window.press("Ctrl+Return")


def test_the_branches_stand_side_by_side_with_what_each_replaced(forked: House, window: RoomWindow) -> None:
    window.press("B")
    page = page_of(window)
    renamed = next(row for row in shown(page) if row[0] == "Company “Practice”")
    assert (*renamed[1:3], renamed[-1]) == ("Name (English)", "Practice (tanaka)", "Practice")
    assert {*renamed[3:5]} == {"Renamed at vn", "Renamed at copy"}
    added = [row for row in shown(page) if row[1] == "Name (Japanese)"]
    assert {row[3:5] for row in added} in ({("", "copy社"), ("vn社", "")}, {("copy社", ""), ("", "vn社")})
    assert "Company “Practice”: Name (English)" in said(page)
    assert "Renamed at vn (not ruled)" in said(page)
    assert {"If branch 1 stays", "If branch 2 stays"} <= headings(page)
    window.press("Down")
    assert shown(page)[1][0] in said(page)


def test_escape_leads_back_to_the_fork_in_the_list(window: RoomWindow) -> None:
    window.press("B", "Esc")
    assert window.part(LIST).hasFocus()
    assert "The branches share" in said(window)
    window.press("B")
    assert page_of(window).list.hasFocus()


def test_a_branch_is_kept_by_its_number_in_the_list(forked: House, window: RoomWindow) -> None:
    fork = fork_of(forked)
    assert ("Embassy in Viet Nam", "forked log: to be ruled") in rows(window, LIST)
    keep(window, 2)
    ruled = fork_of(forked)
    assert ruled.is_ruled and ruled.end is not None and ruled.end.identity == fork.branches[1].identity
    assert ("Embassy in Viet Nam", "forked log, ruled") in rows(window, LIST)


def test_a_branch_is_kept_beside_the_others_and_what_goes_written_again_is_told(
    forked: House, window: RoomWindow
) -> None:
    fork = fork_of(forked)
    window.press("B")
    keep(window, 1)
    ruled = fork_of(forked)
    assert ruled.end is not None and ruled.end.identity == fork.branches[0].identity
    assert "Ruled" in said(window)
    window.press("B")
    page = page_of(window)
    assert "Branch 1 stays" in headings(page)
    assert not [each for each in page.findChildren(Pressable) if each.objectName().startswith("fork-keep")]
    window.press("1")
    assert fork_of(forked) == ruled


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("width", "scale"), [(1024, 1.0), (1366, 1.0), (1366, 1.5)])
def test_heads_and_buttons_are_never_cut(
    window: RoomWindow, qapp: QApplication, lang: Language, width: int, scale: float
) -> None:
    words.set_language(lang)
    theme.set_text_scale(qapp, scale)
    try:
        window.resize(int((width - 176) * scale), int(716 * scale))
        window.press("B")
        page = page_of(window)
        with paint.elisions() as seen:
            page.grab()
        values = {value for row in shown(page) for value in row}
        assert [each for each in seen if each not in values] == []
        assert [each.accessibleName() for each in page.findChildren(Pressable)
                if each.isVisible() and each.width() + 1 < each.sizeHint().width()] == []  # fmt: skip
    finally:
        theme.set_text_scale(qapp, 1.0)
