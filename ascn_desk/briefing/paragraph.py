"""Set a text into lines: Japanese justified or ragged, English ragged, with kinsoku and cures for widows.

- Ragged Japanese ends a line after 、。 or where kana meets kanji, if the line stays over half full.
- A justified line is spread only within 5.5 % of slack; else it stays ragged.
- An opening bracket hangs at the line start; 、。 and closing brackets count half at the end.
- No last line under 3 letters (English 4.6 em): the paragraph is broken again, at most 1.6 em narrower
  (in the narrow cells of tables, where nothing is justified, 4 em).
- A text that does not fit its lines is cut with a visible tail, and says so.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache

from ascn_desk.base.words import Language
from ascn_desk.briefing.palette import INK
from ascn_desk.briefing.units import (
    Kind,
    Rich,
    Run,
    Unit,
    gap,
    may_break,
    may_break_at_need,
    plain,
    split_long,
    units_of,
)

_MOST_SLACK = 0.055
_NARROWER_BODY = tuple(step * 0.2 for step in range(1, 9))
_NARROWER_CELL = tuple(step * 0.4 for step in range(1, 11))
_BODY_LEADING = 16.0
_SHORTEST_LAST: dict[Language, float] = {"ja": 3.0, "en": 4.6}


@dataclass(frozen=True)
class Style:
    """How a text looks.

    Units:  `size` and `leading` in points; the baseline is 0.75 of the leading below the line's top.
    """

    size: float
    leading: float
    lang: Language = "en"
    bold: bool = False
    colour: str = INK
    justified: bool = False
    title: bool = False
    phrased: bool = False
    """Lines end where a phrase ends, as in a headline; ragged Japanese always does."""

    def but(self, **changes: object) -> Style:
        """The same look with some changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Placed:
    """A unit and how far right of the line's start it stands."""

    unit: Unit
    x: float


@dataclass(frozen=True)
class Line:
    """One set line. `width` is what its ink takes, trailing spaces and hanging halves left out."""

    placed: tuple[Placed, ...]
    width: float


@dataclass(frozen=True)
class Setting:
    """A set text. `cut` tells of a visible cut."""

    lines: tuple[Line, ...]
    leading: float
    cut: bool = False

    @property
    def height(self) -> float:
        """What the lines take."""
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        """The widest line."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def missing(self) -> str:
        """The letters no family has, each once."""
        placed = (each for line in self.lines for each in line.placed)
        return "".join(dict.fromkeys(letter for each in placed for letter in each.unit.wanting))

    @property
    def text(self) -> str:
        """The letters of all lines, as written."""
        return "".join(placed.unit.text for line in self.lines for placed in line.placed)


# Tables and pages are tried until they fit, so most texts are set three times; a preview sets them all again.
@lru_cache(maxsize=1024)
def set_text(
    rich: Rich,
    style: Style,
    width: float = float("inf"),
    max_lines: int | None = None,
    tail: Rich = "…",
    unfinished: bool = False,
) -> Setting:
    """Set a text into lines of a width.

    A line feed starts a new line. If more lines are needed than `max_lines`, or the text is `unfinished`
    because what follows it is left out, `tail` stands at the end of the last line.
    """
    lines: list[list[Unit]] = []
    ends: set[int] = set()
    for stretch in _stretches(rich):
        lines.extend(_broken(_units(stretch, style, width), style, width))
        ends.add(len(lines) - 1)
        if max_lines is not None and len(lines) > max_lines:
            break
    cut = unfinished or (max_lines is not None and len(lines) > max_lines)
    if cut:
        lines = _cut(lines[:max_lines], style, width, tail)
        ends.add(len(lines) - 1)
    return _placed(lines, ends, style, width, cut)


def line_width(text: Rich, style: Style) -> float:
    """How wide a text is on one line."""
    return set_text(text, style).width


def shrink_to_fit(rich: Rich, style: Style, width: float, smallest: float) -> Setting:
    """Set a text on one line, smaller if it must be, and cut if even the smallest size is too wide."""
    size = style.size
    while size > smallest and line_width(rich, style.but(size=size)) > width:
        size = max(smallest, size - 0.5)
    return set_text(rich, style.but(size=size), width, max_lines=1)


def _stretches(rich: Rich) -> list[Rich]:
    """The text cut at line feeds; the line feeds themselves are gone."""
    if isinstance(rich, str):
        return list(_lines_of(rich))
    stretches: list[list[Run]] = [[]]
    for run in rich:
        first, *others = _lines_of(run.text)
        stretches[-1].append(replace(run, text=first))
        stretches.extend([replace(run, text=other)] for other in others)
    return [tuple(stretch) for stretch in stretches]


def _lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _units(rich: Rich, style: Style, width: float) -> list[Unit]:
    units: list[Unit] = []
    for unit in units_of(rich, style.lang, style.bold, style.size, style.colour):
        units.extend(split_long(unit) if unit.width > width else (unit,))
    return units


def _broken(units: list[Unit], style: Style, width: float) -> list[list[Unit]]:
    plainly = _broken_at(units, style, width, nice=False)
    lines = plainly
    if style.phrased or (style.lang == "ja" and not style.justified):
        nicely = _broken_at(units, style, width, nice=True)
        if len(nicely) == len(plainly):
            lines = nicely
    shortest = _SHORTEST_LAST[style.lang] * style.size
    if len(lines) < 2 or _extent(lines[-1], style) >= shortest:
        return lines
    for narrower in _NARROWER_BODY if style.leading >= _BODY_LEADING else _NARROWER_CELL:
        cured = _broken_at(units, style, width - narrower * style.size, nice=lines is not plainly)
        if len(cured) == len(lines) and _extent(cured[-1], style) >= shortest:
            return cured
    return lines


def _broken_at(units: list[Unit], style: Style, width: float, nice: bool) -> list[list[Unit]]:
    lines: list[list[Unit]] = []
    start = 0
    while start < len(units):
        end = _line_end(units, start, style, width, nice)
        lines.append(units[start:end])
        start = end
    return lines or [[]]


def _line_end(units: list[Unit], start: int, style: Style, width: float, nice: bool) -> int:
    """Where the line that begins at `start` ends; always after at least one unit."""
    at, x = start, 0.0
    best = at_need = after_stop = at_kanji = 0
    allowed = width + 0.001
    while at < len(units):
        unit = units[at]
        if at == start:
            x = unit.width - (unit.blank_half if unit.kind is Kind.OPEN else 0.0)
        else:
            before = units[at - 1]
            if may_break(before, unit):
                best = at
                if nice and x > width / 2:
                    if _ends_phrase(units, at):
                        after_stop = at
                    elif _is_hiragana(before.text) and not _is_hiragana(unit.text):
                        at_kanji = at
            elif may_break_at_need(before, unit):
                at_need = at
            x += gap(before, unit, style.title) + unit.width
        hanging = unit.blank_half if unit.kind is Kind.CLOSE else 0.0
        if x - hanging > allowed and unit.kind is not Kind.SPACE and at > start:
            return after_stop or at_kanji or best or at_need or at
        at += 1
    return len(units)


def _ends_phrase(units: list[Unit], at: int) -> bool:
    before = units[at - 1]
    if before.kind is not Kind.SPACE:
        return before.text in "、。"
    earlier = units[at - 2].text if at > 1 else ""
    return before.text == "　" or earlier[-1:] in ",.;:、。" or units[0].text[:1] > "\u2e80"


def _is_hiragana(text: str) -> bool:
    return "\u3041" <= text[:1] <= "\u309f"


def _extent(units: list[Unit], style: Style) -> float:
    """The width of a line's ink."""
    units = _without_end_spaces(units)
    if not units:
        return 0.0
    width = sum(unit.width for unit in units)
    width += sum(gap(a, b, style.title) for a, b in itertools.pairwise(units))
    if units[0].kind is Kind.OPEN:
        width -= units[0].blank_half
    if units[-1].kind is Kind.CLOSE:
        width -= units[-1].blank_half
    return width


