"""Root, registry and the judging of both."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ascn_desk.base import canonical
from ascn_desk.sync import trust_making
from ascn_desk.sync.keys import DeskKeys, SigningKey
from ascn_desk.sync.mnemonic import root_words
from ascn_desk.sync.registry import End
from ascn_desk.sync.trust import Trust, judge, load
from ascn_desk.sync.trust_making import next_registry
from ascn_desk.sync.tuf_document import add_signature
from tests.sync.makers import LATER, World, desk_keys, expect, headquarters, registered, seed, signed_again
from tests.sync.test_keys import BAD_POINTS

WORLD = World()
ROOT = WORLD.root()
REGISTRY = WORLD.registry()
TRUST = WORLD.trust()
Change = Callable[[dict[str, Any]], object]


def _next(*changes: Any, **options: Any) -> bytes:
    return next_registry(TRUST.registry, changes, expires=LATER, signers=[WORLD.registry_key], **options)


def _edited_registry(change: Change) -> bytes:
    return signed_again(REGISTRY, [WORLD.registry_key], change)


def _edited_root(change: Change) -> bytes:
    return signed_again(ROOT, WORLD.root_keys[:2], change)


def _role(signed: dict[str, Any], desk: str = WORLD.embassy.desk) -> dict[str, Any]:
    role: dict[str, Any] = next(each for each in signed["delegations"]["roles"] if each["name"] == desk)
    return role


def _key(signed: dict[str, Any], desk: str = WORLD.embassy.desk) -> dict[str, Any]:
    key: dict[str, Any] = signed["delegations"]["keys"][desk]
    return key


def test_a_first_chain_and_registry_are_trusted_as_pinned() -> None:
    trust = judge(None, TRUST.root_fingerprint(), [memoryview(ROOT)], memoryview(REGISTRY))
    assert trust.root_versions == (ROOT,)
    assert trust.registry_bytes == REGISTRY
    assert trust.words("ja") == root_words(trust.root_fingerprint(), "ja")
    assert (trust.root_version, trust.registry.version, trust.registry.x_count) == (1, 1, 0)
    assert trust.registry.desks[WORLD.embassy.desk] == registered(WORLD.embassy)
    assert trust.registry.desks[WORLD.hq.desk] == headquarters(WORLD.hq)


def test_the_same_documents_give_back_what_is_held() -> None:
    assert judge(TRUST, None, [ROOT], REGISTRY) is TRUST


def test_what_was_kept_is_loaded_without_counting_signatures_again() -> None:
    assert load([ROOT], REGISTRY).registry.desks == TRUST.registry.desks
    expect("untrusted-root", lambda: load([], REGISTRY))
    expect("untrusted-registry", lambda: load([ROOT], ROOT))


def test_another_root_than_the_pinned_one_is_refused() -> None:
    other = World(root_keys=[SigningKey.of(seed(f"other {n}")) for n in range(3)])
    expect("untrusted-root", lambda: judge(None, TRUST.root_fingerprint(), [other.root()], REGISTRY))
    expect("untrusted-root", lambda: judge(TRUST, None, [other.root()], REGISTRY))


def test_a_root_needs_its_threshold_of_distinct_keys() -> None:
    one, two, three = WORLD.root_keys
    for signers in ([], [one], [one, one], [one, SigningKey.of(seed("foreign"))]):
        expect(
            "untrusted-root",
            lambda signers=signers: judge(None, None, [WORLD.root(signers=signers)], REGISTRY),
        )
    for signers in ([one, three], [one, two, three]):
        judge(None, None, [WORLD.root(signers=signers)], REGISTRY)


def test_a_signature_made_by_another_key_does_not_count() -> None:
    one, two, _ = WORLD.root_keys
    forged = SigningKey(keyid=two.keyid, seed=seed("foreign"))
    expect("untrusted-root", lambda: judge(None, None, [WORLD.root(signers=[one, forged])], REGISTRY))


def test_a_next_root_is_signed_under_the_one_before_and_its_own() -> None:
    old = WORLD.root_keys
    new = [SigningKey.of(seed(f"new root {n}")) for n in range(3)]
    publics = [key.public for key in new]
    for signers in (old, new, [old[0], new[0]], [old[0], *new], [*old, new[0]]):
        second = WORLD.root(2, signers=signers, root_keys=publics)
        expect("untrusted-root", lambda second=second: judge(TRUST, None, [ROOT, second], REGISTRY))
    second = WORLD.root(2, signers=[*old[:2], *new[:2]], root_keys=publics)
    trust = judge(TRUST, TRUST.root_fingerprint(), [ROOT, second], REGISTRY)
    assert trust.root_versions == (ROOT, second)
    assert trust.registry is TRUST.registry
    assert trust.root_fingerprint() == TRUST.root_fingerprint()
    assert judge(None, TRUST.root_fingerprint(), [ROOT, second], REGISTRY).root_version == 2


def test_an_older_chain_keeps_the_newer_one_held() -> None:
    second = WORLD.root(2)
    held = judge(None, None, [ROOT, second], REGISTRY)
    newer = _next(registered(WORLD.stranger, "emb-th"))
    trust = judge(held, None, [ROOT], newer)
    assert trust.root_versions == (ROOT, second)
    assert WORLD.stranger.desk in trust.registry.desks


def test_an_older_chain_is_not_judged_but_must_be_a_beginning() -> None:
    held = judge(None, None, [ROOT, WORLD.root(2)], REGISTRY)
    unsigned = WORLD.root(signers=[])
    assert judge(held, None, [unsigned], REGISTRY).root_versions == held.root_versions
    other = WORLD.root(2, expires=datetime(2037, 1, 1, tzinfo=UTC))
    expect("untrusted-root", lambda: judge(held, None, [ROOT, other], REGISTRY))


@pytest.mark.parametrize("versions", [[], [2], [1, 3], [1, 1], [2, 1]])
def test_a_chain_has_every_version_from_1_on(versions: list[int]) -> None:
    chain = [WORLD.root(version) for version in versions]
    expect("untrusted-root", lambda: judge(None, None, chain, REGISTRY))


def test_a_newer_registry_stands_under_the_newest_root() -> None:
    other_key = SigningKey.of(seed("second registry"))
    second = WORLD.root(2, registry_keys=[other_key.public])
    newer = _next(registered(WORLD.stranger, "emb-th"))
    expect("untrusted-registry", lambda: judge(TRUST, None, [ROOT, second], newer))
    held = judge(TRUST, None, [ROOT, second], REGISTRY)
    expect("untrusted-registry", lambda: judge(held, None, [ROOT], newer))
    renewed = add_signature(newer, other_key)
    assert judge(held, None, [ROOT], renewed).registry.version == 2


def test_a_registry_needs_the_registry_keys() -> None:
    for signers in ([], [SigningKey.of(seed("foreign"))], WORLD.root_keys):
        foreign = World(registry_key=WORLD.registry_key)
        document = signed_again(foreign.registry(), signers, lambda signed: None)
        expect("untrusted-registry", lambda document=document: judge(None, None, [ROOT], document))


def test_an_older_registry_is_no_error_and_not_judged() -> None:
    held = judge(TRUST, None, [ROOT], _next(registered(WORLD.stranger, "emb-th")))
    unsigned = signed_again(REGISTRY, [], lambda signed: None)
    assert judge(held, None, [ROOT], unsigned).registry is held.registry


def test_another_content_under_the_version_held_is_refused_and_other_signatures_are_not() -> None:
    other = WORLD.registry([headquarters(WORLD.hq)])
    expect("untrusted-registry", lambda: judge(TRUST, None, [ROOT], other))
    again = signed_again(REGISTRY, [], lambda signed: None)
    assert judge(TRUST, None, [ROOT], again).registry_bytes == REGISTRY


def test_expiry_is_told_and_locks_nobody_out() -> None:
    gone = World().root(expires=datetime(2020, 1, 1, tzinfo=UTC))
    trust = judge(None, None, [gone], REGISTRY)
    assert trust.expired(datetime(2026, 1, 1, tzinfo=UTC)) == ["root"]
    assert trust.expired(LATER) == ["root", "registry"]
    assert TRUST.expired(datetime(2026, 1, 1, tzinfo=UTC)) == []


def _raw(document: bytes, old: bytes, new: bytes) -> bytes:
    assert old in document
    return document.replace(old, new, 1)


ROOT_SHAPES: list[Change] = [
    lambda signed: signed.update(_type="targets"),
    lambda signed: signed.update(version=0),
    lambda signed: signed.update(version="1"),
    lambda signed: signed.update(version=True),
    lambda signed: signed.pop("version"),
    lambda signed: signed.update(spec_version="2.0.0"),
    lambda signed: signed.update(spec_version="x"),
    lambda signed: signed.update(expires="2036-02-30T00:00:00Z"),
    lambda signed: signed.update(expires="2036-1-1T0:0:0Z"),
    lambda signed: signed.pop("expires"),
    lambda signed: signed.pop("keys"),
    lambda signed: signed.pop("roles"),
    lambda signed: signed["roles"].pop("timestamp"),
    lambda signed: signed["roles"].update(mirrors={"keyids": [], "threshold": 1}),
    lambda signed: signed["roles"]["snapshot"].update(threshold=2),
    lambda signed: signed["roles"]["timestamp"]["keyids"].extend(signed["roles"]["targets"]["keyids"]),
    lambda signed: signed["roles"]["root"].update(threshold=0),
    lambda signed: signed["roles"]["root"].update(threshold="2"),
    lambda signed: signed["roles"]["root"]["keyids"].append("unlisted"),
    lambda signed: signed["roles"]["root"]["keyids"].append(signed["roles"]["root"]["keyids"][0]),
    lambda signed: signed["keys"].update(again=next(iter(signed["keys"].values()))),
    lambda signed: next(iter(signed["keys"].values())).update(keytype="rsa"),
    lambda signed: next(iter(signed["keys"].values())).update(scheme="ed448"),
    lambda signed: next(iter(signed["keys"].values()))["keyval"].update(public="AB" * 32),
    lambda signed: next(iter(signed["keys"].values()))["keyval"].update(public="ab"),
    lambda signed: next(iter(signed["keys"].values())).pop("keyval"),
    lambda signed: signed.update({"x-note": "a\tb"}),
    lambda signed: signed.update({"x-note\x7f": 1}),
]


@pytest.mark.parametrize("change", ROOT_SHAPES)
def test_another_shape_of_root_is_refused(change: Change) -> None:
    expect("untrusted-root", lambda: judge(None, None, [_edited_root(change)], REGISTRY))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"\xef\xbb\xbf" + ROOT,
        ROOT[:-1],
        b"[" * 100_000,
        _raw(ROOT, b'"version":1', b'"version":1,"version":1'),
        _raw(ROOT, b'"version":1', b'"version":1.0'),
        _raw(ROOT, b'"version":1', b'"version":1,"x":NaN'),
        _raw(ROOT, b'"version":1', b'"version":1,"x":"\\ud800"'),
        _raw(ROOT, b'{"signatures"', b'{"more":1,"signatures"'),
        _raw(ROOT, b'"sig":"', b'"sig":"00'),
        _raw(ROOT, b'"keyid":"', b'"more":1,"keyid":"'),
        canonical.encode({**json.loads(ROOT), "signatures": json.loads(ROOT)["signatures"] * 2}),
        canonical.encode({**json.loads(ROOT), "signed": []}),
        REGISTRY,
    ],
)
def test_another_spelling_of_root_is_refused(document: bytes) -> None:
    expect("untrusted-root", lambda: judge(None, None, [document], REGISTRY))


@pytest.mark.parametrize("public", BAD_POINTS)
def test_a_dishonest_key_refuses_the_document(public: str) -> None:
    def in_root(signed: dict[str, Any]) -> None:
        next(iter(signed["keys"].values()))["keyval"]["public"] = public

    expect("bad-key", lambda: judge(None, None, [_edited_root(in_root)], REGISTRY))
    in_registry = _edited_registry(lambda signed: _key(signed)["keyval"].update(public=public))
    expect("bad-key", lambda: judge(None, None, [ROOT], in_registry))
    expect("bad-key", lambda: WORLD.root(root_keys=[bytes.fromhex(public)]))


def test_unknown_members_under_the_signature_are_allowed_and_survive() -> None:
    root = _edited_root(lambda signed: signed.update({"x-later": {"a": [1]}}))
    registry = _edited_registry(lambda signed: signed.update({"x-later": {"a": [1]}}))
    held = judge(None, None, [root], registry)
    newer = next_registry(held.registry, [], expires=LATER, signers=[WORLD.registry_key])
    assert json.loads(newer)["signed"]["x-later"] == {"a": [1]}


ENDS = {"country/vn": [1, "0" * 64]}
REGISTRY_SHAPES: list[Change] = [
    lambda signed: signed.pop("delegations"),
    lambda signed: signed.pop("targets"),
    lambda signed: signed.update({"x-count": -1}),
    lambda signed: signed.update({"x-count": "1"}),
    lambda signed: signed["delegations"].pop("keys"),
    lambda signed: signed["delegations"].pop("roles"),
    lambda signed: signed["delegations"]["roles"].pop(),
    lambda signed: signed["delegations"]["keys"].pop(WORLD.embassy.desk),
    lambda signed: signed["delegations"]["roles"].append(_role(signed)),
    lambda signed: _key(signed)["keyval"].update(public=WORLD.stranger.public.hex()),
    lambda signed: _key(signed)["keyval"].update(public=WORLD.hq.public.hex()),
    lambda signed: _key(signed).pop("x-age"),
    lambda signed: _key(signed).update({"x-age": WORLD.embassy.recipient.upper()}),
    lambda signed: _key(signed).update({"x-age": "age1"}),
    lambda signed: _key(signed).update({"x-age": 1}),
    lambda signed: _role(signed).update(name=WORLD.stranger.desk),
    lambda signed: _role(signed).update(name="targets"),
    lambda signed: _role(signed).update(keyids=[]),
    lambda signed: _role(signed).update(keyids=[WORLD.hq.desk]),
    lambda signed: _role(signed).update(keyids=[WORLD.embassy.desk, WORLD.hq.desk]),
    lambda signed: _role(signed).update(threshold=2),
    lambda signed: _role(signed).update(terminating="yes"),
    lambda signed: _role(signed).pop("paths"),
    lambda signed: _role(signed).update(paths=["*"]),
    lambda signed: _role(signed).update(paths=["country/"]),
    lambda signed: _role(signed).update(paths=["country/vnm"]),
    lambda signed: _role(signed).update(paths=["reference/*"]),
    lambda signed: _role(signed).update(paths=["office/A"]),
    lambda signed: _role(signed).update(path_hash_prefixes=["00"]),
    lambda signed: _role(signed).update({"x-reads": ["country/v*"]}),
    lambda signed: _role(signed).update({"x-reads": "reference"}),
    lambda signed: _role(signed).pop("x-reads"),
    lambda signed: _role(signed).update({"x-office": "x" * 38}),
    lambda signed: _role(signed).update({"x-office": "HQ"}),
    lambda signed: _role(signed).update({"x-name": 1}),
    lambda signed: _role(signed).update({"x-name": "a\nb"}),
    lambda signed: _role(signed).update({"x-kind": "consulate"}),
    lambda signed: _role(signed).update({"x-since": "yesterday"}),
    lambda signed: _role(signed).update({"x-since": "2026-02-30T00:00:00Z"}),
    lambda signed: _role(signed).update({"x-closed": "true"}),
    lambda signed: _role(signed).update({"x-ends": []}),
    lambda signed: _role(signed).update({"x-ends": {"country/*": [0, None]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": []}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, None]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [0, "0" * 64]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [False, None]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [-1, "0" * 64]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0"]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": ["1", "0" * 64]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, 5]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, 5, 5]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, -1, 5]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, None, None]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, 5, 2**44]}}),
    lambda signed: _role(signed).update({"x-ends": {"reference": [1, "0" * 64, 5, 6, 7]}}),
]


@pytest.mark.parametrize("change", REGISTRY_SHAPES)
def test_another_shape_of_registry_is_refused(change: Change) -> None:
    expect("untrusted-registry", lambda: judge(None, None, [ROOT], _edited_registry(change)))


def test_hash_bins_are_no_delegations_of_desks() -> None:
    def change(signed: dict[str, Any]) -> None:
        del signed["delegations"]["roles"]
        signed["delegations"]["succinct_roles"] = {
            "keyids": [],
            "threshold": 1,
            "bit_length": 1,
            "name_prefix": "a",
        }

    expect("untrusted-registry", lambda: judge(None, None, [ROOT], _edited_registry(change)))


def _trust_with(**changes: Any) -> Trust:
    return WORLD.trust([headquarters(WORLD.hq), registered(WORLD.embassy, **changes)])


ONE = End(1, "1" * 64)
TWO = End(2, "2" * 64)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"name": "Renamed", "since": "2026-12-01"}),
        ({}, {"paths": ("country/*", "office/emb-vn", "reference")}),
        ({}, {"reads": ("reference", "country/vn", "country/th", "office/*")}),
        ({}, {"ends": {"country/vn": ONE}}),
        ({}, {"closed": True}),
        ({}, {"closed": True, "ends": {"country/vn": ONE, "office/emb-vn": End(0, None)}}),
        ({"ends": {"country/vn": ONE}}, {"ends": {"country/vn": ONE, "office/emb-vn": TWO}}),
        ({"ends": {"country/vn": ONE}}, {"ends": {"country/vn": End(1, "1" * 64, 4, 9)}}),
        ({"ends": {"country/vn": End(1, "1" * 64, 4, 9)}}, {"ends": {"country/vn": End(1, "1" * 64, 0, 10)}}),
        ({"closed": True}, {"closed": True, "ends": {"country/vn": End(0, None, 0, 5)}}),
        ({"closed": True, "ends": {"country/vn": ONE}}, {"closed": True, "ends": {"country/vn": ONE}}),
    ],
)
def test_a_later_registry_may_add_and_widen(before: dict[str, Any], after: dict[str, Any]) -> None:
    held = _trust_with(**before)
    desk = registered(WORLD.embassy, **after)
    newer = next_registry(held.registry, [desk], expires=LATER, signers=[WORLD.registry_key], x_count=5)
    trust = judge(held, None, [ROOT], newer)
    assert trust.registry.desks[WORLD.embassy.desk] == desk
    assert (trust.registry.version, trust.registry.x_count) == (2, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"office": "emb-th"}),
        ({}, {"kind": "headquarters"}),
        ({}, {"age": desk_keys("other").recipient}),
        ({}, {"paths": ("office/emb-vn",)}),
        ({}, {"reads": ("reference",)}),
        ({"paths": ("country/*",)}, {"paths": ("country/vn",)}),
        ({"ends": {"country/vn": ONE}}, {"ends": {}}),
        ({"ends": {"country/vn": ONE}}, {"ends": {"country/vn": TWO}}),
        ({"ends": {"country/vn": ONE}}, {"ends": {"country/vn": End(1, "3" * 64)}}),
        ({"ends": {"country/vn": ONE}}, {"ends": {"country/vn": End(0, None)}}),
        ({"ends": {"country/vn": End(1, "1" * 64, 4, 9)}}, {"ends": {"country/vn": ONE}}),
        ({"ends": {"country/vn": End(1, "1" * 64, 4, 9)}}, {"ends": {"country/vn": End(1, "1" * 64, 5, 9)}}),
        ({"ends": {"country/vn": End(1, "1" * 64, 4, 9)}}, {"ends": {"country/vn": End(1, "1" * 64, 4, 8)}}),
        ({"closed": True}, {"closed": False}),
        ({"closed": True}, {"closed": True, "ends": {"country/vn": ONE}}),
    ],
)
def test_a_later_registry_takes_nothing_back(before: dict[str, Any], after: dict[str, Any]) -> None:
    held = _trust_with(**before)
    desk = registered(WORLD.embassy, **after)
    expect(
        "untrusted-registry",
        lambda: next_registry(held.registry, [desk], expires=LATER, signers=[WORLD.registry_key]),
    )
    blank = WORLD.trust([headquarters(WORLD.hq)])
    foreign = next_registry(blank.registry, [desk], expires=LATER, signers=[WORLD.registry_key])
    expect("untrusted-registry", lambda: judge(held, None, [ROOT], foreign))


def test_a_later_registry_removes_no_desk_and_lowers_no_count() -> None:
    blank = WORLD.trust([headquarters(WORLD.hq)])
    without = next_registry(blank.registry, [], expires=LATER, signers=[WORLD.registry_key])
    expect("untrusted-registry", lambda: judge(TRUST, None, [ROOT], without))
    counted = judge(TRUST, None, [ROOT], _next(x_count=9))
    expect(
        "untrusted-registry",
        lambda: next_registry(counted.registry, [], expires=LATER, signers=[WORLD.registry_key], x_count=8),
    )


def test_rights_are_read_from_the_registry() -> None:
    closed = registered(desk_keys("closed"), closed=True, ends={"country/vn": ONE})
    ended = registered(desk_keys("ended"), ends={"country/vn": End(0, None)})
    registry = WORLD.trust([*WORLD.desks(), closed, ended]).registry
    embassy = WORLD.embassy.desk
    assert registry.may_write(embassy, "country/vn")
    assert not registry.may_write(embassy, "reference")
    assert not registry.may_write(WORLD.stranger.desk, "country/vn")
    assert registry.may_read(embassy, "reference")
    assert not registry.may_read(embassy, "country/th")
    assert not registry.may_read(WORLD.stranger.desk, "reference")
    assert not registry.is_after_end(embassy, "country/vn", 99)
    assert not registry.is_after_end(closed.desk, "country/vn", 1)
    assert registry.is_after_end(closed.desk, "country/vn", 2)
    assert registry.is_after_end(closed.desk, "office/emb-vn", 1)
    assert registry.is_after_end(ended.desk, "country/vn", 1)
    assert registry.offices([embassy, WORLD.stranger.desk]) == {"emb-vn", None}


def test_a_root_of_one_key_serves_a_trial() -> None:
    key = SigningKey.generate()
    root = WORLD.root(root_keys=[key.public], root_threshold=1, registry_keys=[key.public], signers=[key])
    registry = trust_making.first_registry(WORLD.desks(), expires=LATER, signers=[key], x_count=3)
    assert judge(None, None, [root], registry).registry.x_count == 3


def test_documents_are_the_same_bytes_for_the_same_content() -> None:
    assert WORLD.root() == ROOT
    assert dataclasses.replace(WORLD).registry() == REGISTRY


def test_new_desks_have_keys_of_their_own() -> None:
    assert DeskKeys.generate().desk != DeskKeys.generate().desk
