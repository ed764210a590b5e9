"""Parallel changes: one record changed on two sides in different registers, neither having seen the other.

They are merged without asking and only listed, so that a person may look whether they still make sense together.
Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain

from ascn_desk.store.settling import Heads, Name


def parallel_registers(
    heads: Heads,
    known: Mapping[Name, Mapping[str, int]],
    desks: Mapping[int, str],
    fresh: Collection[Name] | None = None,
) -> Collection[str] | None:
    """The registers in which a fresh entry stands parallel to another desk's.

    Shapes: ``heads`` of one record; ``known``: entry → what its author had seen, where that is known; ``fresh``: those
            that just came, all of ``known`` where left out. None: it depends on what an entry saw that is not known.
    """
    names = set(chain.from_iterable(heads.values()))
    if len({log for log, _ in names}) < 2:
        return ()
    new = names.intersection(known if fresh is None else fresh)
    parallel: set[Name] = set()
    for name in new:
        log, n = name
        over = known[name]
        for other in names:
            if other[0] == log or over.get(desks[other[0]], 0) >= other[1]:
                continue
            if other[1] > n:
                seen = known.get(other)
                if seen is None:
                    return None
                if seen.get(desks[log], 0) >= n:
                    continue
            parallel.add(name)
            parallel.add(other)
    if not parallel:
        return ()
    return {register for register, each in heads.items() if not parallel.isdisjoint(each)}
