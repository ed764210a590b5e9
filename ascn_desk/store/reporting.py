"""What became of entries that were merged: how many are shown, replaced or in conflict, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter

from sqlalchemy import Connection

from ascn_desk.store.deciding import HIDING, Decided
from ascn_desk.store.entries import decode_line, stored_entries
from ascn_desk.store.facts import Applied, Clash, keys_of
from ascn_desk.store.parallel import parallel_names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settling import Name
from ascn_desk.store.touching import Record, Touched

_place = attrgetter("kind", "id", "channel")


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
            is_head, registers = party_to(name, record.registers.heads, open_registers)
            disputed |= registers
            segment = taken[name][0].key // PLACES
            if is_head:
                counted[segment, "in_conflict"] = counted.get((segment, "in_conflict"), 0) + 1
                replaced[segment] -= 1
            else:
                shown.append(segment)
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


def party_to(
    name: Name, heads: Mapping[str, Collection[Name]], open_registers: Collection[str]
) -> tuple[bool, set[str]]:
    """Whether an entry is a head in conflict, and the registers of its record to whose conflict it is a party."""
    own = {register for register in open_registers if name in heads.get(register, ())}
    # Deleted there, edited here: the edit is a head beside the deletion, so it is a party to it.
    return bool(own), own.union(register for register in open_registers if register in HIDING)


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
