"""Our six type families, in regular and bold, and which of them has a letter.

A letter without glyph prints as an empty box without any error, so every letter is looked up here first.
Japanese text takes its Latin letters from the Japanese family too, English text from the Latin family.
The currency signs of Thailand and Cambodia stand only in the families of their scripts.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import uharfbuzz  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ascn_desk.base.resources import resource_bytes, resource_path
from ascn_desk.base.words import Language

SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "Thai": ((0x0E00, 0x0E7F),),
    "Lao": ((0x0E80, 0x0EFF),),
    "Khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "Myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
}
"""The scripts that must be shaped, with their ranges of letters."""

SUBSTITUTE = "〓"
"""Printed where no family has the letter: the mark Japanese printers set for a missing sort."""

_UNSHAPED = ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))
"""Devanagari: the Latin family has its letters, but put side by side they are not what was written."""

_FAMILIES: dict[Language, tuple[str, ...]] = {
    "ja": ("JP", "", "Thai", "Lao", "Khmer", "Myanmar"),
    "en": ("", "JP", "Thai", "Lao", "Khmer", "Myanmar"),
}
_FIRST_PRIVATE = 0xE000
_LAST_PRIVATE = 0xF8FF
_loading = threading.Lock()


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, ready for reportlab and for shaping.

    Shapes: `letter_of` maps a glyph to the one letter of the basic plane that draws it. Glyphs that no such
            letter draws get a private one, in order of glyph, so that it never depends on what was printed
            before.
    """

    name: str
    font: Any = field(repr=False)
    shaper: Any = field(repr=False)
    letter_of: dict[int, int] = field(repr=False)

    def has(self, letter: str) -> bool:
        """Whether the font can draw the letter."""
        return ord(letter) in self.font.face.charToGlyph

    def width(self, text: str, size: float) -> float:
        """How wide the text is when its letters simply stand side by side."""
        return float(self.font.stringWidth(text, size))


@cache
def face(family: str, bold: bool) -> Face:
    """Load a family ("" Latin, "JP", "Thai", "Lao", "Khmer", "Myanmar") and make it known to reportlab."""
    with _loading:
        return _load(f"NotoSans{family}-{'Bold' if bold else 'Regular'}")


def face_for(letter: str, lang: Language, bold: bool) -> Face | None:
    """The face that draws a letter in a text of that language; None if no family has it."""
    script = script_of(letter)
    families = _FAMILIES[lang] if script is None else (script,)
    for family in families:
        candidate = face(family, bold)
        if candidate.has(letter):
            return candidate
    return None


@cache
def is_misprinted(letter: str) -> bool:
    """Whether a letter looks like another where a family has it: one for private use, one of a script we do not shape.

    Private letters stand for anything, here for glyphs without a letter (`Face`).
    """
    code = ord(letter)
    return unicodedata.category(letter) == "Co" or any(first <= code <= last for first, last in _UNSHAPED)


@cache
def script_of(letter: str) -> str | None:
    """The script that a letter needs shaping for, if any."""
    code = ord(letter)
    for script, ranges in SCRIPTS.items():
        if any(first <= code <= last for first, last in ranges):
            return script
    return None


def _load(name: str) -> Face:
    path = f"fonts/{name}.ttf"
    font = TTFont(name, str(resource_path(path)))
    pdfmetrics.registerFont(font)
    shaper = uharfbuzz.Font(uharfbuzz.Face(resource_bytes(path)))
    inner = font.face
    letter_of: dict[int, int] = {}
    for code in sorted(inner.charToGlyph, reverse=True):
        if 0x20 <= code <= 0xFFFF:
            letter_of[inner.charToGlyph[code]] = code
    private = _FIRST_PRIVATE
    for glyph in range(1, shaper.face.glyph_count):
        if glyph in letter_of:
            continue
        if private > _LAST_PRIVATE:
            raise ValueError(f"too many glyphs without a letter in {name}")
        inner.charToGlyph[private] = glyph
        inner.charWidths[private] = shaper.get_glyph_h_advance(glyph) * 1000 / shaper.face.upem
        letter_of[glyph] = private
        private += 1
    return Face(name, font, shaper, letter_of)
