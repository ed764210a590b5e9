"""The disk is full in the middle of an act: one error of its own, nothing half done, and with room the act succeeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.crash.place import BEGINNINGS, Place, between

TOLD = {"disk-full", "disk-failed", "cannot-write", "cannot-open-database"}
"""A limit on the size of files looks to SQLite like a disk that fails, and not like one that is full."""
SIZES = (0, 40_000)
GROWING = ["save", "seal", "export", "import", "import-many", "take-back", "rebuild"]
"""What cannot do without more pages."""


@pytest.mark.parametrize("act", BEGINNINGS)
def test_where_no_file_can_grow_nothing_is_half_done_and_with_room_the_act_succeeds(place: Place, act: str) -> None:
    steps = steps_of(place, act)
    codes = [outcome(place, act, steps, size=size) for size in SIZES]
    assert codes[0] in TOLD


@pytest.mark.parametrize("act", [act for act in BEGINNINGS if act != "backup"])
def test_where_the_database_has_no_page_left_nothing_is_half_done_and_with_room_the_act_succeeds(
    place: Place, act: str
) -> None:
    steps = steps_of(place, act)
    codes = {outcome(place, act, steps, spare=spare) for spare in (0, 2)}
    assert codes <= {"disk-full", None}
    assert act not in GROWING or "disk-full" in codes


def steps_of(place: Place, act: str) -> list[dict[str, Any]]:
    """The states from before the act to after it."""
    place.begin(act)
    before = place.state()
    assert "error" not in place.order(act)
    after = place.state()
    return [before, *between(place, act, before), after]


def outcome(place: Place, act: str, steps: list[dict[str, Any]], **room: Any) -> str | None:
    """The code that the act ended with, or None where it had room enough."""
    place.begin(act)
    answer = place.order(act, **room)
    found = place.state()
    if "error" not in answer:
        assert found == steps[-1], room
        return None
    assert found in steps[:-1], (room, answer)
    assert left_over(place) == []
    assert "error" not in place.order(act)
    again = place.state()
    assert {**again, "backups": 0} == {**steps[-1], "backups": 0} or (act == "save" and found != steps[0]), room
    assert again["check"] == []
    return str(answer["error"])


def left_over(place: Place) -> list[Path]:
    """Unfinished files, and files that were not noted as sent."""
    return [*place.profile.rglob("*.part"), *place.profile.rglob(".*"), *place.out.iterdir()]
