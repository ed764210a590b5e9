"""A printed pack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A printed pack; ``warnings``: (code, page or None, sentence)."""

    pdf: bytes
    pages: int
    sha256: str
    warnings: tuple[tuple[str, int | None, str], ...]
