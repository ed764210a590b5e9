"""The registry by itself; its shapes and successions are judged in test_trust."""

from __future__ import annotations

import json

from ascn_desk.sync.registry import NOTHING, End, registry_extras
from tests.sync.makers import World, desk_keys, registered


def test_an_open_log_has_no_end_and_a_closed_desk_ends_everywhere() -> None:
    keys = desk_keys("one")
    assert registered(keys).end("country/vn") is None
    assert registered(keys, closed=True).end("country/vn") == NOTHING
    ends = {"country/vn": End(3, "3" * 64)}
    assert registered(keys, closed=True, ends=ends).end("country/vn") == End(3, "3" * 64)


def test_extras_are_written_as_the_registry_lists_them() -> None:
    ends = {"country/vn": End(3, "3" * 64), "reference": End(0, None), "office/a": End(1, "1" * 64, 4, 9)}
    extras = registry_extras(registered(desk_keys("one"), closed=True, ends=ends))
    assert extras["x-ends"] == {
        "country/vn": [3, "3" * 64],
        "reference": [0, None],
        "office/a": [1, "1" * 64, 4, 9],
    }
    assert extras["x-closed"] is True
    assert "x-closed" not in registry_extras(registered(desk_keys("one")))


def test_ends_and_closing_may_be_left_out() -> None:
    world = World()
    signed = json.loads(world.registry())["signed"]
    assert all("x-closed" not in role for role in signed["delegations"]["roles"])
    assert not any(desk.closed or desk.ends for desk in world.trust().registry.desks.values())
