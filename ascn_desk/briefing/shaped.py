"""Shaped runs: Thai, Lao, Khmer, Burmese, composed letters and name variants, as glyphs with places.

Also the one place that reaches into reportlab's private parts, guarded by a test that fails when they change:
- a font's ``face.charToGlyph`` and ``face.charWidths``, through which a glyph without letter is drawn
  (`fonts`);
- a text object's ``_code``, into which the spans with the true letters are written (`write_span`).

The true letters go into the PDF as ActualText; without them search and copying find visual order and private
letters. Nothing of reportlab is replaced: its own shaping forgets a rise within a line and is not used.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz  # type: ignore[import-untyped]

from ascn_desk.briefing.fonts import Face

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.textobject import PDFTextObject


class Glyph(NamedTuple):
    """A glyph of a run: the letter that draws it and its place from the run's start, in em."""

    letter: str
    x: float
    y: float


class Shaped(NamedTuple):
    """A shaped run.

    Units:  em. `clusters` are the places in the text where a new cluster begins: it may be cut there.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    clusters: tuple[int, ...]
    complete: bool


@lru_cache(maxsize=4096)
def shape(text: str, face: Face) -> Shaped:
    """Shape a run that one face draws. `complete` is false where the face lacks a glyph."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.shaper, buffer, {"kern": True, "liga": True})
    unit = float(face.shaper.face.upem)
    glyphs = []
    x = y = 0.0
    complete = True
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            complete = False
        else:
            letter = chr(face.letter_of[info.codepoint])
            glyphs.append(Glyph(letter, x + position.x_offset / unit, y + position.y_offset / unit))
        x += position.x_advance / unit
        y += position.y_advance / unit
    clusters = tuple(sorted({info.cluster for info in buffer.glyph_infos}))
    return Shaped(tuple(glyphs), x, clusters, complete)


@contextmanager
def write_span(text_object: PDFTextObject, letters: str) -> Iterator[None]:
    """Say which letters the glyphs drawn inside stand for."""
    data = ("\ufeff" + letters).encode("utf-16-be", "replace").hex().upper()
    code: list[str] = text_object._code  # type: ignore[attr-defined]
    code.append(f"/Span <</ActualText <{data}>>> BDC")
    yield
    code.append("EMC")
