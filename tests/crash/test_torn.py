"""A database whose bytes changed on the disk shows what was committed, or the damage is told; never a wrong value."""

from __future__ import annotations

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
