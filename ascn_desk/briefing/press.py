"""The finished file: pages as they were drawn become one PDF, each letter with its code in the subset of its font.

The same pages give the same bytes: nothing here asks for the time, and the file's own dates are fixed.

Also, with `fonts`, the one place that reaches into reportlab's private parts, guarded by a test that fails when they
change:
- a canvas's ``_code``, the operators of its page, and its ``_doc``, for which fonts hand out codes, and whose pages
  are found by name and take a stream that is packed already;
- a font's ``face.charToGlyph`` and ``face.charWidths``, through which a glyph without letter is drawn.
"""

from __future__ import annotations

import io
import threading
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from ascn_desk.base.words import Language
from ascn_desk.briefing.fonts import face
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.ink import Bookmark, Ink, Line, Link

_LONG = 100_000
"""Characters of a page from which it is worth another thread."""

# As bytes, not in letters: a quarter smaller, and a tenth sooner done.
rl_config.useA85 = 0
# Fonts remember which document they are being written to; two documents at once would mix their letters.
_press = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class About:
    """What a file says of itself."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: Language


def printed(about: About, grid: Grid, pages: Iterable[tuple[str, Sequence[Ink]]]) -> bytes:
    """The file.

    Shapes: each page is (its title in the outline, what was drawn on it, the lowest first).
    """
    buffer = io.BytesIO()
    with _press, ThreadPoolExecutor(1, "press") as helper:
        canvas = Canvas(
            buffer,
            pagesize=(grid.width, grid.height),
            pageCompression=1,
            invariant=1,
            initialFontName=face("JP" if about.lang == "ja" else "", False).name,  # type: ignore[arg-type]
            lang="ja-JP" if about.lang == "ja" else "en-GB",
        )
        canvas.setTitle(about.title)
        canvas.setAuthor(about.author)
        canvas.setSubject(about.subject)
        canvas.setCreator("ASCN Desk")
        canvas.setKeywords(about.keywords)
        # Readers older than this version of the format know no inks as the library writes them.
        document: Any = canvas._doc  # type: ignore[attr-defined]
        document.ensureMinPdfVersion("transparency")
        for number, (title, inks) in enumerate(pages, start=1):
            canvas.addPageLabel(number - 1, style="ARABIC", start=number)
            _mark(canvas, Bookmark(title, grid.height, "", 0), number)
            code: list[str] = canvas._code  # type: ignore[attr-defined]
            for ink in inks:
                for mark in ink.marks:
                    _mark(canvas, mark, number)
                code += [each if isinstance(each, str) else _lettered(each, document) for each in ink.code]
            canvas.showPage()
            page = document.idToObject[f"Page{number}"]
            if len(page.stream) > _LONG:
                page.Contents = _Packed(helper.submit(zlib.compress, page.stream.encode("utf-8")))
        canvas.save()
    return buffer.getvalue()


class _Packed(PDFStream):
    """A page that is made small by another thread, while the next ones are drawn: two maps take as long as all else."""

    def __init__(self, small: Future[bytes]) -> None:
        super().__init__(PDFDictionary({"Filter": PDFArray([PDFName(PDFZCompress.pdfname)])}))
        self._small = small

    def format(self, document: Any) -> bytes:
        self.content = self._small.result()
        written: bytes = super().format(document)
        return written


def _mark(canvas: Canvas, mark: Bookmark | Link, number: int) -> None:
    """Enter a place of a page in the outline, or make an area of it lead elsewhere."""
    if isinstance(mark, Bookmark):
        key = f"p{number}-{mark.place}" if mark.level else f"page-{number}"
        canvas.bookmarkHorizontalAbsolute(key, mark.top)
        canvas.addOutlineEntry(mark.title, key, level=mark.level)
    elif isinstance(mark.target, str):
        canvas.linkURL(mark.target, mark.area, relative=0)
    else:
        canvas.linkAbsolute("", f"page-{mark.target}", mark.area, addtopage=1, thickness=0)


def _lettered(line: Line, document: Any) -> str:
    """A line of text with the codes of its letters; those that are new here get theirs."""
    parts: list[str] = []
    current = -1
    for part in line:
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.is_fresh:
            current = -1
        font = part.face.font
        shown: list[str] = []
        for subset, codes in font.splitString(part.text, document):
            if subset != current:
                shown.append(f"{font.getSubsetInternalName(subset, document)} {part.look}")
                current = subset
            shown.append(f"({escapePDF(codes)}) Tj")
        parts.append(" ".join(shown))
    return " ".join(parts)

