"""What will go, what went and came, and what both sides hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ascn_desk.base.spans import Span


@dataclass(frozen=True, slots=True)
class SentBundle:
    """``state`` is ``made`` until a bundle of that office says that it holds what went, then ``received``."""

    bundle: str
    number: int
    office: str
    office_name: str
    at: str
    entries: int
    size: int
    path: str
    state: Literal["made", "received"]


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    bundle: str
    number: int
    office: str
    office_name: str
    at: str
    entries: int
    new: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleChain:
    """The numbered files of one sender that came here; ``desks``: under whose keys they were made, the first first.

    ``missing`` never came, up to ``last``. ``broken``: numbers of files that name another file as the
    one before than came under that number, as where two machines count as one. ``is_open``: meant for anyone.
    ``came_otherwise``: numbers are missing, but all that the sender held with its last file is here.
    """

    office: str
    office_name: str
    desks: tuple[str, ...]
    is_open: bool
    first: int
    last: int
    missing: tuple[Span, ...]
    broken: tuple[int, ...]
    came_otherwise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLog:
    """Segments of a log (``numbers``) that came and do not count yet, and what they wait for.

    ``missing``: numbers before them that never came. ``too_high``: those with counts above what the registry lets count
    yet. ``unpurged``: those with redacted lines for which neither a purge nor a full copy came.
    """

    desk: str
    office: str
    office_name: str
    channel: str
    numbers: tuple[Span, ...]
    entries: int
    missing: tuple[Span, ...]
    too_high: tuple[Span, ...]
    unpurged: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChannelPrint:
    """``words`` are six in the current language; ``unsealed`` counts own entries not yet sealed."""

    channel: str
    sha256: str
    words: tuple[str, ...]
    unsealed: int
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was heard on the telephone beside what is held; ``differing`` are positions (1 to 6) of other words."""

    held: ChannelPrint
    differing: tuple[int, ...]

    @property
    def is_same(self) -> bool:
        """Whether both desks hold the same of the channel, sealed."""
        return not self.differing


@dataclass(frozen=True, slots=True)
class UnsentGroup:
    kind: str
    made: int
    changed: int


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """``receivers``: (office code, name) of the offices that can be written to."""

    desk: str
    office: str
    office_name: str
    unsent: int
    unsent_groups: tuple[UnsentGroup, ...]
    receivers: tuple[tuple[str, str], ...]
    sent: tuple[SentBundle, ...]
    received: tuple[ReceivedBundle, ...]
    fingerprints: tuple[ChannelPrint, ...]
    chains: tuple[BundleChain, ...] = ()
    waiting: tuple[WaitingLog, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedFile:
    path: Path
    bundle: str
    number: int
    entries: int
    size: int
    office: str
