"""A printed pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from ascn_desk.briefing.content import PackFrame


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A printed pack; ``warnings``: (code, page or None, sentence); what it says, and what stands around it.

    Shapes: ``misprints`` are (page, letters, the words around them) where no font has the letters: only for the eyes of
            who mends it, and never to leave the house.
    """

    pdf: bytes
    pages: int
    sha256: str
    warnings: tuple[tuple[str, int | None, str], ...]
    content: object = field(repr=False)
    frame: PackFrame = field(repr=False)
    misprints: tuple[tuple[int, str, str], ...] = ()
