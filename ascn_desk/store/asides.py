"""What this desk set aside: sealed segments that do not count until they are taken back.

The list is a part of what the desk holds, so what it shows is still computed from what it holds alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.holdings import Held
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES


class Aside(NamedTuple):
    """A bundle that was set aside here: when, and by whom."""

    at: str
    by: str


def bundles_aside(connection: Connection) -> dict[str, Aside]:
    """Bundle → when and by whom it was set aside."""
    rows = connection.exec_driver_sql("SELECT bundle, max(at), max(by) FROM aside GROUP BY bundle")
    return {bundle: Aside(at, by) for bundle, at, by in rows}


def new_with(connection: Connection, bundle: str) -> list[tuple[str, int]]:
    """(identity, log) of the sealed segments that were new with a bundle."""
    rows = connection.exec_driver_sql(
        "SELECT identity, log FROM segment WHERE bundle = ? AND identity IS NOT NULL ORDER BY key", (bundle,)
    )
    return [(identity, log) for identity, log in rows]


def put_aside(connection: Connection, bundle: str, identities: Iterable[str], aside: Aside) -> None:
    """Note that these segments shall not count; the next recount finds it so."""
    for identity in identities:
        connection.exec_driver_sql("INSERT OR IGNORE INTO aside VALUES (?, ?, ?, ?)", (identity, bundle, *aside))


def put_back(connection: Connection, bundle: str) -> None:
    """Note that what was set aside of a bundle shall count again."""
    connection.exec_driver_sql("DELETE FROM aside WHERE bundle = ?", (bundle,))


def records_in(connection: Connection, segments: Iterable[Held]) -> dict[tuple[int, int], int]:
    """(record, log) → the least count among the entries of these segments."""
    found: dict[tuple[int, int], int] = {}
    for segment in segments:
        rows = connection.exec_driver_sql(
            "SELECT record, min(n) FROM entry WHERE key BETWEEN ? AND ? GROUP BY record",
            (segment.key * PLACES, segment.key * PLACES + PLACES - 1),
        )
        for record, n in rows:
            found[record, segment.log] = min(n, found.get((record, segment.log), n))
    return found


def named_records(connection: Connection, records: Collection[int]) -> list[tuple[str, str]]:
    """(kind, id) of some records."""
    found: list[tuple[str, str]] = []
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(f"SELECT kind, id FROM record WHERE key IN ({marks})", tuple(part))
        found += [(kind, record_id) for kind, record_id in rows]
    return found


def carried_segments(connection: Connection, names: Names, desk: str, carried: dict[int, int]) -> set[int]:
    """The segments of a desk up to the numbers that some bundle carried; ``carried``: log → greatest number."""
    rows = connection.exec_driver_sql("SELECT key, log, number FROM segment WHERE number IS NOT NULL")
    return {key for key, log, number in rows if names.logs[log].desk == desk and number <= carried.get(log, 0)}
