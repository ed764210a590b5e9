"""Room to write by hand: hairlines every 24, over a third of the page at most; further down the page stays white."""

from __future__ import annotations

from ascn_desk.briefing.palette import HAIRLINE
from ascn_desk.briefing.parts.block import Block
from ascn_desk.briefing.say import NOTHING, Speaker, fixed
from ascn_desk.briefing.sheet import Sheet

LEAST = 64.0
MOST = 240.0
_STEP = 24.0


def draw_memo(sheet: Sheet, speaker: Speaker, y: float) -> None:
    """Put a memo below what a page says, if there is room; a page of nothing but lines would look like a form."""
    room = min(MOST, sheet.grid.bottom - y)
    if room >= LEAST:
        Block(speaker, fixed("Memo"), Memo(sheet.grid.main_width, room)).draw(sheet, y)


class Memo:
    """Hairlines in the main column, as far as the room goes."""

    lead = 0.0
    left_out = NOTHING

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self.height = height

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the lines."""
        at = y + _STEP
        while at <= y + self.height + 0.01:
            sheet.line(x, at, x + self._width, at, 0.3, HAIRLINE)
            at += _STEP
