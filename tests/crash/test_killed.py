"""Killed without warning at any write point and at any moment: afterwards all or nothing, and the next try succeeds."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.crash.place import BEGINNINGS, Place, between

MOMENTS = int(os.environ.get("ASCN_DESK_CRASHES", "2"))
"""How many random moments are tried for each act, and at most how many of its named write points, first and last."""


def kills(whole: dict[str, Any], seed: str) -> list[dict[str, Any]]:
    """The first and the last of each named write point, or of some, the very last of all, and some moments."""
    chance = Random(seed)
    points = sorted({point for ends in whole["names"].values() for point in ends})
    chosen = {1, whole["points"], *(points if len(points) <= 2 * MOMENTS else chance.sample(points, MOMENTS))}
    moments = [chance.random() * whole["seconds"] for _ in range(MOMENTS)]
    return [{"point": point} for point in sorted(chosen)] + [{"after": moment} for moment in moments]


@pytest.mark.parametrize("act", BEGINNINGS)
def test_after_a_kill_all_or_nothing_is_there_and_the_next_try_succeeds(
    place: Place, act: str, record_property: Callable[[str, object], None]
) -> None:
    place.begin(act)
    before = place.state()
    assert before["check"] == (["shown-differs"] if act == "rebuild" else [])
    whole = place.order(act, follow=True)
    after = place.state()
    assert after != before and after["check"] == []
    place.begin(act)
    whole["seconds"] = place.order(act)["seconds"]
    steps = [before, *between(place, act, before), after]
    killed = {"point": 0, "after": 0}
    for kill in kills(whole, act):
        place.begin(act)
        answer = place.order(act, **kill)
        killed[next(iter(kill))] += answer["killed"]
        assert answer["killed"] or "after" in kill, kill
        found = place.state()
        assert found in steps, (kill, found)
        if found != after:
            assert not place.order(act)["killed"]
            again = {**place.state(), "backups": after["backups"]}
            # Of two saves the first may have landed, and is then made twice.
            assert again == after or (act == "save" and found != before and again["check"] == []), (kill, again)
    record_property("points", killed["point"])
    record_property("moments", killed["after"])
