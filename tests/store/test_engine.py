"""Opening databases: keys, damage, locks and full disks, each as one error with a code."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.errors import MachineError
from ascn_desk.base.words import error_text
from ascn_desk.store.engine import open_engine, reading, writing

KEY = bytes(range(32))


def made(path: Path) -> None:
    engine = open_engine(path, KEY)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE note (text TEXT) STRICT")
        connection.exec_driver_sql("INSERT INTO note VALUES ('都市鉄道の信号')")
    engine.dispose()


def test_the_file_holds_no_readable_text(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    made(path)
    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert "都市鉄道".encode() not in path.read_bytes()


@pytest.mark.parametrize("damage", ["another key", "overwritten"])
def test_another_key_and_a_damaged_file_are_one_error_with_a_sentence(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "desk.db"
    made(path)
    if damage == "overwritten":
        path.write_bytes(b"\0" * path.stat().st_size)
    engine = open_engine(path, KEY if damage == "overwritten" else bytes(32))
    with pytest.raises(MachineError) as caught, reading(engine) as connection:
        connection.exec_driver_sql("SELECT * FROM note")
    engine.dispose()
    assert caught.value.code == "damaged-database"
    assert "desk.db" in error_text(caught.value, "ja")


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    made(path)
    engine = open_engine(path, KEY)
    with pytest.raises(MachineError) as caught, writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 3")
        connection.exec_driver_sql("INSERT INTO note VALUES (hex(randomblob(100000)))")
    assert caught.value.code == "disk-full"
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 1
    engine.dispose()


def test_a_key_of_another_length_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(tmp_path / "desk.db", b"short")
