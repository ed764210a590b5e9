"""A desk's database, open: the engine and the shown tables, brought to this version of the program."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, Table

from ascn_desk.base.errors import MachineError
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store import redaction_traces, search
from ascn_desk.store.engine import open_engine, reading, rehearsing, scrub, writing
from ascn_desk.store.schema import VERSION, migrate
from ascn_desk.store.shown import declarations_digest, shown_tables

_DECLARATIONS = "declarations"
_TABLES = shown_tables(KINDS.values())


class DeskStore:
    """An open database; ``tables`` has the shown table of each kind."""

    def __init__(self, path: Path, key: bytes, *, is_searching: bool = True, is_encrypted: bool = True) -> None:
        self.path = path
        self.key = key
        self.engine = open_engine(path, key, is_encrypted=is_encrypted)
        self.tables: dict[str, Table] = _TABLES
        self.is_searching = is_searching

    def reading(self) -> AbstractContextManager[Connection]:
        """One transaction that reads."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction that writes: all of it lands, or nothing."""
        return writing(self.engine)

    def rehearsing(self) -> AbstractContextManager[Connection]:
        """One transaction that writes and is rolled back."""
        return rehearsing(self.engine)

    def is_current(self) -> bool:
        """Whether nothing needs to be brought to this version of the program."""
        with self.reading() as connection:
            held = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            return held == VERSION and _declared(connection) == declarations_digest(KINDS.values())

    def check_known(self) -> None:
        """Whether this program can bring the database to its version.

        Errors: MachineError ``newer-schema``, ``foreign-database``.
        """
        with self.reading() as connection:
            held = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if held > VERSION:
                raise MachineError("newer-schema", held=held, known=VERSION)
            tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
            if tables and (held < 1 or _declared(connection) is None):
                raise MachineError("foreign-database", path=str(self.path))

    def bring_up(self, rebuild: Callable[[Connection], object]) -> None:
        """Migrate the store's own tables, and make the shown tables afresh where the declarations changed.

        Shapes: ``rebuild`` computes all that is shown, inside the same transaction.
        Errors: MachineError ``newer-schema``; nothing is changed then.
        """
        with self.writing() as connection:
            migrate(connection)
            digest = declarations_digest(KINDS.values())
            before = _declared(connection)
            if before == digest:
                return
            _TABLES["case"].metadata.drop_all(connection)
            _TABLES["case"].metadata.create_all(connection)
            connection.exec_driver_sql(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (_DECLARATIONS, digest),
            )
            if before is not None:
                search.clear(connection)
                rebuild(connection)

    def scrub_if_due(self) -> None:
        """Let nothing of what was purged stay in the file: the search index and then every page are written anew.

        What cannot be done now (a full disk, another program that reads) is done when the desk is opened next.
        """
        with self.reading() as connection:
            if redaction_traces.attachments_due(connection) is None:
                return
        with contextlib.suppress(MachineError):
            with self.writing() as connection:
                # A row that was taken out of the index leaves its words there until all is merged.
                search.clear(connection)
                keys = connection.exec_driver_sql("SELECT key FROM record").scalars().all()
                search.index_records(connection, self.tables, keys, fresh=True)
            if scrub(self.engine):
                with self.writing() as connection:
                    redaction_traces.note_done(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _declared(connection: Connection) -> str | None:
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'setting'").scalar():
        return None
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_DECLARATIONS,)).scalar()
    return str(found) if found is not None else None
