"""What is drawn on a page becomes the operators that the library itself would write, and a file of it."""

from __future__ import annotations

import io
import re
import zlib

import pytest
from reportlab.lib.colors import toColor
from reportlab.pdfgen.canvas import Canvas

from ascn_desk.briefing.fonts import face
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.ink import Ink, path
from ascn_desk.briefing.paragraph import Style
from ascn_desk.briefing.press import About, printed
from ascn_desk.briefing.read_back import outline, page_lines
from ascn_desk.briefing.sheet import Sheet

GRID = grid_for("A4", False)
HEIGHT = 841.89
ABOUT = About(title="T", author="A", subject="S", keywords="K", lang="ja")


@pytest.fixture
def canvas() -> Canvas:
    """The library's own page, as far as it is the measure."""
    return Canvas(io.BytesIO(), pagesize=(GRID.width, GRID.height), initialFontName=face("", False).name)


@pytest.fixture
def ink() -> Ink:
    return Ink()


def test_a_line_is_what_the_library_writes(canvas: Canvas, ink: Ink) -> None:
    Sheet(ink, GRID).line(10, 20.5, 30.25, 40, 0.3, "#1d3557", dashed=True)
    canvas.saveState()
    canvas.setStrokeColor(toColor("#1d3557"))
    canvas.setLineWidth(0.3)
    canvas.setDash(1.6, 1.6)
    canvas.line(10, HEIGHT - 20.5, 30.25, HEIGHT - 40)
    canvas.restoreState()
    assert ink.code == canvas._code


def test_a_box_and_a_dot_are_what_the_library_writes(canvas: Canvas, ink: Ink) -> None:
    sheet = Sheet(ink, GRID)
    sheet.box(10, 20, 30, 40, fill="#f1f2f3", stroke="#1a1a1a", dashed=True)
    sheet.dot(50, 60, 2.2, "#ffffff", "#1d3557", 0.9)
    for width, dash in ((0.4, True), (0.9, False)):
        canvas.saveState()
        canvas.setFillColor(toColor("#f1f2f3" if dash else "#ffffff"))
        canvas.setStrokeColor(toColor("#1a1a1a" if dash else "#1d3557"))
        canvas.setLineWidth(width)
        if dash:
            canvas.setDash(2.0, 1.4)
            canvas.rect(10, HEIGHT - 60, 30, 40, stroke=1, fill=1)
        else:
            canvas.circle(50, HEIGHT - 60, 2.2, stroke=1, fill=1)
        canvas.restoreState()
    assert ink.code == canvas._code


def test_a_path_of_several_rings_is_what_the_library_writes(canvas: Canvas) -> None:
    rings = [[(1.5, 2.0), (3.123456789, 4.0), (-5.0, 6.0)], [(7.0, 8.0)]]
    plain = canvas.beginPath()
    for ring in rings:
        plain.moveTo(*ring[0])
        for place in ring[1:]:
            plain.lineTo(*place)
        plain.close()
    assert path(rings) == plain.getCode()


def test_turned_text_is_what_the_library_writes(canvas: Canvas, ink: Ink) -> None:
    Sheet(ink, GRID).turned(300, 400, 55, "", Style(150, 150))
    canvas.saveState()
    canvas.translate(300, HEIGHT - 400)
    canvas.rotate(55)
    canvas.translate(0, -HEIGHT)
    canvas.restoreState()
    assert ink.code == canvas._code


def test_text_is_what_the_library_writes(canvas: Canvas) -> None:
    ink = Ink()
    Sheet(ink, GRID).text(100, 200, "(Plain)", Style(10, 16, colour="#4a4a4a"))
    text = canvas.beginText()
    text.setFont(face("", False).name, 10)
    text.setFillColor(toColor("#4a4a4a"))
    text.setTextOrigin(100, HEIGHT - 200)
    text.textOut("(Plain)")
    canvas.drawText(text)
    assert canvas._code[-1] in uncompressed([ink])


def uncompressed(inks: list[Ink]) -> str:
    """All streams of a file, readable."""
    streams = re.findall(rb"stream\n(.*?)endstream", printed(ABOUT, GRID, [("P", inks)]), re.DOTALL)
    return "\n".join(zlib.decompress(each).decode("latin-1") for each in streams)


def test_what_was_drawn_once_fits_on_any_page_of_any_file() -> None:
    first, other = Ink(), Ink()
    Sheet(first, GRID).text(100, 200, "一番目", Style(10, 16, "ja"))
    Sheet(first, GRID).bookmark("一", 64.0, level=1)
    Sheet(other, GRID).text(100, 200, "別の頁", Style(10, 16, "ja"))
    both = printed(ABOUT, GRID, [("A", [other]), ("B", [first])])
    assert page_lines(both) == [["別の頁"], ["一番目"]]
    assert outline(both) == [("A", 1), ("B", 2), ("一", 2)]
    assert page_lines(printed(ABOUT, GRID, [("A", [first])])) == [["一番目"]]
