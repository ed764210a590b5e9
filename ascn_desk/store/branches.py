"""Branches of logs: when they were sealed, and own open segments that no one seals any more, which cease to count."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from ascn_desk.store.holdings import State
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.settings import read_setting, write_setting

_HANDLED = "written_again"


def open_keys(connection: Connection, log: int) -> list[int]:
    """The open segments of a log with entries that count, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT key FROM segment WHERE log = ? AND number IS NULL AND entries > 0 AND counts = 1 ORDER BY key", (log,)
    )
    return [int(key) for (key,) in rows]


def sealed_at(connection: Connection, log: int) -> dict[str, str]:
    """Identity → when its desk says that it sealed it, of the segments of a log."""
    rows = connection.exec_driver_sql(
        "SELECT identity, sealed FROM segment WHERE log = ? AND number IS NOT NULL", (log,)
    )
    return {identity: sealed for identity, sealed in rows}


def retire(connection: Connection, segments: Sequence[int]) -> list[int]:
    """Let open segments count no more; the records that they speak of, to be decided anew."""
    records: set[int] = set()
    for key in segments:
        connection.exec_driver_sql(
            "UPDATE segment SET counts = 0, state = ? WHERE key = ? AND number IS NULL", (State.AFTER_END.value, key)
        )
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT record FROM entry WHERE key BETWEEN ? AND ?", (key * PLACES, key * PLACES + PLACES - 1)
        )
        records |= {int(record) for (record,) in rows}
    return sorted(records)


def handled(connection: Connection) -> frozenset[str]:
    """The identities of own segments that do not count and whose entries were written again."""
    kept = read_setting(connection, _HANDLED)
    return frozenset(kept.split()) if kept else frozenset()


def note_handled(connection: Connection, identities: Sequence[str]) -> None:
    """Note that the entries of these segments were written again."""
    if identities:
        write_setting(connection, _HANDLED, " ".join(sorted(handled(connection).union(identities))))


def record_key(connection: Connection, names: Names, channel: str, kind: str, record_id: str) -> int | None:
    """The number of a record, if anything of it was ever here."""
    found = connection.exec_driver_sql(
        "SELECT key FROM record WHERE kind = ? AND id = ? AND channel = ?",
        (kind, record_id, names.held_channel(channel)),
    ).scalar()
    return int(found) if found is not None else None
