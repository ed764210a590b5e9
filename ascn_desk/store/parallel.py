"""Parallel changes: one record changed on two sides in different registers, neither having seen the other.

They are merged without asking and only listed, so that a person may look whether they still make sense together.
Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import itemgetter

from ascn_desk.store.settling import Name

_count = itemgetter(1)


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
    earlier: list[tuple[Name, int, int, str, bool]] = []
    # Only the later of two can have seen the other, so each pair is looked at once.
    for name in sorted(names, key=_count):
        log, n = name
        over = known.get(name)
        is_new = name in new
        for other, other_log, other_n, other_desk, is_other_new in earlier:
            if other_log == log or not (is_new or is_other_new):
                continue
            if other_n < n and not (name in parallel and other in parallel):
                if over is None:
                    return None
                if over.get(other_desk, 0) >= other_n:
                    continue
            parallel.add(name)
            parallel.add(other)
        earlier.append((name, log, n, desks[log], is_new))
    return parallel
