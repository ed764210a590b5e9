"""The merge in bulk: entries that begin to count, or cease to, become heads, conflicts and shown rows.

- the heads of all touched records are read once, decided in dictionaries and written once, in the order of keys
- plain cases are decided by heads alone, the others by ``domain.merge`` (:mod:`ascn_desk.store.settling`)
- the journal's rows are written by the caller's arrivals here too, so that nothing is shown that it does not hold

Why so: docs/decisions/0002-store-and-merge-in-bulk.md. The meaning: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, Table

from ascn_desk.domain.kind import Writer
from ascn_desk.domain.merge import DELETED, MERGED_INTO, Candidate, Outcome, Value, settle, settle_record
from ascn_desk.store import search
from ascn_desk.store.entries import CHUNK, candidates_of, chunks, decode_line, stored_entries
from ascn_desk.store.hiding import hide
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.names import Names
from ascn_desk.store.parallel import EntryHead, parallel_registers
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settling import UNREAD, HeldHeads, NewEntry, Place, settle_batch
from ascn_desk.store.shown_rows import RowChange, Signed, remove_rows, write_rows

NOBODY = "nobody"
"""Stands for the desk where no entry does."""
_HIDING = (DELETED, MERGED_INTO)
_REBUILD_CHUNK = 5_000

HeadNames: TypeAlias = dict[str, list[tuple[int, int]]]
"""Register → (log, n) of its heads."""

_decode_heads = msgspec.json.Decoder(dict[str, list[tuple[int, int]]]).decode
_encode = msgspec.json.encode


class Fact(NamedTuple):
    """One entry as the merge takes it, from a segment just read or from the journal; ``key`` is the journal's."""

    key: int
    log: int
    n: int
    at: str
    by: str
    kind: str
    id: str
    over: Mapping[str, int]
    values: Mapping[str, object]
    has_salt: bool
    line: bytes


@dataclass(slots=True)
class _Record:
    """A touched record: its heads as held, then as decided."""

    key: int
    kind: str
    id: str
    channel: str
    heads: HeadNames
    is_shown: bool
    made: tuple[int, str] | None
    is_new: bool = False
    settled: dict[str, Outcome] = field(default_factory=dict)
    first: Fact | None = None
    last: Fact | None = None

    def latest(self, names: Names) -> tuple[int, str]:
        """The rank of the last entry held: it is always a head."""
        return max(
            ((n, names.logs[log].desk) for heads in self.heads.values() for log, n in heads), default=(0, "")
        )


