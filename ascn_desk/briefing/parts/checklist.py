"""Things to tick off, in two columns."""

from __future__ import annotations

from functools import partial

from ascn_desk.briefing import styles
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import Stack, stack
from ascn_desk.briefing.parts.tick_box import TickBox
from ascn_desk.briefing.say import Speaker, Words
from ascn_desk.briefing.sheet import Sheet

_GUTTER = 24.0
_INDENT = 15.0
_BETWEEN = 8.0
_BASELINE = 9.4


class Checklist:
    """Boxes with words beside them; the left column first, then the right."""

    def __init__(self, speaker: Speaker, things: tuple[Words, ...], width: float) -> None:
        self._width = (width - _GUTTER) / 2
        made = [stack(speaker, each, styles.table, self._width - _INDENT) for each in things]
        half = (len(made) + 1) // 2
        self._rows = [(made[at], made[at + half] if at + half < len(made) else None) for at in range(half)]

    def flow_lines(self) -> list[FlowLine]:
        """The rows as lines that go on over pages."""
        return [FlowLine(self._height(row), partial(_draw, row, self._width)) for row in self._rows]

    def _height(self, row: tuple[Stack, Stack | None]) -> float:
        return max(each.height for each in row if each is not None) + _BETWEEN


def _draw(row: tuple[Stack, Stack | None], width: float, sheet: Sheet, x: float, y: float) -> None:
    for number, each in enumerate(row):
        if each is not None:
            left = x + number * (width + _GUTTER)
            TickBox().draw(sheet, left, y + _BASELINE)
            each.draw(sheet, left + _INDENT, y)
