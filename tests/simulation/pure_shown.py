"""What a desk in memory shows, decided by the product's own functions.

Registers go the short way of ``store.settling`` where entries only begin to count, else that of ``domain.merge``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import UNSET

from ascn_desk.domain.kind import DELETED, MERGED_INTO, Kind
from ascn_desk.domain.merge import Candidate, settle, settle_record
from ascn_desk.store.judging import Rules
from ascn_desk.store.settling import Registers
from ascn_desk.sync.entry_line import Entry
from tests.simulation.cast import Record
from tests.simulation.pure_facts import Fact, Log
from tests.simulation.versions import CHECKERS

HIDING = (DELETED, MERGED_INTO)
Set = Sequence[tuple[str, Any]]
"""(register, value) of what an entry sets."""


@dataclass(slots=True)
class Shown:
    """The registers of one record as they are shown; heads are (number of the log, n)."""

    heads: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)


class ShownRecords:
    """All records of one desk; ``rules``: what the registry says of the merge now."""

    def __init__(self, version: Mapping[str, Kind], rules: Rules) -> None:
        self.version = version
        self.rules = rules
        self.numbers: dict[Log, int] = {}
        self.lines: dict[Record, list[Fact]] = {}
        self.sets: dict[Record, dict[str, list[tuple[Fact, Any]]]] = {}
        self.shown: dict[Record, Shown] = {}

    # -- entries ---------------------------------------------------------------------------------------------------

    def standing(self, fact: Fact) -> tuple[str, Set]:
        """What one entry comes to by itself, and the registers that it sets."""
        entry, writer = fact.entry, self.rules.writers.get(fact.log[1])
        if entry is None:
            return "redacted", ()
        kind = self.version.get(entry.kind)
        if kind is None:
            return "redacted" if fact.is_bare else "unknown_kind", ()
        if writer not in kind.writers:
            return "redacted" if fact.is_bare else "not_authorised", ()
        if fact.is_bare:
            return "redacted", _set_by_skeleton(kind, entry)
        if (entry.salt is not UNSET) != kind.personal:
            return "invalid", ()
        is_valid, registers, has_unknown = CHECKERS[id(kind)](entry.set)
        if not is_valid:
            return "invalid", ()
        if has_unknown and not registers:
            return "unknown_kind", ()
        return "candidate", tuple(registers)

    def seen(self, record: Record) -> dict[str, int]:
        """What its reader sees of a record: desk → the greatest count."""
        seen: dict[str, int] = {}
        for fact in self.counting(record):
            seen[fact.log[1]] = max(fact.n, seen.get(fact.log[1], 0))
        return seen

    def counting(self, record: Record) -> Iterator[Fact]:
        """The entries of a record that count."""
        return (fact for fact in self.lines.get(record, ()) if fact.counts)

    def place(self, fact: Fact) -> Record | None:
        """Note of which record an entry is; None for a bare line without its purge."""
        if fact.entry is None:
            return None
        record = Record(fact.log[0], fact.entry.kind, fact.entry.id)
        if not fact.is_placed:
            self.lines.setdefault(record, []).append(fact)
            fact.is_placed = True
        return record

    # -- deciding --------------------------------------------------------------------------------------------------

    def begin(self, facts: Sequence[Fact]) -> None:
        """Entries begin to count: by the short way where no skeleton is about."""
        by_record: dict[Record, list[tuple[Fact, Set]]] = {}
        slow: set[Record] = set()
        for fact in facts:
            record = self.place(fact)
            if record is None:
                continue
            _, registers = self.standing(fact)
            if not registers:
                continue
            held = self.sets.setdefault(record, {})
            for register, value in registers:
                held.setdefault(register, []).append((fact, value))
            by_record.setdefault(record, []).append((fact, registers))
            if fact.is_bare or any(each.is_bare for each in self.lines[record]):
                slow.add(record)
        for record, some in by_record.items():
            if record not in slow:
                self._take(record, some)
        self.resettle(slow)

    def resettle(self, records: Collection[Record]) -> None:
        """Decide records afresh from all that counts."""
        for record in records:
            self.shown.pop(record, None)
            held = self.sets[record] = {}
            for fact in self.counting(record):
                for register, value in self.standing(fact)[1]:
                    held.setdefault(register, []).append((fact, value))
            if held:
                self.shown[record] = self.settled(record)
            else:
                del self.sets[record]

    def settled(self, record: Record) -> Shown:
        """What a record shows, from all its candidates."""
        outcomes = settle_record({name: settle(name, self._candidates(record, name)) for name in self.sets[record]})
        logs = self._logs(record.channel)
        shown = Shown()
        for name, outcome in outcomes.items():
            shown.heads[name] = tuple((logs[head.desk], head.n) for head in outcome.heads)
            shown.values[name] = outcome.value
            if outcome.is_conflict:
                shown.conflicts.add(name)
        return shown

    def _take(self, record: Record, some: Sequence[tuple[Fact, Set]]) -> None:
        """As the store takes a batch of one record's entries."""
        rules = self.rules
        shown = self.shown.setdefault(record, Shown())
        registers = Registers(dict(shown.heads))
        desks = {number: desk for (channel, desk), number in self.numbers.items() if channel == record.channel}
        logs = {desk: number for number, desk in desks.items()}
        for fact, values in sorted(some, key=lambda each: (each[0].n, each[0].log[1])):
            seen = rules.seen(record.channel, fact.log[1], over_of(fact))
            registers.take((self.numbers[fact.log], fact.n), seen, values, desks)
        if registers.rivals:
            registers.finish(desks, logs)
        for register in registers.unclear:
            registers.decide(register, settle(register, self._candidates(record, register)), logs)
        if DELETED in registers.heads or MERGED_INTO in registers.heads:
            settled = settle_record(
                {name: settle(name, self._candidates(record, name)) for name in self.sets[record]}
            )
            for name in HIDING:
                if name in settled:
                    registers.were_open.add(name)
                    registers.decide(name, settled[name], logs)
        shown.heads = registers.heads
        shown.values |= registers.values
        shown.conflicts = shown.conflicts - registers.were_open | registers.conflicts

    def _candidates(self, record: Record, register: str) -> list[Candidate]:
        rules = self.rules
        return [
            Candidate(fact.log[1], fact.n, value, rules.seen(record.channel, fact.log[1], over_of(fact)), fact.is_bare)
            for fact, value in self.sets[record][register]
        ]

    def _logs(self, channel: str) -> dict[str, int]:
        return {desk: number for (where, desk), number in self.numbers.items() if where == channel}


def over_of(fact: Fact) -> Mapping[str, int]:
    """What the author of an entry had seen, by his own word."""
    return fact.entry.over if fact.entry is not None and fact.entry.over is not UNSET else {}


def _set_by_skeleton(kind: Kind, entry: Entry) -> Set:
    registers: dict[str, Any] = {}
    for name, value in entry.set.items():
        if name.partition(":")[0] not in kind.fields:
            continue
        register = kind.register_of(name)
        members = kind.groups.get(register)
        registers[register] = tuple(entry.set.get(each) for each in members) if members else value
    return list(registers.items())
