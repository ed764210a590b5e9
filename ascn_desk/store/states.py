"""What a channel shows, register by register: the ground of its state digest.

Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED
from ascn_desk.store.names import Names
from ascn_desk.store.records import Place, shown_register, shown_row

_decode_heads = msgspec.json.Decoder(dict[str, list[tuple[int, int]]]).decode


class State(NamedTuple):
    """A register that has a candidate; ``heads`` are (n, desk), empty where there is no conflict."""

    kind: str
    id: str
    register: str
    value: Any
    heads: tuple[tuple[int, str], ...]


def register_states(connection: Connection, names: Names, channel: str) -> Iterator[State]:
    """Every register of a channel that has a candidate."""
    key = names.held_channel(channel)
    if key is None:
        return
    conflicts: dict[int, set[str]] = {}
    for record, register in connection.exec_driver_sql(
        "SELECT c.record, c.register FROM conflict c JOIN record r ON r.key = c.record WHERE r.channel = ?", (key,)
    ):
        conflicts.setdefault(record, set()).add(register)
    rows = connection.exec_driver_sql(
        "SELECT key, kind, id, heads FROM record WHERE channel = ? AND heads <> x'7b7d'", (key,)
    ).all()
    for record, kind, record_id, heads in rows:
        declared = KINDS.get(kind)
        if declared is None:
            continue
        place = Place(record, kind, record_id, key, channel, _decode_heads(heads))
        values = shown_row(connection, place).values
        for register, entries in place.heads.items():
            in_conflict = register in conflicts.get(record, ())
            value = shown_register(declared, register, values)
            if register == DELETED and in_conflict:
                value = False
            names_of_heads = tuple(sorted((n, names.logs[log].desk) for log, n in entries)) if in_conflict else ()
            yield State(kind, record_id, register, value, names_of_heads)
