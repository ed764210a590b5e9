"""Tables: a header, rows of cells with hairlines between, a rule at the foot. No vertical rules, no stripes.

The first and last columns are flush with the frame; numbers stand right, with their unit in the header. Rows
never split; those the page cannot hold are counted in a last line.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import partial

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import BadgeLook
from ascn_desk.briefing.palette import GROUP, HAIRLINE, INK, TEXT_2, TEXT_3, WARN
from ascn_desk.briefing.paragraph import set_text
from ascn_desk.briefing.parts.badge import Badge, badge
from ascn_desk.briefing.parts.facts import draw_rest, row_height
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.giving_rows import GivingRows
from ascn_desk.briefing.parts.margin import margin_note
from ascn_desk.briefing.parts.piece import Stack, by_language, continued, stack, stack_runs
from ascn_desk.briefing.parts.tick_box import TickBox
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed, range_words
from ascn_desk.briefing.sheet import Align, Sheet

NOT_FOUND = Words(en="—", ja="—")

_TEXT_TOP = 3.4
_BASELINE = 12.78
_HEADER_1 = 20.0
_HEADER_TOP = 4.0
_GROUP_ROW = 18.0
_MARKER_LEFT = 7.0
_FEWER_LINES = (32, 24, 18, 12, 8)


@dataclass(frozen=True)
class Column:
    """A column. `gap` is the room before it; a `share` makes it take a part of what the others leave."""

    title: Words
    width: float = 0.0
    align: Align = "left"
    share: float = 0.0
    gap: float = 8.0
    most_lines: int = 3
    second_lines: int = 2


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: words, a grey line under them, a badge, or a tick box. Nothing at all prints "—".

    `strong` stands bold before the words; `tick` is a box, ticked or not.
    """

    words: Words = NOTHING
    second: Words = NOTHING
    strong: Words = NOTHING
    tick: bool | None = None
    is_blank: bool = False
    """Whether nothing at all prints nothing: there is no gap."""
    bold: bool = False
    overdue: bool = False
    badge: BadgeLook | None = None


@dataclass(frozen=True)
class Row:
    """A row. `old_year` is named beside the frame, `marked` hangs a dot; a `group` row has only a count."""

    cells: tuple[Cell, ...] = ()
    old_year: str = ""
    marked: bool = False
    group: Words = NOTHING
    count: str = ""
    goes_on: bool = True
    """Whether a group is named again where it goes on; a band between rows is not."""


@dataclass(frozen=True)
class _Ready:
    row: Row
    cells: tuple[Stack | Badge | TickBox, ...]
    height: float

    @property
    def is_cut(self) -> bool:
        stacks = any(cell.is_cut for cell in self.cells if isinstance(cell, Stack))
        return stacks or any(cell.setting.cut for cell in self.cells if isinstance(cell, Badge))


