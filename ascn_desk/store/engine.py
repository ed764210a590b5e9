"""Opening the encrypted database: the one place where connections are made.

- the key is the first statement of every connection; the file is SQLCipher from the first day
- transactions are in our own hands (BEGIN IMMEDIATE for writes), so a failed step leaves nothing behind
- the journal's guards ask two functions of ours: the digest of a line, and whether only that is left of it
- recursive triggers are on, since INSERT OR REPLACE would pass the guards of the journal without them
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]
from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from ascn_desk.base.errors import DeskError, MachineError

KEY_BYTES = 32
_BUSY_MS = 5000
_CACHE_KIB = 16_384
_CHECKPOINT_PAGES = 16_384
"""64 MiB: at SQLite's 4 MiB every small import would copy the pages of the one before into the file."""
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    f"PRAGMA busy_timeout = {_BUSY_MS}",
    f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
)

# SQLite's primary result codes (sqlite.org/rescode.html): the machine's troubles, told apart from ours.
_CODES = {5: "database-locked", 6: "database-locked", 10: "disk-failed", 11: "damaged-database", 13: "disk-full",
          14: "cannot-open-database", 8: "database-read-only", 26: "damaged-database"}  # fmt: skip

# Where the driver gives no code: while a database is copied, and for a key that does not fit.
_WORDS = {"not a database": "damaged-database", "malformed": "damaged-database", "is full": "disk-full",
          "disk I/O": "disk-failed", "is locked": "database-locked"}  # fmt: skip


def open_engine(path: Path, key: bytes, *, is_encrypted: bool = True) -> Engine:
    """The engine of one database file; the file is made if it is not there.

    Shapes: only tests leave the encryption out, to look for texts in the bytes of the file; no desk is opened so.
    Errors: ValueError for a key of another length than 32 bytes. Connecting raises MachineError ``damaged-database``
            for a damaged file or another key, which SQLCipher cannot tell apart.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            if is_encrypted:
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.create_function("line_digest", 1, line_digest, deterministic=True)
            connection.create_function("is_redacted", 1, is_redacted, deterministic=True)
            for setting in _SETTINGS:
                connection.execute(setting)
        except sqlcipher.Error as trouble:
            connection.close()
            raise machine_error(trouble, path) from trouble
        return connection

    return create_engine("sqlite://", creator=connect, module=sqlcipher, poolclass=QueuePool)


def line_digest(line: bytes) -> str:
    """The digest by which a segment knows a line: of its bytes, or as what is left of it states."""
    return str(json.loads(line).get("redacted") or sha256(line).hexdigest())


def is_redacted(line: bytes) -> bool:
    """Whether a purge left no more of a line than its digest and its skeleton."""
    return "redacted" in json.loads(line)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it lands, or nothing.

    Errors: MachineError for the machine's troubles (disk, lock, damage); nothing was changed then.
    """
    yield from _transaction(engine, "BEGIN IMMEDIATE", "COMMIT")


@contextmanager
def rehearsing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes and is then rolled back, whatever happened in it."""
    yield from _transaction(engine, "BEGIN IMMEDIATE", "ROLLBACK")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads: what it sees does not change under it."""
    yield from _transaction(engine, "BEGIN", "ROLLBACK")


def _transaction(engine: Engine, begin: str, end: str) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                yield connection
            except BaseException:
                _roll_back(connection)
                raise
            connection.exec_driver_sql(end)
    except DatabaseError as trouble:
        mended = machine_error(trouble.orig, None)
        if mended.code == "database-failed" and not isinstance(trouble, OperationalError):
            raise
        raise mended from trouble


def _roll_back(connection: Connection) -> None:
    """End the transaction, unless SQLite did so by itself (it does where the disk is full)."""
    driver = connection.connection.driver_connection
    if driver is not None and driver.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def folder_of(connection: Connection) -> Path:
    """Where the database lies."""
    file = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar_one()
    return Path(file).parent


def scrub(engine: Engine) -> bool:
    """Write the file anew, so that no free page, page's rest or log keeps what was taken out of the tables.

    False where another connection still reads what was before: then it is to be done again.
    Errors: MachineError for the machine's troubles; the database is whole then, as it was.
    """
    pooled = engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("VACUUM")
        is_busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy
    except sqlcipher.Error as trouble:
        raise machine_error(trouble, None) from trouble
    finally:
        pooled.close()


def run_many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement for each row, past SQLAlchemy, which costs as much a statement as twenty rows do.

    Errors: MachineError for the machine's troubles, as everywhere.
    """
    driver = connection.connection.driver_connection
    if not rows or driver is None:
        return
    try:
        driver.executemany(statement, rows)
    except sqlcipher.DatabaseError as trouble:
        mended = machine_error(trouble, None)
        if mended.code == "database-failed":
            raise
        raise mended from trouble


def machine_error(trouble: object, path: Path | None) -> DeskError:
    """The error for a trouble of SQLite, by SQLite's own code."""
    code = int(getattr(trouble, "sqlite_errorcode", 0) or 0) & 0xFF
    name = _CODES.get(code) or _by_words(str(trouble)) or "database-failed"
    return MachineError(name, path=str(path) if path else "desk.db", reason=str(trouble))


def _by_words(told: str) -> str | None:
    return next((name for words, name in _WORDS.items() if words in told), None)
