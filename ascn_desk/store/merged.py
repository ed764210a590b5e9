"""Records that were merged into others: which one an old id means now."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, column, select, table

from ascn_desk.domain.kind import MERGED_INTO
from ascn_desk.store.shown import HIDDEN, RECORD

_record = table("record", column("key"), column("kind"), column("id"))

_MOST_MERGES = 8
"""How often a record may have been merged on; two that name each other would have no end."""


def merged_on(connection: Connection, tables: Mapping[str, Table], kind: str, record: str) -> str:
    """The id of the record that took the place of another; its own where it still shows, or nothing took it."""
    shown = tables[kind]
    query = select(shown.c[HIDDEN], shown.c[MERGED_INTO]).join(_record, _record.c.key == shown.c[RECORD])
    for _ in range(_MOST_MERGES):
        # The index of ids begins with the kind.
        rows = connection.execute(query.where(_record.c.kind == kind, _record.c.id == record)).all()
        further = sorted(target for _, target in rows if target)
        if not further or any(hidden == 0 for hidden, _ in rows):
            break
        record = further[0]
    return record
