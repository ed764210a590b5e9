"""Twelve months of every mission and headquarters with a hostile courier, in memory, from a seed.

The desks are put together from the product's pure parts (:mod:`tests.simulation.pure_desk`): sealing, checking and
reading of segments, what counts, the merge by both ways, redaction, fingerprints, receipts. Each seed plays all offices
of the shipped data and two second desks. ``ASCN_DESK_SEEDS`` plays more seeds, each with longer months (make soak).
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from tests.simulation.plan import WEIGHTS, play
from tests.simulation.steps import Size, Step, cut, plan_of
from tests.simulation.story import Broken

SEEDS = int(os.environ.get("ASCN_DESK_SEEDS", "200"))
IS_SOAK = "ASCN_DESK_SEEDS" in os.environ
SIZE = Size(steps=90 if IS_SOAK else 40)
AT_ONCE = 10


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_whatever_happens_in_a_year_all_agree_in_the_end(first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, SEEDS)):
        plan = plan_of(seed, SIZE, WEIGHTS)
        try:
            play(seed, plan)
        except Broken as broken:
            pytest.fail(_told(seed, broken))


def test_a_seed_replays_identically() -> None:
    plan = plan_of(7, SIZE, WEIGHTS)
    one, other = play(7, plan), play(7, plan)
    assert one.story.events == other.story.events
    assert [sorted(seat.desk.kept) for seat in one.seats.values()] == [
        sorted(seat.desk.kept) for seat in other.seats.values()
    ]


def _told(seed: int, broken: Broken) -> str:
    """What broke, the last events that concern it, and the same with as few steps as were found quickly."""

    def fails(steps: Sequence[Step]) -> bool:
        try:
            play(seed, steps)
        except Broken:
            return True
        return False

    plan = cut(plan_of(seed, SIZE, WEIGHTS), fails)
    told = [f"seed {seed}: {broken.what}", *broken.__notes__]
    try:
        play(seed, plan)
    except Broken as again:
        acts = ", ".join(f"{step.number} {step.act}" for step in plan)
        told += [f"with {len(plan)} steps ({acts}): {again.what}", *again.__notes__]
    return "\n".join(told)
