"""The table of all open cases, with what comes next."""

from __future__ import annotations

from ascn_desk.briefing.blocks import number_width
from ascn_desk.briefing.content import CaseLine
from ascn_desk.briefing.flow import Section
from ascn_desk.briefing.flowing import empty_section, long_column, table_section
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.parts.badge import badge_width
from ascn_desk.briefing.parts.data_table import Cell, Column, Row
from ascn_desk.briefing.say import Speaker, Words, brief_day_words, fixed

_DAY = 44.0


def open_cases_section(
    name: str, cases: tuple[CaseLine, ...], speaker: Speaker, grid: Grid, *, has_tick: bool = False
) -> Section:
    """Open cases in the order given; ``has_tick`` adds a box to tick when a case was handed over."""
    label = fixed("Open cases")
    if not cases:
        # A good answer is no gap to be warned of.
        return empty_section(name, label, fixed("No case is open."), speaker, grid.main_width, is_gap=False)
    columns = [
        Column(fixed("Number"), number_width(cases, speaker)),
        long_column(fixed("Company and subject"), 1.6),
        Column(fixed("State"), badge_width(speaker, [each.state or fixed("unknown") for each in cases])),
        long_column(fixed("What comes next"), 1.0),
        Column(fixed("Due"), _DAY, "right"),
    ]
    if has_tick:
        columns.append(Column(fixed("Given"), 26.0, gap=10))
    rows = [_row(each, has_tick=has_tick) for each in cases]
    note = fixed("all {n}, the earliest due first", n=len(rows))
    return table_section(name, label, tuple(columns), rows, speaker, grid.frame_width, note)


def _row(case: CaseLine, *, has_tick: bool) -> Row:
    cells = (
        Cell(Words(case.number, case.number)),
        Cell(case.summary, strong=case.company),
        Cell(case.state or fixed("unknown"), badge=case.look if case.state else "dashes"),
        Cell(case.next_step),
        Cell(brief_day_words(case.due), overdue=case.overdue) if case.due else Cell(),
    )
    return Row((*cells, Cell(tick=False)) if has_tick else cells)
