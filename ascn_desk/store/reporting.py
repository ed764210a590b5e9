"""What became of entries that were merged: how many are shown, replaced or in conflict, and what to look at."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.store.deciding import HIDING, Decided
from ascn_desk.store.entries import CHUNK, chunks, decode_line, stored_entries
from ascn_desk.store.facts import Applied, Clash, HeadNames, keys_of
from ascn_desk.store.names import Names
from ascn_desk.store.parallel import parallel_names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settling import Name
from ascn_desk.store.touching import Record, Touched

_DECIDED = ("shown", "in_conflict", "replaced")
"""What becomes of entries that are candidates."""

_place = attrgetter("kind", "id", "channel")
_decode_heads = msgspec.json.Decoder(HeadNames).decode


class Arrived(NamedTuple):
    """A segment that came: its log, and its first and last count."""

    log: int
    first: int
    last: int


def report_of(connection: Connection, desks: Mapping[int, str], touched: Touched, decided: Decided) -> Applied:
    """The report on some entries just decided, not yet in the journal; ``desks``: log → desk."""
    counted = dict(decided.refused)
    shown: list[int] = []
    replaced = dict(decided.taken)
    conflicts: list[Clash] = []
    parallel: list[Clash] = []
    in_order = sorted(decided.records, key=_place)
    beside = _beside(connection, desks, in_order)
    for record in in_order:
        disputed: set[str] = set()
        taken, open_registers = record.taken, record.registers.conflicts
        if not open_registers and record.key not in beside:
            for name in record.head_names:
                if name in taken:
                    shown.append(taken[name][0][0] // PLACES)
            continue
        for name in record.head_names:
            if name not in taken:
                continue
            standing = "shown"
            for register in open_registers:
                # Deleted there, edited here: the edit is a head beside the deletion, so it is a party to it.
                is_own = name in record.registers.heads[register]
                if is_own or register in HIDING:
                    disputed.add(register)
                if is_own:
                    standing = "in_conflict"
            segment = taken[name][0].key // PLACES
            if standing == "shown":
                shown.append(segment)
            else:
                counted[segment, standing] = counted.get((segment, standing), 0) + 1
                replaced[segment] -= 1
        place = (record.kind, record.id, record.channel)
        conflicts += [Clash(*place, register) for register in sorted(disputed)]
        if also := beside.get(record.key):
            parallel += [Clash(*place, register) for register in sorted(also) if register not in disputed]
    for segment, entries in Counter(shown).items():
        counted[segment, "shown"] = entries
        replaced[segment] -= entries
    counted.update({(segment, "replaced"): entries for segment, entries in replaced.items() if entries})
    return Applied(
        frozenset([each.kind for each in touched.records]),
        keys_of(each.key for each in touched.records),
        counted,
        tuple(conflicts),
        tuple(parallel),
    )


def _beside(connection: Connection, desks: Mapping[int, str], records: Sequence[Record]) -> dict[int, set[str]]:
    """Record → registers that were changed on both sides, neither having seen the other."""
    found: dict[int, set[str]] = {}
    late: list[Record] = []
    for record in records:
        registers = record.registers.parallels
        if len(record.head_names) > 1:
            names = parallel_names(record.head_names, _overs(record), desks)
            if names is None:
                late.append(record)
            elif names:
                registers = registers.union(record.headed_by(names))
        if registers:
            found[record.key] = registers
    if late:
        held: dict[int, dict[Name, Mapping[str, int]]] = {}
        for stored in stored_entries(connection, [record.key for record in late]):
            line = decode_line(stored.line)
            held.setdefault(stored.record, {})[stored.log, line.n] = line.over
        for record in late:
            new = _overs(record)
            names = parallel_names(record.head_names, held.get(record.key, {}) | new, desks, new) or set()
            found.setdefault(record.key, set()).update(record.headed_by(names))
    return found


def _overs(record: Record) -> dict[Name, Mapping[str, int]]:
    """Of the heads that just came, what their authors had seen."""
    taken = record.taken
    return {name: taken[name][0].over for name in record.head_names if name in taken}


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
            own = {register for register in open_registers if name in held.get(register, ())}
            disputed |= own | (open_registers & set(HIDING))
            heads[came_in, "in_conflict" if own else "shown"] += 1
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
            held = {register: {(log, n) for log, n in each} for register, each in _decode_heads(heads).items()}
            yield (kind, record_id, names.channel_names[channel]), held, disputed.get(key, set())
