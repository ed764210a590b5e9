"""What headquarters asks to be purged, kept until a second officer confirms it, and what was purged so far."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.facts import decode_heads
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES

_encode = msgspec.json.Encoder(order="sorted").encode


class Line(NamedTuple):
    """A line that shall go, and its skeleton as text."""

    channel: str
    desk: str
    n: int
    digest: str
    skeleton: str


class Asked(NamedTuple):
    """A request: who asked when and why, and for what."""

    id: str
    at: str
    by: str
    why: str
    lines: tuple[Line, ...]


def keep_request(connection: Connection, asked: Asked) -> None:
    """Keep a request until it is confirmed or declined."""
    connection.exec_driver_sql(
        "INSERT INTO request VALUES (?, ?, ?, ?, ?)", (*asked[:4], msgspec.json.encode(asked.lines).decode())
    )


def drop_request(connection: Connection, request_id: str) -> None:
    """Forget a request."""
    connection.exec_driver_sql("DELETE FROM request WHERE id = ?", (request_id,))


def requests(connection: Connection) -> list[Asked]:
    """The requests that wait, oldest first."""
    rows = connection.exec_driver_sql("SELECT id, at, by, why, lines FROM request ORDER BY at, id").all()
    return [
        Asked(key, at, by, why, tuple(Line(*each) for each in json.loads(lines))) for key, at, by, why, lines in rows
    ]


def acting(connection: Connection, names: Names) -> list[Line]:
    """The purges that act, by (n, desk) of what is gone."""
    return _purges(connection, names, "SELECT log, gone, digest, remains FROM purge WHERE acts = 1")


def lapsed(connection: Connection, names: Names) -> list[Line]:
    """Purges that hold no more, of lines that are redacted here and have no other."""
    return _purges(
        connection,
        names,
        "SELECT p.log, p.gone, p.digest, min(p.remains) FROM purge p WHERE EXISTS (SELECT 1 FROM redacted r"
        f" JOIN segment s ON s.key = r.key / {PLACES} WHERE s.log = p.log AND r.n = p.gone AND r.digest = p.digest)"
        " GROUP BY p.log, p.gone, p.digest HAVING max(p.acts) = 0",
    )


def lacking(connection: Connection, names: Names) -> list[tuple[str, str, int]]:
    """(channel, desk, n) of redacted lines whose purge is not held or holds no more."""
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT s.log, r.n FROM redacted r CROSS JOIN segment s ON s.key = r.key / {PLACES}"
        " WHERE NOT EXISTS (SELECT 1 FROM purge p WHERE p.log = s.log AND p.gone = r.n AND p.digest = r.digest"
        " AND p.acts = 1)"
    )
    return sorted((*names.logs[log], n) for log, n in rows)


def is_unsealed(connection: Connection, counts: set[int]) -> bool:
    """Whether own entries of these counts lie in an open segment."""
    rows = connection.exec_driver_sql(
        f"SELECT e.n FROM segment s JOIN entry e ON e.key BETWEEN s.key * {PLACES} AND s.key * {PLACES} + {PLACES - 1}"
        " WHERE s.number IS NULL"
    )
    return any(n in counts for (n,) in rows)


def is_officer(connection: Connection, user_id: str, office: str) -> bool:
    """Whether an office has a record of an officer with that user id."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM shown_officer WHERE user_id = ? AND office = ? AND _hidden = 0", (user_id, office)
    ).scalar()
    return found is not None


def family(connection: Connection, kind: str, record_id: str) -> dict[int, str]:
    """Key → id of a record in all its channels, and of those that it was merged into or that were merged into it."""
    ids = {record_id}
    while True:
        marks = ",".join("?" * len(ids))
        rows = connection.exec_driver_sql(
            f"SELECT r.id, s.merged_into FROM record r JOIN shown_{kind} s ON s._record = r.key"
            f" WHERE r.kind = ? AND s.merged_into IS NOT NULL AND (r.id IN ({marks}) OR s.merged_into IN ({marks}))",
            (kind, *sorted(ids), *sorted(ids)),
        ).all()
        more = ids.union(*[set(row) for row in rows])
        if more == ids:
            break
        ids = more
    marks = ",".join("?" * len(ids))
    found = connection.exec_driver_sql(
        f"SELECT key, id FROM record WHERE kind = ? AND id IN ({marks})", (kind, *sorted(ids))
    )
    return {key: each for key, each in found}


def shown_from(connection: Connection, names: Names, lines: Sequence[Line]) -> Iterator[str]:
    """"kind id field" of what is shown now from these lines alone, so that it will be shown no more."""
    gone = {(names.held_log(line.channel, line.desk), line.n) for line in lines}
    for kind, record_id, channel in sorted({_place(line) for line in lines}):
        row = connection.exec_driver_sql(
            "SELECT heads FROM record WHERE kind = ? AND id = ? AND channel = ?",
            (kind, record_id, names.held_channel(channel)),
        ).scalar()
        for register, heads in sorted(decode_heads(row).items()) if row else ():
            if gone.issuperset(heads):
                declared = KINDS.get(kind)
                group = declared.groups.get(register) if declared else None
                yield from (f"{kind} {record_id} {name}" for name in group or (register,))


def _place(line: Line) -> tuple[str, str, str]:
    left: Mapping[str, Any] = json.loads(line.skeleton)
    return left["kind"], left["id"], line.channel


def _purges(connection: Connection, names: Names, statement: str) -> list[Line]:
    found = []
    for log, gone, digest, remains in connection.exec_driver_sql(statement):
        left = msgspec.json.decode(remains)
        del left["redacted"]
        channel, desk = names.logs[log]
        found.append(Line(channel, desk, gone, digest, _encode(left).decode()))
    return sorted(found, key=lambda each: (each.n, each.desk, each.channel))
