"""The head of a page: where its content begins, and names that are too long."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from tests.briefing.samples import blank_sheet

GRID = grid_for("A4", bound=False)


def opener(lead: Words = NOTHING, title: str = "ヤンゴン") -> Opener:
    return Opener("MM", Words("Myanmar", "ミャンマー"), title, (("ja", "ရန်ကုန်"), ("en", "Yangon")), lead)


@pytest.mark.parametrize(
    ("lead", "top"), [(NOTHING, 128), (Words(ja="短い要約。"), 144), (Words(ja="長い要約である。" * 6), 160)]
)
def test_the_content_begins_where_the_message_ends(lead: Words, top: float) -> None:
    sheet, warnings = blank_sheet(GRID)
    assert opener(lead).draw(sheet, Speaker("ja")) == top
    assert warnings == []


def test_a_long_title_shrinks_so_that_the_names_beside_it_stay() -> None:
    sheet, warnings = blank_sheet(GRID)
    opener(title="とても長い名前の都市圏開発区域").draw(sheet, Speaker("ja"))
    assert warnings == []


def test_names_for_which_no_room_is_left_are_named_in_a_warning() -> None:
    sheet, warnings = blank_sheet(GRID)
    opener(title="名" * 80).draw(sheet, Speaker("ja"))
    assert {data["text"] for code, data in warnings if code == "text-overrun"} >= {"ရန်ကုန်", "Yangon"}


def test_a_long_name_of_the_section_moves_the_content_down() -> None:
    sheet, _ = blank_sheet(GRID)
    long_name = Opener("LA", Words("Lao People's Democratic Republic", "ラオス"), "Vientiane")
    assert long_name.draw(sheet, Speaker("en")) == 136
