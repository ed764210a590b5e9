"""Writing the shown tables in bulk: what each record shows after its registers were decided.

Shapes: a change is register → value as :class:`ascn_desk.domain.merge.Outcome` has it (a group as the tuple of its
        fields' values); a set-valued field's column is the sorted JSON list of its members, NULL for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table

from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import Value
from ascn_desk.store.engine import run_many
from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.shown import CHANGED_AT, CHANGED_BY, CHANNEL, HIDDEN, MADE_AT, MADE_BY, RECORD

_OWN = (RECORD, CHANNEL, HIDDEN, MADE_AT, MADE_BY, CHANGED_AT, CHANGED_BY)


class Signed(NamedTuple):
    """When and by whom."""

    at: str
    by: str


@dataclass(slots=True)
class RowChange:
    """What becomes of the row of one record; ``is_new`` where it has none yet."""

    record: int
    channel: int
    is_new: bool
    registers: dict[str, Value] = field(default_factory=dict)
    made: Signed | None = None
    changed: Signed | None = None


def write_rows(connection: Connection, tables: Mapping[str, Table], changes: Mapping[str, list[RowChange]]) -> None:
    """Write the rows of some records, kind by kind and in the order of their keys."""
    for kind, rows in changes.items():
        if kind not in tables:
            continue
        rows.sort(key=lambda row: row.record)
        members = _held_members(connection, kind, rows)
        _insert(connection, kind, [row for row in rows if row.is_new], members)
        _update(connection, kind, [row for row in rows if not row.is_new], members)


def remove_rows(connection: Connection, kind: str, records: Iterable[int]) -> None:
    """Take the rows of some records away."""
    doomed = [(record,) for record in records]
    run_many(connection, f"DELETE FROM shown_{kind} WHERE _record = ?", doomed)


Members = dict[tuple[int, str], set[str]]


def _held_members(connection: Connection, kind: str, rows: list[RowChange]) -> Members:
    """(record, set-valued field) → the members that are shown, for the fields that change."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        if not row.is_new:
            for name in {register.partition(":")[0] for register in row.registers if ":" in register}:
                wanted.setdefault(name, []).append(row.record)
    held: Members = {}
    for name, records in wanted.items():
        for part in chunks(records, CHUNK):
            marks = ",".join("?" * len(part))
            for record, text in connection.exec_driver_sql(
                f'SELECT _record, "{name}" FROM shown_{kind} WHERE _record IN ({marks})', tuple(part)
            ):
                held[record, name] = set(msgspec.json.decode(text)) if text else set()
    return held


def _columns(kind: str, row: RowChange, members: Members) -> dict[str, Any]:
    """Column → value of the fields that change."""
    columns: dict[str, Any] = {}
    sets: dict[str, set[str]] = {}
    spread = _layout(kind)
    for register, value in row.registers.items():
        name, colon, member = register.partition(":")
        if colon:
            held = sets.get(name)
            if held is None:
                held = sets[name] = members.get((row.record, name), set())
            if value is True:
                held.add(member)
            else:
                held.discard(member)
            continue
        group = spread[register]
        if len(group) == 1:
            columns[group[0]] = int(value) if value is True or value is False else value
        else:
            for each, part in zip(group, value or (None,) * len(group), strict=True):  # type: ignore[arg-type]
                columns[each] = int(part) if isinstance(part, bool) else part
    for name, held in sets.items():
        columns[name] = msgspec.json.encode(sorted(held)).decode() if held else None
    return columns


@cache
def _layout(kind: str) -> dict[str, tuple[str, ...]]:
    """Register → its fields."""
    declared = KINDS[kind]
    layout: dict[str, tuple[str, ...]] = dict(declared.groups)
    for each in declared.fields.values():
        if not each.is_set and each.register not in layout:
            layout[each.register] = (each.name,)
    return layout


def _insert(connection: Connection, kind: str, rows: list[RowChange], members: Members) -> None:
    if not rows:
        return
    names = list(KINDS[kind].fields)
    every = [*_OWN, *names]
    # Some fields are called as words of SQL are: ``case`` of a log entry.
    quoted = ",".join(f'"{name}"' for name in every)
    statement = f"INSERT OR REPLACE INTO shown_{kind} ({quoted}) VALUES ({','.join('?' * len(every))})"
    values = []
    for row in rows:
        columns = _columns(kind, row, members)
        made = row.made or Signed("", "")
        changed = row.changed or made
        values.append(
            (row.record, row.channel, 0, made.at, made.by, changed.at, changed.by, *map(columns.get, names))
        )
    run_many(connection, statement, values)


def _update(connection: Connection, kind: str, rows: list[RowChange], members: Members) -> None:
    """Rows that change the same columns go together, so that few statements are made."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        columns = _columns(kind, row, members)
        if row.made is not None:
            columns |= {MADE_AT: row.made.at, MADE_BY: row.made.by}
        if row.changed is not None:
            columns |= {CHANGED_AT: row.changed.at, CHANGED_BY: row.changed.by}
        if columns:
            groups.setdefault(tuple(columns), []).append((*columns.values(), row.record))
    for names, values in groups.items():
        sets = ",".join(f'"{name}"=?' for name in names)
        run_many(connection, f"UPDATE shown_{kind} SET {sets} WHERE _record=?", values)