class Clash(NamedTuple):
    """A register of a record, in conflict or changed on both sides unseen of each other."""

    kind: str
    id: str
    channel: str
    register: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of the entries: how many of each standing, by log, and what people should look at.

    ``standings``: (segment, standing) → entries, the standing being one of :class:`Standing` or ``shown``,
    ``in_conflict``, ``replaced``; ``conflicts`` are registers in which a new entry is a head in conflict.
    """

    records: tuple[tuple[str, str, str], ...] = ()
    keys: frozenset[int] = frozenset()
    standings: Mapping[tuple[int, str], int] = field(default_factory=dict)
    conflicts: tuple[Clash, ...] = ()
    parallel: tuple[Clash, ...] = ()


class Merger:
    """Applies entries inside one transaction of the caller's."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        names: Names,
        rules: Rules,
        *,
        is_searching: bool = True,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._names = names
        self._rules = rules
        self._is_searching = is_searching

    def apply(self, facts: Sequence[Fact], *, report: bool = True) -> Applied:
        """Take entries into the journal and decide all that they touch.

        Shapes: entries of segments that count from now on and were not journaled; in any order.
        """
        if not facts:
            return Applied()
        records = self._touch(facts)
        applied = self._decide(facts, records, journaled=False, report=report)
        self._write_journal(facts, records)
        return applied

    def resettle(self, records: Collection[int], *, is_searching: bool | None = None) -> None:
        """Decide some records afresh from all their entries that count, as a rebuild does."""
        for part in chunks(sorted(records), _REBUILD_CHUNK):
            self._resettle_part(part, self._is_searching if is_searching is None else is_searching)

    def journal_only(self, facts: Sequence[Fact]) -> list[int]:
        """Take entries into the journal without deciding; the records they speak of, to be resettled."""
        if not facts:
            return []
        records = self._touch(facts)
        self._write_journal(facts, records)
        return [record.key for record in records.values()]

    def show_only(self, channel: str, records: Sequence[tuple[str, str, Mapping[str, object]]]) -> None:
        """Show records behind which no entry stands yet; those that have heads keep what they show."""
        channel_key = self._names.channel(channel)
        facts = [
            Fact(0, self._names.log(channel, NOBODY), 1, "", "", kind, record_id, {}, values, False, b"")
            for kind, record_id, values in records
        ]
        held = self._touch(facts)
        changes: dict[str, list[RowChange]] = {}
        for fact in facts:
            record = held[fact.kind, fact.id, channel_key]
            standing, registers = judge(fact.kind, fact.values, False, Writer.HEADQUARTERS)
            if standing is Standing.CANDIDATE and not record.heads:
                change = RowChange(record.key, channel_key, True, dict(registers))
                changes.setdefault(fact.kind, []).append(change)
        write_rows(self._connection, self._tables, changes)
        if self._is_searching:
            search.index_records(self._connection, self._tables, [record.key for record in held.values()])

    def show_no_more(self, channel: str) -> None:
        """Take away the rows of a channel behind which no entry stands."""
        channel_key = self._names.channel(channel)
        rows = self._connection.exec_driver_sql(
            "SELECT key, kind FROM record WHERE channel = ? AND heads = x'7b7d'", (channel_key,)
        ).all()
        by_kind: dict[str, list[int]] = {}
        for key, kind in rows:
            by_kind.setdefault(kind, []).append(key)
        for kind, keys in by_kind.items():
            if kind in self._tables:
                remove_rows(self._connection, kind, keys)
                search.index_records(self._connection, self._tables, keys)

    # -- records ---------------------------------------------------------------------------------------------------

    def _touch(self, facts: Sequence[Fact]) -> dict[tuple[str, str, int], _Record]:
        """(kind, id, log's channel) → the record; new ones are written at once, in the order of their names."""
        logs = self._names.logs
        wanted: dict[tuple[str, str], set[str]] = {}
        for fact in facts:
            wanted.setdefault((fact.kind, logs[fact.log].channel), set()).add(fact.id)
        found: dict[tuple[str, str, int], _Record] = {}
        fresh: list[tuple[int, str, str, bytes]] = []
        for (kind, channel), ids in sorted(wanted.items()):
            channel_key = self._names.channel(channel)
            for record in self._held(kind, channel, channel_key, sorted(ids)):
                found[kind, record.id, channel_key] = record
            fresh += [
                (channel_key, kind, each, b"{}") for each in sorted(ids) if (kind, each, channel_key) not in found
            ]
        if fresh:
            key = int(self._connection.exec_driver_sql("SELECT coalesce(max(key), 0) FROM record").scalar_one())
            self._connection.exec_driver_sql(
                "INSERT INTO record (key, channel, kind, id, heads) VALUES (?, ?, ?, ?, ?)",
                [(key + place, *row) for place, row in enumerate(fresh, 1)],
            )
            for place, (channel_key, kind, each, _) in enumerate(fresh, 1):
                found[kind, each, channel_key] = _Record(
                    key + place, kind, each, self._names.channel_names[channel_key], {}, False, None, True
                )
        return found

    def _held(self, kind: str, channel: str, channel_key: int, ids: Sequence[str]) -> Iterator[_Record]:
        for part in chunks(ids, CHUNK):
            marks = ",".join("?" * len(part))
            rows = self._connection.exec_driver_sql(
                "SELECT key, id, heads, made_n, made_log FROM record"
                f" WHERE kind = ? AND channel = ? AND id IN ({marks})",
                (kind, channel_key, *part),
            )
            for key, record_id, heads, made_n, made_log in rows:
                held = _decode_heads(heads)
                made = (made_n, self._names.logs[made_log].desk) if made_n is not None else None
                yield _Record(key, kind, record_id, channel, held, bool(held), made)

    # -- decisions -------------------------------------------------------------------------------------------------

    def _decide(
        self,
        facts: Sequence[Fact],
        records: Mapping[tuple[str, str, int], _Record],
        *,
        journaled: bool,
        report: bool,
    ) -> Applied:
        names, logs = self._names, self._names.logs
        channel_keys = {log: names.channel(place.channel) for log, place in logs.items()}
        standings: Counter[tuple[int, str]] = Counter()
        entries: list[NewEntry] = []
        taken: list[tuple[Fact, _Record, Collection[tuple[str, Value]]]] = []
        held: HeldHeads = {}
        for fact in facts:
            channel, desk = logs[fact.log]
            standing, registers = judge(fact.kind, fact.values, fact.has_salt, self._rules.writers.get(desk))
            if standing is not Standing.CANDIDATE:
                standings[segment_of(fact.key), standing.value] += 1
                continue
            record = records[fact.kind, fact.id, channel_keys[fact.log]]
            over = self._rules.seen(channel, desk, fact.over)
            entries.append(NewEntry(fact.n, desk, record.key, over, registers))
            taken.append((fact, record, registers))
            for register, _ in registers:
                heads = record.heads.get(register)
                if heads is not None:
                    place = (record.key, register)
                    if place not in held:
                        held[place] = [(n, logs[log].desk, UNREAD) for log, n in heads]
            rank = (fact.n, desk)
            if record.first is None or rank < (record.first.n, logs[record.first.log].desk):
                record.first = fact
            if record.last is None or rank > (record.last.n, logs[record.last.log].desk):
                record.last = fact
        by_key = {record.key: record for record in records.values()}

        def read(places: Collection[Place]) -> Mapping[Place, Collection[Candidate]]:
            if journaled:
                return {}
            return candidates_of(self._connection, names, self._rules, {record for record, _ in places})

        for (key, register), outcome in settle_batch(held, entries, read).items():
            by_key[key].settled[register] = outcome
        self._settle_hiding(by_key, entries, journaled)
        touched = [record for record in by_key.values() if record.settled]
        self._write(touched)
        if not report:
            return Applied(_names_of(by_key.values()), frozenset(by_key))
        conflicts: set[Clash] = set()
        for fact, record, registers in taken:
            standings[segment_of(fact.key), self._standing(fact, record, registers, conflicts)] += 1
        clashes = self._parallel(taken, touched)
        return Applied(
            records=_names_of(by_key.values()),
            keys=frozenset(by_key),
            standings=standings,
            conflicts=tuple(sorted(conflicts)),
            parallel=tuple(sorted(clashes - conflicts)),
        )

    def _standing(
        self, fact: Fact, record: _Record, registers: Iterable[tuple[str, Value]], conflicts: set[Clash]
    ) -> str:
        """What became of one entry, at the end: a head in conflict, a head, or the head of nothing."""
        name = (fact.log, fact.n)
        is_head = is_in_conflict = False
        for register, _ in registers:
            if name in record.heads[register]:
                is_head = True
                if record.settled[register].is_conflict:
                    is_in_conflict = True
                    conflicts.add(Clash(record.kind, record.id, record.channel, register))
        if is_in_conflict:
            return "in_conflict"
        for register in _HIDING:
            # Deleted there, edited here: the edit is a head beside the deletion, so it is a party to it.
            outcome = record.settled.get(register)
            if is_head and outcome is not None and outcome.is_conflict:
                conflicts.add(Clash(record.kind, record.id, record.channel, register))
        return "shown" if is_head else "replaced"

    def _settle_hiding(self, records: Mapping[int, _Record], entries: Sequence[NewEntry], journaled: bool) -> None:
        """Apply the rule of deletion and merging to the records that any entry hides."""
        concerned = {
            record.key
            for record in records.values()
            if record.settled
            and any(register in record.settled or register in record.heads for register in _HIDING)
        }
        if not concerned:
            return
        found = {} if journaled else candidates_of(self._connection, self._names, self._rules, concerned)
        for entry in entries:
            if entry.record in concerned:
                for register, value in entry.registers:
                    found.setdefault((entry.record, register), []).append(
                        Candidate(entry.desk, entry.n, value, entry.over)
                    )
        outcomes: dict[int, dict[str, Outcome]] = {}
        for (key, register), candidates in found.items():
            outcomes.setdefault(key, {})[register] = settle(register, candidates)
        for key, decided in outcomes.items():
            settled = settle_record(decided)
            for register in _HIDING:
                if register in settled:
                    records[key].settled[register] = settled[register]

    # -- writing ---------------------------------------------------------------------------------------------------

    def _write(self, touched: list[_Record]) -> None:
        names, run = self._names, self._connection.exec_driver_sql
        touched.sort(key=lambda record: record.key)
        changes: dict[str, list[RowChange]] = {}
        rows: list[tuple[bytes, int | None, int | None, int]] = []
        solved: list[tuple[int, str]] = []
        open_now: list[tuple[int, str]] = []
        log_of: dict[tuple[str, str], int] = {(place.channel, place.desk): key for key, place in names.logs.items()}
        for record in touched:
            change = RowChange(record.key, names.channel(record.channel), not record.is_shown)
            latest = record.latest(names) if record.is_shown else (0, "")
            heads = dict(record.heads)
            for register, outcome in record.settled.items():
                was = heads.get(register)
                if was is not None and (len(was) > 1 or register in _HIDING):
                    solved.append((record.key, register))
                heads[register] = [(log_of[record.channel, head.desk], head.n) for head in outcome.heads]
                change.registers[register] = outcome.value
                if outcome.is_conflict:
                    open_now.append((record.key, register))
            record.heads = heads
            self._sign(record, change, latest)
            made_log = log_of[record.channel, record.made[1]] if record.made else None
            rows.append((_encode(heads), record.made[0] if record.made else None, made_log, record.key))
            changes.setdefault(record.kind, []).append(change)
        run_rows("UPDATE record SET heads = ?, made_n = ?, made_log = ? WHERE key = ?", rows, run)
        run_rows("DELETE FROM conflict WHERE record = ? AND register = ?", solved, run)
        run_rows("INSERT OR IGNORE INTO conflict (record, register) VALUES (?, ?)", open_now, run)
        write_rows(self._connection, self._tables, changes)
        by_kind = {kind: [row.record for row in each] for kind, each in changes.items()}
        moved = hide(self._connection, names, self._tables, by_kind)
        if self._is_searching:
            fresh = {record.key for record in touched if record.is_new} - moved
            search.index_records(self._connection, self._tables, fresh, fresh=True)
            search.index_records(self._connection, self._tables, {record.key for record in touched} - fresh | moved)

    def _sign(self, record: _Record, change: RowChange, latest: tuple[int, str]) -> None:
        """Who made and who last changed the record, as the new entries tell."""
        logs = self._names.logs
        if record.first is not None:
            rank = (record.first.n, logs[record.first.log].desk)
            if record.made is None or rank < record.made:
                record.made = rank
                change.made = Signed(record.first.at, record.first.by)
        if record.last is not None and (record.last.n, logs[record.last.log].desk) > latest:
            change.changed = Signed(record.last.at, record.last.by)

    def _write_journal(self, facts: Sequence[Fact], records: Mapping[tuple[str, str, int], _Record]) -> None:
        channel_keys = {log: self._names.channel(place.channel) for log, place in self._names.logs.items()}
        run_rows(
            "INSERT INTO entry (key, record, n, line) VALUES (?, ?, ?, ?)",
            sorted(
                (fact.key, records[fact.kind, fact.id, channel_keys[fact.log]].key, fact.n, fact.line)
                for fact in facts
            ),
            self._connection.exec_driver_sql,
        )

    # -- afresh ----------------------------------------------------------------------------------------------------

    def _resettle_part(self, keys: Sequence[int], is_searching: bool) -> None:
        run = self._connection.exec_driver_sql
        records: dict[tuple[str, str, int], _Record] = {}
        by_kind: dict[str, list[int]] = {}
        for part in chunks(keys, CHUNK):
            marks = ",".join("?" * len(part))
            for key, kind, record_id, channel in run(
                f"SELECT key, kind, id, channel FROM record WHERE key IN ({marks})", tuple(part)
            ):
                name = self._names.channel_names[channel]
                records[kind, record_id, channel] = _Record(key, kind, record_id, name, {}, False, None)
                by_kind.setdefault(kind, []).append(key)
        run_rows("UPDATE record SET heads = x'7b7d', made_n = NULL, made_log = NULL WHERE key = ?",
                 [(key,) for key in keys], run)  # fmt: skip
        run_rows("DELETE FROM conflict WHERE record = ?", [(key,) for key in keys], run)
        for kind, rows in by_kind.items():
            if kind in self._tables:
                remove_rows(self._connection, kind, rows)
        facts = [
            fact_of(stored.key, stored.log, stored.line) for stored in stored_entries(self._connection, keys)
        ]
        was, self._is_searching = self._is_searching, False
        try:
            self._decide(facts, records, journaled=True, report=False)
        finally:
            self._is_searching = was
        for kind, rows in by_kind.items():
            hide(self._connection, self._names, self._tables, {kind: rows})
        if is_searching:
            search.index_records(self._connection, self._tables, set(keys))

    # -- parallel changes ------------------------------------------------------------------------------------------

    def _parallel(
        self,
        taken: Sequence[tuple[Fact, _Record, Collection[tuple[str, Value]]]],
        touched: Sequence[_Record],
    ) -> set[Clash]:
        """Registers of a record that were changed on both sides, neither having seen the other."""
        fresh: dict[int, dict[tuple[int, int], EntryHead]] = {}
        for fact, record, _ in taken:
            fresh.setdefault(record.key, {})[fact.log, fact.n] = EntryHead(fact.log, fact.n, fact.over)
        clashes = {
            Clash(record.kind, record.id, record.channel, register)
            for record in touched
            for register, outcome in record.settled.items()
            if outcome.is_parallel
        }
        late: list[_Record] = []
        for record in touched:
            found = parallel_registers(record.heads, fresh.get(record.key, {}), self._names.logs)
            if found is None:
                late.append(record)
                continue
            clashes.update(Clash(record.kind, record.id, record.channel, each) for each in found)
        if late:
            overs: dict[int, dict[tuple[int, int], EntryHead]] = {}
            for stored in stored_entries(self._connection, [record.key for record in late]):
                line = decode_line(stored.line)
                overs.setdefault(stored.record, {})[stored.log, line.n] = EntryHead(stored.log, line.n, line.over)
            for record in late:
                known = overs.get(record.key, {}) | fresh.get(record.key, {})
                found = parallel_registers(record.heads, known, self._names.logs, fresh.get(record.key, {}))
                clashes.update(Clash(record.kind, record.id, record.channel, each) for each in found or ())
        return clashes


def _names_of(records: Iterable[_Record]) -> tuple[tuple[str, str, str], ...]:
    return tuple((each.kind, each.id, each.channel) for each in records)


def fact_of(key: int, log: int, line: bytes) -> Fact:
    """An entry of the journal as the merge takes it."""
    entry = decode_line(line)
    return Fact(
        key, log, entry.n, entry.at, entry.by, entry.kind, entry.id, entry.over, entry.set, bool(entry.salt), line
    )


def run_rows(statement: str, rows: list, run) -> None:  # type: ignore[no-untyped-def, type-arg]
    """Run a statement for each row, if there is any."""
    if rows:
        run(statement, rows)


def segment_of(key: int) -> int:
    """The segment in which the entry of that key lies."""
    return key // PLACES
