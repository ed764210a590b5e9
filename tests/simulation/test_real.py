"""Twelve months of every mission and headquarters with real stores, files and keys, through the product's operations.

Each seed has all offices of the shipped data and two second desks. Beside what people, couriers and machines do there
are attachments, open updates for anyone, desks closed at an earlier number, forged letters, a headquarters that is lost
and rebuilt from what the missions hold, and entries of a later version of the program. These are made by hand, sealed
under the real keys of their desk; in the end copies of two machines get the later declarations and read them. What this
level does not play: two versions of the program at work side by side (in memory: test_pure.py), changes of shipped
reference records, attachments damaged on a disk, bundles of a greatest size. ``ASCN_DESK_REAL_SEEDS`` plays more seeds,
each with longer months (make soak).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from ascn_desk.base.words import set_language
from tests.simulation.cast import roles
from tests.simulation.real_invariants import digests_shown
from tests.simulation.real_plan import WEIGHTS, played
from tests.simulation.real_seats import build
from tests.simulation.steps import Size, Step, plan_of, plan_with_all
from tests.simulation.story import Broken

SEEDS = int(os.environ.get("ASCN_DESK_REAL_SEEDS", "8"))
IS_SOAK = "ASCN_DESK_REAL_SEEDS" in os.environ
SIZE = Size(steps=80 if IS_SOAK else 22)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profiles of all offices, enrolled and closed."""
    set_language("en")
    folder = tmp_path_factory.mktemp("offices") / "all"
    build(folder, roles())
    return folder


def acts_played(seed: int, plan: Sequence[Step], template: Path, folder: Path) -> set[str]:
    """Play a seed, telling the story where it fails; the acts that something came of."""
    try:
        with played(seed, plan, template, folder, roles()) as world:
            return {act for act, times in world.acts.items() if times}
    except Broken as broken:
        pytest.fail("\n".join([f"seed {seed}: {broken.what}", *broken.__notes__]))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_in_a_year_all_real_desks_agree_in_the_end(seed: int, template: Path, tmp_path: Path) -> None:
    assert acts_played(seed, plan_of(seed, SIZE, WEIGHTS), template, tmp_path / "play") >= {"add", "edit", "send"}


def test_in_a_year_with_every_act_each_of_them_really_happens(template: Path, tmp_path: Path) -> None:
    """An act that finds nothing to do tells nothing; in one of these years each finds something."""
    missing = set(WEIGHTS)
    for seed in range(102, 105):
        if missing:
            missing -= acts_played(seed, plan_with_all(seed, Size(steps=12), WEIGHTS), template, tmp_path / "play")
    assert missing == set()


def test_a_real_seed_replays_identically(template: Path, tmp_path: Path) -> None:
    plan = plan_with_all(4, Size(months=4, steps=8), WEIGHTS)
    told = []
    for _ in range(2):
        with played(4, plan, template, tmp_path / "play", roles()) as world:
            told.append((world.story.events, digests_shown(world)))
    assert told[0] == told[1]
