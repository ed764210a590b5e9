"""Conflicts, and the decisions that replaced a value of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ascn_desk.operations.views.records import Head, Register, Scalar


class ConflictRef(NamedTuple):
    """A register of a record; a bare tuple, since an import may name ten thousand."""

    kind: str
    id: str
    channel: str
    register: str


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
