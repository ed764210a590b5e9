"""Canonical JSON: one content, one spelling."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.canonical import GREATEST_INTEGER, decode_strict, encode

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
scalars = st.none() | st.booleans() | st.integers(-GREATEST_INTEGER, GREATEST_INTEGER) | texts
contents = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20)


@given(contents)
def test_what_is_written_is_read_back(content: object) -> None:
    assert decode_strict(encode(content)) == content


@given(contents)
def test_the_spelling_is_that_of_sorted_compact_json_in_utf8(content: object) -> None:
    assert encode(content) == _plain_spelling(content)


def _plain_spelling(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def test_keys_stand_by_code_point_and_escapes_are_the_short_ones() -> None:
    content = {"é": 1, "z": 2, "😀": 3, "ﬀ": 4, "a": '\b\f\n\r\t"\\/\x01\x1f\x7f\u2028'}
    expected = '{"a":"\\b\\f\\n\\r\\t\\"\\\\/\\u0001\\u001f\x7f\u2028","z":2,"é":1,"ﬀ":4,"😀":3}'
    assert encode(content) == expected.encode()


@pytest.mark.parametrize(
    "content",
    [1.0, {"a": [1.5]}, "a\0b", {"\0": 1}, 2**53, -(2**53), "\ud800", {"\ud800": 1}, [2**70]],
)
def test_what_the_form_cannot_hold_is_not_written(content: object) -> None:
    with pytest.raises(ValueError):
        encode(content)


@pytest.mark.parametrize("content", [b"bytes", {1: 2}, {"a": {1, 2}}, object()])
def test_other_types_are_not_written(content: object) -> None:
    with pytest.raises(TypeError):
        encode(content)


def test_nesting_without_end_is_not_written() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(ValueError):
        encode(ring)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"\xef\xbb\xbf1",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"9007199254740992",
        b"-9007199254740992",
        b"123456789012345678901234567890",
        b'"\\u0000"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b'"\\/"',
        b'"\\u00e9"',
        b'"\\u001F"',
        b'"\\u000a"',
        b'"\\u007f"',
        b'"a\x01"',
        b"nan",
        b"[1,]",
        b"[" * 100_000,
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_strict(data)


def test_a_window_on_bytes_is_read_like_bytes() -> None:
    assert decode_strict(memoryview(b'{"a":[1,"b",null,true]}')) == {"a": [1, "b", None, True]}
