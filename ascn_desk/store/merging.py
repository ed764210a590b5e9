"""The merge in bulk: entries that begin to count, or cease to, become heads, conflicts and shown rows.

- the heads of all touched records are read once, decided in dictionaries and written once, in the order of keys
- plain cases are decided by heads alone, the others by ``domain.merge`` (:mod:`ascn_desk.store.settling`)
- the journal's rows are written by the caller's arrivals here too, so that nothing is shown that it does not hold

Why so: docs/decisions/0002-store-and-merge-in-bulk.md. The meaning: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, Table

from ascn_desk.domain.kind import Writer
from ascn_desk.domain.merge import DELETED, MERGED_INTO, Candidate, Outcome, Value, settle, settle_record
from ascn_desk.domain.validity import Verdict
from ascn_desk.store import search
from ascn_desk.store.engine import run_many
from ascn_desk.store.entries import CHUNK, candidates_of, chunks, decode_line, stored_entries
from ascn_desk.store.hiding import hide
from ascn_desk.store.judging import Rules, Standing, checker, foregone, judge
from ascn_desk.store.names import Names
from ascn_desk.store.parallel import parallel_names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settling import Heads, Name, Registers
from ascn_desk.store.shown_rows import RowChange, Signed, remove_rows, write_rows

NOBODY = "nobody"
"""Stands for the desk where no entry does."""
_HIDING = (DELETED, MERGED_INTO)
_REBUILD_CHUNK = 5_000

HeadNames: TypeAlias = dict[str, list[tuple[int, int]]]
"""Register → (log, n) of its heads, as readers decode them."""

_decode_heads = msgspec.json.Decoder(Heads).decode
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
    """A touched record: its registers as held, then as decided. ``first`` and ``last`` of the new entries by rank."""

    key: int
    kind: str
    id: str
    channel: str
    registers: Registers
    made: tuple[int, str] | None = None
    is_new: bool = False
    is_shown: bool = False
    first: Fact | None = None
    last: Fact | None = None
    head_names: frozenset[Name] = frozenset()

    def latest(self, desks: Mapping[int, str]) -> tuple[int, str]:
        """The rank of the last entry: it is always a head."""
        return max([(n, desks[log]) for log, n in self.head_names], default=(0, ""))

    def clashes(self, names: set[Name]) -> Iterator[Clash]:
        """The registers that any of some entries heads."""
        kind, record_id, channel = self.kind, self.id, self.channel
        for register, heads in self.registers.heads.items():
            if heads[0] in names or (len(heads) > 1 and not names.isdisjoint(heads)):
                yield Clash(kind, record_id, channel, register)


Taken: TypeAlias = tuple[Fact, _Record, Collection[tuple[str, Value]]]
"""An entry that is a candidate, its record, and the registers that it sets."""


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
        self._desks: dict[int, str] = {}

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
        self._write_records([record for record in records.values() if record.is_new], {})
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
            if standing is Standing.CANDIDATE and not record.registers.heads:
                change = RowChange(record.key, channel_key, True, dict(registers))
                changes.setdefault(fact.kind, []).append(change)
        self._write_records([record for record in held.values() if record.is_new], {})
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
        """(kind, id, log's channel) → the record; new ones get their keys in the order of their names."""
        logs = self._names.logs
        self._desks = {log: place.desk for log, place in logs.items()}
        wanted: dict[tuple[str, int], set[str]] = {}
        for fact in facts:
            wanted.setdefault((fact.kind, fact.log), set()).add(fact.id)
        ids: dict[tuple[str, str], set[str]] = {}
        for (kind, log), some in wanted.items():
            ids.setdefault((kind, logs[log].channel), set()).update(some)
        found: dict[tuple[str, str, int], _Record] = {}
        fresh: list[tuple[str, str, str]] = []
        for (kind, channel), some in sorted(ids.items()):
            channel_key = self._names.channel(channel)
            for record in self._held(kind, channel, channel_key, sorted(some)):
                found[kind, record.id, channel_key] = record
            fresh += [(kind, channel, each) for each in sorted(some) if (kind, each, channel_key) not in found]
        if fresh:
            key = int(self._connection.exec_driver_sql("SELECT coalesce(max(key), 0) FROM record").scalar_one())
            for place, (kind, channel, each) in enumerate(fresh, key + 1):
                record = _Record(place, kind, each, channel, Registers(), is_new=True)
                found[kind, each, self._names.channel(channel)] = record
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
                made = (made_n, self._desks[made_log]) if made_n is not None else None
                yield _Record(key, kind, record_id, channel, Registers(held), made, is_shown=bool(held))

    # -- decisions -------------------------------------------------------------------------------------------------

    def _decide(
        self,
        facts: Sequence[Fact],
        records: Mapping[tuple[str, str, int], _Record],
        *,
        journaled: bool,
        report: bool,
    ) -> Applied:
        standings: Counter[tuple[int, str]] = Counter()
        taken = self._take(facts, records, standings)
        touched = [record for record in records.values() if record.last is not None]
        self._settle_unclear(touched, taken)
        self._settle_hiding(touched, taken, journaled)
        self._write(touched, [record for record in records.values() if record.is_new])
        names = tuple((each.kind, each.id, each.channel) for each in records.values())
        keys = frozenset(each.key for each in records.values())
        if not report:
            return Applied(names, keys)
        heads = {record.key: record.head_names for record in touched}
        conflicts = _standings(taken, heads, standings)
        clashes = self._parallel(touched, taken, heads)
        return Applied(names, keys, standings, tuple(sorted(conflicts)), tuple(sorted(clashes - conflicts)))

    def _take(
        self,
        facts: Sequence[Fact],
        records: Mapping[tuple[str, str, int], _Record],
        standings: Counter[tuple[int, str]],
    ) -> list[Taken]:
        """Every candidate taken by its record, in the order of (n, desk); the others only counted."""
        names, rules, desks = self._names, self._rules, self._desks
        channels = {log: place.channel for log, place in names.logs.items()}
        channel_keys = {log: names.channel(channel) for log, channel in channels.items()}
        writers = {log: rules.writers.get(desk) for log, desk in desks.items()}
        ranks = {log: place for place, log in enumerate(sorted(desks, key=desks.__getitem__))}
        has_forks = bool(rules.forks)
        # Of each sort of entry it is found out once whether its values need be looked at, and how.
        sorts: dict[tuple[str, int, bool], tuple[Standing | None, Callable[..., Verdict]]] = {}
        taken: list[Taken] = []
        for fact in sorted(facts, key=lambda each: (each.n, ranks[each.log])):
            key, log, n, _, _, kind, record_id, over, values, has_salt, _ = fact
            sort = (kind, log, has_salt)
            if sort not in sorts:
                standing = foregone(kind, has_salt, writers[log])
                sorts[sort] = (standing, checker(kind) if standing is None else _unasked)
            standing, check = sorts[sort]
            if standing is None:
                is_valid, registers, has_unknown = check(values)
                if not is_valid:
                    standing = Standing.INVALID
                elif has_unknown and not registers:
                    standing = Standing.UNKNOWN
            if standing is not None:
                standings[key // PLACES, standing.value] += 1
                continue
            record = records[kind, record_id, channel_keys[log]]
            if has_forks:
                over = rules.seen(channels[log], desks[log], over)
            record.registers.take((log, n), over, registers, desks)  # type: ignore[arg-type]
            if record.first is None:
                record.first = fact
            record.last = fact
            taken.append((fact, record, registers))  # type: ignore[arg-type]
        return taken

    def _settle_unclear(self, touched: Iterable[_Record], taken: Iterable[Taken]) -> None:
        """Decide what the heads alone do not: heads side by side, and entries below a head."""
        logs: dict[str, dict[str, int]] = {}
        for log, place in self._names.logs.items():
            logs.setdefault(place.channel, {})[place.desk] = log
        unclear: dict[int, _Record] = {}
        for record in touched:
            if record.registers.rivals:
                record.registers.finish(self._desks, logs[record.channel])
            if record.registers.unclear:
                unclear[record.key] = record
        if not unclear:
            return
        found = candidates_of(self._connection, self._names, self._rules, unclear)
        self._add_taken(found, taken, unclear)
        for key, record in unclear.items():
            for register in record.registers.unclear:
                record.registers.decide(register, settle(register, found[key, register]), logs[record.channel])

    def _settle_hiding(self, touched: Iterable[_Record], taken: Iterable[Taken], journaled: bool) -> None:
        """Apply the rule of deletion and merging to the records that any entry hides."""
        concerned = {
            record.key: record
            for record in touched
            if DELETED in record.registers.heads or MERGED_INTO in record.registers.heads
        }
        if not concerned:
            return
        found = {} if journaled else candidates_of(self._connection, self._names, self._rules, concerned)
        self._add_taken(found, taken, concerned)
        outcomes: dict[int, dict[str, Outcome]] = {}
        for (key, register), candidates in found.items():
            outcomes.setdefault(key, {})[register] = settle(register, candidates)
        logs = {(place.channel, place.desk): log for log, place in self._names.logs.items()}
        for key, decided in outcomes.items():
            settled = settle_record(decided)
            record = concerned[key]
            own = {desk: log for (channel, desk), log in logs.items() if channel == record.channel}
            for register in _HIDING:
                if register in settled:
                    record.registers.were_open.add(register)
                    record.registers.decide(register, settled[register], own)

    def _add_taken(
        self,
        found: dict[tuple[int, str], list[Candidate]],
        taken: Iterable[Taken],
        wanted: Collection[int],
    ) -> None:
        """Add the new entries' candidates to those that are held."""
        for fact, record, registers in taken:
            if record.key in wanted:
                channel, desk = self._names.logs[fact.log]
                over = self._rules.seen(channel, desk, fact.over)
                for register, value in registers:
                    found.setdefault((record.key, register), []).append(Candidate(desk, fact.n, value, over))

    # -- writing ---------------------------------------------------------------------------------------------------

    def _write(self, touched: list[_Record], fresh: Sequence[_Record]) -> None:
        names = self._names
        touched.sort(key=lambda record: record.key)
        changes: dict[str, list[RowChange]] = {}
        rows: dict[int, tuple[bytes, int | None, int | None, int]] = {}
        solved: list[tuple[int, str]] = []
        open_now: list[tuple[int, str]] = []
        log_of: dict[tuple[str, str], int] = {(place.channel, place.desk): key for key, place in names.logs.items()}
        for record in touched:
            registers, key = record.registers, record.key
            record.head_names = frozenset(chain.from_iterable(registers.heads.values()))
            change = RowChange(key, names.channel(record.channel), not record.is_shown, registers.values)
            self._sign(record, change)
            if registers.were_open:
                solved += [(key, register) for register in registers.were_open]
            if registers.conflicts:
                open_now += [(key, register) for register in registers.conflicts]
            made_log = log_of[record.channel, record.made[1]] if record.made else None
            rows[key] = (_encode(registers.heads), record.made[0] if record.made else None, made_log, key)
            changes.setdefault(record.kind, []).append(change)
        self._write_records(fresh, rows)
        run_many(self._connection, "DELETE FROM conflict WHERE record = ? AND register = ?", solved)
        run_many(self._connection, "INSERT OR IGNORE INTO conflict (record, register) VALUES (?, ?)", open_now)
        write_rows(self._connection, self._tables, changes)
        # Only a record that says so can be hidden, or have been.
        saying = {record.key for record in touched if not record.registers.heads.keys().isdisjoint(_HIDING)}
        by_kind = {kind: [row.record for row in each if row.record in saying] for kind, each in changes.items()}
        moved = hide(self._connection, names, self._tables, by_kind)
        if self._is_searching:
            new = {record.key for record in touched if record.is_new} - moved
            search.index_records(self._connection, self._tables, new, fresh=True)
            # Most edits change no word that is searched for, and indexing a record costs as much as merging it.
            reworded = {
                record.key
                for record in touched
                if not record.is_shown or not search.REGISTERS[record.kind].isdisjoint(record.registers.values)
            }
            search.index_records(self._connection, self._tables, reworded - new | moved)

    def _write_records(
        self, fresh: Sequence[_Record], rows: dict[int, tuple[bytes, int | None, int | None, int]]
    ) -> None:
        """New records with their heads at once; of the others the heads."""
        channel = self._names.channel
        added = [
            (*rows.pop(record.key, (b"{}", None, None, record.key)), channel(record.channel), record.kind, record.id)
            for record in fresh
        ]
        run_many(
            self._connection,
            "INSERT INTO record (heads, made_n, made_log, key, channel, kind, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            added,
        )
        changed = list(rows.values())
        run_many(self._connection, "UPDATE record SET heads = ?, made_n = ?, made_log = ? WHERE key = ?", changed)

    def _sign(self, record: _Record, change: RowChange) -> None:
        """Who made and who last changed the record, as the new entries tell."""
        first, last, desks = record.first, record.last, self._desks
        if first is not None and (record.made is None or (first.n, desks[first.log]) < record.made):
            record.made = (first.n, desks[first.log])
            change.made = Signed(first.at, first.by)
        # A last entry is a head; were another above it, that would be a head too.
        if last is not None and (not record.is_shown or (last.n, desks[last.log]) >= record.latest(desks)):
            change.changed = Signed(last.at, last.by)

    def _write_journal(self, facts: Sequence[Fact], records: Mapping[tuple[str, str, int], _Record]) -> None:
        channel_keys = {log: self._names.channel(place.channel) for log, place in self._names.logs.items()}
        run_many(
            self._connection,
            "INSERT INTO entry (key, record, n, line) VALUES (?, ?, ?, ?)",
            sorted(
                [
                    (fact.key, records[fact.kind, fact.id, channel_keys[fact.log]].key, fact.n, fact.line)
                    for fact in facts
                ]
            ),
        )

    # -- afresh ----------------------------------------------------------------------------------------------------

    def _resettle_part(self, keys: Sequence[int], is_searching: bool) -> None:
        run = self._connection.exec_driver_sql
        self._desks = {log: place.desk for log, place in self._names.logs.items()}
        records: dict[tuple[str, str, int], _Record] = {}
        by_kind: dict[str, list[int]] = {}
        for part in chunks(keys, CHUNK):
            marks = ",".join("?" * len(part))
            for key, kind, record_id, channel in run(
                f"SELECT key, kind, id, channel FROM record WHERE key IN ({marks})", tuple(part)
            ):
                name = self._names.channel_names[channel]
                records[kind, record_id, channel] = _Record(key, kind, record_id, name, Registers())
                by_kind.setdefault(kind, []).append(key)
        alone = [(key,) for key in keys]
        run_many(
            self._connection,
            "UPDATE record SET heads = x'7b7d', made_n = NULL, made_log = NULL WHERE key = ?",
            alone,
        )
        run_many(self._connection, "DELETE FROM conflict WHERE record = ?", alone)
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
        self, touched: Sequence[_Record], taken: Sequence[Taken], heads: Mapping[int, frozenset[Name]]
    ) -> set[Clash]:
        """Registers of a record that were changed on both sides, neither having seen the other."""
        desks = self._desks
        fresh: dict[int, dict[Name, Mapping[str, int]]] = {}
        for fact, record, _ in taken:
            fresh.setdefault(record.key, {})[fact.log, fact.n] = fact.over
        clashes: set[Clash] = set()
        late: list[_Record] = []
        for record in touched:
            if len(record.head_names) > 1:
                found = parallel_names(record.head_names, fresh[record.key], desks)
                if found is None:
                    late.append(record)
                elif found:
                    clashes.update(record.clashes(found))
            if record.registers.parallels:
                clashes.update(
                    Clash(record.kind, record.id, record.channel, each) for each in record.registers.parallels
                )
        if late:
            overs: dict[int, dict[Name, Mapping[str, int]]] = {}
            for stored in stored_entries(self._connection, [record.key for record in late]):
                line = decode_line(stored.line)
                overs.setdefault(stored.record, {})[stored.log, line.n] = line.over
            for record in late:
                new = fresh[record.key]
                known = overs.get(record.key, {}) | new
                clashes.update(record.clashes(parallel_names(record.head_names, known, desks, new) or set()))
        return clashes


def _unasked(values: object) -> Verdict:
    """Stands where an entry's values are never looked at."""
    raise AssertionError("judged already")


def _standings(
    taken: Iterable[Taken], heads: Mapping[int, frozenset[Name]], standings: Counter[tuple[int, str]]
) -> set[Clash]:
    """Count what became of each entry at the end: a head in conflict, a head, or the head of nothing.

    Gives the registers in which a new entry is a head in conflict.
    """
    conflicts: set[Clash] = set()
    became: list[tuple[int, str]] = []
    for fact, record, _ in taken:
        key, log, n = fact[:3]
        standing = "replaced"
        if (log, n) in heads[record.key]:
            standing = "shown"
            for register in record.registers.conflicts:
                # Deleted there, edited here: the edit is a head beside the deletion, so it is a party to it.
                is_own = (log, n) in record.registers.heads[register]
                if is_own or register in _HIDING:
                    conflicts.add(Clash(record.kind, record.id, record.channel, register))
                if is_own:
                    standing = "in_conflict"
        became.append((key // PLACES, standing))
    standings.update(became)
    return conflicts


def fact_of(key: int, log: int, line: bytes) -> Fact:
    """An entry of the journal as the merge takes it."""
    entry = decode_line(line)
    return Fact(
        key, log, entry.n, entry.at, entry.by, entry.kind, entry.id, entry.over, entry.set, bool(entry.salt), line
    )



