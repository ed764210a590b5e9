"""What happened in a case, oldest first: days right of a line, a dot each, what kind of thing, and its words.

The year stands before its first day. Words go on under each other as long as they are; nothing is cut.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import CaseEntry
from ascn_desk.briefing.palette import ACCENT, HAIRLINE, INK, TEXT_2, TEXT_3, WARN
from ascn_desk.briefing.paragraph import Setting, Style, set_text
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.piece import stack
from ascn_desk.briefing.say import Speaker, brief_day_words
from ascn_desk.briefing.sheet import Sheet

_LINE_X = 52.0
_KIND_X = 62.0
_KIND = 46.0
_TEXT_X = 112.0
_STEP = 24.0
_BASELINE = 9.4
_DOT = 2.2
_DAY_GAP = 7.0
_YEAR_GAP = 3.0


def timeline_lines(speaker: Speaker, entries: tuple[CaseEntry, ...], width: float) -> list[FlowLine]:
    """The lines of a timeline in the main column; the first words of an entry stay together."""
    lines: list[FlowLine] = []
    year = ""
    for number, entry in enumerate(entries):
        is_last = number == len(entries) - 1
        lines += _entry_lines(speaker, entry, width, entry.day[:4] != year, is_last)
        year = entry.day[:4]
    return lines


def _entry_lines(
    speaker: Speaker, entry: CaseEntry, width: float, has_year: bool, is_last: bool
) -> list[FlowLine]:
    words = stack(speaker, entry.text, styles.table, width - _TEXT_X)
    people = _people(speaker, entry, width - _TEXT_X)
    rows = [(setting, number) for setting in (*words.settings, *people) for number in range(len(setting.lines))]
    lines: list[FlowLine] = []
    taken = 0.0
    for at, (setting, number) in enumerate(rows or [(None, 0)]):
        head = (entry, has_year) if at == 0 else None
        height = setting.leading if setting is not None else 12.5
        taken += height
        ends = at == max(len(rows), 1) - 1
        if ends:
            # The next entry begins a step further on at least, and never right below.
            height += max(_STEP - taken, 8.0)
        draw = _row(speaker, head, setting, number, height, is_first=at == 0, is_last=is_last)
        lines.append(FlowLine(height, draw, stays=at == 0 and not ends))
    return lines


def _people(speaker: Speaker, entry: CaseEntry, width: float) -> tuple[Setting, ...]:
    names = " · ".join(line.strip() for line in entry.people.splitlines() if line.strip())
    if not names:
        return ()
    return (set_text(names, styles.small(speaker.first).but(colour=TEXT_3), width),)


def _row(
    speaker: Speaker,
    head: tuple[CaseEntry, bool] | None,
    setting: Setting | None,
    number: int,
    height: float,
    *,
    is_first: bool,
    is_last: bool,
) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        line_x = x + _LINE_X
        if not is_last:
            sheet.line(line_x, y + (_BASELINE - 3.2 if is_first else 0.0), line_x, y + height, 0.6, HAIRLINE)
        if head is not None:
            _draw_head(sheet, speaker, head[0], head[1], x, y)
        if setting is not None:
            sheet.write(_line(setting, number), x + _TEXT_X, y)

    return draw


def _draw_head(sheet: Sheet, speaker: Speaker, entry: CaseEntry, has_year: bool, x: float, y: float) -> None:
    lang = speaker.first
    colour = WARN if entry.overdue else ACCENT
    baseline = y + _BASELINE
    sheet.dot(x + _LINE_X, baseline - 3.2, _DOT, colour, colour, 0.3)
    shown = speaker.one(brief_day_words(date.fromisoformat(entry.day))) if entry.day else "—"
    day = set_text(shown, styles.table(lang).but(bold=True, colour=WARN if entry.overdue else INK))
    sheet.write(day, x + _LINE_X - _DAY_GAP, baseline - 0.75 * day.leading, "right")
    if has_year and entry.day:
        # It may hang a little into the gutter before the main column.
        year = set_text(entry.day[:4], styles.small(lang).but(colour=TEXT_3))
        place = x + _LINE_X - _DAY_GAP - day.width - _YEAR_GAP
        sheet.write(year, place, baseline - 0.75 * year.leading, "right")
    kind = set_text(speaker.one(entry.kind), styles.table(lang).but(colour=TEXT_2), _KIND)
    if len(kind.lines) > 1:
        # Two small lines fit beside the shortest entry.
        kind = set_text(speaker.one(entry.kind), Style(8, 10, lang, colour=TEXT_2), _KIND, 2)
    sheet.write(kind, x + _KIND_X, baseline - 0.75 * kind.leading)


def _line(setting: Setting, number: int) -> Setting:
    return Setting((setting.lines[number],), setting.leading)
