"""Receipts: what another desk said that it holds, and what that covers here.

Source: docs/bundle-format.md, section 5.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from ascn_desk.store.holdings import Held
from ascn_desk.store.own_numbers import met

Have: TypeAlias = Mapping[str, Mapping[str, Sequence[tuple[int, str]]]]
"""Channel → desk → the ends of its branches: (number, identity)."""

decode_have = msgspec.json.Decoder(dict[str, dict[str, list[tuple[int, str]]]]).decode


def last_have(connection: Connection, desk: str) -> Mapping[str, Mapping[str, list[tuple[int, str]]]]:
    """Channel → desk → ends, as the bundle from a desk that was imported last says."""
    found = connection.exec_driver_sql(
        "SELECT have FROM received WHERE desk = ? ORDER BY turn DESC LIMIT 1", (desk,)
    ).scalar()
    return decode_have(found) if found else {}


def have_of(connection: Connection, identity: str) -> Have:
    """What a bundle that was imported says its sender holds."""
    found = connection.exec_driver_sql("SELECT have FROM received WHERE identity = ?", (identity,)).scalar()
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


def is_behind(connection: Connection) -> bool:
    """Whether this desk met a number of its own that its database did not seal: then it only reads."""
    return met(connection) is not None


def told_of(connection: Connection, desk: str) -> dict[str, list[tuple[int, str]]]:
    """Channel → the ends of a desk's log that others said they hold when they were last heard."""
    found: dict[str, list[tuple[int, str]]] = {}
    rows = connection.exec_driver_sql(
        "SELECT have FROM received WHERE turn IN (SELECT max(turn) FROM received GROUP BY desk)"
    )
    for (have,) in rows.all():
        for channel, logs in decode_have(have).items():
            found.setdefault(channel, []).extend(logs.get(desk, ()))
    return found
