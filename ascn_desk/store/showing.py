"""Writing what was decided: the records' heads, their conflicts, the shown rows, the search, and the journal itself.

All is written once a batch, in the order of keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, Table

from ascn_desk.store import search
from ascn_desk.store.deciding import HIDING
from ascn_desk.store.engine import run_many
from ascn_desk.store.facts import Fact
from ascn_desk.store.hiding import hide
from ascn_desk.store.names import Names
from ascn_desk.store.shown_rows import RowChange, Signed, remove_rows, write_rows
from ascn_desk.store.touching import Record

HeadRow = tuple[bytes, int | None, int | None, int]
"""(heads, made_n, made_log, key) of a record."""

_encode = msgspec.json.encode


def write_journal(connection: Connection, facts: Sequence[Fact], records: Iterable[int]) -> None:
    """Take entries into the journal, with the keys of their records."""
    rows = [(fact.key, record, fact.n, fact.line) for fact, record in zip(facts, records, strict=True)]
    rows.sort()
    run_many(connection, "INSERT INTO entry (key, record, n, line) VALUES (?, ?, ?, ?)", rows)


def write_records(connection: Connection, names: Names, fresh: Iterable[Record], rows: dict[int, HeadRow]) -> None:
    """New records with their heads at once; of the others the heads."""
    added = [
        (*rows.pop(record.key, (b"{}", None, None, record.key)), names.channel(record.channel), record.kind, record.id)
        for record in fresh
    ]
    run_many(
        connection,
        "INSERT INTO record (heads, made_n, made_log, key, channel, kind, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        added,
    )
    changed = list(rows.values())
    run_many(connection, "UPDATE record SET heads = ?, made_n = ?, made_log = ? WHERE key = ?", changed)


def show(
    connection: Connection,
    tables: Mapping[str, Table],
    names: Names,
    records: Sequence[Record],
    fresh: Iterable[Record],
    *,
    is_searching: bool,
) -> None:
    """Write what some records, by key, were decided to be; ``fresh`` are all that are new, decided or not."""
    desks = {log: place.desk for log, place in names.logs.items()}
    log_of = {(place.channel, place.desk): key for key, place in names.logs.items()}
    changes: dict[str, list[RowChange]] = {}
    rows: dict[int, HeadRow] = {}
    solved: list[tuple[int, str]] = []
    open_now: list[tuple[int, str]] = []
    for record in records:
        registers, key = record.registers, record.key
        change = RowChange(key, names.channel(record.channel), not record.is_shown, registers.values)
        _sign(record, change, desks)
        if registers.were_open:
            solved += [(key, register) for register in registers.were_open]
        if registers.conflicts:
            open_now += [(key, register) for register in registers.conflicts]
        made_n, made_log = (record.made[0], log_of[record.channel, record.made[1]]) if record.made else (None, None)
        rows[key] = (_encode(registers.heads), made_n, made_log, key)
        changes.setdefault(record.kind, []).append(change)
    write_records(connection, names, fresh, rows)
    run_many(connection, "DELETE FROM conflict WHERE record = ? AND register = ?", solved)
    run_many(connection, "INSERT OR IGNORE INTO conflict (record, register) VALUES (?, ?)", open_now)
    write_rows(connection, tables, changes)
    # Only a record that says so can be hidden, or have been.
    saying = {record.key for record in records if not record.registers.heads.keys().isdisjoint(HIDING)}
    by_kind = {kind: [row.record for row in each if row.record in saying] for kind, each in changes.items()}
    moved = hide(connection, names, tables, by_kind)
    if is_searching:
        _index(connection, tables, records, moved)


def unshow(connection: Connection, tables: Mapping[str, Table], records: Iterable[Record]) -> None:
    """Take away all that was decided of some records."""
    by_kind: dict[str, list[int]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record.key)
    alone = [(key,) for keys in by_kind.values() for key in keys]
    run_many(connection, "UPDATE record SET heads = x'7b7d', made_n = NULL, made_log = NULL WHERE key = ?", alone)
    run_many(connection, "DELETE FROM conflict WHERE record = ?", alone)
    for kind, keys in by_kind.items():
        if kind in tables:
            remove_rows(connection, kind, keys)


def _index(connection: Connection, tables: Mapping[str, Table], records: Sequence[Record], moved: set[int]) -> None:
    new = {record.key for record in records if record.is_new} - moved
    search.index_records(connection, tables, new, fresh=True)
    # Most edits change no word that is searched for, and indexing a record costs as much as merging it.
    reworded = {
        record.key
        for record in records
        if not record.is_shown or not search.REGISTERS[record.kind].isdisjoint(record.registers.values)
    }
    search.index_records(connection, tables, reworded - new | moved)


def _sign(record: Record, change: RowChange, desks: Mapping[int, str]) -> None:
    """Who made and who last changed the record, as the new entries tell; they lie by (n, desk)."""
    first, last = next(iter(record.taken.values()))[0], next(reversed(record.taken.values()))[0]
    if (last.log, last.n) not in record.head_names:
        # A skeleton beside others is no head, and what it replaced is none either.
        last = next((taken[0] for name, taken in reversed(record.taken.items()) if name in record.head_names), last)
    if record.made is None or (first.n, desks[first.log]) < record.made:
        record.made = (first.n, desks[first.log])
        change.made = Signed(first.at, first.by)
    # A last entry is a head; were another above it, that would be a head too.
    if not record.is_shown or record.is_latest(last, desks):
        change.changed = Signed(last.at, last.by)
