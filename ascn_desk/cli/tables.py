"""Tables for people at a terminal: columns that stand straight with Japanese, Thai and Latin letters alike.

Texts were written by others, perhaps far away: control characters and changes of writing direction never
reach the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GAP = "  "
_CUT = "…"
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_LEAST_WIDTH = 6
# What stays on one line: a word with its blank, or one full-width letter with the closing mark behind it.
_WIDE = r"\u3000-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[{_WIDE}][、。，．）」』】！？：]*|[^\s{_WIDE}]*\s*")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head; whether its cells are numbers, which stand at the right; whether it is never cut."""

    head: str
    is_number: bool = False
    is_whole: bool = False


def width(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(
        0 if unicodedata.category(letter) in _NO_WIDTH else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def plain(text: str) -> str:
    """A text on one line, without anything that a terminal would obey."""
    return "".join(_harmless(letter) for letter in text).strip()


def plain_lines(text: str) -> list[str]:
    """A text of several lines, without anything that a terminal would obey."""
    return [plain(line) for line in text.splitlines()] or [""]


def cut(text: str, room: int) -> str:
    """A text that takes at most so many places; what was left out shows as …."""
    if width(text) <= room:
        return text
    kept, taken = [], 1
    for letter in text:
        taken += width(letter)
        if taken > room:
            break
        kept.append(letter)
    return "".join(kept) + _CUT


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], room: int | None = None) -> str:
    """Rows under their heads; the widest columns give way where the line is longer than ``room``."""
    cells = [[plain(cell) for cell in row] for row in rows]
    heads = [column.head for column in columns]
    widths = [max(width(each[place]) for each in (heads, *cells)) for place in range(len(columns))]
    if room is not None:
        givers = [place for place, column in enumerate(columns) if not column.is_whole]
        _give_way(widths, givers, room - len(GAP) * (len(columns) - 1))
    lines = [heads, ["─" * each for each in widths], *cells]
    return "\n".join(_line(line, widths, columns) for line in lines)


def pairs(items: Iterable[tuple[str, str]], room: int | None = None) -> str:
    """Names and what they hold, the names in one column; a long text goes on below its beginning."""
    held = [(plain(name), value) for name, value in items]
    name_width = max((width(name) for name, _ in held), default=0)
    rest = None if room is None else max(room - name_width - len(GAP), 3 * _LEAST_WIDTH)
    lines = []
    for name, value in held:
        for place, line in enumerate(each for given in plain_lines(value) for each in wrapped(given, rest)):
            left = name if place == 0 else ""
            lines.append((left + " " * (name_width - width(left)) + GAP + line).rstrip())
    return "\n".join(lines)


def indented(text: str) -> str:
    """A text moved in by a little, line by line."""
    return "\n".join(GAP + line for line in text.splitlines())


def wrapped(text: str, room: int | None) -> list[str]:
    """A text in lines of at most so many places, broken at blanks or between letters of scripts without them."""
    if room is None or width(text) <= room:
        return [text]
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    shown = []
    for cell, room, column in zip(cells, widths, columns, strict=True):
        text = cut(cell, room)
        blanks = " " * (room - width(text))
        shown.append(blanks + text if column.is_number else text + blanks)
    return GAP.join(shown).rstrip()


def _give_way(widths: list[int], givers: Sequence[int], room: int) -> None:
    while givers and sum(widths) > room:
        widest = max(givers, key=lambda place: widths[place])
        if widths[widest] <= _LEAST_WIDTH:
            return
        widths[widest] -= 1


def _harmless(letter: str) -> str:
    if letter in _DIRECTIONS:
        return ""
    return " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") else letter
