"""The bundles that were made here and that were imported, as the database remembers them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

Tip = tuple[int, int, str]
"""The last segment of a log that went into a bundle: (log, number, identity)."""

_RECEIVED = (
    "identity, bundle, digest, desk, office, number, created, at, entries, fresh, conflicts, have, previous, is_open"
)
_decode_tips = msgspec.json.Decoder(list[Tip]).decode


class Sent(NamedTuple):
    """A bundle made here; ``at`` is an instant, ``size`` in bytes."""

    bundle: str
    office: str
    number: int
    identity: str
    at: str
    entries: int
    size: int
    path: str
    tips: list[Tip]


class Received(NamedTuple):
    """A bundle imported here; ``digest`` that of the file, empty where something of it was held back.

    ``previous``: the identity of the bundle before it in its chain; ``is_open``: meant for anyone, in another chain.
    """

    identity: str
    bundle: str
    digest: str
    desk: str
    office: str
    number: int
    created: str
    at: str
    entries: int
    fresh: int
    conflicts: int
    have: str
    previous: str | None = None
    is_open: bool = False


class Link(NamedTuple):
    """Of a bundle imported here only what its chain tells; as in :class:`Received`."""

    desk: str
    office: str
    identity: str
    previous: str | None
    number: int
    created: str
    is_open: bool


def note_sent(connection: Connection, sent: Sent) -> None:
    """Remember a bundle that was made."""
    connection.exec_driver_sql(
        "INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*sent[:-1], msgspec.json.encode(sent.tips).decode())
    )


def note_received(connection: Connection, received: Received) -> None:
    """Remember a bundle that was imported; the same one again takes the place of what was remembered."""
    turn = int(connection.exec_driver_sql("SELECT coalesce(max(turn), 0) + 1 FROM received").scalar_one())
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO received ({_RECEIVED}, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*received, turn),
    )


def sent_bundles(connection: Connection) -> list[Sent]:
    """The bundles made here, in the order in which they were made."""
    rows = connection.exec_driver_sql(
        "SELECT bundle, office, number, identity, at, entries, size, path, tips FROM sent ORDER BY rowid"
    )
    return [Sent(*row)._replace(tips=_decode_tips(row[-1])) for row in rows]


def last_sent(connection: Connection) -> tuple[int, str] | None:
    """Number and instant of the newest bundle made here."""
    row = connection.exec_driver_sql("SELECT number, at FROM sent ORDER BY at DESC, number DESC LIMIT 1").first()
    return (int(row[0]), str(row[1])) if row else None


def received_bundles(connection: Connection) -> list[Received]:
    """The bundles imported here, the last first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_RECEIVED} FROM received ORDER BY turn DESC"
    )
    return [Received(*row)._replace(is_open=bool(row[-1])) for row in rows]


def received_links(connection: Connection, offices: Collection[str] | None = None) -> list[Link]:
    """The links of the chains that came, the last first; only of some offices where they are named."""
    names = None if offices is None else tuple(sorted(offices))
    where = "" if names is None else f"WHERE office IN ({','.join('?' * len(names))}) "
    rows = connection.exec_driver_sql(
        f"SELECT desk, office, identity, previous, number, created, is_open FROM received {where}ORDER BY turn DESC",
        names or (),
    )
    return [Link(*row)._replace(is_open=bool(row[-1])) for row in rows]


def last_received_at(connection: Connection) -> str | None:
    """The instant of the newest import."""
    at = connection.exec_driver_sql("SELECT max(at) FROM received").scalar()
    return str(at) if at else None


def known_file(connection: Connection, digest: str) -> tuple[str, int, int] | None:
    """(office, number, entries) of a file that was imported before, byte for byte."""
    row = connection.exec_driver_sql(
        "SELECT office, number, entries FROM received WHERE digest = ?", (digest,)
    ).first()
    return (str(row[0]), int(row[1]), int(row[2])) if row else None
