"""Tables: widths, groups, rows that give way."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.data_table import Cell, Column, DataTable, Row, count_words
from ascn_desk.briefing.parts.facts import row_height
from ascn_desk.briefing.say import Speaker, Words
from tests.briefing.samples import blank_sheet

GRID = grid_for("A4", bound=False)
COLUMNS = (
    Column(Words("Number", "番号"), 60.0),
    Column(Words("Subject", "件名"), share=1.0),
    Column(Words("Days since", "経過（日）"), 40.0, "right"),
)


def row(subject: str, **looks: bool) -> Row:
    cells = (Cell(Words("A-1", "A-1")), Cell(Words(subject, subject)), Cell(Words("4", "4"), overdue=True))
    return Row(cells, **looks)


def table(*rows: Row, keep: int = 3) -> DataTable:
    return DataTable(Speaker("ja"), COLUMNS, rows, GRID.frame_width, keep=keep)


@pytest.mark.parametrize(("lines", "height"), [(1, 20), (2, 32), (3, 44), (4, 56)])
def test_a_row_is_its_lines_and_six_rounded_up_to_four(lines: int, height: float) -> None:
    assert row_height(lines * 12.5) == height


def test_a_table_is_as_high_as_header_and_rows() -> None:
    assert table(row("短い"), row("短い")).height == 20 + 20 + 20


def test_a_group_row_is_eighteen_high_and_needs_no_cells() -> None:
    group = Row(group=Words("Overdue", "期限を過ぎた"), count=count_words(1).ja)
    grouped = table(group, row("短い", marked=True))
    assert grouped.height == 20 + 18 + 20
    sheet, warnings = blank_sheet(GRID)
    grouped.draw(sheet, GRID.left, 100)
    assert warnings == []


def test_rows_that_are_given_up_are_counted_in_a_line_and_a_warning() -> None:
    given = table(*[row("短い")] * 6, keep=3)
    while given.shrink(hard=False):
        pass
    assert given.height == 20 + 3 * 20 + 16
    sheet, warnings = blank_sheet(GRID)
    given.draw(sheet, GRID.left, 100)
    assert warnings == [("text-overrun", {"text": "ほか3件。続きは案件ファイル"})]


def test_a_table_pressed_hard_gives_up_all_rows_and_takes_them_back() -> None:
    given = table(*[row("短い")] * 4)
    while given.shrink(hard=True):
        pass
    assert given.shown == 0
    assert given.regain() and given.shown == 1
    given.undo_regain()
    assert given.shown == 0


def test_a_table_that_shows_all_has_nothing_to_take_back() -> None:
    assert not table(row("短い")).regain()


def test_a_cell_cut_short_is_told_beside_the_table() -> None:
    assert table(row("とても長い件名" * 40)).left_out
    assert not table(row("短い")).left_out


def test_an_empty_cell_prints_a_dash() -> None:
    dashed = DataTable(Speaker("ja"), COLUMNS[:1], (Row((Cell(),)),), 100)
    sheet, _ = blank_sheet(GRID)
    dashed.draw(sheet, GRID.left, 100)
    assert dashed.height == 40


def stays(*rows: Row) -> list[bool]:
    return [line.stays for line in table(*rows).flow_lines()[1]]


def test_a_group_stays_with_two_rows_and_its_last_row_with_the_one_before() -> None:
    group = Row(group=Words("Hanoi", "ハノイ"))
    rows = [row("事業")] * 5
    assert stays(group, *rows) == [True, True, False, False, True, False]
    assert stays(group, *rows[:3]) == [True, True, True, False]
    assert stays(group, rows[0], group, *rows[:2]) == [True, False, True, True, False]


def test_a_row_that_no_page_could_hold_is_cut_in_sight() -> None:
    columns = (Column(Words("What", "内容"), share=1.0, most_lines=40, second_lines=40),)
    long = Words("word " * 4000, "長い文章" * 2000)
    tall = DataTable(Speaker("both"), columns, (Row((Cell(long, long),)),), GRID.frame_width, tallest=480.0)
    _, lines = tall.flow_lines()
    assert lines[0].height <= 480.0
    sheet, warnings = blank_sheet(GRID)
    lines[0].draw(sheet, GRID.left, 100)
    assert {code for code, _ in warnings} == {"text-overrun"}


def test_a_long_name_of_a_group_is_cut_in_sight_before_its_count() -> None:
    group = Row(group=Words("a long name " * 20, "長い名前" * 30), count=count_words(12).ja)
    sheet, warnings = blank_sheet(GRID)
    table(group, row("事業")).draw(sheet, GRID.left, 100)
    assert [code for code, _ in warnings] == ["text-overrun"]


def test_one_is_no_plural() -> None:
    assert (count_words(1).en, count_words(2).en, count_words(1).ja) == ("1 item", "2 items", "1件")
