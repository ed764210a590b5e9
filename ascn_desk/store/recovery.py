"""Opening after the machine was switched off: what lies in the log beside the database is looked at before it counts.

SQLite takes any log that lies there for the database's own. One of another moment (a database copied without its log,
or put back beside an old one) would be mixed into it page by page: what is shown would be right here and wrong there.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ascn_desk.base.errors import MachineError
from ascn_desk.store.backup import opened
from ascn_desk.store.engine import machine_error

_BUSY = 5


def recover(path: Path, key: bytes) -> None:
    """Bring what a log holds into its database, if there is a log that no program is at work with.

    Errors: MachineError ``damaged-database`` where the two do not make one sound database; and those of the disk.
    """
    log = path.with_name(f"{path.name}-wal")
    if not path.is_file() or not log.is_file() or log.stat().st_size == 0:
        return
    try:
        with opened(path, key) as connection:
            # Refused at once where another program has the database open: then the log is that program's.
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)")]
            if told != ["ok"]:
                raise MachineError("damaged-database", path=str(path), reason=told[0])
    except sqlcipher.Error as trouble:
        if (int(getattr(trouble, "sqlite_errorcode", 0) or 0) & 0xFF) == _BUSY or "locked" in str(trouble):
            return
        raise machine_error(trouble, path) from trouble
