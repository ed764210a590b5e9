"""A database whose bytes changed on the disk shows what was committed, or the damage is told; never a wrong value."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from ascn_desk.base.errors import MachineError
from ascn_desk.operations import exchange, records, upkeep
from ascn_desk.operations.desk import Desk
from tests.support.trio import PASSPHRASE, dump, new_desk, open_machine

TRIES = int(os.environ.get("ASCN_DESK_CRASHES", "4"))
"""How many altered copies are tried of each kind of damage."""
PAGE = 4_096
TOLD = ("damaged-database", "disk-failed")

Content = dict[str, list[tuple[Any, ...]]]
Damage = Callable[[Path, Random], None]


class Story(NamedTuple):
    """A desk that was switched off with a log beside its database, all it ever committed, and a verified backup."""

    profile: Path
    committed: list[Content]
    backup: Path
    backed_up: Content


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("torn")
    new_desk(folder / "live", "hq").close()
    desk = open_machine(folder / "live")
    committed = []

    def save(text: str) -> None:
        records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text})
        committed.append(dump(desk))

    # Longer than a page, so that some pages hold nothing but a part of a text.
    save("一" * 5_000)
    exchange.export(desk, ["hq"], folder)
    committed.append(dump(desk))
    backup = upkeep.backup(desk, folder / "kept.db")
    backed_up = committed[-1]
    # What was closed lies in the database alone; what comes after it lies in the log.
    desk.close()
    desk = open_machine(folder / "live")
    committed.append(dump(desk))
    save("二" * 5_000)
    save("三" * 5_000)
    # Copied while it is open: the bytes that a machine switched off now would leave.
    shutil.copytree(folder / "live", folder / "left", ignore=shutil.ignore_patterns("*-shm"))
    yield Story(folder / "left", committed, backup, backed_up)
    desk.close()


def flipped(path: Path, chance: Random) -> None:
    """One to three bits are others."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 3)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def database_flipped(profile: Path, chance: Random) -> None:
    flipped(profile / "desk.db", chance)


def log_flipped(profile: Path, chance: Random) -> None:
    flipped(profile / "desk.db-wal", chance)


def log_cut(profile: Path, chance: Random) -> None:
    path = profile / "desk.db-wal"
    os.truncate(path, chance.randrange(path.stat().st_size))


def page_zeroed(profile: Path, chance: Random) -> None:
    path = profile / "desk.db"
    place = chance.randrange(path.stat().st_size // PAGE) * PAGE
    content = path.read_bytes()
    path.write_bytes(content[:place] + bytes(PAGE) + content[place + PAGE :])


def database_cut(profile: Path, chance: Random) -> None:
    path = profile / "desk.db"
    os.truncate(path, chance.randrange(1, path.stat().st_size))


DAMAGES: list[Damage] = [database_flipped, log_flipped, log_cut, page_zeroed, database_cut]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_an_altered_database_shows_was_committed_or_the_damage_is_told(
    story: Story, tmp_path: Path, damage: Damage
) -> None:
    chance = Random(damage.__name__)
    for number in range(TRIES):
        profile = shutil.copytree(story.profile, tmp_path / str(number))
        damage(profile, chance)
        found = looked_at(profile)
        assert found is None or found in story.committed, (damage, number)
        if damage is log_cut:
            # A log that ends early is an earlier moment, whole: the saves that were cut off are gone together.
            assert found is not None
        upkeep.restore(profile, story.backup, PASSPHRASE)
        assert looked_at(profile) == story.backed_up
        shutil.rmtree(profile)


def test_without_damage_all_that_was_committed_is_there_after_the_power_failed(story: Story, tmp_path: Path) -> None:
    profile = shutil.copytree(story.profile, tmp_path / "whole")
    assert (profile / "desk.db-wal").stat().st_size > 2 * PAGE
    assert looked_at(profile) == story.committed[-1]


class Moments(NamedTuple):
    """The bytes that a machine switched off would have left at several moments, and all that was ever committed."""

    folder: Path
    names: list[str]
    committed: list[Content]


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moments]:
    folder = tmp_path_factory.mktemp("moments")
    new_desk(folder / "live", "hq").close()
    desk = open_machine(folder / "live")
    names, committed = [], [dump(desk)]
    for generation in range(3):
        # A log begins anew once all of it lies in the database: where the desk was closed, and while it is open.
        for number, length in enumerate((40, 5_000)):
            records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": f"{generation}{number}" * length})
            committed.append(dump(desk))
            names.append(f"{generation}{number}")
            shutil.copytree(folder / "live", folder / names[-1], ignore=shutil.ignore_patterns("*-shm"))
        if generation == 0:
            desk.close()
            desk = open_machine(folder / "live")
            committed.append(dump(desk))
        else:
            with desk.store.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    yield Moments(folder, names, committed)
    desk.close()


def test_a_log_of_another_moment_beside_a_database_gives_an_earlier_moment_whole_or_is_told_at_the_opening(
    moments: Moments, tmp_path: Path
) -> None:
    told = whole = 0
    for base, log in itertools.permutations(moments.names, 2):
        profile = shutil.copytree(moments.folder / base, tmp_path / "mixed")
        shutil.copyfile(moments.folder / log / "desk.db-wal", profile / "desk.db-wal")
        try:
            desk = open_machine(profile)
        except MachineError as error:
            assert error.code == "damaged-database", (base, log)
            told += 1
        else:
            found = _sound(desk)
            desk.close()
            assert found in moments.committed, (base, log)
            whole += 1
        shutil.rmtree(profile)
    assert told and whole


def test_a_database_that_lost_its_log_is_the_moment_at_which_it_began(moments: Moments, tmp_path: Path) -> None:
    for base in moments.names:
        profile = shutil.copytree(moments.folder / base, tmp_path / base)
        (profile / "desk.db-wal").unlink()
        assert looked_at(profile) in moments.committed


def test_the_log_of_a_program_that_is_at_work_is_left_to_it(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk", "hq").close()
    at_work = open_machine(tmp_path / "desk")
    records.add_record(at_work, "city_note", {"city": "vn-hanoi", "text": "first"})
    log = tmp_path / "desk" / "desk.db-wal"
    held = log.read_bytes()
    second = open_machine(tmp_path / "desk")
    assert dump(second) == dump(at_work)
    assert log.read_bytes() == held
    second.close()
    records.add_record(at_work, "city_note", {"city": "vn-hanoi", "text": "second"})
    at_work.close()
    assert not log.exists()


def looked_at(profile: Path) -> Content | None:
    """What a desk shows; None where opening, reading or the check tells of damage."""
    try:
        desk = open_machine(profile)
    except MachineError as error:
        assert error.code in TOLD, error
        return None
    try:
        return _sound(desk)
    except MachineError as error:
        assert error.code in TOLD, error
        return None
    finally:
        desk.close()


def _sound(desk: Desk) -> Content | None:
    found = dump(desk)
    problems = upkeep.check(desk)
    assert all(each.code in TOLD for each in problems), problems
    return None if problems else found
