"""Copies of the database that were read back before they are trusted, and the check of the one in use.

- copied by SQLite's own backup, page by page under a lock: a copy of the file alone would lack what still lies in the
  write-ahead log
- encrypted under the same key, so a copy is no safer and no less safe than the database itself
- checked twice: that every page is what was encrypted (SQLCipher), and that tables and indexes agree (SQLite)
- a copy takes its name only when it is whole and checked
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]
from sqlalchemy import Engine

from ascn_desk.base import files
from ascn_desk.base.clock import Clock
from ascn_desk.base.errors import MachineError
from ascn_desk.store.engine import machine_error

KEY_FILE = "keys/desk.key"
BESIDE = (KEY_FILE, "profile.json")
"""What a database cannot be opened or known without; a backup has each beside it under its own name."""

KEPT = 10
"""How many backups stay; older ones make room."""

_MOST_FAULTS = 100
_NAME = re.compile(r"desk-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?\.db")


class OpenStore(Protocol):
    """A database that is open; :class:`ascn_desk.store.desk_store.DeskStore`."""

    path: Path
    key: bytes
    engine: Engine


def make_backup(store: OpenStore, folder: Path, clock: Clock) -> Path:
    """Keep a checked copy of a desk's database and keys, named by the time in UTC; the oldest beyond ten go.

    Errors: those of :func:`copy_database`; MachineError ``cannot-write``. What was there before stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.machine_error(error, folder) from error
    moment = clock.now().strftime("%Y%m%dT%H%M%S")
    out, number = folder / f"desk-{moment}Z.db", 1
    while out.exists():
        number += 1
        out = folder / f"desk-{moment}Z-{number}.db"
    write_backup(store, out)
    for old in backups(folder)[KEPT:]:
        for path in (*(beside(old, name) for name in BESIDE), old):
            path.unlink(missing_ok=True)
    return out


def write_backup(store: OpenStore, out: Path) -> None:
    """The same under a name of one's own, for instance on a memory stick. Errors as :func:`make_backup`."""
    for name in BESIDE:
        # The keys first: a copy of the database alone could never be opened.
        content = store.path.parent / name
        if content.exists():
            files.write_atomic(beside(out, name), content.read_bytes())
    copy_database(store.engine, store.key, out)


def backups(folder: Path) -> list[Path]:
    """The backups of a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), key=_moment, reverse=True)


def made_at(backup: Path) -> datetime:
    """When a backup of a profile's own folder was made."""
    return datetime.strptime(_moment(backup)[0], "desk-%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def beside(backup: Path, name: str) -> Path:
    """Where a backup keeps a file of the profile: ``desk-….desk.key`` for ``keys/desk.key``."""
    return backup.with_name(f"{backup.stem}.{Path(name).name}")


def _moment(backup: Path) -> tuple[str, int]:
    name, _, number = backup.stem.partition("Z")
    return name, int(number[1:] or 1)


def copy_database(engine: Engine, key: bytes, out: Path) -> None:
    """Write a whole, checked copy of an open database.

    Errors: MachineError ``disk-full``, ``cannot-open-database``, or ``damaged-database`` where what was copied does not
            pass its check; nothing is left at ``out`` then, or what was there before.
    """
    part = out.with_name(f".{out.name}.part")
    _remove(part)
    try:
        with _driver_connection(engine) as source, opened(part, key) as target:
            source.backup(target)
            # Like all that a desk writes: for its owner only, encrypted or not.
            part.chmod(0o600)
            # One file, without a log beside it that could be forgotten.
            target.execute("PRAGMA journal_mode = DELETE")
            if _faults(target):
                raise MachineError("damaged-database", path=str(out))
        files.put_in_place(part, out)
    except sqlcipher.Error as trouble:
        raise machine_error(trouble, out) from trouble
    finally:
        _remove(part)


def check_copy(path: Path, key: bytes) -> list[str]:
    """What is wrong with a database file that nobody has open; empty if nothing is.

    Errors: MachineError ``cannot-open-database``, ``damaged-database`` if it cannot even be read, or under another key.
    """
    if not path.is_file():
        raise MachineError("cannot-open-database", path=str(path))
    try:
        with opened(path, key) as connection:
            return _faults(connection)
    except sqlcipher.Error as trouble:
        raise machine_error(trouble, path) from trouble


def faults(engine: Engine) -> list[str]:
    """What is wrong with the open database, in SQLite's words; empty if nothing is.

    Errors: MachineError where the disk does not even let it be looked at.
    """
    try:
        with _driver_connection(engine) as connection:
            # A page that was half written when the power went is whole in the log: SQLCipher looks at the file alone.
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            return _faults(connection)
    except sqlcipher.Error as trouble:
        raise machine_error(trouble, None) from trouble


def _faults(connection: sqlcipher.Connection) -> list[str]:
    found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})") if row[0] != "ok"]
    return found + [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]


@contextlib.contextmanager
def opened(path: Path, key: bytes) -> Iterator[sqlcipher.Connection]:
    """One connection to a database file, past the pool of a desk."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _driver_connection(engine: Engine) -> Iterator[sqlcipher.Connection]:
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


def _remove(part: Path) -> None:
    for path in (part, *(part.with_name(part.name + each) for each in ("-wal", "-shm", "-journal"))):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
