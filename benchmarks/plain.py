"""The plain insert that merges are compared with: ready tuples, no decoding, no signature, no conflict.

It goes through the product's own door to the database, so library, encryption and settings are the same.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from ascn_desk.store.engine import open_engine
from tests.support.workload import PlainRows

_KEY = bytes(32)
_TABLES = (
    "CREATE TABLE log (site INTEGER, seq INTEGER, record TEXT, field TEXT, value, n INTEGER, UNIQUE (site, seq))",
    "CREATE INDEX log_record ON log (record, field)",
    "CREATE TABLE state (record TEXT, field TEXT, value, n INTEGER, site INTEGER, PRIMARY KEY (record, field))",
)
_LOG = "INSERT OR IGNORE INTO log VALUES (?, ?, ?, ?, ?, ?)"
_STATE = (
    "INSERT INTO state VALUES (?, ?, ?, ?, ?) ON CONFLICT (record, field) DO UPDATE"
    " SET value = excluded.value, n = excluded.n, site = excluded.site WHERE (excluded.n, excluded.site) > (n, site)"
)
_TEXTS = "INSERT OR REPLACE INTO texts (rowid, value) VALUES (?, ?)"


def plain_insert(folder: Path, batches: Sequence[PlainRows], *, is_searching: bool = False) -> list[float]:
    """Seconds for each batch, one transaction each, into a new database; with search, a trigram index of texts too."""
    path = folder / "plain.db"
    for each in folder.glob("plain.db*"):
        each.unlink()
    engine = open_engine(path, _KEY)
    raw = engine.raw_connection()
    connection = raw.driver_connection
    assert connection is not None
    seconds = []
    try:
        for statement in _TABLES:
            connection.execute(statement)
        if is_searching:
            connection.execute("CREATE VIRTUAL TABLE texts USING fts5(value, tokenize='trigram')")
        for rows in batches:
            begun = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_LOG, rows.log)
            connection.executemany(_STATE, rows.state)
            if is_searching:
                connection.executemany(_TEXTS, rows.texts)
            connection.execute("COMMIT")
            seconds.append(time.perf_counter() - begun)
    finally:
        raw.close()
        engine.dispose()
    return seconds
