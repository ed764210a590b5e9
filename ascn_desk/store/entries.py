"""Entries as the journal holds them, read back for the merge, for history and for audit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.json import Decoder
from sqlalchemy import Connection

from ascn_desk.domain.merge import Candidate
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES

T = TypeVar("T")
CHUNK = 500
"""Keys asked for in one statement."""


class Line(Struct, frozen=True, gc=False):
    """An entry's line, already checked when it came in; ``redacted``: its digest, where only its skeleton is left."""

    n: int
    at: str = ""
    by: str = ""
    id: str = ""
    kind: str = ""
    over: dict[str, int] = {}
    set: dict[str, Any] = {}
    salt: str = ""
    why: str | None = None
    redacted: str = ""

    @property
    def has_salt(self) -> bool | None:
        """Whether the entry carries a salt; None where only its skeleton is left."""
        return None if self.redacted else bool(self.salt)


decode_line = Decoder(Line).decode


class Stored(NamedTuple):
    """An entry of the journal; ``counts`` is that of its segment."""

    key: int
    record: int
    log: int
    line: bytes
    counts: bool


def stored_entries(connection: Connection, records: Collection[int], *, counting: bool = True) -> Iterator[Stored]:
    """The entries of some records, in the order of record and count."""
    condition = "AND s.counts = 1" if counting else ""
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT e.key, e.record, s.log, e.line, s.counts FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
            f" WHERE e.record IN ({marks}) {condition} ORDER BY e.record, e.n, s.log",
            tuple(part),
        )
        for key, record, log, line, counts in rows:
            yield Stored(key, record, log, line, bool(counts))


def candidates_of(
    connection: Connection, names: Names, rules: Rules, records: Collection[int]
) -> dict[tuple[int, str], list[Candidate]]:
    """(record, register) → all its candidates that count, of every register of these records."""
    found: dict[tuple[int, str], list[Candidate]] = {}
    for stored in stored_entries(connection, records):
        line = decode_line(stored.line)
        channel, desk = names.logs[stored.log]
        standing, registers = judge(line.kind, line.set, line.has_salt, rules.writers.get(desk))
        if standing is not Standing.CANDIDATE:
            continue
        over = rules.seen(channel, desk, line.over)
        is_skeleton = line.has_salt is None
        for register, value in registers:
            candidate = Candidate(desk, line.n, value, over, is_skeleton)
            found.setdefault((stored.record, register), []).append(candidate)
    return found


def seen_of(connection: Connection, names: Names, record: int) -> dict[str, int]:
    """Desk → the greatest count of its entries of this record that count: what its reader sees."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, max(e.n) FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
        " WHERE e.record = ? AND s.counts = 1 GROUP BY s.log",
        (record,),
    )
    return {names.logs[log].desk: n for log, n in rows}


def held_of(connection: Connection, names: Names, record: int) -> dict[str, int]:
    """Desk → the greatest count of its entries of this record that this desk holds, whether they count or not."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, max(e.n) FROM entry e JOIN segment s ON s.key = e.key / {PLACES} WHERE e.record = ?"
        " GROUP BY s.log",
        (record,),
    )
    return {names.logs[log].desk: n for log, n in rows}


def unsealed_stored(connection: Connection, most: int) -> list[Stored]:
    """The newest entries that are not sealed yet, the last first."""
    rows = connection.exec_driver_sql(
        "SELECT e.key, e.record, s.log, e.line FROM segment s"
        f" JOIN entry e ON e.key BETWEEN s.key * {PLACES} AND s.key * {PLACES} + {PLACES - 1}"
        " WHERE s.number IS NULL AND s.counts = 1 ORDER BY e.n DESC LIMIT ?",
        (most,),
    )
    return [Stored(key, record, log, line, True) for key, record, log, line in rows]


def records_of_segment(connection: Connection, segment: int) -> list[tuple[str, int, bool]]:
    """(kind, record, whether it made the record) of each entry of a segment."""
    rows = connection.exec_driver_sql(
        "SELECT r.kind, r.key, r.made_n = e.n AND r.made_log = s.log FROM segment s"
        f" JOIN entry e ON e.key BETWEEN s.key * {PLACES} AND s.key * {PLACES} + {PLACES - 1}"
        " JOIN record r ON r.key = e.record WHERE s.key = ?",
        (segment,),
    )
    return [(kind, record, bool(is_first)) for kind, record, is_first in rows]


class Carried(NamedTuple):
    """An entry and what carries it: number and identity of its segment, None while that is open."""

    record: int
    log: int
    n: int
    number: int | None
    identity: str | None


def carried_entries(connection: Connection, records: Collection[int]) -> Iterator[Carried]:
    """The entries of some records that count, with their segments."""
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT e.record, s.log, e.n, s.number, s.identity FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
            f" WHERE e.record IN ({marks}) AND s.counts = 1",
            tuple(part),
        )
        for row in rows:
            yield Carried(*row)


class JournalLine(NamedTuple):
    """A line of the journal, whether its segment counts, and the state of that segment."""

    log: int
    line: bytes
    counts: bool
    state: str


def journal_lines(connection: Connection, after: int, *, counting: bool) -> Iterator[JournalLine]:
    """Every line with a count above ``after``, in no order."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, e.line, s.counts, s.state FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
        f" WHERE e.n > ? {'AND s.counts = 1' if counting else ''}",
        (after,),
    )
    for log, line, counts, state in rows:
        yield JournalLine(log, line, bool(counts), state)


def segment_facts(connection: Connection, key: int) -> tuple[str | None, str, int | None]:
    """(bundle that brought it, state, number) of the segment in which the entry of that key lies."""
    bundle, state, number = connection.exec_driver_sql(
        "SELECT bundle, state, number FROM segment WHERE key = ?", (key // PLACES,)
    ).one()
    return bundle, state, number


def chunks(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Parts of at most ``size`` items, in their order."""
    waiting = iter(items)
    while part := tuple(islice(waiting, size)):
        yield part




def entries_by_record(connection: Connection) -> Iterator[Stored]:
    """Every entry of the journal, whether it counts or not, record by record."""
    rows = connection.exec_driver_sql(
        f"SELECT e.key, e.record, s.log, e.line, s.counts FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
        " ORDER BY e.record"
    )
    for key, record, log, line, counts in rows:
        yield Stored(key, record, log, line, bool(counts))


def is_in_log(connection: Connection, log: int, n: int) -> bool:
    """Whether the journal has an entry of that log with that count."""
    found = connection.exec_driver_sql(
        f"SELECT 1 FROM entry e JOIN segment s ON s.key = e.key / {PLACES} WHERE s.log = ? AND e.n = ?", (log, n)
    ).first()
    return found is not None
