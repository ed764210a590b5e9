"""The same document by the library alone: the lines of a printed pack as its paragraphs, and every path.

Lines are broken already, each run has its font and nothing is shaped, gathered, or marked for readers.
"""

from __future__ import annotations

import io
from ctypes import c_float, c_int
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from ascn_desk.briefing.fonts import face, face_for


@dataclass(slots=True)
class PlainPage:
    """What stands on a page: its lines as marked-up text, and its paths as (is filled, segments), in points."""

    lines: list[str] = field(default_factory=list)
    paths: list[tuple[bool, list[tuple[int, float, float]]]] = field(default_factory=list)


def pages_of(pdf: bytes) -> list[PlainPage]:
    """Every page of a finished file."""
    found: list[PlainPage] = []
    document = pdfium.PdfDocument(pdf)
    for page in document:
        text_page = page.get_textpage()
        paths = [(_is_filled(each), _segments(each)) for each in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
        made = PlainPage([_marked(line) for line in text_page.get_text_range().splitlines() if line.strip()], paths)
        text_page.close()
        found.append(made)
    document.close()
    return found


def write_plainly(pages: list[PlainPage]) -> bytes:
    """The same texts as the library's own paragraphs, page by page, and every path at its place."""
    buffer = io.BytesIO()
    style = ParagraphStyle("plain", fontName=face("JP", False).name, fontSize=8, leading=10)
    story: list[Flowable] = []
    for page in pages:
        story += [Paragraph(line, style) for line in page.lines]
        story.append(PageBreak())

    def draw(canvas: Canvas, document: SimpleDocTemplate) -> None:
        for is_filled, segments in pages[min(document.page, len(pages)) - 1].paths:
            path = canvas.beginPath()
            for sort, x, y in segments:
                if sort == raw.FPDF_SEGMENT_MOVETO:
                    path.moveTo(x, y)
                else:
                    path.lineTo(x, y)
            canvas.drawPath(path, stroke=int(not is_filled), fill=int(is_filled))

    document = SimpleDocTemplate(buffer, pagesize=A4, topMargin=30, bottomMargin=30, pageCompression=1, invariant=1)
    document.build(story, onFirstPage=draw, onLaterPages=draw)
    return buffer.getvalue()


def _marked(line: str) -> str:
    """A line in the library's mark-up, each run in the font that has its letters."""
    runs = groupby(line, lambda letter: (face_for(letter, "ja", False) or face("JP", False)).name)
    return "".join(f'<font name="{name}">{escape("".join(letters))}</font>' for name, letters in runs)


def _is_filled(path: pdfium.PdfObject) -> bool:
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    return bool(mode.value)


def _segments(path: pdfium.PdfObject) -> list[tuple[int, float, float]]:
    found: list[tuple[int, float, float]] = []
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        found.append((raw.FPDFPathSegment_GetType(segment), x.value, y.value))
    return found
