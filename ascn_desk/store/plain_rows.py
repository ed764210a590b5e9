"""Rows of the shown tables by the values of their fields, for papers and sheets: all of them, never a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, column, select, table

from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.shown import CHANNEL, HIDDEN, RECORD

_record = table("record", column("key"), column("id"))
_channel = table("channel", column("key"), column("name"))

_MOST_MERGES = 8
"""How often a record may have been merged on; two that name each other would have no end."""


def rows_where(
    connection: Connection, tables: Mapping[str, Table], kind: str, where: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(id, channel, values) of the records of a kind that show and have these values, in the order of their ids.

    Shapes: ``where`` is field → value, ``id`` among them; an id whose record was merged away finds the record that
            took its place. Sets come as tuples, booleans as such.
    """
    shown, wanted = tables[kind], dict(where or {})
    if "id" in wanted:
        wanted["id"] = _merged_on(connection, shown, wanted["id"])
    query = (
        select(_record.c.id, _channel.c.name, *[shown.c[name] for name in KINDS[kind].fields])
        .select_from(shown)
        .join(_record, _record.c.key == shown.c[RECORD])
        .join(_channel, _channel.c.key == shown.c[CHANNEL])
        .where(shown.c[HIDDEN] == 0)
        .order_by(_record.c.id, _channel.c.name)
    )
    for name, value in wanted.items():
        query = query.where((_record.c.id if name == "id" else shown.c[name]) == value)
    for record, channel, *values in connection.execute(query):
        yield record, channel, _values(kind, values)


def _merged_on(connection: Connection, shown: Table, record: str) -> str:
    query = select(shown.c[HIDDEN], shown.c[MERGED_INTO]).join(_record, _record.c.key == shown.c[RECORD])
    for _ in range(_MOST_MERGES):
        rows = connection.execute(query.where(_record.c.id == record)).all()
        if any(hidden == 0 for hidden, _ in rows):
            break
        further = [target for _, target in rows if target]
        if not further:
            break
        record = further[0]
    return record


def _values(kind: str, values: list[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for field, value in zip(KINDS[kind].fields.values(), values, strict=True):
        if field.is_set:
            shown[field.name] = tuple(json.loads(value)) if value else ()
        elif field.type is FieldType.BOOLEAN and value is not None:
            shown[field.name] = bool(value)
        else:
            shown[field.name] = value
    return shown
