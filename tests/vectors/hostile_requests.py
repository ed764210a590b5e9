"""Hostile requests: what headquarters is asked when a desk wants to be registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.vectors.hostile_bundles import bent_envelopes, odd_spellings
from tests.vectors.hostile_trust import BAD_POINTS, mixed_order
from tests.vectors.world import (
    BUNDLE_TYPE,
    COUNTRY,
    HQ,
    REQUEST_TYPE,
    STRANGER,
    WRITER,
    Key,
    Vector,
    envelope,
)


def request_payload(key: Key = STRANGER, **changes: Any) -> dict[str, Any]:
    """What the stranger asks."""
    usual = {
        "age": key.age,
        "created": "2026-11-24T09:00:00Z",
        "desk": key.desk,
        "ends": {},
        "format": 1,
        "name": "Embassy in Viet Nam",
        "office": "emb-vn",
        "previous": None,
        "public": key.public.hex(),
        "root": None,
    }
    return {**usual, **changes}


ROTATION = {"previous": WRITER.desk, "ends": {COUNTRY: [2, "a" * 64]}}


def requests() -> Iterator[Vector]:
    """Each fails when headquarters reads it."""

    def v(name: str, wrong: str, data: bytes, code: str = "bad-signature") -> Vector:
        return Vector(f"request/{name}", code, wrong, data)

    def signed(*keys: Key, **changes: Any) -> bytes:
        return envelope(REQUEST_TYPE, request_payload(**changes), *(keys or (STRANGER,)))

    for name, wrong, data in bent_envelopes(REQUEST_TYPE, BUNDLE_TYPE, request_payload(), STRANGER, WRITER):
        yield v(f"envelope-{name}", wrong, data)
    for name, wrong, data in odd_spellings({**request_payload(), "schema": 0}):
        yield v(f"payload-{name}", wrong, envelope(REQUEST_TYPE, data, STRANGER))
    for name, point in {**BAD_POINTS, "mixed-order": mixed_order(STRANGER.public)}.items():
        yield v(f"key-{name}", "a key that is no honest point", signed(public=point), "bad-key")
    yield v("newer", "format 2, signed", signed(format=2), "newer-format")
    yield v("key-upper-case", "the key in upper case", signed(public=STRANGER.public.hex().upper()))
    yield v("key-short", "a key of 63 digits", signed(public="0" * 63))
    yield v("key-number", "a number for the key", signed(public=7))
    yield v("key-other", "another desk's key", signed(public=WRITER.public.hex()))
    yield v("desk-other", "another desk's name", signed(desk=WRITER.desk))
    yield v("age-upper-case", "the age recipient in upper case", signed(age=STRANGER.age.upper()))
    yield v("age-bent", "an age recipient whose checksum fails", signed(age=STRANGER.age[:-1] + "q"))
    yield v("office-form", "an office of another form", signed(office="Emb VN"))
    yield v("created-day", "made on 31 April", signed(created="2026-04-31T00:00:00Z"))
    yield v("root-form", "a root fingerprint of another form", signed(root="words"))
    yield v("ends-alone", "ends without a desk before", signed(ends={COUNTRY: [1, "a" * 64]}))
    yield v("more", "one more member", signed(more=1))
    yield v("rotation-alone", "an old desk named, and its signature missing", signed(**ROTATION))
    yield v("rotation-other", "signed second by another desk", signed(STRANGER, HQ, **ROTATION))
    yield v("rotation-turned", "the old desk signs first", signed(WRITER, STRANGER, **ROTATION))
    yield v("rotation-three", "three signatures", signed(STRANGER, WRITER, HQ, **ROTATION))
    false = envelope(REQUEST_TYPE, request_payload(**ROTATION), STRANGER, HQ, keyids=[STRANGER.desk, WRITER.desk])
    yield v("rotation-forged", "the old desk's name at another's signature", false)
    nought = {"previous": WRITER.desk, "ends": {COUNTRY: [0, None]}}
    yield v("rotation-nought", "an end at number 0", signed(STRANGER, WRITER, **nought))
    gone = {"previous": "a" * 26, "ends": {}}
    yield v("rotation-unknown", "an old desk that nobody knows", signed(STRANGER, WRITER, **gone), "unknown-sender")
