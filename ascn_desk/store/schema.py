"""The store's own tables: the journal, segments and records. Made and changed by numbered steps only.

Legend:
    log      (channel, desk): one desk's segments in one channel
    segment  a sealed one as received, or an open one that unsealed entries gather in (number is null);
             ``state`` says whether it counts and if not, why (:class:`ascn_desk.store.holdings.State`)
    entry    key = segment key * 65,536 + place in the segment: insert only, held by triggers
    record   one record in one channel; ``heads`` is JSON {register: [[log, n], …]}; ``made_*`` its first entry
    conflict a register of a record that awaits a decision
    decision a value of this desk (its count is ``mine``) that was not kept, and the entry that decided so
    sent     bundles made here; ``tips`` is JSON [[log, number, identity], …], the last of each log that went
    received bundles imported here; ``have`` is JSON, what the sender said it holds
    trust    root versions and the registry, as received

An entry's place in its segment gives it a key that stays when its segment is sealed, so sealing changes no entry;
and two branches of a forked log can lie side by side.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ascn_desk.base.errors import MachineError
from ascn_desk.store import search

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
    previous TEXT,
    entries INTEGER NOT NULL,
    size INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    state TEXT NOT NULL,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    journaled INTEGER NOT NULL CHECK (journaled IN (0, 1)),
    bundle TEXT,
    sealed TEXT,
    CHECK ((number IS NULL) = (identity IS NULL))
) STRICT;
CREATE INDEX segment_place ON segment (log, number);
CREATE TABLE sealed (
    segment INTEGER PRIMARY KEY REFERENCES segment (key),
    envelope BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE record (
    key INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channel (key),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    heads BLOB NOT NULL,
    made_n INTEGER,
    made_log INTEGER,
    UNIQUE (kind, id, channel)
) STRICT;
CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (key),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 17592186044415),
    line BLOB NOT NULL
) STRICT;
CREATE INDEX entry_record ON entry (record, n);
CREATE TABLE conflict (
    record INTEGER NOT NULL REFERENCES record (key),
    register TEXT NOT NULL,
    PRIMARY KEY (record, register)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision (
    record INTEGER NOT NULL REFERENCES record (key),
    register TEXT NOT NULL,
    mine INTEGER NOT NULL,
    log INTEGER NOT NULL,
    n INTEGER NOT NULL,
    is_read INTEGER NOT NULL,
    PRIMARY KEY (record, register, mine)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE draft (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE trust (name TEXT PRIMARY KEY, document BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sent (
    bundle TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    number INTEGER NOT NULL,
    identity TEXT NOT NULL,
    at TEXT NOT NULL,
    entries INTEGER NOT NULL,
    size INTEGER NOT NULL,
    path TEXT NOT NULL,
    tips TEXT NOT NULL,
    UNIQUE (office, number)
) STRICT;
CREATE TABLE received (
    identity TEXT PRIMARY KEY,
    bundle TEXT NOT NULL,
    digest TEXT NOT NULL,
    desk TEXT NOT NULL,
    office TEXT NOT NULL,
    number INTEGER NOT NULL,
    created TEXT NOT NULL,
    at TEXT NOT NULL,
    turn INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    have TEXT NOT NULL
) STRICT;
CREATE INDEX received_last ON received (desk, turn);
CREATE INDEX received_digest ON received (digest);
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
    search.create(connection)
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
