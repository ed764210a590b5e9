"""Setting a desk up, and what a check of it found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ascn_desk.operations.views.arrivals import FileReport


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office that a desk can be set up for."""

    code: str
    name_en: str
    name_ja: str
    kind: Literal["mission", "headquarters"]
    country: str | None


@dataclass(frozen=True, slots=True)
class StarterInfo:
    """A starter bundle before its root is trusted; ``asked``: three positions of the twelve words, from 1."""

    fingerprint: str
    asked: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Approval:
    """A desk that was registered; ``taken`` is what came in of the refused files that waited for its registration.

    ``path``: the starter; None where headquarters' own desk went on under new keys, which needs none.
    """

    desk: str
    office: str
    registry: int
    words: tuple[str, ...]
    path: Path | None
    taken: tuple[FileReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    office: str
    entries: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check of the database found; ``repair`` names what mends it."""

    code: str
    message: str
    repair: str
