"""Reading the whole database for audit: the journal line by line, and a digest of all that is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES
from ascn_desk.store.shown import RECORD

_LINES_AT_ONCE = 1_000


class JournalLine(NamedTuple):
    """An entry as it was written, with whose it is and how its segment stands."""

    n: int
    desk: str
    channel: str
    line: bytes
    state: str
    counts: bool


def journal_lines(connection: Connection, names: Names, after: int = 0, *, all: bool = False) -> Iterator[JournalLine]:
    """The entries of the journal with counts above ``after``, by (count, desk); all that count, or simply all."""
    counting = "" if all else " AND s.counts = 1"
    desks = {key: (place.desk, place.channel) for key, place in names.logs.items()}
    rows = connection.exec_driver_sql(
        "SELECT e.n, d.name, s.log, e.line, s.state, s.counts FROM entry e"
        f" JOIN segment s ON s.key = e.key / {PLACES} JOIN log l ON l.key = s.log JOIN desk d ON d.key = l.desk"
        f" WHERE e.n > ?{counting} ORDER BY e.n, d.name, e.key",
        (after,),
    )
    while part := rows.fetchmany(_LINES_AT_ONCE):
        for n, desk, log, line, state, counts in part:
            yield JournalLine(n, desk, desks[log][1], line, state, bool(counts))


def lines_of_segment(connection: Connection, segment: int) -> list[bytes]:
    """The entries of a segment as the journal holds them, in their order."""
    ends = (segment * PLACES, segment * PLACES + PLACES - 1)
    rows = connection.exec_driver_sql("SELECT line FROM entry WHERE key BETWEEN ? AND ? ORDER BY key", ends)
    return [bytes(line) for (line,) in rows]


def shown_digest(connection: Connection, tables: Mapping[str, Table]) -> str:
    """Lower-case SHA-256 of every shown row, every head and every conflict: equal where all that is shown is."""
    digest = sha256()
    for kind, shown in sorted(tables.items()):
        digest.update(f"{kind}\n".encode())
        for row in connection.execute(select(shown).order_by(shown.c[RECORD])):
            digest.update(repr(tuple(row)).encode() + b"\n")
    # A record that nothing speaks of any more has empty heads; whether its row stays says nothing.
    for statement in (
        "SELECT key, kind, id, channel, heads, made_n, made_log FROM record WHERE heads <> x'7b7d' ORDER BY key",
        "SELECT record, register FROM conflict ORDER BY record, register",
    ):
        for found in connection.exec_driver_sql(statement):
            digest.update(repr(tuple(found)).encode() + b"\n")
    return digest.hexdigest()
