"""Whatever headquarters does to the registry: each version follows the one before, and nothing is taken back.

A desk that missed any number of versions takes the newest; one that comes new takes it too; and whoever takes something
back from it, even with every signature, is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.operations.registry_changes import closed_desk, raised_count, registered_desk, ruled_desk
from ascn_desk.sync.keys import DeskKeys, SigningKey
from ascn_desk.sync.registry import End, RegisteredDesk, Registry
from ascn_desk.sync.trust import RootKeys, Trust, judge
from ascn_desk.sync.trust_change import Change, is_registry_signed_under, sign_change, take_effect
from ascn_desk.sync.trust_differences import differences
from ascn_desk.sync.trust_making import next_registry, next_root
from tests.sync.makers import LATER, World, desk_keys, expect, seed, signed_again

WORLD = World()
DESKS = [desk_keys(f"desk {number}") for number in range(5)]
OFFICES = ["emb-vn", "emb-vn", "cg-da-nang", "emb-th", "hq"]
ROOTS = [*WORLD.root_keys, *(SigningKey.of(seed(f"more {number}")) for number in range(3))]
REGISTRIES = [WORLD.registry_key, *(SigningKey.of(seed(f"registry {number}")) for number in range(2))]
CHANNELS = ["country/vn", "country/th", "office/emb-vn", "reference"]
HARMLESS = {"closed-already", "end-is-fixed", "nothing-to-change", "count-not-raised", "not-registered", "registered"}

positions = st.one_of(
    st.just(End(0, None)),
    st.builds(lambda number, identity: End(number, identity), st.integers(1, 3), st.sampled_from(["1" * 64, "2" * 64])),
)
rulings = st.builds(
    lambda end, shared, more: End(end.number, end.identity, shared, shared + more),
    positions,
    st.integers(0, 5),
    st.integers(1, 5),
)
places = st.integers(0, len(DESKS) - 1)
acts = st.one_of(
    st.tuples(st.just("register"), places),
    st.tuples(st.just("rotate"), places, places, st.dictionaries(st.sampled_from(CHANNELS), positions)),
    st.tuples(st.just("close"), places, st.dictionaries(st.sampled_from(CHANNELS), positions)),
    st.tuples(st.just("rule"), places, st.sampled_from(CHANNELS), rulings),
    st.tuples(st.just("count"), st.integers(0, 2**20)),
    st.tuples(st.just("renew")),
    st.tuples(
        st.just("root"),
        st.lists(st.integers(0, len(ROOTS) - 1), min_size=2, max_size=4, unique=True),
        st.lists(st.integers(0, len(REGISTRIES) - 1), min_size=1, max_size=3, unique=True),
        st.integers(1, 3),
    ),
)


def desk_at(registry: Registry, place: int) -> RegisteredDesk:
    found = registry.desks.get(DESKS[place].desk)
    if found is None:
        raise CorrectableError("not-registered")
    return found


def new_at(registry: Registry, place: int, before: RegisteredDesk | None = None) -> RegisteredDesk:
    keys: DeskKeys = DESKS[place]
    if keys.desk in registry.desks:
        raise CorrectableError("registered")
    office = before.office if before is not None else OFFICES[place]
    return registered_desk(
        desk=keys.desk, office=office, kind="headquarters" if office == "hq" else "mission",
        countries=[] if office == "hq" else ["th" if office == "emb-th" else "vn"], name=f"Desk {place}",
        public=keys.public, age=keys.recipient, since="2026-11-24", before=before,
    )  # fmt: skip


def changed(trust: Trust, act: tuple[Any, ...]) -> Change:
    """The documents after one act of headquarters. Errors: CorrectableError of :data:`HARMLESS`."""
    registry, count = trust.registry, None
    desks: list[RegisteredDesk] = []
    match act:
        case "register", place:
            desks = [new_at(registry, place)]
        case "rotate", place, other, ends:
            before = desk_at(registry, place)
            desks = [new_at(registry, other, before)]
            if not before.closed:
                desks.append(closed_desk(before, {name: end for name, end in ends.items() if name not in before.ends}))
        case "close", place, ends:
            desks = [closed_desk(desk_at(registry, place), ends)]
        case "rule", place, channel, end:
            desks = [ruled_desk(desk_at(registry, place), channel, end)]
        case "count", wanted:
            count = raised_count(registry, wanted)
        case "root", roots, registries, threshold:
            keys = RootKeys(
                tuple(ROOTS[each].public for each in roots), 2,
                tuple(REGISTRIES[each].public for each in registries), min(threshold, len(registries)),
            )  # fmt: skip
            root = next_root(trust.roots[-1], keys, expires=LATER)
            stands = is_registry_signed_under(root, trust.registry_bytes)
            return Change(root, None if stands else next_registry(registry, [], expires=LATER, signers=()))
    return Change(None, next_registry(registry, desks, expires=LATER, signers=(), x_count=count))


def signed(trust: Trust, change: Change) -> Change:
    """The change with the signatures of everybody who has a part in it."""
    return sign_change(trust, change, ROOTS if change.root is not None else (), REGISTRIES)[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, max_size=12), st.data())
def test_every_version_follows_and_none_takes_anything_back(played: list[tuple[Any, ...]], data: st.DataObject) -> None:
    held = [WORLD.trust()]
    for act in played:
        try:
            change = changed(held[-1], act)
        except CorrectableError as error:
            assert error.code in HARMLESS
            continue
        newer = take_effect(held[-1], signed(held[-1], change))
        assert differences(held[-1], newer) != ()
        held.append(newer)
    newest = held[-1]
    earlier = data.draw(st.sampled_from(held))
    for who in (earlier, None):
        taken = trust_of(who, newest)
        assert taken.registry.signed_bytes == newest.registry.signed_bytes
        assert taken.keys() == newest.keys()
    expect_nothing_taken_back(newest, data)


def trust_of(who: Trust | None, newest: Trust) -> Trust:
    """What somebody trusts once the newest documents came to him."""
    return judge(who, newest.root_fingerprint(), newest.root_versions, newest.registry_bytes)


def expect_nothing_taken_back(newest: Trust, data: st.DataObject) -> None:
    """One thing less than the newest registry says, signed by everybody, is refused by all who hold that."""
    registry = newest.registry
    name = data.draw(st.sampled_from(sorted(registry.desks)))
    desk = registry.desks[name]
    takings: list[Callable[[dict[str, Any]], object]] = [
        lambda signed: (roles(signed).pop(name), listed(signed).pop(name)),
        lambda signed: roles(signed)[name].update({"x-office": "emb-xx"}),
        lambda signed: roles(signed)[name].update({"x-reads": roles(signed)[name]["x-reads"][1:]}),
        lambda signed: roles(signed)[name].update(paths=roles(signed)[name]["paths"][1:]),
        lambda signed: listed(signed)[name].update({"x-age": DeskKeys.generate().recipient}),
    ]
    if registry.x_count:
        takings.append(lambda signed: signed.update({"x-count": registry.x_count - 1}))
    if desk.closed:
        takings.append(lambda signed: roles(signed)[name].pop("x-closed"))
        takings.append(lambda signed: roles(signed)[name]["x-ends"].update({"office/other": [1, "3" * 64]}))
    for channel, end in desk.ends.items():
        takings.append(lambda signed, channel=channel: roles(signed)[name]["x-ends"].pop(channel))
        other = [9, "9" * 64, *([] if end.shared is None else end[2:])]
        takings.append(
            lambda signed, channel=channel, other=other: roles(signed)[name]["x-ends"].update({channel: other})
        )
        if end.shared is not None:
            takings.append(
                lambda signed, channel=channel, end=end: roles(signed)[name]["x-ends"].update({channel: list(end[:2])})
            )
    taking = data.draw(st.sampled_from(takings))

    def change(signed: dict[str, Any]) -> None:
        signed["version"] += 1
        by_name = {each["name"]: each for each in signed["delegations"]["roles"]}
        signed["delegations"]["roles"] = by_name
        taking(signed)
        signed["delegations"]["roles"] = list(by_name.values())

    document = signed_again(newest.registry_bytes, REGISTRIES, change)
    expect("untrusted-registry", lambda: take_effect(newest, Change(None, document)))
    expect("untrusted-registry", lambda: judge(newest, None, newest.root_versions, document))


def roles(signed: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = signed["delegations"]["roles"]
    return found


def listed(signed: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = signed["delegations"]["keys"]
    return found


@pytest.mark.parametrize(
    ("before", "end", "after"),
    [
        (None, End(2, "2" * 64, 3, 9), End(2, "2" * 64, 3, 9)),
        (End(2, "2" * 64), End(2, "2" * 64, 3, 9), End(2, "2" * 64, 3, 9)),
        (End(2, "2" * 64, 3, 9), End(2, "2" * 64, 4, 12), End(2, "2" * 64, 3, 12)),
        (End(2, "2" * 64, 3, 9), End(2, "2" * 64, 1, 5), End(2, "2" * 64, 1, 9)),
    ],
)
def test_a_ruling_only_grows(before: End | None, end: End, after: End) -> None:
    desk = new_at(WORLD.trust().registry, 0)
    held = replace(desk, ends={"country/vn": before} if before is not None else {})
    assert ruled_desk(held, "country/vn", end).ends == {"country/vn": after}


def test_an_end_never_moves() -> None:
    desk = replace(new_at(WORLD.trust().registry, 0), ends={"country/vn": End(2, "2" * 64)})
    for end in (End(3, "2" * 64), End(2, "3" * 64), End(0, None), End(2, "3" * 64, 1, 4)):
        with pytest.raises(CorrectableError, match="end-is-fixed"):
            ruled_desk(desk, "country/vn", end)
        with pytest.raises(CorrectableError, match="end-is-fixed"):
            closed_desk(desk, {"country/vn": end})
    closed = closed_desk(desk, {})
    with pytest.raises(CorrectableError, match="end-is-fixed"):
        ruled_desk(closed, "office/emb-vn", End(1, "1" * 64))
    assert closed.ends == desk.ends


def test_a_change_that_takes_something_back_is_refused_before_anybody_signs() -> None:
    trust = WORLD.trust()
    registry = next_registry(trust.registry, [], expires=LATER, signers=REGISTRIES[:1])
    less = signed_again(registry, REGISTRIES, lambda signed: signed["delegations"]["roles"][0].update(paths=[]))
    with pytest.raises(RefusedError, match="untrusted-registry"):
        take_effect(trust, Change(None, less))
