"""What a channel shows, register by register: the ground of its state digest.

Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED
from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.facts import decode_heads
from ascn_desk.store.names import Names
from ascn_desk.store.records import shown_register, shown_values


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
    for kind, declared in KINDS.items():
        rows = connection.exec_driver_sql(
            "SELECT key, id, heads FROM record WHERE kind = ? AND channel = ? AND heads <> x'7b7d' ORDER BY key",
            (kind, key),
        ).all()
        for part in chunks(rows, CHUNK):
            shown = shown_values(connection, declared, [record for record, _, _ in part])
            for record, record_id, heads in part:
                for register, entries in decode_heads(heads).items():
                    in_conflict = register in conflicts.get(record, ())
                    # A row that damage took shows nothing, and the digest tells it.
                    value = shown_register(declared, register, shown.get(record, {}))
                    if register == DELETED and in_conflict:
                        value = False
                    heads_named = sorted((n, names.logs[log].desk) for log, n in entries) if in_conflict else ()
                    yield State(kind, record_id, register, value, tuple(heads_named))
