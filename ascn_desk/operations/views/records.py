"""Records as lists, pages and forms show them, and what saving one did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

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


NOTHING_CHANGED = Changed(frozenset(), frozenset())


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
