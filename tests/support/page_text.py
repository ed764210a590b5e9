"""What stands on the pages of a PDF, in a form that a person can read in a diff.

A page is a line for its drawings and a line for each piece of text: x and y of its upper left and lower right corner
in whole points from the upper left corner of the paper, its fonts with their sizes, and its letters.
Full rules are those as wide as the frame; a block begins at each.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

_APART = 10.0
"""Letters further from each other stand in another column."""
_FULL = 460.0
_LINE_ENDS = "\r\n"
_NO_LETTER = "\x00\ufffe\uffff"


@dataclass(slots=True)
class _Piece:
    box: list[float]
    fonts: dict[str, None] = field(default_factory=dict)
    text: str = ""


def pages_as_text(pdf: bytes) -> str:
    """All pages of a PDF, one line a piece of text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        lines = []
        for number, page in enumerate(document, start=1):
            lines.append(f"page {number} of {len(document)}")
            lines += _drawings(page)
            text_page = page.get_textpage()
            lines += _texts(text_page, page)
            text_page.close()
            page.close()
        return "\n".join(lines) + "\n"
    finally:
        document.close()


def _drawings(page: pypdfium2.PdfPage) -> Iterator[str]:
    height = page.get_height()
    count, rules = 0, set()
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        count += 1
        left, bottom, right, top = each.get_bounds()
        if right - left >= _FULL and top - bottom < 4:
            rules.add(round(height - (bottom + top) / 2))
    yield f"  {count} drawings, full rules at {' '.join(map(str, sorted(rules)))}".rstrip()


def _texts(text_page: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage) -> Iterator[str]:
    pieces = list(_pieces(text_page))
    _widen(pieces, page)
    height = page.get_height()
    for piece in pieces:
        left, top, right, bottom = piece.box
        corners = " ".join(str(round(at)) for at in (left, height - top, right, height - bottom))
        yield f"  {corners} | {', '.join(piece.fonts)} | {piece.text.strip()}"


def _pieces(text_page: pypdfium2.PdfTextPage) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for index in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if letter in _LINE_ENDS:
            if piece is not None:
                yield piece
            piece = None
            continue
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            letter = " " if letter == " " else ""
            if piece is not None:
                piece.text += letter
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        if piece is not None and not -_APART < left - piece.box[2] < _APART:
            yield piece
            piece = None
        if piece is None:
            piece = _Piece([left, top, right, bottom])
        piece.text += "-" if letter in _NO_LETTER else letter
        piece.fonts[_font(text_page, index)] = None
        piece.box = [
            min(piece.box[0], left),
            max(piece.box[1], top),
            max(piece.box[2], right),
            min(piece.box[3], bottom),
        ]
    if piece is not None:
        yield piece


def _widen(pieces: list[_Piece], page: pypdfium2.PdfPage) -> None:
    """Let pieces reach as far as their ink: where true letters stand for glyphs, PDFium tells of the first alone."""
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=2):
        left, bottom, right, top = each.get_bounds()
        middle = (bottom + top) / 2
        beside = [one for one in pieces if one.box[3] <= middle <= one.box[1] and one.box[0] <= left + 1]
        if beside:
            nearest = max(beside, key=lambda one: one.box[0])
            nearest.box[2] = max(nearest.box[2], right)


def _font(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode().split("+")[-1].removeprefix("NotoSans").lstrip("-")
    return f"{name} {pdfium.FPDFText_GetFontSize(text_page, index):g}"


def words_by_pdfium(pdf: bytes) -> str:
    """All text of a PDF, as PDFium gives it back."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return "\n".join(texts)
    finally:
        document.close()


def letters(text: str) -> str:
    """What of a text can be compared: without blanks, line ends and the hyphens that a reader takes for soft ones."""
    return re.sub(r"[\s\x00-\x1f\ufffe\u200b\u00ad-]+", "", unicodedata.normalize("NFC", text))
