"""Packs as the library shows them: what was issued, and what a pack of today says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ascn_desk.operations.views.papers import BuiltPack

PageState = Literal["same", "changed", "added", "gone"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """What became of a page; ``before`` and ``now`` are its numbers, None where there was or is none.

    ``gone`` and ``added`` are the lines that only the old or only the new page has.
    """

    state: PageState
    before: int | None
    now: int | None
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedPack:
    """A pack that was just issued."""

    built: BuiltPack
    id: str
    number: str


@dataclass(frozen=True, slots=True)
class RenewedPack:
    """A pack as it is today.

    ``changes`` page by page; None where the old one cannot be printed any more, ``why_not`` says why then.
    """

    built: BuiltPack
    number: str
    changes: tuple[PageChange, ...] | None
    why_not: str = ""

    @property
    def changed(self) -> Sequence[PageChange]:
        """The pages that are not as they were."""
        return [each for each in self.changes or () if each.state != "same"]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issued pack in the list of the library; ``subject`` names its records, ``template`` in words,
    ``paper`` the code of its size."""

    id: str
    channel: str
    number: str
    template_code: str
    template: str
    subject: str
    for_whom: str
    printed_at: str
    printed_by: str
    as_of: str
    language: str
    marking: str
    redaction: str
    pages: int
    sha256: str
    definition: str
    paper: str
    bound: bool
    draft: bool
