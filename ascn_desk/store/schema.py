"""The store's own tables: the journal, segments and records. Made and changed by numbered steps only.

Legend:
    log      (channel, desk): one desk's segments in one channel
    segment  a sealed one as received, or the open one that unsealed entries gather in (number is null)
    entry    key = segment key * 65,536 + place in the segment: insert only, held by triggers
    record   one record in one channel; ``heads`` is JSON {register: [[log, n], …]}

An entry's place in its segment gives it a key that stays when its segment is sealed, so sealing changes no entry;
and two branches of a forked log can lie side by side.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ascn_desk.base.errors import MachineError

PLACES = 65_536
"""Entries a segment can hold by its keys; the format allows 50,000."""

_FIRST = """
CREATE TABLE desk (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE channel (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE log (
    key INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channel (key),
    desk INTEGER NOT NULL REFERENCES desk (key),
    UNIQUE (channel, desk)
) STRICT;
CREATE TABLE segment (
    key INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES log (key),
    number INTEGER CHECK (number >= 1),
    identity TEXT UNIQUE,
    envelope BLOB,
    body BLOB,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    CHECK ((number IS NULL) = (identity IS NULL)),
    CHECK ((number IS NULL) = (envelope IS NULL)),
    CHECK ((number IS NULL) = (body IS NULL))
) STRICT;
CREATE INDEX segment_place ON segment (log, number);
CREATE UNIQUE INDEX segment_open ON segment (log) WHERE number IS NULL;
CREATE TABLE record (
    key INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channel (key),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    heads BLOB NOT NULL,
    UNIQUE (kind, id, channel)
) STRICT;
CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (key),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 17592186044415),
    line BLOB NOT NULL
) STRICT;
CREATE INDEX entry_record ON entry (record, n);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_STEPS: tuple[str, ...] = (_FIRST,)
VERSION = len(_STEPS)


def migrate(connection: Connection) -> int:
    """Bring the store's own tables to this version, inside the caller's transaction; how many steps were made.

    Errors: MachineError ``newer-schema`` if a later program made the file; nothing is changed then.
    """
    held = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if held > VERSION:
        raise MachineError("newer-schema", held=held, known=VERSION)
    for step in _STEPS[held:]:
        for statement in _statements(step):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    return VERSION - held


def _statements(script: str) -> list[str]:
    """The statements of a script whose lines end a statement only by ``;`` at their end."""
    statements: list[str] = []
    lines: list[str] = []
    for line in script.strip().splitlines():
        lines.append(line)
        if line.endswith(";"):
            statements.append("\n".join(lines))
            lines = []
    return statements
