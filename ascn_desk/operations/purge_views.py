"""Purges as people read them: what waits for a second officer and what comes of it, what went, what lacks its purge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.base.words import language
from ascn_desk.domain.kind import Writer
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.people import person_names
from ascn_desk.operations.purging import PurgedLine, purges
from ascn_desk.store import queries
from ascn_desk.store import redaction_requests as kept
from ascn_desk.store.queries import Selection
from ascn_desk.store.titles import titles


@dataclass(frozen=True, slots=True)
class PurgedRecord:
    """A record of which entries go or went: how many, in which channels, and the fields that they set.

    ``emptied``: the fields that are shown from them alone, and will be shown no more.
    """

    kind: str
    id: str
    title: str
    entries: int
    channels: tuple[str, ...]
    fields: tuple[str, ...]
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingPurge:
    """A purge that one officer asked for; ``by`` is the officer's id, ``by_name`` the name."""

    id: str
    at: str
    by: str
    by_name: str
    why: str
    entries: int
    records: tuple[PurgedRecord, ...]


@dataclass(frozen=True, slots=True)
class PurgeOverview:
    """All of it. ``officers``: those of headquarters who may ask and confirm at this desk, as (id, name)."""

    is_headquarters: bool
    waiting: tuple[WaitingPurge, ...]
    gone: tuple[PurgedRecord, ...]
    lacking: int
    officer: str
    officers: tuple[tuple[str, str], ...]


def purge_overview(desk: Desk) -> PurgeOverview:
    """What waits, what went, what lacks."""
    found = purges(desk)
    with desk.reading() as (connection, names):
        asked = {each.id: each for each in kept.requests(connection)}
        people = person_names(desk, connection, {each.by for each in found.requests})
        waiting = []
        for each in found.requests:
            emptied = tuple(kept.shown_from(connection, names, asked[each.id].lines)) if each.id in asked else ()
            records = _records(desk, connection, each.lines, emptied)
            waiting.append(
                WaitingPurge(each.id, each.at, each.by, people[each.by], each.why, len(each.lines), records)
            )
        return PurgeOverview(
            is_headquarters=_may_purge(desk),
            waiting=tuple(waiting),
            gone=_records(desk, connection, found.purged),
            lacking=len(found.lacking),
            officer=desk.officer,
            officers=_officers(desk, connection),
        )


def purge_officers(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Who may ask for a purge or confirm one at this desk, as (id, name): this desk's officer first."""
    with desk.reading() as (connection, _):
        return _officers(desk, connection)


def _may_purge(desk: Desk) -> bool:
    return desk.writer is Writer.HEADQUARTERS and desk.is_accepted


def _officers(desk: Desk, connection: Connection) -> tuple[tuple[str, str], ...]:
    if not _may_purge(desk):
        return ()
    rows = queries.page(connection, desk.store.tables, Selection(kind="officer", where={"office": desk.office}))[1]
    found = {desk.officer, *(str(row.values["user_id"]) for row in rows if row.values.get("user_id"))}
    names = person_names(desk, connection, found)
    return tuple(sorted(names.items(), key=lambda each: (each[0] != desk.officer, each[1])))


def _records(
    desk: Desk, connection: Connection, lines: Iterable[PurgedLine], emptied: Iterable[str] = ()
) -> tuple[PurgedRecord, ...]:
    """The records of some lines, in the order in which they first occur."""
    by_record: dict[tuple[str, str], list[PurgedLine]] = {}
    for line in lines:
        by_record.setdefault((line.kind, line.id), []).append(line)
    called = titles(connection, desk.store.tables, set(by_record), language())
    empty: dict[tuple[str, str], list[str]] = {}
    for told in emptied:
        kind, record_id, field = told.split(" ", 2)
        empty.setdefault((kind, record_id), []).append(field)
    return tuple(
        PurgedRecord(
            kind=kind,
            id=record_id,
            title=called.get((kind, record_id), ""),
            entries=len(held),
            channels=tuple(dict.fromkeys(each.channel for each in held)),
            fields=tuple(dict.fromkeys(field for each in held for field in each.fields)),
            emptied=tuple(dict.fromkeys(empty.get((kind, record_id), ()))),
        )
        for (kind, record_id), held in by_record.items()
    )
