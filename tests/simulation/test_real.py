"""Twelve months of every mission and headquarters with real stores, files and keys, through the product's operations.

Each seed has all offices of the shipped data and two second desks. What this level does not play: attachments, open
reference updates, closing at an earlier number, forged letters and two versions of the program; the last two are played
in memory (test_pure.py). ``ASCN_DESK_REAL_SEEDS`` plays more seeds, each
with longer months (make soak).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ascn_desk.base.words import set_language
from tests.simulation.cast import roles
from tests.simulation.real_invariants import digests_shown
from tests.simulation.real_plan import WEIGHTS, played
from tests.simulation.real_seats import build
from tests.simulation.steps import Size, plan_of, plan_with_all
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


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_in_a_year_all_real_desks_agree_in_the_end(
    seed: int, template: Path, tmp_path: Path
) -> None:
    try:
        with played(seed, plan_of(seed, SIZE, WEIGHTS), template, tmp_path / "play", roles()) as world:
            assert world.typed and world.letters
    except Broken as broken:
        pytest.fail("\n".join([f"seed {seed}: {broken.what}", *broken.__notes__]))


def test_in_a_year_with_every_act_each_of_them_really_happens(template: Path, tmp_path: Path) -> None:
    """An act that finds nothing to do tells nothing; over a year none may always find nothing."""
    try:
        with played(99, plan_with_all(99, Size(steps=6), WEIGHTS), template, tmp_path / "play", roles()) as world:
            assert [act for act in WEIGHTS if not world.acts[act]] == []
    except Broken as broken:
        pytest.fail("\n".join([broken.what, *broken.__notes__]))


def test_a_real_seed_replays_identically(template: Path, tmp_path: Path) -> None:
    plan = plan_of(3, Size(steps=5), WEIGHTS)
    told = []
    for _ in range(2):
        with played(3, plan, template, tmp_path / "play", roles()) as world:
            told.append((world.story.events, digests_shown(world)))
    assert told[0] == told[1]
