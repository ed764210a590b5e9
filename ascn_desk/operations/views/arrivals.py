"""What files say of themselves, and what an import made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ascn_desk.operations.views.deciding import ConflictRef, Decision
from ascn_desk.operations.views.exchange import BundleChain, WaitingLog
from ascn_desk.operations.views.records import NOTHING_CHANGED, Changed


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment as :class:`VerifiedFile` lists it; ``code`` where it would be held back."""

    desk: str
    channel: str
    number: int
    entries: int
    sealed: str
    code: str | None


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """What a file says of itself, checked; nothing was applied."""

    path: Path
    ok: bool
    code: str | None
    message: str
    desk: str
    office: str
    office_name: str
    number: int
    entries: int
    created: str
    note: str
    unsealed: int
    conflicts: int
    is_encrypted: bool
    segments: tuple[SegmentLine, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; ``code`` says why it was refused, ``is_known`` that nothing in it was new.

    ``quarantine``: the id under which it lay there until now, where it was tried again.
    """

    path: str
    ok: bool
    code: str | None
    message: str
    office: str
    office_name: str
    number: int
    entries: int
    new: int
    is_known: bool = False
    quarantine: str | None = None


Balance: TypeAlias = Mapping[str, int]
"""``received known redacted not_counting not_authorised invalid unknown_kind in_conflict replaced shown`` → entries."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files of an import; ``chains``: those of the offices that the files came from.

    ``records``: how many were touched. ``waiting``: all that waits here after it, whenever it came.
    """

    balance: Balance
    why: Mapping[str, int]
    conflicts: tuple[ConflictRef, ...]
    parallel: tuple[ConflictRef, ...]
    files: tuple[FileReport, ...]
    decisions: tuple[Decision, ...] = ()
    changed: Changed = NOTHING_CHANGED
    records: int = 0
    chains: tuple[BundleChain, ...] = ()
    waiting: tuple[WaitingLog, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing was held back."""
        return not self.why and all(each.ok for each in self.files)
