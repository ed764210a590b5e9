"""What operations give back: frozen records that a window or a command shows as they are.

Shapes: values are ``field → value``; a set-valued field has the tuple of its members; instants are UTC texts
        ``YYYY-MM-DDTHH:MM:SSZ`` and days ``YYYY-MM-DD``, as the journal has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS

Scalar: TypeAlias = str | int | bool | None
Shown: TypeAlias = Scalar | tuple[str, ...]
"""A shown value: a scalar, or the members of a set."""
Values: TypeAlias = Mapping[str, Shown]
Register: TypeAlias = Scalar | Mapping[str, Scalar]
"""What a head says: a scalar, or field → scalar for a group."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an operation changed, so that every screen concerned refreshes those rows."""

    kinds: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved entry; ``n`` is None where nothing differed from what was shown, so nothing was written."""

    kind: str
    id: str
    channel: str
    n: int | None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One of the values that nobody replaced, with its author; ``office_name`` in the current language."""

    desk: str
    n: int
    value: Register
    at: str
    by: str
    office: str
    office_name: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record of one channel, whole.

    ``seen``: desk → greatest count that is shown, to hand back when saving. ``names``: id → title of the records
    it refers to, in the current language; an id that is not there has not been received yet. ``redacted``: the
    registers that show nothing because what they showed was purged.
    """

    kind: str
    id: str
    channel: str
    seen: Mapping[str, int]
    values: Values
    heads: Mapping[str, tuple[Head, ...]]
    conflicts: tuple[str, ...] = ()
    deleted: bool = False
    merged_into: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    made_at: str | None = None
    made_by: str | None = None
    changed_at: str | None = None
    changed_by: str | None = None
    redacted: tuple[str, ...] = ()

    @property
    def declared(self) -> Kind:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Row:
    """A record as lists show it; ``names`` as in :class:`RecordView`."""

    kind: str
    id: str
    channel: str
    values: Values
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; ``total`` counts all rows that fit."""

    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A record offered while typing."""

    kind: str
    id: str
    channel: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of a record's journal; ``state`` is ``shown``, ``replaced``, ``conflict`` or why it does not count."""

    desk: str
    n: int
    at: str
    by: str
    office_name: str
    set: Mapping[str, Scalar]
    why: str | None
    bundle: str | None
    state: str


TimelineSort: TypeAlias = Literal["made", "log_entry", "status", "edit", "attachment", "conflict", "follow_up"]
Travel: TypeAlias = Literal["unsent", "sent", "received", "from-outside"]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One item of a case's timeline: newest first, by ``at``, the instant or day that a person reads."""

    at: str
    sort: TimelineSort
    title: str
    meta: str
    lines: tuple[str, ...] = ()
    state: str | None = None
    record: tuple[str, str, str] | None = None
    travel: Travel | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that its page shows; ``days_late`` is above 0 where the next action is overdue."""

    record: RecordView
    reference: str
    company_title: str
    city_title: str
    days_late: int
    timeline: tuple[TimelineItem, ...]
    follow_ups: tuple[Row, ...]


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


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wrote in a record whose deletion or merging had not seen it; ``values`` as the entry has them."""

    desk: str
    n: int
    at: str
    by: str
    office: str
    office_name: str
    values: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A register that awaits a decision; ``base`` is the newest value that every head had seen, if any.

    ``edits``: of a record deleted or merged there, what was written here unseen of that.
    """

    channel: str
    kind: str
    id: str
    register: str
    title: str
    heads: tuple[Head, ...]
    shown: Register
    base: Register = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A value of ours that someone replaced while deciding a conflict, with who and why."""

    channel: str
    kind: str
    id: str
    register: str
    title: str
    mine: Register
    shown: Register
    by: str
    office_name: str
    at: str
    why: str | None
    desk: str
    n: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not yet saved; ``form`` names the form, ``seen`` what was shown when it was opened."""

    id: str
    form: str
    kind: str
    record: str | None
    channel: str | None
    values: Values
    seen: Mapping[str, int]
    saved_at: str


@dataclass(frozen=True, slots=True)
class TodayItem:
    """Something due: a case's next action or a follow-up; ``who`` is company and city."""

    kind: str
    id: str
    channel: str
    what: str
    who: str
    reference: str
    status: str
    due: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Health:
    """How the desk stands; ``backup_days`` is None where no backup was ever made."""

    unsent: int
    conflicts: int
    backup_days: int | None
    last_sent_days: int | None
    last_received_days: int | None
    reference_edition: str


@dataclass(frozen=True, slots=True)
class TodayView:
    overdue: tuple[TodayItem, ...]
    today: tuple[TodayItem, ...]
    this_week: tuple[TodayItem, ...]
    still: tuple[TodayItem, ...]
    decisions: tuple[Decision, ...]
    drafts: tuple[Draft, ...]
    visits: tuple[Row, ...]
    health: Health


@dataclass(frozen=True, slots=True)
class CompanyView:
    record: RecordView
    title: str
    cases: tuple[Row, ...]
    projects: tuple[Row, ...]
    technologies: tuple[Row, ...]
    contacts: tuple[Row, ...]
    notes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CityView:
    """A city's page; ``facts`` newest first for each indicator."""

    record: RecordView
    title: str
    country: Row | None
    office: Row | None
    facts: tuple[Row, ...]
    pairings: tuple[Row, ...]
    projects: tuple[Row, ...]
    cases: tuple[Row, ...]
    companies: tuple[Row, ...]
    notes: tuple[Row, ...]
    organisations: tuple[Row, ...]


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


class ConflictRef(NamedTuple):
    """A register of a record; a bare tuple, since an import may name ten thousand."""

    kind: str
    id: str
    channel: str
    register: str


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
    balance: Balance
    why: Mapping[str, int]
    conflicts: tuple[ConflictRef, ...]
    parallel: tuple[ConflictRef, ...]
    files: tuple[FileReport, ...]
    decisions: tuple[Decision, ...] = ()
    changed: Changed = Changed(frozenset(), frozenset())

    @property
    def is_complete(self) -> bool:
        """Whether nothing was held back."""
        return not self.why and all(each.ok for each in self.files)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    path: Path
    bundle: str
    number: int
    entries: int
    size: int
    office: str


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
    desk: str
    office: str
    registry: int
    words: tuple[str, ...]
    path: Path


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


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A printed pack; ``warnings``: (code, page or None, sentence)."""

    pdf: bytes
    pages: int
    sha256: str
    warnings: tuple[tuple[str, int | None, str], ...]
