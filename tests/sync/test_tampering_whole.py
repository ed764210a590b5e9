"""Members swapped, repeated, renamed, re-signed; and with time enough every bit and every cut of a small bundle."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.bundle import verify_bundle
from tests.vectors.receiver import TRUST, keys_of
from tests.vectors.world import (
    BUNDLE_TYPE,
    RECEIVER,
    STRANGER,
    WRITER,
    Members,
    archive,
    bundle,
    encrypted,
    envelope,
    members_of,
    payload_of,
    update,
)

IS_LONG = bool(os.environ.get("ASCN_DESK_SOAK"))
"""Set by ``make soak``: every bit and every length, which takes some minutes."""
WHOLE = members_of(bundle())
LATE = {"malformed-container", "untrusted-root", "untrusted-registry", "bad-key", "unknown-sender", "bad-signature",
        "damaged-member"}  # fmt: skip


def _code(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        verify_bundle(data, keys_of(RECEIVER), TRUST, TRUST.root_fingerprint())
    return caught.value.code


def _of(members: Members) -> str:
    return _code(encrypted(archive(members)))


@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_a_member_that_is_missing_repeated_or_renamed_is_refused(place: int) -> None:
    name, data = WHOLE[place]
    assert _of(WHOLE[:place] + WHOLE[place + 1 :]) in LATE
    assert _of([*WHOLE[: place + 1], (name, data), *WHOLE[place + 1 :]]) == "malformed-container"
    assert _of([*WHOLE[:place], ("a" + name, data), *WHOLE[place + 1 :]]) == "malformed-container"


@pytest.mark.parametrize("one", range(len(WHOLE)))
def test_two_members_that_change_their_places_or_their_content_are_refused(one: int) -> None:
    for other in range(one + 1, len(WHOLE)):
        moved = list(WHOLE)
        moved[one], moved[other] = moved[other], moved[one]
        assert _of(moved) == "malformed-container"
        swapped = list(WHOLE)
        swapped[one], swapped[other] = (WHOLE[one][0], WHOLE[other][1]), (WHOLE[other][0], WHOLE[one][1])
        expected = LATE if {one, other} != {2, 3} else {"untrusted-root"}
        assert _of(swapped) in expected


def test_the_same_members_signed_by_another_are_his_word_and_not_headquarters() -> None:
    payload = payload_of(WHOLE[0][1])
    for key, code in ((STRANGER, "unknown-sender"), (WRITER, "bad-signature")):
        assert _of([("bundle.json", envelope(BUNDLE_TYPE, payload, key)), *WHOLE[1:]]) == code
    forged = envelope(BUNDLE_TYPE, payload, STRANGER, keyids=[str(payload["from"])])
    assert _of([("bundle.json", forged), *WHOLE[1:]]) == "bad-signature"


def test_members_of_another_bundle_of_the_same_sender_are_refused() -> None:
    empty = members_of(bundle([]))
    assert _of([empty[0], *WHOLE[1:]]) == "damaged-member"
    assert _of([WHOLE[0], *empty[1:]]) == "damaged-member"


def _every(data: bytes, change: Callable[[bytes, int], bytes], places: range, allowed: set[str]) -> None:
    found = {_code(change(data, place)) for place in places}
    assert found <= allowed, found - allowed


def _flip(data: bytes, bit: int) -> bytes:
    altered = bytearray(data)
    altered[bit // 8] ^= 1 << bit % 8
    return bytes(altered)


OUTER = {"not-a-bundle", "not-for-this-desk", "damaged"}


@pytest.mark.skipif(not IS_LONG, reason="make soak")
@pytest.mark.timeout(0)
def test_every_bit_and_every_cut_of_an_encrypted_bundle_is_refused() -> None:
    data = encrypted(bundle())
    _every(data, _flip, range(8 * len(data)), OUTER)
    _every(data, lambda whole, length: whole[:length], range(len(data)), OUTER)


@pytest.mark.skipif(not IS_LONG, reason="make soak")
@pytest.mark.timeout(0)
def test_every_bit_and_every_cut_of_a_bare_bundle_is_refused() -> None:
    data = update()
    _every(data, _flip, range(8 * len(data)), LATE | {"not-a-bundle"})
    _every(data, lambda whole, length: whole[:length], range(len(data)), {"not-a-bundle", "malformed-container"})
