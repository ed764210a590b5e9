"""Notes in the outer margin: what on this line is older than 24 months."""

from __future__ import annotations

from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.palette import WARN
from ascn_desk.briefing.paragraph import set_text
from ascn_desk.briefing.sheet import Sheet

_BAR = 1.6
_LEADING = 10.0
_TEXT = 4.5
_EDGE = 5.0


def margin_note(sheet: Sheet, y: float, lines: list[str], lang: Language) -> None:
    """Write lines beside the frame, with a bar before them; nothing if there are none."""
    if not lines:
        return
    grid = sheet.grid
    style = styles.small(lang).but(leading=_LEADING, colour=WARN)
    room = grid.width - grid.margin - _TEXT - _EDGE
    settings = [set_text(line, style, room, max_lines=2) for line in lines]
    rows = sum(len(setting.lines) for setting in settings)
    sheet.box(grid.margin, y, _BAR, rows * _LEADING - 1, fill=WARN)
    top = y - 1
    for setting in settings:
        sheet.write(setting, grid.margin + _TEXT, top)
        top += setting.height
