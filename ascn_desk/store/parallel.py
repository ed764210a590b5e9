"""Parallel changes: one record changed on two sides in different registers, neither having seen the other.

They are merged without asking and only listed, so that a person may look whether they still make sense together.
Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ascn_desk.store.settling import Name


def parallel_names(
    names: Collection[Name],
    known: Mapping[Name, Mapping[str, int]],
    desks: Mapping[int, str],
    fresh: Collection[Name] | None = None,
) -> set[Name] | None:
    """The heads among which a fresh one stands parallel to another desk's.

    Shapes: ``names`` of all heads of one record; ``known``: entry → what its author had seen, where that is known;
            ``fresh``: those that just came, all of ``known`` where left out. None: it depends on what an entry saw
            that is not known.
    """
    parallel: set[Name] = set()
    new = known if fresh is None else fresh
    for name in names:
        if name not in new:
            continue
        log, n = name
        over = known[name]
        for other in names:
            other_log, other_n = other
            if other_log == log or (other_n < n and over.get(desks[other_log], 0) >= other_n):
                continue
            if other_n > n:
                seen = known.get(other)
                if seen is None:
                    return None
                if seen.get(desks[log], 0) >= n:
                    continue
            parallel.add(name)
            parallel.add(other)
    return parallel
