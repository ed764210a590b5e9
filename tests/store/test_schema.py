"""The store's own tables and the guards of the journal, on real encrypted files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from ascn_desk.base.errors import MachineError
from ascn_desk.store.engine import open_engine, reading, rehearsing, writing
from ascn_desk.store.schema import VERSION, migrate

KEY = bytes(range(32))
APPEND_ONLY = "append-only"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with one record of one entry."""
    made = open_engine(tmp_path / "desk.db", KEY)
    with writing(made) as connection:
        migrate(connection)
        connection.exec_driver_sql("INSERT INTO desk VALUES (1, 'a')")
        connection.exec_driver_sql("INSERT INTO channel VALUES (1, 'reference')")
        connection.exec_driver_sql("INSERT INTO log VALUES (1, 1, 1)")
        connection.exec_driver_sql(
            "INSERT INTO segment (key, log, entries, size, state, counts, journaled) VALUES (1, 1, 0, 0, 'open', 1, 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO record (key, channel, kind, id, heads) VALUES (1, 1, 'city', 'vn-da-nang', x'7b7d')"
        )
        connection.exec_driver_sql("INSERT INTO entry VALUES (65536, 1, 1, x'7b7d')")
    yield made
    made.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET n = 2",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry VALUES (65536, 1, 9, x'00')",
        "INSERT INTO entry VALUES (65536, 1, 9, x'00') ON CONFLICT (key) DO UPDATE SET n = 9",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(engine: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError, match=APPEND_ONLY), writing(engine) as connection:
        connection.exec_driver_sql(statement)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT key, n, line FROM entry").all() == [(65536, 1, b"{}")]


def test_a_rehearsal_leaves_nothing_behind(engine: Engine) -> None:
    with rehearsing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO entry VALUES (65537, 1, 2, x'7b7d')")
        assert connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one() == 2
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one() == 1


def test_an_error_in_a_transaction_takes_back_all_of_it(engine: Engine) -> None:
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO desk VALUES (2, 'b')")
        raise RuntimeError
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM desk").scalar_one() == 1


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        assert migrate(connection) == 0


def test_a_database_of_a_later_program_is_refused_and_left_as_it_is(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(MachineError, match="newer-schema"), writing(engine) as connection:
        migrate(connection)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION + 1


def test_a_failed_step_leaves_no_table_behind(tmp_path: Path) -> None:
    made = open_engine(tmp_path / "desk.db", KEY)
    with pytest.raises(RuntimeError), writing(made) as connection:
        migrate(connection)
        raise RuntimeError
    with reading(made) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one() == 0
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
    made.dispose()
