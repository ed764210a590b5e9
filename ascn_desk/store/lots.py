"""What became of entries that were decided lot after lot: a later one may have replaced what an earlier one brought."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.facts import Clash, decode_heads
from ascn_desk.store.names import Names
from ascn_desk.store.reporting import party_to
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settling import Name

_DECIDED = ("shown", "in_conflict", "replaced")
"""What becomes of entries that are candidates."""


class Arrived(NamedTuple):
    """A segment that came: its log, and its first and last count."""

    log: int
    first: int
    last: int


def tell_again(
    connection: Connection,
    names: Names,
    arrived: Mapping[int, Arrived],
    standings: Mapping[tuple[int, str], int],
    records: Collection[int],
) -> tuple[dict[tuple[int, str], int], tuple[Clash, ...]]:
    """What became, in the end, of entries that were decided one lot after another, and the conflicts they are party to.

    Shapes: ``arrived``: those of the segments that count; ``standings`` as in :class:`Applied`, each as it was after
            the lot in which it was decided; ``records``: all that any lot touched.
    """
    told = {place: entries for place, entries in standings.items() if place[1] not in _DECIDED}
    rest: Counter[int] = Counter()
    for (segment, standing), entries in standings.items():
        if standing in _DECIDED:
            rest[segment] += entries
    heads: Counter[tuple[int, str]] = Counter()
    conflicts: list[Clash] = []
    place_in = _Places(connection, arrived)
    for (kind, record_id, channel), held, open_registers in _headed(connection, names, records):
        disputed: set[str] = set()
        for name in {name for each in held.values() for name in each}:
            came_in = place_in.segment_of(name)
            if came_in is None:
                continue
            is_head, registers = party_to(name, held, open_registers)
            disputed |= registers
            heads[came_in, "in_conflict" if is_head else "shown"] += 1
        conflicts += [Clash(kind, record_id, channel, register) for register in disputed]
    for (came_in, _), entries in heads.items():
        rest[came_in] -= entries
    told |= heads
    told |= {(came_in, "replaced"): entries for came_in, entries in rest.items() if entries}
    return told, tuple(sorted(conflicts))


class _Places:
    """Which segment that came an entry lies in; in none, if it is redacted."""

    def __init__(self, connection: Connection, arrived: Mapping[int, Arrived]) -> None:
        self._logs: dict[int, list[tuple[int, int, int]]] = {}
        for key, (log, first, last) in arrived.items():
            self._logs.setdefault(log, []).append((first, last, key))
        for each in self._logs.values():
            each.sort()
        rows = connection.exec_driver_sql("SELECT key, n FROM redacted")
        self._redacted = {(key // PLACES, n) for key, n in rows}

    def segment_of(self, name: Name) -> int | None:
        log, n = name
        held = self._logs.get(log, ())
        at = bisect_right(held, (n, float("inf"), 0)) - 1
        if at < 0 or held[at][1] < n or (held[at][2], n) in self._redacted:
            return None
        return held[at][2]


def _headed(
    connection: Connection, names: Names, records: Collection[int]
) -> Iterator[tuple[tuple[str, str, str], dict[str, set[Name]], set[str]]]:
    """Each record with the heads of its registers, and those of them that are in conflict."""
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        disputed: dict[int, set[str]] = {}
        for record, register in connection.exec_driver_sql(
            f"SELECT record, register FROM conflict WHERE record IN ({marks})", part
        ):
            disputed.setdefault(record, set()).add(register)
        rows = connection.exec_driver_sql(
            f"SELECT key, kind, id, channel, heads FROM record WHERE key IN ({marks})", part
        )
        for key, kind, record_id, channel, heads in rows:
            held = {register: {(log, n) for log, n in each} for register, each in decode_heads(heads).items()}
            yield (kind, record_id, names.channel_names[channel]), held, disputed.get(key, set())
