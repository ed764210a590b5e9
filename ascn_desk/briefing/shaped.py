"""Shaped runs: Thai, Lao, Khmer, Burmese, composed letters and name variants, as glyphs with places.

The true letters go into the PDF as ActualText (`sheet`); without them search and copying find visual order and
private letters. Nothing of reportlab is replaced: its own shaping forgets a rise within a line and is not used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import uharfbuzz  # type: ignore[import-untyped]

from ascn_desk.briefing.fonts import Face


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
