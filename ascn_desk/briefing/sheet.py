"""One page under the pen: lines, boxes, set text and maps in points from the upper left.

Text goes down line by line, each unit at its own place; neighbours without a gap share one string. Where the
letters drawn are not the letters written, or stand so far apart that a reader program would see a space, the
true letters go along.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Literal

from reportlab.lib.colors import toColor
from reportlab.pdfgen.pathobject import PDFPathObject

from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.ink import Bookmark, Ink, Letters, Link, numbers, path
from ascn_desk.briefing.kept import KeptPage, KeptPages, key_of
from ascn_desk.briefing.paragraph import Line, Placed, Setting, Style, set_text
from ascn_desk.briefing.units import Kind, Rich, Unit

Align = Literal["left", "right", "centre"]

_SEEN_AS_SPACE = 0.08
"""A gap in em from which programs that read PDFs guess a space; they start at 0.1."""
_AROUND = 16
_LEADING = 1.2
"""What a font is set with, in its size: no line is broken by the reader, so nothing depends on it."""
_PAINT = {(False, False): "n", (False, True): "f*", (True, False): "S", (True, True): "B*"}
"""(line, filling) → the operator; holes stay open."""


@cache
def _rgb(colour: str) -> str:
    """A colour as it stands in a file; the library reads ``#1F3864`` anew each time, and slowly."""
    made = toColor(colour)
    return numbers(made.red, made.green, made.blue)


@cache
def _look(size: float) -> str:
    return f"{numbers(size)} Tf {numbers(size * _LEADING)} TL"


