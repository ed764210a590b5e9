"""Requests to be registered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.request import make_request, read_request
from tests.sync.makers import World, desk_keys, expect
from tests.sync.test_keys import BAD_POINTS

WORLD = World()
REGISTRY = WORLD.trust().registry
NEW = desk_keys("new")
ROTATION: dict[str, Any] = {"previous": WORLD.embassy, "ends": {"country/vn": (3, "3" * 64)}}


def _request(**changes: Any) -> bytes:
    usual: dict[str, Any] = {
        "office": "emb-vn",
        "name": "ハノイ",
        "created": "2026-11-24T09:30:00Z",
        "root": WORLD.trust().root_fingerprint(),
    }
    return make_request(NEW, **{**usual, **changes})


def _changed(signers: list[DeskKeys], data: bytes | None = None, **changes: object) -> bytes:
    payload = json.loads(envelopes.read(data or _request(), most=2).payload)
    payload.update(changes)
    kept = {name: value for name, value in payload.items() if value is not ...}
    return envelopes.seal(envelopes.REQUEST_TYPE, kept, signers)


def test_a_first_request_is_read_back() -> None:
    request = read_request(_request(root=None), None)
    assert (request.desk, request.public, request.age) == (NEW.desk, NEW.public.hex(), NEW.recipient)
    assert (request.office, request.name, request.root) == ("emb-vn", "ハノイ", None)
    assert (request.previous, request.ends) == (None, {})


def test_a_request_under_new_keys_is_signed_by_both() -> None:
    request = read_request(_request(**ROTATION), REGISTRY)
    assert request.previous == WORLD.embassy.desk
    assert request.ends == {"country/vn": (3, "3" * 64)}


def test_the_old_desk_must_be_registered() -> None:
    expect("unknown-sender", lambda: read_request(_request(**ROTATION), None))
    expect("unknown-sender", lambda: read_request(_request(previous=WORLD.stranger), REGISTRY))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        _changed([WORLD.stranger]),
        _changed([NEW, WORLD.embassy]),
        _changed([NEW], _request(**ROTATION)),
        _changed([WORLD.embassy, NEW], _request(**ROTATION)),
        _changed([NEW, WORLD.stranger], _request(**ROTATION)),
        _changed([NEW, NEW], _request(**ROTATION)),
        _changed([NEW], public=...),
        _changed([NEW], public="AB" * 32),
        _changed([NEW], public=WORLD.stranger.public.hex()),
        _changed([NEW], desk=WORLD.stranger.desk),
        _changed([NEW], age="age1"),
        _changed([NEW], age=NEW.recipient.upper()),
        _changed([NEW], created="2026-02-30T00:00:00Z"),
        _changed([NEW], created="today"),
        _changed([NEW], ends={"country/vn": [1, "1" * 64]}),
        _changed([NEW], ends=None),
        _changed([NEW, WORLD.embassy], _request(**ROTATION), ends={"country/vn": [0, None]}),
        _changed([NEW, WORLD.embassy], _request(**ROTATION), ends={"country/*": [1, "1" * 64]}),
        _changed([NEW], office="HQ"),
        _changed([NEW], name=None),
        _changed([NEW], root="x"),
        _changed([NEW], previous=...),
        _changed([NEW], more=1),
        _changed([NEW], format=0),
        envelopes.seal(envelopes.REQUEST_TYPE, [], [NEW]),
        envelopes.seal(envelopes.BUNDLE_TYPE, json.loads(envelopes.read(_request()).payload), [NEW]),
    ],
)
def test_another_shape_or_signature_is_refused(data: bytes) -> None:
    expect("bad-signature", lambda: read_request(data, REGISTRY))


def test_the_old_signature_is_checked_by_the_registered_key() -> None:
    forger = desk_keys("forger")
    object.__setattr__(forger, "desk", WORLD.embassy.desk)
    expect("bad-signature", lambda: read_request(_changed([NEW, forger], _request(**ROTATION)), REGISTRY))


@pytest.mark.parametrize("public", BAD_POINTS)
def test_a_dishonest_key_is_named(public: str) -> None:
    expect("bad-key", lambda: read_request(_changed([NEW], public=public), REGISTRY))


def test_a_later_format_is_named() -> None:
    expect("newer-format", lambda: read_request(_changed([NEW], format=2, more=1), REGISTRY))
    expect("bad-signature", lambda: read_request(_changed([WORLD.stranger], format=2), REGISTRY))


def test_every_altered_byte_is_refused() -> None:
    data = _request(**ROTATION)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1
        with pytest.raises(envelopes.RefusedError):
            read_request(bytes(altered), REGISTRY)
