"""A printed pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from ascn_desk.briefing.content import PackFrame


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A printed pack; ``warnings``: (code, page or None, sentence); what it says, and what stands around it."""

    pdf: bytes
    pages: int
    sha256: str
    warnings: tuple[tuple[str, int | None, str], ...]
    content: object = field(repr=False)
    frame: PackFrame = field(repr=False)