class Sheet:
    """A page being drawn. All lengths in points, y downwards. ``number`` is 0 where the page has none yet."""

    def __init__(self, ink: Ink, grid: Grid, number: int = 0, kept: KeptPages | None = None) -> None:
        self.grid = grid
        self.number = number
        self._kept = kept
        self._ink = ink
        self._put = ink.code.append

    def lowered(self, by: float) -> Sheet:
        """The same page with its upper edge further down: for what stands on it twice."""
        return Sheet(self._ink, replace(self.grid, height=self.grid.height - by), self.number, self._kept)

    def warn(self, code: str, **data: str) -> None:
        """Put a warning about this page on the list for the check before printing."""
        self._ink.warnings.append((code, data))

    def again(self, drawn_from: object, draw: Callable[[Sheet], None]) -> None:
        """Draw what may have stood at this very place before, and takes long; ``drawn_from`` is all it is made of."""
        if self._kept is None:
            draw(self)
            return
        key = key_of(drawn_from, self.grid)
        pages = self._kept.get(key)
        if pages is None:
            ink = Ink()
            draw(Sheet(ink, self.grid))
            pages = (KeptPage("", ink),)
            self._kept.put(key, pages)
        drawn = pages[0].ink
        self._ink.code += drawn.code
        self._ink.marks += drawn.marks
        self._ink.warnings += drawn.warnings

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str, dashed: bool = False
    ) -> None:
        """Draw a straight line."""
        with self._state(stroke=colour, line=width, dash="[1.6 1.6] 0 d" if dashed else ""):
            self._put(f"n {numbers(x1, self._up(y1))} m {numbers(x2, self._up(y2))} l S")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.4,
        dashed: bool = False,
    ) -> None:
        """Draw a rectangle whose upper left corner is at (x, y)."""
        with self._state(fill, stroke, line, "[2 1.4] 0 d" if dashed else ""):
            edges = numbers(x, self._up(y + height), width, height)
            self._put(f"n {edges} re {_PAINT[bool(stroke), bool(fill)]}")

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str, line: float) -> None:
        """Draw a round mark."""
        with self._state(fill, stroke, line):
            y = self._up(y)
            left, low = x - radius, y - radius
            PDFPathObject(code=self._ink.code).ellipse(left, low, (x + radius) - left, (y + radius) - low)
            self._put(_PAINT[True, True])

    def triangle(self, x: float, baseline: float, colour: str, size: float = 8.0) -> None:
        """Draw the warning triangle, 0.76 of the letter size wide, standing on a baseline."""
        foot = baseline - 0.07 * size
        self.shape([[(x, foot), (x + 0.76 * size, foot), (x + 0.38 * size, foot - 0.68 * size)]], colour)

    def shape(
        self,
        rings: Iterable[Sequence[tuple[float, float]]],
        fill: str,
        stroke: str | None = None,
        line: float = 0.7,
    ) -> None:
        """Fill a shape of several closed rings, holes left open."""
        height = self.grid.height
        drawn = path([(x, height - y) for x, y in ring] for ring in rings)
        with self._state(fill, stroke, line):
            if stroke:
                self._put("1 j")
            self._put(drawn)
            self._put(_PAINT[bool(stroke), True])

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Draw inside a window only."""
        with self._state():
            self._put(f"n {numbers(x, self._up(y + height), width, height)} re W* n")
            yield

    def text(self, x: float, baseline: float, rich: Rich, style: Style, align: Align = "left") -> float:
        """Write a text on one line; returns its width."""
        setting = set_text(rich, style)
        self.write(setting, x, baseline - 0.75 * setting.leading, align)
        return setting.width

    def write(self, setting: Setting, x: float, top: float, align: Align = "left") -> None:
        """Write a set text whose first line's top is at `top`; x is its left edge, right edge or middle."""
        for number, line in enumerate(setting.lines):
            baseline = top + (number + 0.75) * setting.leading
            shift = {"left": 0.0, "right": line.width, "centre": line.width / 2}[align]
            self._write_line(line, x - shift, baseline)
        if any(one.unit.missing for line in setting.lines for one in line.placed):
            missing = setting.missing
            self.warn("missing-glyph", letters=missing, text=_around(setting.text, missing))
        if setting.cut:
            self.warn("text-overrun", text=setting.text[:40])

    def turned(self, x: float, y: float, degrees: float, text: str, style: Style) -> None:
        """Write a text turned around its middle."""
        setting = set_text(text, style)
        cos, sin = math.cos(degrees * math.pi / 180), math.sin(degrees * math.pi / 180)
        with self._state():
            # Each step starts from the numbers written for the one before.
            moved = _combined((1, 0, 0, 1, x, self._up(y)), (cos, sin, -sin, cos, 0, 0))
            self._put(f"{numbers(*_combined(moved, (1, 0, 0, 1, 0, -self.grid.height)))} cm")
            self._write_line(setting.lines[0], -setting.width / 2, style.size * 0.36)

    def bookmark(self, title: str, y: float, level: int = 0) -> None:
        """Make a place reachable from the reader's outline."""
        self._ink.marks.append(Bookmark(title, self._up(y), f"{y:.0f}", level))

    def link(self, address: str, x: float, y: float, width: float, height: float) -> None:
        """Make an area lead to a web address."""
        self._ink.marks.append(Link((x, self._up(y + height), x + width, self._up(y)), address))

    def link_to_page(self, number: int, x: float, y: float, width: float, height: float) -> None:
        """Make an area lead to a page of the same file."""
        self._ink.marks.append(Link((x, self._up(y + height), x + width, self._up(y)), number))

    def _up(self, y: float) -> float:
        return self.grid.height - y

    @contextmanager
    def _state(
        self, fill: str | None = None, stroke: str | None = None, line: float = 0.0, dash: str = ""
    ) -> Iterator[None]:
        """Draw with inks and a width of line; what was set before holds again afterwards."""
        put = self._put
        put("q")
        if fill:
            put(f"{_rgb(fill)} rg")
        if stroke:
            put(f"{_rgb(stroke)} RG")
            put(f"{numbers(line)} w")
        if dash:
            put(dash)
        yield
        put("Q")

    def _write_line(self, line: Line, x: float, baseline: float) -> None:
        placed = [one for one in line.placed if one.unit.shown or one.unit.glyphs]
        if not placed:
            return
        parts: list[str | Letters] = ["BT 1 0 0 1 0 0 Tm"]
        look: tuple[str, float, str] | None = None
        up = self._up(baseline)
        is_fresh = True
        for word in _words(placed):
            letters = _true_letters(word)
            if letters is not None:
                data = ("\ufeff" + letters).encode("utf-16-be", "replace").hex().upper()
                parts.append(f"/Span <</ActualText <{data}>>> BDC")
            for stretch in _stretches(word):
                unit = stretch[0].unit
                if look != (unit.face.name, unit.size, unit.colour):
                    look = (unit.face.name, unit.size, unit.colour)
                    parts.append(f"{_rgb(unit.colour)} rg")
                    is_fresh = True
                is_fresh = _write_stretch(parts, stretch, x + stretch[0].x, up, is_fresh)
            if letters is not None:
                parts.append("EMC")
        parts.append("ET")
        self._put(tuple(parts))


