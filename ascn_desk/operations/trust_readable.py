"""What a desk could read, for headquarters to act upon when a machine is stolen: channels and records."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.base.words import language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.registry_changes import find_desk
from ascn_desk.operations.trust_changes import trust_of_headquarters
from ascn_desk.store.reach import last_sent, reach_of, records_in
from ascn_desk.store.titles import titles


@dataclass(frozen=True, slots=True)
class ReadableRecord:
    """A record that a desk could read."""

    kind: str
    id: str
    title: str
    is_personal: bool


@dataclass(frozen=True, slots=True)
class ReadableChannel:
    """A channel that a desk was sent: its records by kind, how many of them are of a personal kind, and each of them.

    ``records`` is empty where only figures were asked for.
    """

    channel: str
    kinds: dict[str, int]
    total: int
    personal: int
    records: tuple[ReadableRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Readable:
    """What a desk could read at most: what was written after the last bundle to its office never reached it."""

    desk: str
    office: str
    reads: tuple[str, ...]
    channels: tuple[ReadableChannel, ...]
    last_number: int | None
    last_at: str | None


def readable(desk: Desk, name: str, *, with_records: bool = True) -> Readable:
    """Tell which channels and records a desk could read.

    Errors: CorrectableError ``headquarters-only``, ``unknown-desk``.
    """
    registered = find_desk(trust_of_headquarters(desk).registry, name)
    with desk.reading() as (connection, _):
        channels = []
        for each in reach_of(connection, registered.reads):
            records: tuple[ReadableRecord, ...] = ()
            if with_records:
                listed = records_in(connection, each.channel)
                named = titles(connection, desk.store.tables, listed, language())
                records = tuple(
                    ReadableRecord(kind, record_id, named.get((kind, record_id), ""), _is_personal(kind))
                    for kind, record_id in listed
                )
            channels.append(
                ReadableChannel(
                    channel=each.channel,
                    kinds=each.kinds,
                    total=sum(each.kinds.values()),
                    personal=sum(count for kind, count in each.kinds.items() if _is_personal(kind)),
                    records=records,
                )
            )
        sent = last_sent(connection, registered.office)
    return Readable(
        desk=registered.desk,
        office=registered.office,
        reads=registered.reads,
        channels=tuple(channels),
        last_number=sent.number if sent else None,
        last_at=sent.at if sent else None,
    )


def _is_personal(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].personal
