"""Parallel changes: one record changed on two sides in different registers, neither having seen the other.

They are merged without asking and only listed, so that a person may look whether they still make sense together.
Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ascn_desk.store.names import Log

Name = tuple[int, int]
"""An entry of a record: (log, n)."""


class EntryHead(NamedTuple):
    """An entry that is a head, and what its author had seen."""

    log: int
    n: int
    over: Mapping[str, int]


def parallel_registers(
    heads: Mapping[str, list[Name]],
    known: Mapping[Name, EntryHead],
    logs: Mapping[int, Log],
    fresh: Mapping[Name, EntryHead] | None = None,
) -> set[str] | None:
    """The registers in which a fresh entry stands parallel to another desk's.

    Shapes: ``heads`` of one record; ``known``: the entries whose ``over`` is known; ``fresh``: those that just came,
            all of ``known`` where left out. None: it depends on the ``over`` of a head that is not known.
    """
    new = known if fresh is None else fresh
    registers_of: dict[Name, list[str]] = {}
    for register, names in heads.items():
        for name in names:
            registers_of.setdefault((name[0], name[1]), []).append(register)
    if len({log for log, _ in registers_of}) < 2:
        return set()
    found: set[str] = set()
    for name in registers_of:
        one = new.get(name)
        if one is None:
            continue
        for other in registers_of:
            if other[0] == name[0] or _saw(one, other, logs):
                continue
            if other[1] > name[1]:
                head = known.get(other)
                if head is None:
                    return None
                if _saw(head, name, logs):
                    continue
            found.update(registers_of[name])
            found.update(registers_of[other])
    return found


def _saw(one: EntryHead, other: Name, logs: Mapping[int, Log]) -> bool:
    return one.over.get(logs[other[0]].desk, 0) >= other[1]
