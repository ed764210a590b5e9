"""Reading the database for its check: the entries of a segment, and a digest of all that is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import Connection, Table, select

from ascn_desk.store.engine import is_redacted
from ascn_desk.store.entries import decode_line
from ascn_desk.store.schema import PLACES
from ascn_desk.store.shown import RECORD


def lines_of_segment(connection: Connection, segment: int) -> list[bytes]:
    """The entries of a segment as the journal holds them, in their order; of a redacted one what the segment has."""
    ends = (segment * PLACES, segment * PLACES + PLACES - 1)
    rows = connection.exec_driver_sql("SELECT line FROM entry WHERE key BETWEEN ? AND ? ORDER BY key", ends)
    return [_as_sealed(bytes(line)) for (line,) in rows]


def shown_digest(connection: Connection, tables: Mapping[str, Table]) -> str:
    """Lower-case SHA-256 of every shown row, every head and every conflict: equal where all that is shown is."""
    digest = sha256()
    for kind, shown in sorted(tables.items()):
        digest.update(f"{kind}\n".encode())
        for row in connection.execute(select(shown).order_by(shown.c[RECORD])):
            digest.update(repr(tuple(row)).encode() + b"\n")
    # A record that nothing speaks of any more has empty heads; whether its row stays says nothing. The order in which
    # registers were first written says nothing either.
    for key, heads, *made in connection.exec_driver_sql(
        "SELECT key, heads, made_n, made_log FROM record WHERE heads <> x'7b7d' ORDER BY key"
    ):
        named = sorted((register, sorted(map(tuple, each))) for register, each in json.loads(heads).items())
        digest.update(repr((key, named, made)).encode() + b"\n")
    for found in connection.exec_driver_sql("SELECT record, register FROM conflict ORDER BY record, register"):
        digest.update(repr(tuple(found)).encode() + b"\n")
    return digest.hexdigest()


def _as_sealed(line: bytes) -> bytes:
    if not is_redacted(line):
        return line
    left = decode_line(line)
    return json.dumps({"n": left.n, "redacted": left.redacted}, separators=(",", ":")).encode()
