"""The numbers of a desk's own logs that this very database sealed, and whether it met one that it did not.

A number that came back with a bundle, or that somebody else told of, was sealed by another copy of this desk: one that
lived on after the backup, or the other of two machines. From then on nothing may be sealed here under these keys.
Source: docs/bundle-format.md, section 9.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from ascn_desk.store.names import Names
from ascn_desk.store.settings import read_setting, write_setting

Source = Literal["state", "receipt", "segment"]
Tip = tuple[int, str]
"""Number and identity of a segment."""

_MET = "behind"


class Met(NamedTuple):
    """A number of an own log that this database did not seal, and where it was met."""

    channel: str
    number: int
    source: Source


def sealed_here(connection: Connection, names: Names, desk: str) -> dict[str, dict[int, str]]:
    """Channel → number → identity of the segments of a desk that this database sealed itself."""
    found: dict[str, dict[int, str]] = {}
    for key, log in names.logs.items():
        if log.desk != desk:
            continue
        rows = connection.exec_driver_sql(
            "SELECT number, identity FROM segment WHERE log = ? AND number IS NOT NULL AND bundle IS NULL", (key,)
        )
        if numbers := {int(number): str(identity) for number, identity in rows}:
            found[log.channel] = numbers
    return found


def greatest_sealed(connection: Connection, names: Names, desk: str) -> dict[str, Tip]:
    """Channel → the greatest number that this database sealed there for a desk."""
    sealed = sealed_here(connection, names, desk)
    return {channel: (max(numbers), numbers[max(numbers)]) for channel, numbers in sealed.items()}


def look(connection: Connection, names: Names, desk: str, tips: Mapping[str, Collection[Tip]], source: Source) -> None:
    """Hold what was told of a desk's own logs against what was sealed here; the first foreign number is kept in mind.

    Shapes: ``tips``: channel → (number, identity).
    """
    if met(connection) is not None:
        return
    sealed = sealed_here(connection, names, desk)
    for channel, each in sorted(tips.items()):
        foreign = [number for number, identity in each if sealed.get(channel, {}).get(number) != identity]
        if foreign:
            write_setting(connection, _MET, json.dumps([channel, max(foreign), source]))
            return


def met(connection: Connection) -> Met | None:
    """The number that this desk met and did not seal; None for a desk that may write."""
    kept = read_setting(connection, _MET)
    return Met(*json.loads(kept)) if kept is not None else None


def forget_met(connection: Connection) -> None:
    """The desk goes on under new keys: the logs of the old ones are no longer its own to write."""
    write_setting(connection, _MET, None)


def came_back(connection: Connection, names: Names, desks: Iterable[str]) -> dict[str, list[Tip]]:
    """Channel → the segments of these desks that a bundle brought here."""
    wanted = set(desks)
    found: dict[str, list[Tip]] = {}
    for key, log in names.logs.items():
        if log.desk in wanted:
            rows = connection.exec_driver_sql(
                "SELECT number, identity FROM segment WHERE log = ? AND number IS NOT NULL AND bundle IS NOT NULL",
                (key,),
            ).all()
            if rows:
                found.setdefault(log.channel, []).extend((int(number), str(identity)) for number, identity in rows)
    return found
