"""One record at a time: where it lies, what it shows, who wrote the heads of its registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.domain.channels import width_key
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.entries import decode_line
from ascn_desk.store.facts import HeadNames, decode_heads
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES

Plain = str | int | bool | None | tuple[str, ...]
"""A shown value: a set-valued field as the tuple of its members."""

_decode_members = msgspec.json.Decoder(tuple[str, ...]).decode


class Place(NamedTuple):
    """Where a record lies; ``channel`` is the number of ``channel_name``."""

    key: int
    kind: str
    id: str
    channel: int
    channel_name: str
    heads: HeadNames


class ShownRow(NamedTuple):
    """What a record shows, and who made and last changed it; None for all of these before any entry counts."""

    values: dict[str, Plain]
    is_hidden: bool
    made_at: str | None
    made_by: str | None
    changed_at: str | None
    changed_by: str | None


class HeadEntry(NamedTuple):
    """An entry that is a head."""

    log: int
    n: int
    at: str
    by: str
    values: Mapping[str, Any]
    why: str | None
    bundle: str | None


def find(
    connection: Connection, names: Names, kind: str, record_id: str, channel: str | None = None
) -> Place | None:
    """The record of that name: in that channel, or in the widest that this desk holds it in and shows it."""
    rows = connection.exec_driver_sql(
        "SELECT key, channel, heads FROM record WHERE kind = ? AND id = ?", (kind, record_id)
    ).all()
    places = [
        Place(key, kind, record_id, number, names.channel_names[number], decode_heads(heads))
        for key, number, heads in rows
    ]
    shown = [
        place
        for place in places
        if (channel is None or place.channel_name == channel) and (place.heads or _has_row(connection, place))
    ]
    return min(shown, key=lambda place: width_key(place.channel_name), default=None)


def _has_row(connection: Connection, place: Place) -> bool:
    if place.kind not in KINDS:
        return False
    found = connection.exec_driver_sql(f"SELECT 1 FROM shown_{place.kind} WHERE _record = ?", (place.key,)).scalar()
    return bool(found)


def shown_row(connection: Connection, place: Place) -> ShownRow:
    """What a record of a known kind shows."""
    kind = KINDS[place.kind]
    names = list(kind.fields)
    row = connection.exec_driver_sql(
        f"SELECT _hidden, _made_at, _made_by, _changed_at, _changed_by, {_columns(names)}"
        f" FROM shown_{place.kind} WHERE _record = ?",
        (place.key,),
    ).first()
    if row is None:
        return ShownRow({name: plain(kind, name, None) for name in names}, False, None, None, None, None)
    values = {name: plain(kind, name, value) for name, value in zip(names, row[5:], strict=True)}
    return ShownRow(values, bool(row[0]), *(each or None for each in row[1:5]))


def shown_values(connection: Connection, kind: Kind, records: Sequence[int]) -> dict[int, dict[str, Plain]]:
    """Record → what it shows, for some records of a kind."""
    names = list(kind.fields)
    marks = ",".join("?" * len(records))
    rows = connection.exec_driver_sql(
        f"SELECT _record, {_columns(names)} FROM shown_{kind.name} WHERE _record IN ({marks})",
        tuple(records),
    )
    return {
        record: {name: plain(kind, name, value) for name, value in zip(names, values, strict=True)}
        for record, *values in rows
    }


def _columns(names: Sequence[str]) -> str:
    # Quoted, since some fields are called by words of SQL: a log entry names its case.
    return ", ".join(f'"{name}"' for name in names)


def plain(kind: Kind, name: str, stored: Any) -> Plain:
    """A value of a shown column as the rest of the program has it."""
    field = kind.fields[name]
    if field.is_set:
        return _decode_members(stored) if stored else ()
    if field.type is FieldType.BOOLEAN and stored is not None:
        return bool(stored)
    return stored  # type: ignore[no-any-return]


def head_entries(connection: Connection, place: Place) -> dict[tuple[int, int], HeadEntry]:
    """(log, n) → the entry, for every head of a record."""
    wanted = {(log, n) for heads in place.heads.values() for log, n in heads}
    rows = connection.exec_driver_sql(
        f"SELECT s.log, e.n, e.line, s.bundle FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
        " WHERE e.record = ? AND s.counts = 1",
        (place.key,),
    )
    found: dict[tuple[int, int], HeadEntry] = {}
    for log, n, line, bundle in rows:
        if (log, n) in wanted:
            entry = decode_line(line)
            found[log, n] = HeadEntry(log, n, entry.at, entry.by, entry.set, entry.why, bundle)
    return found


def conflicts_of(connection: Connection, record: int) -> tuple[str, ...]:
    """The registers of a record that await a decision."""
    rows = connection.exec_driver_sql(
        "SELECT register FROM conflict WHERE record = ? ORDER BY register", (record,)
    )
    return tuple(register for (register,) in rows)


def register_value(kind: Kind, register: str, values: Mapping[str, Any]) -> Any:
    """What an entry says of a register: a scalar, or field → scalar for a group."""
    group = kind.groups.get(register)
    if group is None:
        return values.get(register)
    return {name: values.get(name) for name in group}


def shown_register(kind: Kind, register: str, values: Mapping[str, Plain]) -> Any:
    """What a record shows of a register, in the form of :func:`register_value`."""
    head, colon, member = register.partition(":")
    if colon:
        held = values.get(head)
        return isinstance(held, tuple) and member in held
    return register_value(kind, register, values)


def offered_codes(connection: Connection) -> dict[str, frozenset[str]]:
    """List → the codes that may still be chosen from it."""
    rows = connection.exec_driver_sql(
        "SELECT list, code FROM shown_choice WHERE _hidden = 0 AND disabled_on IS NULL AND list IS NOT NULL"
    )
    found: dict[str, set[str]] = {}
    for name, code in rows:
        found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}




def place_of(connection: Connection, names: Names, record: int) -> Place:
    """Where the record of that key lies."""
    kind, record_id, channel, heads = connection.exec_driver_sql(
        "SELECT kind, id, channel, heads FROM record WHERE key = ?", (record,)
    ).one()
    return Place(record, kind, record_id, channel, names.channel_names[channel], decode_heads(heads))


def made_by(connection: Connection, record: int) -> tuple[int, int] | None:
    """(n, log) of the entry that made a record."""
    row = connection.exec_driver_sql("SELECT made_n, made_log FROM record WHERE key = ?", (record,)).one()
    return (int(row[0]), int(row[1])) if row[0] is not None else None


def open_conflicts(connection: Connection) -> list[tuple[int, str]]:
    """(record, register) of all that awaits a decision, record by record."""
    rows = connection.exec_driver_sql(
        "SELECT c.record, c.register FROM conflict c JOIN record r ON r.key = c.record"
        " ORDER BY r.kind, r.id, r.channel, c.register"
    )
    return [(record, register) for record, register in rows]


def count_conflicts(connection: Connection) -> int:
    """How many registers await a decision."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one())


def shown_text(connection: Connection, kind: str, record_id: str, field: str) -> str | None:
    """What one text field of a record shows, in whatever channel it is held."""
    found = connection.exec_driver_sql(
        f'SELECT s."{field}" FROM record r JOIN shown_{kind} s ON s._record = r.key WHERE r.kind = ? AND r.id = ?',
        (kind, record_id),
    ).scalar()
    return str(found) if found else None
