"""One page under the pen: lines, boxes, set text and maps in points from the upper left.

Text goes down line by line, each unit at its own place; neighbours without a gap share one string. Where the
letters drawn are not the letters written, or stand so far apart that a reader program would see a space, the
true letters go along.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportlab.lib.colors import Color, toColor

from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.paragraph import Line, Placed, Setting, Style, set_text
from ascn_desk.briefing.shaped import write_span
from ascn_desk.briefing.units import Kind, Rich, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

Align = Literal["left", "right", "centre"]

_SEEN_AS_SPACE = 0.08
"""A gap in em from which programs that read PDFs guess a space; they start at 0.1."""
_EVEN_ODD = 0


@cache
def _ink(colour: str) -> Color:
    """A colour as the library has it, which reads ``#1F3864`` anew each time, and slowly."""
    made: Color = toColor(colour)
    return made


class Sheet:
    """A page being drawn. All lengths in points, y downwards."""

    def __init__(
        self, canvas: Canvas, grid: Grid, number: int, warn: Callable[[str, dict[str, str]], None]
    ) -> None:
        self.grid = grid
        self.number = number
        self._canvas = canvas
        self._warn = warn

    def lowered(self, by: float) -> Sheet:
        """The same page with its upper edge further down: for what stands on it twice."""
        grid = replace(self.grid, height=self.grid.height - by)
        return Sheet(self._canvas, grid, self.number, self._warn)

    def warn(self, code: str, **data: str) -> None:
        """Put a warning about this page on the list for the check before printing."""
        self._warn(code, data)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str, dashed: bool = False
    ) -> None:
        """Draw a straight line."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(_ink(colour))
        canvas.setLineWidth(width)
        if dashed:
            canvas.setDash(1.6, 1.6)
        canvas.line(x1, self._up(y1), x2, self._up(y2))
        canvas.restoreState()

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
        canvas = self._canvas
        canvas.saveState()
        if fill:
            canvas.setFillColor(_ink(fill))
        if stroke:
            canvas.setStrokeColor(_ink(stroke))
            canvas.setLineWidth(line)
        if dashed:
            canvas.setDash(2.0, 1.4)
        canvas.rect(x, self._up(y + height), width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))
        canvas.restoreState()

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str, line: float) -> None:
        """Draw a round mark."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillColor(_ink(fill))
        canvas.setStrokeColor(_ink(stroke))
        canvas.setLineWidth(line)
        canvas.circle(x, self._up(y), radius, stroke=1, fill=1)
        canvas.restoreState()

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
        canvas = self._canvas
        path = canvas.beginPath()
        for ring in rings:
            path.moveTo(ring[0][0], self._up(ring[0][1]))
            for x, y in ring[1:]:
                path.lineTo(x, self._up(y))
            path.close()
        canvas.saveState()
        canvas.setFillColor(_ink(fill))
        if stroke:
            canvas.setStrokeColor(_ink(stroke))
            canvas.setLineWidth(line)
            canvas.setLineJoin(1)
        canvas.drawPath(path, stroke=int(bool(stroke)), fill=1, fillMode=_EVEN_ODD)
        canvas.restoreState()

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Draw inside a window only."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, self._up(y + height), width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        yield
        canvas.restoreState()

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
        if setting.missing:
            self.warn("missing-glyph", letters=setting.missing)
        if setting.cut:
            self.warn("text-overrun", text=setting.text[:40])

    def turned(self, x: float, y: float, degrees: float, text: str, style: Style) -> None:
        """Write a text turned around its middle."""
        canvas = self._canvas
        setting = set_text(text, style)
        canvas.saveState()
        canvas.translate(x, self._up(y))
        canvas.rotate(degrees)
        canvas.translate(0, -self.grid.height)
        self._write_line(setting.lines[0], -setting.width / 2, style.size * 0.36)
        canvas.restoreState()

    def bookmark(self, key: str, title: str, y: float, level: int = 0) -> None:
        """Make a place reachable from the reader's outline."""
        canvas = self._canvas
        canvas.bookmarkHorizontalAbsolute(key, self._up(y))
        canvas.addOutlineEntry(title, key, level=level)

    def link(self, address: str, x: float, y: float, width: float, height: float) -> None:
        """Make an area lead to a web address."""
        self._canvas.linkURL(address, (x, self._up(y + height), x + width, self._up(y)), relative=0)

    def link_to_page(self, number: int, x: float, y: float, width: float, height: float) -> None:
        """Make an area lead to a page of the same file."""
        area = (x, self._up(y + height), x + width, self._up(y))
        self._canvas.linkAbsolute("", f"page-{number}", area, addtopage=1, thickness=0)

    def _up(self, y: float) -> float:
        return self.grid.height - y

    def _write_line(self, line: Line, x: float, baseline: float) -> None:
        placed = [one for one in line.placed if one.unit.shown or one.unit.glyphs]
        if not placed:
            return
        text_object = self._canvas.beginText()
        look: tuple[str, float, str] | None = None
        for word in _words(placed):
            letters = _true_letters(word)
            with nullcontext() if letters is None else write_span(text_object, letters):
                for stretch in _stretches(word):
                    unit = stretch[0].unit
                    if look != (unit.face.name, unit.size, unit.colour):
                        look = (unit.face.name, unit.size, unit.colour)
                        text_object.setFont(unit.face.name, unit.size)
                        text_object.setFillColor(_ink(unit.colour))
                    self._write_stretch(text_object, stretch, x, baseline)
        self._canvas.drawText(text_object)

    def _write_stretch(
        self, text_object: PDFTextObject, stretch: list[Placed], x: float, baseline: float
    ) -> None:
        start, unit = x + stretch[0].x, stretch[0].unit
        if unit.glyphs is None:
            text_object.setTextOrigin(start, self._up(baseline))
            text_object.textOut("".join(one.unit.shown for one in stretch))
            return
        for glyph in unit.glyphs:
            text_object.setTextOrigin(start + glyph.x * unit.size, self._up(baseline) + glyph.y * unit.size)
            text_object.textOut(glyph.letter)


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