class DataTable(GivingRows):
    """A table made ready for a width. `keep` and `further` as in :class:`GivingRows`.

    Units:  `tallest` is the most a row may take, since rows do not split; its longest cells are cut to it. 0: no limit.
    """

    def __init__(
        self,
        speaker: Speaker,
        columns: tuple[Column, ...],
        rows: tuple[Row, ...],
        width: float,
        lead: float = 0.0,
        keep: int = 3,
        further: int = 0,
        tallest: float = 0.0,
    ) -> None:
        self.lead = lead
        self._tallest = tallest
        self._speaker = speaker
        self._columns = columns
        self._width = width
        self._widths = _widths(columns, width)
        self._lefts = _lefts(columns, self._widths)
        self._heads = [
            stack(speaker, column.title, by_language(styles.table_header), own + 2, 2)
            for column, own in zip(columns, self._widths, strict=True)
        ]
        self._rows = [self._ready(row) for row in rows]
        super().__init__(self._rows, keep, further)

    @property
    def height(self) -> float:
        """Header, rows, and the line that counts those left out."""
        rows = sum(row.height for row in self._rows[: self.shown])
        return self._header_height + rows + (16.0 if self._hidden else 0.0)

    @property
    def left_out(self) -> Words:
        """Words cut from a cell; rows left out are counted in the last line."""
        cut = any(row.is_cut for row in self._rows[: self.shown])
        return continued() if cut else NOTHING

    @property
    def _header_lines(self) -> int:
        return round(max(head.height for head in self._heads) / 10)

    @property
    def _header_height(self) -> float:
        return _HEADER_1 + (8.0 if self._header_lines == 2 else 10.0 * (self._header_lines - 1))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw header, rows and foot."""
        self._draw_header(sheet, x, y)
        y += self._header_height
        shown = self._rows[: self.shown]
        for number, ready in enumerate(shown):
            if number and not ready.row.group and not shown[number - 1].row.group:
                sheet.line(x, y, x + self._width, y, 0.3, HAIRLINE)
            self._draw_row(sheet, ready, x, y)
            self._draw_margin(sheet, number, y)
            y += ready.height
        if shown:
            sheet.line(x, y, x + self._width, y, 0.5, INK)
        if self._hidden:
            draw_rest(sheet, self._speaker, self._hidden, x, y + 4)

    def flow_lines(self) -> tuple[FlowLine, list[FlowLine]]:
        """The header, and the rows as lines that go on over pages.

        A group row stays with two rows, and the last row of a group with the one before it: none stands alone.
        """
        head = FlowLine(self._header_height, self._draw_header)
        lines: list[FlowLine] = []
        again: FlowLine | None = None
        for number, ready in enumerate(self._rows):
            is_group = bool(ready.row.group)
            lines.append(FlowLine(ready.height, partial(self._draw_flowing, number), self._stays(number), again))
            if is_group and ready.row.goes_on:
                words = fixed("{words} (continued)", words=ready.row.group)
                again = FlowLine(_GROUP_ROW, partial(self._draw_group_again, replace(ready.row, group=words)))
            if number + 1 < len(self._rows) and self._rows[number + 1].row.group:
                again = None
        return head, lines

    def _stays(self, number: int) -> bool:
        """Whether a row stays with the next one."""

        def is_row(at: int) -> bool:
            return 0 <= at < len(self._rows) and not self._rows[at].row.group

        if not is_row(number):
            return number + 1 < len(self._rows)
        is_after_group = number > 0 and not is_row(number - 1)
        return is_row(number + 1) and (is_after_group or not is_row(number + 2))

    def _draw_group_again(self, row: Row, sheet: Sheet, x: float, y: float) -> None:
        self._draw_group(sheet, row, x, y)

    def _draw_flowing(self, number: int, sheet: Sheet, x: float, y: float) -> None:
        """A row with the line below it: what comes next may stand on the next page."""
        ready = self._rows[number]
        self._draw_row(sheet, ready, x, y)
        self._draw_margin(sheet, number, y)
        below = y + ready.height
        if number == len(self._rows) - 1:
            sheet.line(x, below, x + self._width, below, 0.5, INK)
        elif not ready.row.group and not self._rows[number + 1].row.group:
            sheet.line(x, below, x + self._width, below, 0.3, HAIRLINE)

    def _draw_header(self, sheet: Sheet, x: float, y: float) -> None:
        foot = y + self._header_height
        for column, head, left, own in zip(
            self._columns, self._heads, self._lefts, self._widths, strict=True
        ):
            place = x + left + (own if column.align == "right" else 0.0)
            head.draw(sheet, place, y + _HEADER_TOP + self._header_lines * 10 - head.height, column.align)
        sheet.line(x, foot, x + self._width, foot, 0.5, INK)

    def _ready(self, row: Row) -> _Ready:
        if row.group:
            return _Ready(row, (), _GROUP_ROW)
        ready = self._ready_within(row, None)
        for most_lines in _FEWER_LINES:
            if not self._tallest or ready.height <= self._tallest:
                break
            ready = self._ready_within(row, most_lines)
        return ready

    def _ready_within(self, row: Row, most_lines: int | None) -> _Ready:
        """A row whose cells have so many lines a language at most, or as many as their columns allow."""
        cells: list[Stack | Badge | TickBox] = []
        for cell, column, own in zip(row.cells, self._columns, self._widths, strict=True):
            if most_lines is not None:
                lines = min(most_lines, column.most_lines), min(most_lines, column.second_lines)
                column = replace(column, most_lines=lines[0], second_lines=lines[1])
            cells.append(self._ready_cell(cell, column, own))
        tallest = max((cell.height for cell in cells if isinstance(cell, Stack)), default=12.5)
        return _Ready(row, tuple(cells), row_height(max(12.5, tallest)))

    def _ready_cell(self, cell: Cell, column: Column, width: float) -> Stack | Badge | TickBox:
        if cell.tick is not None:
            return TickBox(cell.tick)
        if cell.badge is not None and cell.words:
            return badge(self._speaker, cell.words, cell.badge, width)
        if not cell.words and not cell.second and not cell.strong:
            return Stack() if cell.is_blank else stack(self._speaker, NOT_FOUND, styles.table, width)
        colour = WARN if cell.overdue else None
        bold = cell.bold or cell.overdue
        if cell.strong:
            between = Words(en=" ", ja="　") if cell.words else NOTHING
            parts = [(cell.strong, True, colour), (between, None, None), (cell.words, None, None)]
            main = stack_runs(self._speaker, parts, styles.table, width, column.most_lines)
        else:
            main = stack(self._speaker, cell.words, styles.table, width, column.most_lines, colour, bold)
        below = []
        for lang, spoken in self._speaker.say(cell.second)[:1]:
            style = styles.table(lang, spoken).but(size=8, leading=11, colour=TEXT_3)
            below.append(set_text(spoken, style, width, column.second_lines))
        return Stack((*main.settings, *below))

    def _draw_row(self, sheet: Sheet, ready: _Ready, x: float, y: float) -> None:
        if ready.row.group:
            self._draw_group(sheet, ready.row, x, y)
            return
        if ready.row.marked:
            sheet.dot(x - _MARKER_LEFT, y + _BASELINE - 3.2, 2.0, INK, INK, 0.3)
        for number, cell in enumerate(ready.cells):
            column, own, left = self._columns[number], self._widths[number], x + self._lefts[number]
            if isinstance(cell, Badge | TickBox):
                cell.draw(sheet, left, y + _BASELINE - 0.18)
                continue
            place = left + (own if column.align == "right" else 0.0)
            cell.draw(sheet, place, y + _TEXT_TOP, column.align)
            if ready.row.cells[number].overdue:
                start = place - cell.settings[0].width if column.align == "right" else place
                sheet.triangle(start - 8.5, y + _BASELINE, WARN, 7.5)

    def _draw_margin(self, sheet: Sheet, number: int, y: float) -> None:
        """One note for neighbours of old years, beside the first of them."""
        rows = [ready.row.old_year for ready in self._rows[: self.shown]]
        if not rows[number] or (number and rows[number - 1]):
            return
        years = sorted(itertools.takewhile(bool, rows[number:]))
        span = range_words(years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1][2:]}")
        shown = self._speaker.one(fixed("as of {years}", years=span))
        margin_note(sheet, y + 3, [shown], self._speaker.first)

    def _draw_group(self, sheet: Sheet, row: Row, x: float, y: float) -> None:
        sheet.box(x, y, self._width, _GROUP_ROW, fill=GROUP)
        first = self._speaker.first
        count = set_text(row.count, styles.small(first).but(colour=TEXT_2))
        style = styles.table_header(first).but(colour=INK)
        words = self._speaker.joined(row.group, " / ").replace("\n", " ")
        name = set_text(words, style, self._width - 16 - count.width, 1)
        sheet.write(name, x + 4, y + 12 - 0.75 * name.leading)
        sheet.write(count, x + self._width - 4, y + 12 - 0.75 * count.leading, "right")


def count_words(number: int) -> Words:
    """How many there are, for the end of a group row: 2件."""
    return fixed("{n} item" if number == 1 else "{n} items", n=number)


def _widths(columns: tuple[Column, ...], width: float) -> list[float]:
    taken = sum(column.width for column in columns) + sum(column.gap for column in columns[1:])
    shares = sum(column.share for column in columns)
    left = max(0.0, width - taken)
    return [column.width + (left * column.share / shares if column.share else 0.0) for column in columns]


def _lefts(columns: tuple[Column, ...], widths: list[float]) -> list[float]:
    lefts, x = [], 0.0
    for number, (column, own) in enumerate(zip(columns, widths, strict=True)):
        x += column.gap if number else 0.0
        lefts.append(x)
        x += own
    return lefts
