"""Blocks on a page: where rules stand, and who gives way."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.content import Bar, BarChart, Fact
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.bars import Bars
from ascn_desk.briefing.parts.block import Block, draw_blocks, end_of, fit_blocks
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.memo import Memo
from ascn_desk.briefing.parts.plain_line import PlainLine
from ascn_desk.briefing.say import NOTHING, Speaker, Words
from tests.briefing.samples import blank_sheet

GRID = grid_for("A4", bound=False)
JA = Speaker("ja")
LABEL = Words("Label", "項目")


def facts(number: int, keep: int = 1) -> Facts:
    return Facts(JA, tuple(Fact(LABEL, Words("value", "内容")) for _ in range(number)), GRID.main_width, keep)


def chart(number: int) -> Bars:
    bars = tuple(Bar(Words(f"City {n}", f"都市{n}"), n, subject=n == 0) for n in range(number))
    return Bars(JA, BarChart(LABEL, bars), 123, GRID.main_width, 9)


def test_four_facts_put_the_next_rule_where_the_pattern_has_it() -> None:
    assert Block(JA, LABEL, facts(4)).next_rule(488) == 584


def test_one_line_puts_the_next_rule_where_the_pattern_has_it() -> None:
    assert Block(JA, LABEL, PlainLine(JA, LABEL, 300)).next_rule(664) == 696


def test_a_note_below_the_label_keeps_its_room() -> None:
    plain = Block(JA, LABEL, PlainLine(JA, LABEL, 300))
    noted = Block(JA, LABEL, PlainLine(JA, LABEL, 300), note=Words("3 open", "未決3件"))
    assert noted.height == plain.height + 11


def test_blocks_give_way_in_their_order_and_only_as_far_as_needed() -> None:
    first, last = facts(10, keep=2), facts(10, keep=2)
    blocks = [Block(JA, LABEL, first, gives_way=2), Block(JA, LABEL, last, gives_way=1)]
    fit_blocks(blocks, 100, 300)
    assert end_of(blocks, 100) <= 300
    assert last.shown <= 3 < first.shown
    assert first.shown < 10


def test_blocks_that_fit_lose_nothing() -> None:
    one = facts(3)
    fit_blocks([Block(JA, LABEL, one)], 100, 700)
    assert one.shown == 3


def test_room_left_by_a_large_row_is_given_back_to_a_block_that_shows_nothing() -> None:
    long_fact = Fact(LABEL, Words("value", "内容" * 40))
    large = Facts(JA, (long_fact,) * 4, GRID.main_width, keep=0)
    small = facts(2, keep=0)
    blocks = [Block(JA, LABEL, large, gives_way=2), Block(JA, LABEL, small, gives_way=1)]
    fit_blocks(blocks, 100, 246)
    assert small.shown >= 1
    assert end_of(blocks, 100) <= 246


def test_blocks_that_cannot_give_way_are_refused() -> None:
    with pytest.raises(ValueError, match="barest"):
        fit_blocks([Block(JA, LABEL, Memo(300, 900))], 100, 784)


def test_a_chart_gives_up_other_bars_first_and_the_subject_never() -> None:
    given = chart(12)
    assert given.left_out.ja == "ほか3件は省略"
    while given.shrink(hard=False):
        pass
    assert given.left_out.ja == "ほか8件は省略"
    sheet, warnings = blank_sheet(GRID)
    given.draw(sheet, GRID.main, 100)
    assert warnings == [("text-overrun", {"text": "項目"})]


def test_a_chart_given_up_takes_no_room_and_is_named_in_a_warning() -> None:
    blocks = [Block(JA, LABEL, chart(9), full=True, main_in_full=True)]
    sheet, warnings = blank_sheet(GRID)
    y, room = draw_blocks(sheet, blocks, 100, 130)
    assert (y, room) == (100, 30)
    assert warnings == [("text-overrun", {"text": "項目"})]


def test_a_chart_of_zeros_has_an_axis_and_no_bars() -> None:
    zeros = Bars(JA, BarChart(LABEL, (Bar(LABEL, 0), Bar(LABEL, 0))), 123, GRID.main_width, 9)
    sheet, warnings = blank_sheet(GRID)
    zeros.draw(sheet, GRID.main, 100)
    assert warnings == [] and zeros.left_out == NOTHING
