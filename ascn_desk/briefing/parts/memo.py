"""Room to write by hand: hairlines every 24."""

from __future__ import annotations

from ascn_desk.briefing.palette import HAIRLINE
from ascn_desk.briefing.say import NOTHING
from ascn_desk.briefing.sheet import Sheet

LEAST = 64.0
_STEP = 24.0


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
