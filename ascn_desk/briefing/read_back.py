"""PDFs read back: the words of each page, and pages as pictures, both by PDFium.

PDFium is not made for several threads, so all of it goes through one lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

LOCK = RLock()
_BODY_BOTTOM, _BODY_TOP = 56.0, 62.0
"""Points that header and footer take from the edges of the page: they change with every printing."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in pixels: rows of ``stride`` bytes, blue, green and red for each pixel."""

    pixels: bytes
    width: int
    height: int
    stride: int


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF, open as long as the block runs; nobody else uses PDFium meanwhile."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_lines(pdf: bytes) -> list[list[str]]:
    """The lines of text of each page, header and footer left out."""
    found: list[list[str]] = []
    with opened(pdf) as document:
        for page in document:
            text_page = page.get_textpage()
            width, height = page.get_size()
            text = text_page.get_text_bounded(left=0, bottom=_BODY_BOTTOM, right=width, top=height - _BODY_TOP)
            found.append(_lines(text))
            text_page.close()
            page.close()
    return found


def page_margins(pdf: bytes) -> tuple[list[str], list[str]]:
    """The lines of the header and of the footer of the last page: every pack has them there, also after a cover."""
    with opened(pdf) as document:
        page = document[len(document) - 1]
        text_page = page.get_textpage()
        width, height = page.get_size()
        above = text_page.get_text_bounded(left=0, bottom=height - _BODY_TOP, right=width, top=height)
        below = text_page.get_text_bounded(left=0, bottom=0, right=width, top=_BODY_BOTTOM)
        text_page.close()
        page.close()
    return _lines(above), _lines(below)


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """(title, page) of each entry of the outline; pages count from 1."""
    found: list[tuple[str, int]] = []
    with opened(pdf) as document:
        for entry in document.get_toc():
            place = entry.get_dest()
            page = place.get_index() if place is not None else None
            if page is not None:
                found.append((entry.get_title(), page + 1))
    return found


def page_picture(pdf: bytes, page: int, scale: float) -> PagePicture:
    """A page, counted from 1, at ``scale`` pixels a point."""
    with opened(pdf) as document:
        held = document[page - 1]
        bitmap = held.render(scale=scale)
        picture = PagePicture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        bitmap.close()
        held.close()
    return picture


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := _plain(each))]


def _plain(line: str) -> str:
    """A line without the marks that PDFium puts for hyphens and unknown letters."""
    return " ".join("".join(letter for letter in line if letter >= " " and letter not in "\ufffe\uffff").split())
