"""What was shown at an earlier moment: how far each log counted then, and the shown tables brought back to it.

- a moment is named by its position: log → the last entry that counted, and how many did
- bringing back happens inside a transaction that is rolled back; the journal itself is never touched
- only records with later entries are decided anew, from their earlier ones, by the merge rule
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, Table

from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import Candidate, settle, settle_record
from ascn_desk.store.entries import CHUNK, chunks, decode_line, stored_entries
from ascn_desk.store.hiding import hide
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.names import Log, Names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.shown_rows import RowChange, Signed, remove_rows, write_rows


class Reached(NamedTuple):
    """How far a log counted: its last count, how many entries that is, and of how many only the digest is left."""

    n: int
    entries: int
    redacted: int = 0


def position(connection: Connection, names: Names, until: Mapping[Log, int] | None = None) -> dict[Log, Reached]:
    """How far each log counts now; with ``until`` only up to these counts, a log that is not named not at all."""
    found: dict[int, Reached] = {}
    rows = connection.exec_driver_sql(
        "SELECT key, log, entries, number IS NOT NULL, first, last FROM segment WHERE counts = 1 AND entries > 0"
    ).all()
    for key, log, entries, is_sealed, first, last in rows:
        bound = None if until is None else until.get(names.logs[log], 0)
        if is_sealed and bound is not None and first > bound:
            continue
        if not is_sealed or (bound is not None and last > bound):
            last, entries = _counted(connection, key, bound)
        if entries:
            before = found.get(log, Reached(0, 0))
            found[log] = Reached(max(before.n, last), before.entries + entries)
    for log, n in _redacted(connection):
        reached = found.get(log)
        if reached is not None and n <= reached.n:
            found[log] = reached._replace(redacted=reached.redacted + 1)
    return {names.logs[log]: reached for log, reached in sorted(found.items())}


def bring_back(
    connection: Connection,
    names: Names,
    rules: Rules,
    tables: Mapping[str, Table],
    until: Mapping[Log, int],
) -> None:
    """Let the shown tables say what they said at a position. Only for a transaction that is rolled back."""
    touched: dict[str, list[int]] = {}
    for part in chunks(_later_records(connection, names, until), CHUNK):
        changes = _earlier_rows(connection, names, rules, until, part)
        for kind, keys in _kinds(connection, part).items():
            if kind in tables:
                remove_rows(connection, kind, keys)
                touched.setdefault(kind, []).extend(keys)
        write_rows(connection, tables, changes)
    # Where a merging ends hangs on other records of the kind: not before all of them stand.
    hide(connection, names, tables, touched)


def _counted(connection: Connection, segment: int, bound: int | None) -> tuple[int, int]:
    """(last count, number) of the entries of a segment up to a count."""
    last, entries = connection.exec_driver_sql(
        f"SELECT max(n), count(*) FROM entry WHERE key BETWEEN ? * {PLACES} AND ? * {PLACES} + {PLACES - 1}"
        " AND (? IS NULL OR n <= ?)",
        (segment, segment, bound, bound),
    ).one()
    return int(last or 0), int(entries)


def _redacted(connection: Connection) -> list[tuple[int, int]]:
    """(log, count) of the entries of which only the digest is left."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, r.n FROM redacted r JOIN segment s ON s.key = r.key / {PLACES} WHERE s.counts = 1"
    )
    return [(log, n) for log, n in rows]


def _later_records(connection: Connection, names: Names, until: Mapping[Log, int]) -> list[int]:
    """The records that have entries beyond a position."""
    found: set[int] = set()
    for key, log, last in connection.exec_driver_sql(
        "SELECT key, log, last FROM segment WHERE counts = 1 AND entries > 0"
    ).all():
        bound = until.get(names.logs[log], 0)
        if last is None or last > bound:
            rows = connection.exec_driver_sql(
                f"SELECT DISTINCT record FROM entry WHERE key BETWEEN ? * {PLACES} AND ? * {PLACES} + {PLACES - 1}"
                " AND n > ?",
                (key, key, bound),
            )
            found.update(record for (record,) in rows)
    return sorted(found)


@dataclass(slots=True)
class _Earlier:
    """What a record had come to by then."""

    registers: dict[str, list[Candidate]] = field(default_factory=dict)
    signed: dict[tuple[int, str], Signed] = field(default_factory=dict)


def _earlier_rows(
    connection: Connection, names: Names, rules: Rules, until: Mapping[Log, int], records: Iterable[int]
) -> dict[str, list[RowChange]]:
    """Kind → the rows of those records that were there already."""
    earlier: dict[int, _Earlier] = {}
    kinds: dict[int, tuple[str, int]] = {}
    for stored in stored_entries(connection, list(records)):
        log = names.logs[stored.log]
        line = decode_line(stored.line)
        if line.n > until.get(log, 0):
            continue
        standing, registers = judge(line.kind, line.set, line.has_salt, rules.writers.get(log.desk))
        if standing is not Standing.CANDIDATE:
            continue
        kinds[stored.record] = (line.kind, names.channel(log.channel))
        record = earlier.setdefault(stored.record, _Earlier())
        record.signed[line.n, log.desk] = Signed(line.at, line.by)
        over = rules.seen(log.channel, log.desk, line.over)
        for register, value in registers:
            candidate = Candidate(log.desk, line.n, value, over, line.has_salt is None)
            record.registers.setdefault(register, []).append(candidate)
    changes: dict[str, list[RowChange]] = {}
    for key, record in earlier.items():
        kind, channel = kinds[key]
        outcomes = settle_record({name: settle(name, held) for name, held in record.registers.items()})
        values = {name: outcome.value for name, outcome in outcomes.items()}
        made, changed = record.signed[min(record.signed)], record.signed[max(record.signed)]
        changes.setdefault(kind, []).append(RowChange(key, channel, True, values, made, changed))
    return changes


def _kinds(connection: Connection, records: Iterable[int]) -> dict[str, list[int]]:
    keys = tuple(records)
    found: dict[str, list[int]] = {}
    rows = connection.exec_driver_sql(
        f"SELECT kind, key FROM record WHERE key IN ({','.join('?' * len(keys))})", keys
    )
    for kind, key in rows:
        if kind in KINDS:
            found.setdefault(kind, []).append(key)
    return found
