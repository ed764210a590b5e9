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
    received bundles imported here; ``have`` is JSON, what the sender said it holds; ``previous`` the identity of the
             bundle that it names as the one before, ``is_open`` whether it was meant for anyone
    aside    the sealed segments that this desk set aside, with the bundle that brought them
    purge    what an entry of headquarters (``segment``, ``n``) orders to be gone: the line ``gone`` of a log, by its
             ``digest``; ``remains`` is what the journal has in its place; ``acts`` on one of several for a line
    redacted a line of a sealed segment of which only the digest is left; key as an entry's
    request  a purge that an officer of headquarters asked for and a second has yet to confirm; ``lines`` is JSON
    naming   segments that list attachments; asked: which attachments a desk said last that it lacks
    trust    root versions and the registry, as received

An entry's place in its segment gives it a key that stays when its segment is sealed, so sealing changes no entry;
and two branches of a forked log can lie side by side.

The journal is append-only but for one door: a line may give way to what a purge that acts leaves of it, and come back
where none acts any more. Both times its digest stays, or the guards refuse it. Another leads out what was never sealed
and was written again under later keys, once that was purged. ``segment.lacks``: a redacted line has no purge that acts,
so the segment waits.
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

_ASIDE_AND_CHAINS = """
CREATE TABLE aside (
    identity TEXT PRIMARY KEY,
    bundle TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE received ADD COLUMN previous TEXT;
ALTER TABLE received ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;
"""

_REDACTION = f"""
CREATE TABLE purge (
    segment INTEGER NOT NULL REFERENCES segment (key),
    n INTEGER NOT NULL,
    log INTEGER NOT NULL REFERENCES log (key),
    gone INTEGER NOT NULL,
    digest TEXT NOT NULL,
    remains BLOB NOT NULL,
    acts INTEGER NOT NULL CHECK (acts IN (0, 1)),
    PRIMARY KEY (segment, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX purge_line ON purge (log, gone);
CREATE TABLE redacted (key INTEGER PRIMARY KEY, n INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;
CREATE TABLE request (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    lines TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE segment ADD COLUMN lacks INTEGER NOT NULL DEFAULT 0 CHECK (lacks IN (0, 1));
CREATE VIEW purged_line AS
    SELECT e.key, p.remains FROM entry e JOIN segment s ON s.key = e.key / {PLACES} JOIN purge p ON p.log = s.log
    WHERE p.acts = 1 AND p.gone = e.n AND p.digest = line_digest(e.line);
DROP TRIGGER entry_is_never_changed;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
WHEN NEW.key <> OLD.key OR NEW.n <> OLD.n OR line_digest(NEW.line) <> line_digest(OLD.line) OR NOT CASE
    WHEN EXISTS (SELECT 1 FROM purged_line p WHERE p.key = OLD.key)
    THEN EXISTS (SELECT 1 FROM purged_line p WHERE p.key = OLD.key AND p.remains = NEW.line)
    ELSE is_redacted(OLD.line) AND NOT is_redacted(NEW.line) END
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_ATTACHMENTS = """
CREATE TABLE naming (segment INTEGER PRIMARY KEY) STRICT;
CREATE TABLE asked (desk TEXT PRIMARY KEY, lacks TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_ORIGINALS = f"""
DROP TRIGGER entry_is_never_removed;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
WHEN NOT EXISTS (SELECT 1 FROM segment s WHERE s.key = OLD.key / {PLACES} AND s.number IS NULL AND s.counts = 0)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_STEPS: tuple[str, ...] = (_FIRST, _ASIDE_AND_CHAINS, _REDACTION, _ATTACHMENTS, _ORIGINALS)
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
