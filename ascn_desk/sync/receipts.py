"""Receipts: what another desk said that it holds, and what that covers here.

Source: docs/bundle-format.md, section 5.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from ascn_desk.store.holdings import Held, Holdings
from ascn_desk.store.names import Names
from ascn_desk.store.settings import read_setting, write_setting

decode_have = msgspec.json.Decoder(dict[str, dict[str, list[tuple[int, str]]]]).decode
"""Channel → desk → the ends of its branches: (number, identity)."""
_BEHIND = "behind"


def last_have(connection: Connection, desk: str) -> Mapping[str, Mapping[str, list[tuple[int, str]]]]:
    """Channel → desk → ends, as the bundle from a desk that was imported last says."""
    found = connection.exec_driver_sql(
        "SELECT have FROM received WHERE desk = ? ORDER BY turn DESC LIMIT 1", (desk,)
    ).scalar()
    return decode_have(found) if found else {}


def covers_segment(ends: Sequence[tuple[int, str]], segments: Collection[Held]) -> set[str]:
    """The identities of a log's held segments that someone who holds these branch ends has already.

    An end that is held covers what leads to it; one that is not covers all if the log here is shorter, else nothing.
    """
    by_identity = {segment.identity: segment for segment in segments}
    greatest = max((segment.number for segment in segments), default=0)
    covered: set[str] = set()
    for number, identity in ends:
        if identity not in by_identity:
            if greatest < number:
                return set(by_identity)
            continue
        step: str | None = identity
        while step in by_identity and step not in covered:
            covered.add(step)
            step = by_identity[step].previous
    return covered


def note_behind(connection: Connection, names: Names, desk: str) -> None:
    """Keep in mind whether others hold more of this desk's logs than it does itself: then it only reads."""
    told = told_of(connection, desk)
    holdings = Holdings(connection, names)
    behind = []
    for channel, number in told.items():
        log = names.held_log(channel, desk)
        own = holdings.of_log(log) if log is not None else []
        if number > max((each.number for each in own), default=0):
            behind.append(channel)
    write_setting(connection, _BEHIND, " ".join(sorted(behind)) or None)


def is_behind(connection: Connection) -> bool:
    """Whether this desk was restored from a backup and has not got back yet what that lacked."""
    return read_setting(connection, _BEHIND) is not None


def told_of(connection: Connection, desk: str) -> dict[str, int]:
    """Channel → the greatest number of this desk's log that any other desk said it holds when it was last heard."""
    greatest: dict[str, int] = {}
    rows = connection.exec_driver_sql(
        "SELECT have FROM received WHERE turn IN (SELECT max(turn) FROM received GROUP BY desk)"
    )
    for (have,) in rows.all():
        for channel, logs in decode_have(have).items():
            for number, _ in logs.get(desk, ()):
                greatest[channel] = max(number, greatest.get(channel, 0))
    return greatest