def _write_stretch(parts: list[str | Letters], stretch: list[Placed], x: float, y: float, is_fresh: bool) -> bool:
    """Write units of one look; whether their font is still to be chosen, as no letter was drawn."""
    unit = stretch[0].unit
    look = _look(unit.size)
    if unit.glyphs is None:
        parts.append(f"1 0 0 1 {numbers(x, y)} Tm")
        parts.append(Letters(unit.face, look, "".join([one.unit.shown for one in stretch]), is_fresh))
        return False
    for glyph in unit.glyphs:
        parts.append(f"1 0 0 1 {numbers(x + glyph.x * unit.size, y + glyph.y * unit.size)} Tm")
        parts.append(Letters(unit.face, look, glyph.letter, is_fresh))
        is_fresh = False
    return is_fresh


def _around(text: str, letters: str) -> str:
    """The words around the first of some letters, by which people find the field."""
    at = next((number for number, letter in enumerate(text) if letter in letters), 0)
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())


def _combined(before: Sequence[float], then: Sequence[float]) -> tuple[float, ...]:
    """Two changes of the axes as one."""
    a0, b0, c0, d0, e0, f0 = map(float, numbers(*before).split())
    a, b, c, d, e, f = then
    return (
        a0 * a + c0 * b, b0 * a + d0 * b, a0 * c + c0 * d, b0 * c + d0 * d, a0 * e + c0 * f + e0, b0 * e + d0 * f + f0
    )  # fmt: skip


def _words(placed: list[Placed]) -> Iterator[list[Placed]]:
    """The units between spaces; a space goes with the word before it, so that it can share its string."""
    word: list[Placed] = []
    for one in placed:
        if word and word[-1].unit.kind is Kind.SPACE and one.unit.kind is not Kind.SPACE:
            yield word
            word = []
        word.append(one)
    yield word


def _true_letters(word: list[Placed]) -> str | None:
    """The letters to send along with a word, if its drawing does not tell them."""
    odd = any(
        one.unit.glyphs is not None or (one.unit.missing and one.unit.shown != one.unit.text) for one in word
    )
    for before, after in itertools.pairwise(word):
        distance = after.x - before.x - before.unit.width
        odd = odd or abs(distance) > _SEEN_AS_SPACE * after.unit.size
    return "".join(_legible(one.unit) for one in word) if odd else None


def _legible(unit: Unit) -> str:
    return "".join(letter for letter in unit.text if letter >= " ")


def _stretches(word: list[Placed]) -> Iterator[list[Placed]]:
    """Units of one look that follow each other without a gap."""
    stretch: list[Placed] = []
    for one in word:
        if stretch:
            last = stretch[-1]
            joined = (
                one.unit.glyphs is None
                and last.unit.glyphs is None
                and one.unit.face is last.unit.face
                and one.unit.size == last.unit.size
                and one.unit.colour == last.unit.colour
                and abs(one.x - last.x - last.unit.width) < 0.005
            )
            if not joined:
                yield stretch
                stretch = []
        stretch.append(one)
    yield stretch
