"""Writing this desk's own entries, and sealing them: the open segments of its logs.

An entry's place in its open segment gives it its key, and sealing keeps that key; so nothing is ever rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.store.facts import Fact, fact_of
from ascn_desk.store.holdings import State
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES

ENTRIES_A_SEGMENT = 50_000
BYTES_A_SEGMENT = 60 * 2**20
_GREATEST_N = "greatest_n"

_decode_tips = msgspec.json.Decoder(list[tuple[int, int, str]]).decode


class OpenSegment(NamedTuple):
    """An open segment with entries, ready to be sealed."""

    key: int
    log: int
    lines: list[bytes]
    first: int
    last: int


def greatest_n(connection: Connection) -> int:
    """The greatest count that ever counted on this desk."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_GREATEST_N,)).scalar()
    return int(found or 0)


def raise_n(connection: Connection, n: int) -> None:
    """Note that a count has counted here."""
    if n > greatest_n(connection):
        connection.exec_driver_sql(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_GREATEST_N, str(n)),
        )


def own_facts(connection: Connection, log: int, lines: Sequence[bytes]) -> list[Fact]:
    """Give own new entries their places in the open segment of a log, beginning another where one is full."""
    run = connection.exec_driver_sql
    row = run(
        "SELECT key, entries, size FROM segment WHERE log = ? AND number IS NULL AND counts = 1"
        " ORDER BY key DESC LIMIT 1", (log,)
    ).first()
    key, entries, size = (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)
    facts: list[Fact] = []
    for line in lines:
        if key == 0 or entries >= ENTRIES_A_SEGMENT or size + len(line) + 1 > BYTES_A_SEGMENT:
            _note(connection, key, entries, size)
            key, entries, size = _open(connection, log), 0, 0
        facts.append(fact_of(key * PLACES + entries, log, line))
        entries += 1
        size += len(line) + 1
    _note(connection, key, entries, size)
    return facts


def open_segments(connection: Connection, names: Names, desk: str) -> Iterator[OpenSegment]:
    """The open segments of a desk that have entries, log by log and oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT key, log FROM segment WHERE number IS NULL AND entries > 0 AND counts = 1 ORDER BY log, key"
    ).all()
    for key, log in rows:
        if names.logs[log].desk != desk:
            continue
        ends = (key * PLACES, key * PLACES + PLACES - 1)
        entries = connection.exec_driver_sql(
            "SELECT n, line FROM entry WHERE key BETWEEN ? AND ? ORDER BY key", ends
        ).all()
        yield OpenSegment(key, log, [line for _, line in entries], int(entries[0][0]), int(entries[-1][0]))


class SealedRow(NamedTuple):
    """What sealing adds to an open segment."""

    number: int
    identity: str
    previous: str | None
    first: int
    last: int
    sealed: str
    envelope: bytes
    body: bytes


def close_segment(connection: Connection, key: int, row: SealedRow) -> None:
    """Make an open segment a sealed one; its entries stay as they are."""
    connection.exec_driver_sql(
        "UPDATE segment SET number = ?, identity = ?, previous = ?, first = ?, last = ?, sealed = ?, state = ?"
        " WHERE key = ?",
        (*row[:6], State.COUNTS.value, key),
    )
    connection.exec_driver_sql("INSERT INTO sealed VALUES (?, ?, ?)", (key, row.envelope, row.body))


def unsealed_entries(connection: Connection, names: Names) -> dict[str, int]:
    """Channel → own entries that are not sealed yet."""
    rows = connection.exec_driver_sql(
        "SELECT log, sum(entries) FROM segment WHERE number IS NULL AND entries > 0 AND counts = 1 GROUP BY log"
    )
    found: dict[str, int] = {}
    for log, entries in rows:
        channel = names.logs[log].channel
        found[channel] = found.get(channel, 0) + int(entries)
    return found


def unsent_segments(connection: Connection, names: Names, desk: str, office: str | None) -> dict[int, int]:
    """Own segment → its entries, of those that no bundle carried to an office yet; without one, those not sealed.

    Every export seals all channels, so entries may have been sealed by a file for another office, which does not read
    them.
    """
    carried: dict[int, int] = {}
    for (tips,) in connection.exec_driver_sql("SELECT tips FROM sent WHERE office = ?", (office,)):
        for log, number, _ in _decode_tips(tips):
            carried[log] = max(number, carried.get(log, 0))
    found: dict[int, int] = {}
    for log in (key for key, each in names.logs.items() if each.desk == desk):
        # Nothing is above NULL.
        least = carried.get(log, 0) if office is not None else None
        rows = connection.exec_driver_sql(
            "SELECT key, entries FROM segment WHERE log = ? AND entries > 0"
            " AND (number IS NULL AND counts = 1 OR number > ? AND bundle IS NULL)",
            (log, least),
        )
        found.update((key, entries) for key, entries in rows)
    return found


def _open(connection: Connection, log: int) -> int:
    added = connection.exec_driver_sql(
        "INSERT INTO segment (log, entries, size, state, counts, journaled) VALUES (?, 0, 0, ?, 1, 1) RETURNING key",
        (log, State.OPEN.value),
    )
    return int(added.scalar_one())


def _note(connection: Connection, key: int, entries: int, size: int) -> None:
    if key:
        connection.exec_driver_sql("UPDATE segment SET entries = ?, size = ? WHERE key = ?", (entries, size, key))
