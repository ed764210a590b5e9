"""What goes into a merge and what comes of it: entries as the merge takes them, and the report on them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import ge
from typing import NamedTuple, TypeAlias

import msgspec

from ascn_desk.store.entries import decode_line

HeadNames: TypeAlias = dict[str, list[tuple[int, int]]]
"""Register → (log, n) of its heads, as readers decode them."""

decode_heads = msgspec.json.Decoder(HeadNames).decode


class Fact(NamedTuple):
    """One entry as the merge takes it, from a segment just read or from the journal; ``key`` is the journal's.

    ``has_salt`` is None for a redacted entry: the merge takes its skeleton then, of which no salt is asked.
    """

    key: int
    log: int
    n: int
    at: str
    by: str
    kind: str
    id: str
    over: Mapping[str, int]
    values: Mapping[str, object]
    has_salt: bool | None
    line: bytes


class Clash(NamedTuple):
    """A register of a record, in conflict or changed on both sides unseen of each other."""

    kind: str
    id: str
    channel: str
    register: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of the entries: how many of each standing, by log, and what people should look at.

    ``keys`` are those of the records that they touched, each once, in order, and ``kinds`` the kinds of these.
    ``standings``: (segment, standing) → entries, the standing being one of :class:`Standing` or ``shown``,
    ``in_conflict``, ``replaced``; ``conflicts`` are registers in which a new entry is a head in conflict.
    """

    kinds: frozenset[str] = frozenset()
    keys: Sequence[int] = ()
    standings: Mapping[tuple[int, str], int] = field(default_factory=dict)
    conflicts: tuple[Clash, ...] = ()
    parallel: tuple[Clash, ...] = ()


def keys_of(records: Iterable[int]) -> Sequence[int]:
    """Keys of records, each once, in order: of a large merge they are so many that a list of them would weigh."""
    keys = array("q", records)
    if any(map(ge, keys, islice(keys, 1, None))):
        keys = array("q", sorted(set(keys)))
    return keys


def joined(parts: Sequence[Applied]) -> Applied:
    """The report on several portions of one merge, no record being in two of them."""
    standings: Counter[tuple[int, str]] = Counter()
    for part in parts:
        standings.update(part.standings)
    return Applied(
        frozenset(chain.from_iterable([part.kinds for part in parts])),
        keys_of(chain.from_iterable([part.keys for part in parts])),
        standings,
        tuple(sorted(chain.from_iterable([part.conflicts for part in parts]))),
        tuple(sorted(chain.from_iterable([part.parallel for part in parts]))),
    )


def fact_of(key: int, log: int, line: bytes) -> Fact:
    """An entry of the journal as the merge takes it."""
    entry = decode_line(line)
    return Fact(
        key, log, entry.n, entry.at, entry.by, entry.kind, entry.id, entry.over, entry.set, entry.has_salt, line
    )
