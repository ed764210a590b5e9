"""Nobody signs what has no line: every member in which a next document differs is told, by name if not in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ascn_desk.sync.registry import End
from ascn_desk.sync.trust import Trust, load
from ascn_desk.sync.trust_differences import differences
from ascn_desk.sync.trust_making import next_registry, next_root
from tests.sync.makers import LATER, World, registered, signed_again

WORLD = World()
TRUST = WORLD.trust()
Change = Callable[[dict[str, Any]], object]


def registry_with(change: Change) -> Trust:
    document = next_registry(TRUST.registry, [], expires=LATER, signers=())
    return load(TRUST.root_versions, signed_again(document, [], change))


def root_with(change: Change) -> Trust:
    document = next_root(TRUST.roots[-1], TRUST.keys(), expires=LATER)
    return load([*TRUST.root_versions, signed_again(document, [], change)], TRUST.registry_bytes)


def role(signed: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in signed["delegations"]["roles"] if each["name"] == WORLD.embassy.desk)
    return found


def told(after: Trust) -> list[tuple[str, Any]]:
    return [(each.code, each.data.get("what")) for each in differences(TRUST, after)]


def test_the_same_documents_differ_in_nothing() -> None:
    assert differences(TRUST, TRUST) == ()


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"name": "Renamed"}, ["desk-described"]),
        ({"since": "2026-12-01"}, ["desk-described"]),
        ({"reads": ("reference", "country/*", "office/emb-vn")}, ["desk-rights"]),
        ({"closed": True}, ["desk-closed"]),
        ({"ends": {"country/vn": End(1, "1" * 64)}}, ["log-ended"]),
        ({"ends": {"country/vn": End(1, "1" * 64, 2, 5)}}, ["log-ended", "fork-ruled"]),
        ({"closed": True, "ends": {"country/vn": End(0, None)}}, ["desk-closed", "log-ended"]),
    ],
)
def test_what_changes_at_a_desk_has_a_line(changes: dict[str, Any], codes: list[str]) -> None:
    desk = registered(WORLD.embassy, **changes)
    after = load(TRUST.root_versions, next_registry(TRUST.registry, [desk], expires=LATER, signers=()))
    assert [each.code for each in differences(TRUST, after)] == ["registry-version", *codes]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda signed: signed.update({"x-later": 1}), "registry: x-later"),
        (
            lambda signed: signed.update(targets={"a": {"hashes": {"sha256": "0" * 64}, "length": 1}}),
            "registry: targets",
        ),
        (lambda signed: role(signed).update({"x-later": 1}), "registry: delegations"),
        (lambda signed: role(signed).update(terminating=False), "registry: delegations"),
        (
            lambda signed: signed["delegations"]["keys"][WORLD.embassy.desk].update({"x-later": 1}),
            "registry: delegations",
        ),
    ],
)
def test_what_has_no_words_in_a_registry_is_named(change: Change, what: str) -> None:
    assert told(registry_with(change)) == [("registry-version", None), ("other", what)]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda signed: signed.update({"x-later": 1}), "root: x-later"),
        (lambda signed: signed.update(consistent_snapshot=False), "root: consistent_snapshot"),
        (lambda signed: signed["roles"]["root"].update({"x-later": 1}), "root: roles"),
        (lambda signed: next(iter(signed["keys"].values())).update({"x-later": 1}), "root: keys"),
        (
            lambda signed: signed["keys"].update(
                idle={"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": WORLD.stranger.public.hex()}}
            ),
            "root: keys",
        ),
    ],
)
def test_what_has_no_words_in_a_root_is_named(change: Change, what: str) -> None:
    assert told(root_with(change)) == [("root-version", None), ("other", what)]


def test_the_order_in_which_desks_are_listed_says_nothing() -> None:
    assert told(registry_with(lambda signed: signed["delegations"]["roles"].reverse())) == [("registry-version", None)]
