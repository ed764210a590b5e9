"""What a desk could read: the records of the channels that it was sent, as they are held here."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from ascn_desk.domain.channels import covers, width_key


class ChannelReach(NamedTuple):
    """One channel: how many records of each kind it holds."""

    channel: str
    kinds: dict[str, int]


class LastSent(NamedTuple):
    """The last bundle that went to an office: what was written later never reached it."""

    number: int
    at: str


def reach_of(connection: Connection, patterns: Collection[str]) -> list[ChannelReach]:
    """The channels that these patterns cover, widest first, with their records by kind."""
    found: dict[str, dict[str, int]] = {}
    rows = connection.exec_driver_sql(
        "SELECT c.name, r.kind, count(*) FROM record r JOIN channel c ON c.key = r.channel"
        " GROUP BY c.name, r.kind ORDER BY r.kind"
    )
    for channel, kind, count in rows:
        if covers(patterns, channel):
            found.setdefault(channel, {})[kind] = count
    return [ChannelReach(channel, found[channel]) for channel in sorted(found, key=width_key)]


def records_in(connection: Connection, channel: str) -> list[tuple[str, str]]:
    """(kind, id) of every record of a channel."""
    rows = connection.exec_driver_sql(
        "SELECT r.kind, r.id FROM record r JOIN channel c ON c.key = r.channel WHERE c.name = ? ORDER BY r.kind, r.id",
        (channel,),
    )
    return [(kind, record_id) for kind, record_id in rows]


def last_sent(connection: Connection, office: str) -> LastSent | None:
    """The last bundle that was made for an office."""
    row = connection.exec_driver_sql(
        "SELECT number, at FROM sent WHERE office = ? ORDER BY number DESC LIMIT 1", (office,)
    ).first()
    return LastSent(int(row[0]), str(row[1])) if row else None
