"""What of some entries is written again: only what no later one of the same branch replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.simulation.pure_facts import Fact
from tests.simulation.pure_shown import over_of


def left_over(branch: Sequence[Fact]) -> Iterator[tuple[Fact, Mapping[str, Any]]]:
    """Each entry of a branch of one log, by count, with the fields that no later one replaced; if any."""
    ordered = sorted({fact.digest: fact for fact in branch}.values(), key=lambda fact: fact.n)
    for place, fact in enumerate(ordered):
        if fact.entry is None or fact.is_bare:
            continue
        replaced = {
            name
            for later in ordered[place + 1 :]
            if later.entry is not None and is_same_record(later, fact) and over_of(later).get(fact.log[1], 0) >= fact.n
            for name in later.entry.set
        }
        values = {name: value for name, value in fact.entry.set.items() if name not in replaced}
        if values:
            yield fact, values


def is_same_record(one: Fact, other: Fact) -> bool:
    """Whether two entries speak of one record."""
    return (
        one.entry is not None
        and other.entry is not None
        and one.log[0] == other.log[0]
        and (one.entry.kind, one.entry.id) == (other.entry.kind, other.entry.id)
    )


def lowered(fact: Fact, shared: int) -> dict[str, int]:
    """What an entry had seen, its own desk only up to the count that the branches share."""
    own = fact.log[1]
    over = {name: min(n, shared) if name == own else n for name, n in over_of(fact).items()}
    return {name: n for name, n in over.items() if n > 0}
