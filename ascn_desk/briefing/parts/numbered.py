"""Sentences under each other: numbered, behind the bar of what must not be said, or plain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import ACCENT, INK
from ascn_desk.briefing.paragraph import Setting, set_text
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import Speaker, Words
from ascn_desk.briefing.sheet import Sheet

Mark = Literal["number", "bar", "none"]

_BETWEEN = 5.0
_NUMBER_LEFT = 15.0
_BAR_LEFT = 12.0


def numbered_lines(speaker: Speaker, items: Sequence[Words], width: float, mark: Mark = "number") -> list[FlowLine]:
    """The items line by line; the first two lines of one stay together, and so do its last."""
    lines: list[FlowLine] = []
    for number, item in enumerate(items, start=1):
        settings = stack(speaker, item, by_language(styles.body), width).settings
        rows = [(setting, at) for setting in settings for at in range(len(setting.lines))]
        for place, (setting, at) in enumerate(rows):
            is_last = place == len(rows) - 1
            height = setting.leading + (_BETWEEN if is_last else 0.0)
            shown = number if place == 0 and mark == "number" else None
            draw = partial(_draw, setting, at, shown, mark == "bar", height)
            # Two lines at least on either side of a page's end.
            lines.append(FlowLine(height, draw, stays=not is_last and place in (0, len(rows) - 2)))
    return lines


def _draw(
    setting: Setting, at: int, number: int | None, has_bar: bool, height: float, sheet: Sheet, x: float, y: float
) -> None:
    one = Setting((setting.lines[at],), setting.leading)
    sheet.write(one, x, y)
    if number is not None:
        mark = set_text(str(number), styles.body("en").but(bold=True, colour=ACCENT))
        sheet.write(mark, x - _NUMBER_LEFT + 6, y, "right")
    if has_bar:
        sheet.line(x - _BAR_LEFT, y, x - _BAR_LEFT, y + height, 2.4, INK)
