"""What a search found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchHit:
    kind: str
    id: str
    channel: str
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    total: int
    rows: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class CasesOf:
    """The newest cases of a city or company that was found by its name; ``total`` counts all."""

    named: SearchHit
    total: int
    rows: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class SearchWithCases:
    """What was found, and the cases of what was found by its name."""

    page: SearchPage
    cases: tuple[CasesOf, ...]
