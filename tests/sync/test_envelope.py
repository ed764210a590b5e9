"""Signed documents."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base import canonical
from ascn_desk.sync import envelope as envelopes
from tests.sync.makers import desk_keys, expect

KEYS = desk_keys("one")
TYPE = "application/vnd.test+json"


def _sealed(payload: object = None) -> bytes:
    return envelopes.seal(TYPE, {"format": 1} if payload is None else payload, [KEYS])


def _changed(**members: object) -> bytes:
    document = json.loads(_sealed())
    document.update(members)
    return canonical.encode({name: value for name, value in document.items() if value is not None})


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers(0, 9)
    )
)
def test_what_was_signed_is_what_is_read(payload: dict[str, int]) -> None:
    read = envelopes.read(_sealed(payload))
    envelopes.check(read, TYPE, KEYS.public)
    assert canonical.decode_strict(read.payload) == payload
    assert read.signatures[0].keyid == KEYS.desk


def test_the_signed_bytes_are_those_of_dsse() -> None:
    read = envelopes.read(_sealed())
    signed = b'DSSEv1 25 application/vnd.test+json 12 {"format":1}'
    assert envelopes.is_signature(KEYS.public, read.signatures[0].sig, signed)


def test_another_type_another_key_and_a_cut_signature_do_not_fit() -> None:
    read = envelopes.read(_sealed())
    expect("bad-signature", lambda: envelopes.check(read, "other", KEYS.public))
    expect("bad-signature", lambda: envelopes.check(read, TYPE, desk_keys("two").public))
    expect("bad-signature", lambda: envelopes.check(read, TYPE, b"short"))
    cut = read._replace(signatures=(read.signatures[0]._replace(sig=b"short"),))
    expect("bad-signature", lambda: envelopes.check(cut, TYPE, KEYS.public))


def test_every_altered_byte_is_refused() -> None:
    data = _sealed()
    for place in range(len(data)):
        for bit in range(8):
            altered = bytearray(data)
            altered[place] ^= 1 << bit
            # Only the key id is a hint: whoever reads it must find that desk registered.
            expect_refusal(bytes(altered))


def expect_refusal(data: bytes) -> None:
    def read_and_check() -> None:
        read = envelopes.read(data)
        envelopes.check(read, TYPE, KEYS.public)
        if read.signatures[0].keyid != KEYS.desk:
            raise envelopes.RefusedError("bad-signature")

    expect("bad-signature", read_and_check)


SIGNATURE = {"keyid": "a", "sig": "AA=="}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"1",
        _sealed() + b"\n",
        _sealed().replace(b":", b": "),
        _changed(more=1),
        _changed(payload=None),
        _changed(payload=1),
        _changed(payload="AA"),
        _changed(payload="AB=="),
        _changed(payload="A A="),
        _changed(payload="é"),
        _changed(payloadType=1),
        _changed(signatures=None),
        _changed(signatures={}),
        _changed(signatures=[]),
        _changed(signatures=[SIGNATURE, SIGNATURE]),
        _changed(signatures=[1]),
        _changed(signatures=[{"keyid": "a"}]),
        _changed(signatures=[{"keyid": 1, "sig": "AA=="}]),
        _changed(signatures=[{**SIGNATURE, "more": 1}]),
        _changed(signatures=[{"keyid": "a", "sig": "AA"}]),
        _changed(signatures=[{"keyid": "a", "sig": "AB=="}]),
    ],
)
def test_any_other_shape_is_refused(data: bytes) -> None:
    expect("bad-signature", lambda: envelopes.read(data))


def test_two_signatures_are_read_where_two_are_awaited() -> None:
    other = desk_keys("two")
    read = envelopes.read(envelopes.seal(TYPE, {"format": 1}, [KEYS, other]), most=2)
    envelopes.check(read, TYPE, KEYS.public)
    envelopes.check(read, TYPE, other.public, place=1)


def _with_payload(payload: bytes) -> envelopes.Envelope:
    return envelopes.read(_changed(payload=base64.b64encode(payload).decode()))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"1",
        b"{}",
        b'{"format": 1}',
        b'{"format":0}',
        b'{"format":true}',
        b'{"format":"1"}',
        b'{"format":1.0}',
    ],
)
def test_a_payload_without_a_format_is_refused(payload: bytes) -> None:
    expect("bad-signature", lambda: envelopes.open_payload(_with_payload(payload)))


def test_a_later_format_is_named_whatever_else_it_holds() -> None:
    expect("newer-format", lambda: envelopes.open_payload(_with_payload(b'{"format":2,"more":[]}')))
    assert envelopes.open_payload(_with_payload(b'{"format":1,"more":[]}')) == {"format": 1, "more": []}


@given(st.binary(max_size=300))
def test_noise_is_refused(noise: bytes) -> None:
    expect("bad-signature", lambda: envelopes.read(noise))