def _without_end_spaces(units: list[Unit]) -> list[Unit]:
    end = len(units)
    while end and units[end - 1].kind is Kind.SPACE:
        end -= 1
    return units[:end]


def _cut(lines: list[list[Unit]], style: Style, width: float, tail: Rich) -> list[list[Unit]]:
    tail_units = _units(tail, style, float("inf"))
    last = lines[-1]
    while last and _extent([*_without_end_spaces(last), *tail_units], style) > width:
        last = _without_end_spaces(last[:-1])
    while last and last[-1].kind is Kind.OPEN:
        last = last[:-1]
    return [*lines[:-1], [*_without_end_spaces(last), *tail_units]]


def _placed(lines: list[list[Unit]], ends: set[int], style: Style, width: float, cut: bool) -> Setting:
    made = []
    for number, units in enumerate(lines):
        extent = _extent(units, style)
        ink = len(_without_end_spaces(units))
        slack = width - extent
        spread = 0.0
        if style.justified and number not in ends and ink > 1 and 0 < slack <= _MOST_SLACK * width:
            spread = slack / (ink - 1)
        made.append(Line(_places(units, style, spread, ink), extent + spread * max(0, ink - 1)))
    return Setting(tuple(made), style.leading, cut)


def _places(units: list[Unit], style: Style, spread: float, ink: int) -> tuple[Placed, ...]:
    placed = []
    x = 0.0
    for at, unit in enumerate(units):
        if at == 0:
            x = -unit.blank_half if unit.kind is Kind.OPEN else 0.0
        else:
            x += gap(units[at - 1], unit, style.title) + (spread if at < ink else 0.0)
        placed.append(Placed(unit, x))
        x += unit.width
    return tuple(placed)


def set_with_end(head: str, end: str, style: Style, width: float, max_lines: int) -> Setting:
    """Set a text that may lose letters at the end of its head, but never its end: a date, a reference."""
    whole = set_text(head + end, style, width)
    if len(whole.lines) <= max_lines:
        return whole
    fits, too_long = 0, len(head)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(set_text(f"{head[:middle].rstrip()}…{end}", style, width).lines) <= max_lines:
            fits = middle
        else:
            too_long = middle
    shortened = f"{head[:fits].rstrip()}…{end}" if fits else end.lstrip(" ,、\n")
    return replace(set_text(shortened, style, width, max_lines), cut=True)


def is_blank(rich: Rich) -> bool:
    """Whether there is nothing to read."""
    return not plain(rich).strip()
