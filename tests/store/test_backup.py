"""Copies of the encrypted database: whole, checked, and never half."""

from __future__ import annotations

import os
import resource
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.errors import MachineError
from ascn_desk.store.backup import KEPT, backups, beside, check_copy, copy_database, faults, make_backup, write_backup
from ascn_desk.store.engine import open_engine, reading, writing

KEY = bytes(range(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(tmp_path / "desk.db", KEY)
    with writing(made) as connection:
        connection.exec_driver_sql("CREATE TABLE line (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        for n in range(500):
            connection.exec_driver_sql("INSERT INTO line VALUES (?, ?)", (n, f"案件 {n} " * 20))
    yield made
    made.dispose()


@dataclass
class Store:
    """An open database as a desk has it."""

    path: Path
    engine: Engine
    key: bytes = KEY


@pytest.fixture
def store(engine: Engine, tmp_path: Path) -> Store:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "desk.key").write_bytes(b"wrapped")
    (tmp_path / "profile.json").write_bytes(b"{}")
    return Store(tmp_path / "desk.db", engine)


def lines_of(path: Path) -> int:
    engine = open_engine(path, KEY)
    try:
        with reading(engine) as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM line").scalar_one())
    finally:
        engine.dispose()


def test_a_copy_holds_what_still_lies_in_the_log_beside_the_database(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_database(engine, KEY, copy)
    assert lines_of(copy) == 500


def test_a_copy_is_one_encrypted_file_and_nothing_else_is_left(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    copy_database(engine, KEY, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    content = (folder / "copy.db").read_bytes()
    assert b"SQLite format 3" not in content and "案件".encode() not in content


def test_a_sound_copy_has_no_faults_and_neither_has_the_database(engine: Engine, tmp_path: Path) -> None:
    copy_database(engine, KEY, tmp_path / "copy.db")
    assert check_copy(tmp_path / "copy.db", KEY) == []
    assert faults(engine) == []


def test_a_page_half_written_when_the_power_went_is_no_fault_while_the_log_has_it_whole(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE line SET text = text || '長' WHERE n >= 0")
    left = tmp_path / "left"
    left.mkdir()
    content = bytearray((tmp_path / "desk.db").read_bytes())
    # Half of the last page is new, half of it old.
    content[-2_048:] = os.urandom(2_048)
    (left / "desk.db").write_bytes(content)
    shutil.copyfile(tmp_path / "desk.db-wal", left / "desk.db-wal")
    torn = open_engine(left / "desk.db", KEY)
    try:
        assert faults(torn) == []
    finally:
        torn.dispose()
    assert check_copy(left / "desk.db", KEY) == []
    (left / "desk.db").write_bytes(content)
    with pytest.raises(MachineError, match="damaged-database"):
        check_copy(left / "desk.db", KEY)


def test_a_changed_byte_anywhere_in_a_copy_is_found(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_database(engine, KEY, copy)
    content = copy.read_bytes()
    for place in range(100, len(content), len(content) // 7):
        copy.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            assert check_copy(copy, KEY) != []
        except MachineError as error:
            assert error.code == "damaged-database"


def test_a_copy_under_another_key_and_a_missing_one_are_refused(engine: Engine, tmp_path: Path) -> None:
    copy_database(engine, KEY, tmp_path / "copy.db")
    with pytest.raises(MachineError, match="damaged-database"):
        check_copy(tmp_path / "copy.db", bytes(32))
    with pytest.raises(MachineError, match="cannot-open-database"):
        check_copy(tmp_path / "absent.db", KEY)


def test_a_copy_that_cannot_be_written_leaves_the_former_one(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot-open-database"):
        copy_database(engine, KEY, tmp_path / "absent" / "copy.db")
    former = tmp_path / "copy.db"
    copy_database(engine, KEY, former)
    before = former.read_bytes()
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO line VALUES (1000, 'later')")
    copy_database(engine, KEY, former)
    assert former.read_bytes() != before
    assert lines_of(former) == 501


def test_a_full_disk_while_copying_is_told_and_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    folder = tmp_path / "small"
    folder.mkdir()
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(MachineError) as told:
            copy_database(engine, KEY, folder / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    # This limit looks like a failing disk; a disk that is really full is told as such.
    assert told.value.code in ("disk-full", "disk-failed")
    assert os.listdir(folder) == []


def test_a_backup_is_named_by_its_time_and_has_the_keys_beside_it(store: Store, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC))
    made = make_backup(store, tmp_path / "backups", clock)
    assert made.name == "desk-20261124T040506Z.db"
    assert check_copy(made, KEY) == []
    assert beside(made, "keys/desk.key").read_bytes() == b"wrapped"
    assert beside(made, "profile.json").read_bytes() == b"{}"


def test_two_backups_of_one_second_are_both_kept_and_the_newest_stands_first(store: Store, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    made = [make_backup(store, tmp_path / "backups", clock) for _ in range(3)]
    clock.advance(days=1)
    made.append(make_backup(store, tmp_path / "backups", clock))
    assert backups(tmp_path / "backups") == made[::-1]


def test_the_oldest_backups_make_room_and_nothing_else_of_the_folder_does(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "own notes.txt").write_text("kept")
    clock = FixedClock(datetime(2026, 11, 1, tzinfo=UTC))
    made = []
    for _ in range(KEPT + 3):
        made.append(make_backup(store, folder, clock))
        clock.advance(days=1)
    assert backups(folder) == made[: -KEPT - 1 : -1]
    assert len(list(folder.iterdir())) == 3 * KEPT + 1


def test_a_backup_can_be_written_under_a_name_of_ones_own(store: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_backup(store, stick / "hanoi.db")
    assert sorted(path.name for path in stick.iterdir()) == ["hanoi.db", "hanoi.desk.key", "hanoi.profile.json"]


def test_where_there_are_no_backups_the_list_is_empty(tmp_path: Path) -> None:
    assert backups(tmp_path / "absent") == []
