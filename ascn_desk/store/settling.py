"""Decide a batch of new entries by the heads alone where that is enough, and by the merge rule where it is not.

- entries are taken in the order of (n, desk), so most are above every head of the registers they set
- a new entry that saw every head becomes the only head; one at or above every head stands beside those it did not see
- below some head's count all candidates are needed: another may replace it, so ``domain.merge`` decides
- values of heads that were not read are needed only where heads stand side by side; those are asked for too

A property test holds this equal to ``domain.merge.settle``. Why: docs/decisions/0002-store-and-merge-in-bulk.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from typing import NamedTuple, TypeAlias

from ascn_desk.domain.merge import Candidate, Outcome, Value, outcome_of, settle

Place: TypeAlias = tuple[int, str]
"""A register of a record: (record key, register)."""

Heads: TypeAlias = list[tuple[int, str, Value]]
"""The heads of one register: (n, desk, value)."""


class NewEntry(NamedTuple):
    """An entry that counts, as the merge needs it; ``registers`` as the checker of its kind gives them."""

    n: int
    desk: str
    record: int
    over: Mapping[str, int]
    registers: Iterable[tuple[str, Value]]


class Unread:
    """Stands for the value of a head that was not read with its register."""


UNREAD = Unread()
HeldHeads: TypeAlias = MutableMapping[Place, list[tuple[int, str, "Value | Unread"]]]
ReadCandidates: TypeAlias = Callable[[Collection[Place]], Mapping[Place, Collection[Candidate]]]


def settle_batch(held: HeldHeads, entries: Iterable[NewEntry], read: ReadCandidates) -> dict[Place, Outcome]:
    """What each register that the entries set shows afterwards.

    Shapes: ``held`` has the heads of every register touched that has any: a lone head with its value, but a skeleton's
            or one of several may be UNREAD; ``entries`` in any order, none of them held before; ``read`` gives the
            held candidates of the registers asked for.
    """
    heads: dict[Place, list[tuple[int, str, Value | Unread]]] = {}
    incoming: dict[Place, list[Candidate]] = {}
    unclear: set[Place] = set()
    for entry in sorted(entries, key=_rank):
        n, desk, record, over, registers = entry
        for register, value in registers:
            place = (record, register)
            incoming.setdefault(place, []).append(Candidate(desk, n, value, over))
            if place in unclear:
                continue
            before = heads.get(place)
            if before is None:
                before = held.get(place, [])
            if any(head_n > n for head_n, _, _ in before):
                unclear.add(place)
                continue
            unseen = [each for each in before if not (n > each[0] and over.get(each[1], 0) >= each[0])]
            heads[place] = [*unseen, (n, desk, value)]
    for place, each in heads.items():
        if len(each) > 1 and any(isinstance(value, Unread) for _, _, value in each):
            unclear.add(place)
    settled = {place: _outcome(place, each) for place, each in heads.items() if place not in unclear}
    if unclear:
        stored = read(unclear)
        for place in unclear:
            settled[place] = settle(place[1], [*stored.get(place, ()), *incoming[place]])
    return settled


def _rank(entry: NewEntry) -> tuple[int, str]:
    return (entry.n, entry.desk)


def _outcome(place: Place, heads: Iterable[tuple[int, str, Value | Unread]]) -> Outcome:
    """What heads with known values show; their ``over`` no longer matters here."""
    candidates = [Candidate(desk, n, value) for n, desk, value in heads if not isinstance(value, Unread)]
    return outcome_of(place[1], sorted(candidates, key=lambda each: each.rank))
