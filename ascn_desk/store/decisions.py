"""Values of this desk that were not kept: another's value stood beside ours, and a third entry decided otherwise.

Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from ascn_desk.domain.merge import DELETED, MERGED_INTO, Candidate, replaces, same
from ascn_desk.store.entries import CHUNK, candidates_of, chunks
from ascn_desk.store.judging import Rules
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES

_HIDING = (DELETED, MERGED_INTO)


class NotKept(NamedTuple):
    """A register in which our entry ``mine`` was decided against by the entry (``log``, ``n``)."""

    record: int
    register: str
    mine: int
    log: int
    n: int


def note_decisions(
    connection: Connection, names: Names, rules: Rules, desk: str, records: Collection[int]
) -> list[NotKept]:
    """Find and keep the decisions against this desk in some records; those that are new."""
    concerned = _with_own_entries(connection, names, desk, records)
    if not concerned:
        return []
    new: list[NotKept] = []
    every = candidates_of(connection, names, rules, concerned)
    edits: dict[int, list[Candidate]] = {}
    for (record, register), candidates in every.items():
        if register not in _HIDING:
            edits.setdefault(record, []).extend(candidates)
    for (record, register), candidates in sorted(every.items()):
        # What takes a record from sight stands against every edit that it did not see.
        against = edits.get(record, ()) if register in _HIDING else ()
        for mine, decider in _decided(desk, candidates, against):
            log = names.held_log(_channel_of(connection, names, record), decider.desk)
            if log is None:
                continue
            added = connection.exec_driver_sql(
                "INSERT OR IGNORE INTO decision VALUES (?, ?, ?, ?, ?, 0)", (record, register, mine.n, log, decider.n)
            )
            if added.rowcount:
                new.append(NotKept(record, register, mine.n, log, decider.n))
    return new


def open_decisions(connection: Connection) -> list[NotKept]:
    """The decisions that the officer has not yet acknowledged, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT record, register, mine, log, n FROM decision WHERE is_read = 0 ORDER BY n DESC, record, register"
    )
    return [NotKept(*row) for row in rows]


def acknowledge(connection: Connection, record: int, register: str) -> None:
    """The officer has read what became of his value."""
    connection.exec_driver_sql(
        "UPDATE decision SET is_read = 1 WHERE record = ? AND register = ?", (record, register)
    )


def _decided(
    desk: str, candidates: Collection[Candidate], against: Collection[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """(our candidate, who decided against it), for the newest of ours in a register."""
    ours = [each for each in candidates if each.desk == desk]
    if not ours:
        return
    mine = max(ours, key=lambda each: each.rank)
    if mine.is_skeleton:
        # What was purged has no value that could have been kept.
        return
    rivals = [
        each
        for each in (*(each for each in candidates if not same(each.value, mine.value)), *against)
        if each.desk != desk and not _saw(each, mine) and not _saw(mine, each)
    ]
    deciders = [
        each
        for each in candidates
        if each.desk != desk
        and replaces(each, mine)
        and not same(each.value, mine.value)
        and any(replaces(each, rival) for rival in rivals)
    ]
    if deciders:
        yield mine, max(deciders, key=lambda each: each.rank)


def _saw(one: Candidate, other: Candidate) -> bool:
    return one.over.get(other.desk, 0) >= other.n


def _with_own_entries(connection: Connection, names: Names, desk: str, records: Collection[int]) -> set[int]:
    """Those of some records that this desk wrote; looked for from the smaller side."""
    logs = ",".join(str(key) for key, log in names.logs.items() if log.desk == desk)
    if not logs or not records:
        return set()
    segments = connection.exec_driver_sql(
        f"SELECT key, entries FROM segment WHERE log IN ({logs}) AND entries > 0"
    ).all()
    found: set[int] = set()
    if sum(entries for _, entries in segments) <= len(records):
        for key, _ in segments:
            rows = connection.exec_driver_sql(
                "SELECT DISTINCT record FROM entry WHERE key BETWEEN ? AND ?", (key * PLACES, key * PLACES + PLACES - 1)
            )
            found |= {record for (record,) in rows}
        return found.intersection(records)
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT e.record FROM entry e JOIN segment s ON s.key = e.key / {PLACES}"
            f" WHERE e.record IN ({marks}) AND s.log IN ({logs})",
            tuple(part),
        )
        found |= {record for (record,) in rows}
    return found


def _channel_of(connection: Connection, names: Names, record: int) -> str:
    key = connection.exec_driver_sql("SELECT channel FROM record WHERE key = ?", (record,)).scalar_one()
    return names.channel_names[int(key)]
