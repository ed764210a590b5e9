"""A box to tick by hand, or ticked: drawn, since no font has it on the baseline."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.briefing.palette import INK
from ascn_desk.briefing.sheet import Sheet

SIZE = 8.5


@dataclass(frozen=True)
class TickBox:
    """A box that stands on the baseline of the text beside it."""

    is_ticked: bool = False

    def draw(self, sheet: Sheet, x: float, baseline: float) -> None:
        """Draw it with its left edge at x."""
        top = baseline - 7.6
        sheet.box(x, top, SIZE, SIZE, stroke=INK, line=0.7)
        if self.is_ticked:
            sheet.line(x + 1.8, top + 4.4, x + 3.6, top + 6.4, 1.0, INK)
            sheet.line(x + 3.6, top + 6.4, x + 6.9, top + 1.9, 1.0, INK)
