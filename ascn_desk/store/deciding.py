"""Deciding in bulk: entries are taken in the order of (n, desk), and every register of their records gets its heads.

- plain cases are decided by heads alone, the others by ``domain.merge`` (:mod:`ascn_desk.store.settling`)
- a record that any entry hides also goes through the rule of deletion and merging

Why so: docs/decisions/0002-store-and-merge-in-bulk.md. The meaning: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.domain.merge import DELETED, MERGED_INTO, Candidate, Outcome, settle, settle_record
from ascn_desk.domain.validity import Verdict
from ascn_desk.store.entries import candidates_of
from ascn_desk.store.judging import Rules, Standing, checker, foregone, skeleton_reader
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.touching import Record, Touched

HIDING = (DELETED, MERGED_INTO)


@dataclass(frozen=True, slots=True)
class Decided:
    """Records of which an entry was taken, in the order of their keys; of each segment how many, or why not."""

    records: list[Record]
    taken: Counter[int]
    refused: Counter[tuple[int, str]]


class Decider:
    """Decides what touched records come to, by what one transaction holds."""

    def __init__(
        self, connection: Connection, names: Names, rules: Rules, bare: Collection[int] = frozenset()
    ) -> None:
        self._connection = connection
        # The records with a redacted entry: their registers are decided from all candidates.
        self._bare = bare
        self._names = names
        self._rules = rules
        self._desks = {log: place.desk for log, place in names.logs.items()}
        self._logs: dict[str, dict[str, int]] = {}
        for log, place in names.logs.items():
            self._logs.setdefault(place.channel, {})[place.desk] = log

    def decide(self, touched: Touched, *, journaled: bool) -> Decided:
        """Decide all that some entries touch; ``journaled``: they stand in the journal already."""
        decided = self._take(touched)
        records = decided.records
        self._settle_unclear(records, journaled)
        self._settle_hiding(records, journaled)
        for record in records:
            record.head_names = frozenset([name for heads in record.registers.heads.values() for name in heads])
        return decided

    def _take(self, touched: Touched) -> Decided:
        """Every candidate taken by its record, in the order of (n, desk); the others only counted."""
        rules, desks, channels = self._rules, self._desks, self._names.logs
        ranks = {log: place for place, log in enumerate(sorted(desks, key=desks.__getitem__))}
        has_forks, bare = bool(rules.forks), self._bare
        # Of each sort of entry it is found out once whether its values need be looked at, and how.
        sorts: dict[tuple[str, int, bool | None], tuple[Standing | None, Callable[..., Verdict]]] = {}
        refused: list[tuple[int, str]] = []
        pairs = zip(touched.facts, touched.of_facts, strict=True)
        # No two that count have one count and log, so facts and records are never compared.
        for _, _, fact, record in sorted([(fact[2], ranks[fact[1]], fact, record) for fact, record in pairs]):
            key, log, n, _, _, kind, _, over, values, has_salt, _ = fact
            sort = (kind, log, has_salt)
            if sort not in sorts:
                standing = foregone(kind, has_salt, rules.writers.get(desks[log]))
                read = checker if has_salt is not None else skeleton_reader
                sorts[sort] = (standing, read(kind) if standing is None else _unasked)
            standing, check = sorts[sort]
            if standing is None:
                is_valid, registers, has_unknown = check(values)
                if not is_valid:
                    standing = Standing.INVALID
                elif has_unknown and not registers:
                    standing = Standing.UNKNOWN
            if standing is not None:
                refused.append((key // PLACES, standing.value))
                continue
            if has_forks:
                over = rules.seen(channels[log].channel, desks[log], over)
            name = (log, n)
            if bare and record.key in bare:
                record.registers.leave(registers)  # type: ignore[arg-type]
            else:
                record.registers.take(name, over, registers, desks)  # type: ignore[arg-type]
            record.taken[name] = (fact, registers)  # type: ignore[assignment]
        taken = Counter([fact[0] // PLACES for fact in touched.facts])
        taken.subtract(Counter([segment for segment, _ in refused]))
        records = [record for record in touched.records if record.taken]
        records.sort(key=lambda record: record.key)
        return Decided(records, taken, Counter(refused))

    def _settle_unclear(self, records: Iterable[Record], journaled: bool) -> None:
        """Decide what the heads alone do not: heads side by side, and entries below a head."""
        unclear: dict[int, Record] = {}
        for record in records:
            if record.registers.rivals:
                record.registers.finish(self._desks, self._logs[record.channel])
            if record.registers.unclear:
                unclear[record.key] = record
        if not unclear:
            return
        found = self._candidates(unclear, journaled)
        for key, record in unclear.items():
            for register in record.registers.unclear:
                outcome = settle(register, found[key, register])
                record.registers.decide(register, outcome, self._logs[record.channel])

    def _settle_hiding(self, records: Iterable[Record], journaled: bool) -> None:
        """Apply the rule of deletion and merging to the records that any entry hides."""
        concerned = {
            record.key: record
            for record in records
            if DELETED in record.registers.heads or MERGED_INTO in record.registers.heads
        }
        if not concerned:
            return
        found = self._candidates(concerned, journaled)
        outcomes: dict[int, dict[str, Outcome]] = {}
        for (key, register), candidates in found.items():
            outcomes.setdefault(key, {})[register] = settle(register, candidates)
        for key, decided in outcomes.items():
            settled = settle_record(decided)
            record = concerned[key]
            for register in HIDING:
                if register in settled:
                    record.registers.were_open.add(register)
                    record.registers.decide(register, settled[register], self._logs[record.channel])

    def _candidates(self, wanted: Mapping[int, Record], journaled: bool) -> dict[tuple[int, str], list[Candidate]]:
        """(record, register) → the candidates of the journal and of the entries just taken."""
        found = candidates_of(self._connection, self._names, self._rules, wanted)
        if journaled:
            return found
        for key, record in wanted.items():
            for fact, registers in record.taken.values():
                desk = self._desks[fact.log]
                over = self._rules.seen(record.channel, desk, fact.over)
                for register, value in registers:
                    found.setdefault((key, register), []).append(Candidate(desk, fact.n, value, over))
        return found


def _unasked(values: object) -> Verdict:
    """Stands where an entry's values are never looked at."""
    raise AssertionError("judged already")
