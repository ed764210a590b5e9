"""Entries as lines."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base import canonical
from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.entry_line import (
    Entry,
    LinesDigest,
    Redacted,
    decode_lines,
    decode_skeleton,
    encode_entry,
    line_digest,
    lines_digest,
    redact,
    skeleton,
)
from tests.sync.makers import entry, expect

DESK = "abcdefghijklmnopqrstuvwxyz"
OTHER_DESK = "2" * 26

_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_values = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _texts
_fields = st.from_regex(r"[a-z][a-z0-9_]{0,63}(:[a-z0-9-]{1,64})?", fullmatch=True)
_counts = st.integers(1, 2**44 - 1)
_optional: dict[str, Any] = {
    "over": st.dictionaries(st.from_regex(r"[a-z2-7]{26}", fullmatch=True), _counts, min_size=1),
    "why": _texts.filter(lambda text: len(text) <= 500),
    "salt": st.just("AAAAAAAAAAAAAAAAAAAAAA=="),
}
entries = st.fixed_dictionaries(
    {
        "at": st.datetimes().map(lambda instant: instant.replace(microsecond=0).isoformat() + "Z"),
        "by": _texts.filter(lambda text: len(text) <= 80),
        "id": st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True),
        "kind": st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True),
        "n": _counts,
        "set": st.dictionaries(_fields, _values, min_size=1, max_size=5),
    },
    optional=_optional,
).map(lambda members: Entry(**members))


@given(st.lists(entries, max_size=5))
def test_what_is_written_is_read_back(written: list[Entry]) -> None:
    assert decode_lines([encode_entry(each) for each in written]) == written


@given(entries)
def test_a_line_is_canonical_json(written: Entry) -> None:
    line = encode_entry(written)
    assert canonical.encode(canonical.decode_strict(line)) == line


@given(entries, st.booleans())
def test_a_skeleton_keeps_who_where_and_what_was_seen_but_nothing_said(written: Entry, valid: bool) -> None:
    read = decode_skeleton(skeleton(written, valid))
    for kept in ("at", "by", "id", "kind", "n", "over"):
        assert getattr(read, kept) == getattr(written, kept)
    assert set(read.set) == (set(written.set) if valid else set())
    assert not any(value for name, value in read.set.items() if name not in ("deleted", "merged_into"))


def test_a_skeleton_keeps_deleting_and_merging() -> None:
    written = entry(
        set={"deleted": True, "merged_into": "b", "title": "x"}, why="because", salt="A" * 22 + "=="
    )
    assert json.loads(skeleton(written)) == {
        "at": written.at,
        "by": "sato",
        "id": written.id,
        "kind": "case",
        "n": 1,
        "set": {"deleted": True, "merged_into": "b", "title": None},
    }


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        encode_entry(entry()),
        encode_entry(entry(set={"title": None}, why="x")),
        skeleton(entry()).replace(b":", b": ", 1),
        skeleton(entry()).replace(b'"case"', b'"Case"'),
        b'{"n":1,"redacted":"' + b"0" * 64 + b'"}',
    ],
)
def test_anything_more_or_less_is_no_skeleton(line: bytes) -> None:
    expect("malformed-entry", lambda: decode_skeleton(line))


def _line(**changes: object) -> bytes:
    members: dict[str, object] = {
        "at": "2026-11-24T09:30:12Z",
        "by": "sato",
        "id": "a",
        "kind": "case",
        "n": 2,
        "over": {DESK: 1, OTHER_DESK: 7},
        "set": {"title": "x", "theme:smart-city": True},
        "why": "because",
    }
    members.update(changes)
    chosen = {name: value for name, value in members.items() if value is not ...}
    return json.dumps(chosen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


GOOD = _line()
LINE_CHANGES: list[dict[str, object]] = [
    {"at": "2026-02-29T09:30:12Z"},
    {"at": "2026-11-24T24:30:12Z"},
    {"at": "2026-11-24T29:30:12Z"},
    {"at": "2026-11-24T09:60:12Z"},
    {"at": "2026-11-24T09:30:60Z"},
    {"at": "2026-11-24T09:30:12+00:00"},
    {"at": "2026-11-24t09:30:12Z"},
    {"at": "2026-11-24T09:30:1Z"},
    {"at": "２026-11-24T09:30:12Z"},
    {"at": "2026-11-24T09:30:12é"},
    {"at": ""},
    {"at": None},
    {"at": ...},
    {"by": "x" * 81},
    {"by": "\0"},
    {"by": 1},
    {"by": ...},
    {"id": ""},
    {"id": "x" * 65},
    {"id": "A"},
    {"id": "a\n"},
    {"id": "é"},
    {"id": 1},
    {"kind": ""},
    {"kind": "9"},
    {"kind": "a-b"},
    {"kind": "x" * 65},
    {"kind": "case\n"},
    {"n": 0},
    {"n": -1},
    {"n": 2**44},
    {"n": True},
    {"n": "1"},
    {"n": None},
    {"over": {}},
    {"over": None},
    {"over": {"short": 1}},
    {"over": {DESK: 0}},
    {"over": {DESK: 2**44}},
    {"over": {DESK: "1"}},
    {"over": {DESK.upper(): 1}},
    {"set": {}},
    {"set": ...},
    {"set": None},
    {"set": []},
    {"set": {"title": []}},
    {"set": {"title": {}}},
    {"set": {"title": 2**53}},
    {"set": {"title": -(2**53)}},
    {"set": {"title": 10**30}},
    {"set": {"title": "a\0b"}},
    {"set": {"": 1}},
    {"set": {"Title": 1}},
    {"set": {"title:": 1}},
    {"set": {"title:A": 1}},
    {"set": {"title:a:b": 1}},
    {"set": {":a": 1}},
    {"set": {"x" * 65: 1}},
    {"set": {"x:" + "y" * 65: 1}},
    {"why": "x" * 501},
    {"why": "\0"},
    {"why": None},
    {"salt": ""},
    {"salt": None},
    {"salt": "A" * 22},
    {"salt": "A" * 21 + "B=="},
    {"salt": "A" * 24},
    {"more": 1},
]
SPELLINGS = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"1",
    b"\xff",
    b" " + GOOD,
    GOOD + b" ",
    GOOD + b"\r",
    GOOD[:-1],
    GOOD.replace(b'"n":2', b'"n":2.0'),
    GOOD.replace(b'"n":2', b'"n":2e0'),
    GOOD.replace(b'"n":2', b'"n":02'),
    GOOD.replace(b'"n":2', b'"n":2,"n":2'),
    GOOD.replace(b'"title":"x"', b'"title":1.5'),
    GOOD.replace(b'"title":"x"', b'"title":1.0'),
    GOOD.replace(b'"title":"x"', b'"title":-0'),
    GOOD.replace(b'"title":"x"', b'"title":"x","title":"x"'),
    GOOD.replace(b'"title":"x"', b'"title":"\\u0078"'),
    GOOD.replace(b'"title":"x"', b'"title":"\\/"'),
    GOOD.replace(b'"title":"x"', b'"title":"\\ud800"'),
    GOOD.replace(b'"title":"x"', b'"title":"\xed\xa0\x80"'),
    GOOD.replace(b'"title":"x"', b'"title":"\x01"'),
    GOOD.replace(b'"title":"x"', b'"title":"\\u0000"'),
    GOOD.replace(b'"title":"x"', b'"title":"\\u000A"'),
    b'{"by":"sato",' + GOOD[1:].replace(b'"by":"sato",', b""),
    b'{"n":1,"redacted":"' + b"g" * 64 + b'"}',
    b'{"n":1,"redacted":"' + b"0" * 63 + b'"}',
    b'{"n":0,"redacted":"' + b"0" * 64 + b'"}',
    b'{"n":1,"redacted":"' + b"0" * 64 + b'","why":"x"}',
    b'{"n":1, "redacted":"' + b"0" * 64 + b'"}',
    b'{"redacted":"' + b"0" * 64 + b'","n":1}',
    b'{"n":1}',
]


def test_the_good_line_of_these_tests_is_good() -> None:
    read = decode_lines([GOOD])[0]
    assert isinstance(read, Entry)
    assert encode_entry(read) == GOOD


@pytest.mark.parametrize("line", [_line(**changes) for changes in LINE_CHANGES] + SPELLINGS)
def test_any_other_line_is_malformed_wherever_it_stands(line: bytes) -> None:
    expect("malformed-entry", lambda: decode_lines([line]))
    expect("malformed-entry", lambda: decode_lines([GOOD, line, GOOD]))


def test_the_place_of_the_bad_line_is_told() -> None:
    lines = [GOOD] * 2_500 + [b"{}"]
    with pytest.raises(Exception, match="line=2501"):
        decode_lines(lines)


def test_a_bad_skeleton_is_one_line() -> None:
    with pytest.raises(RefusedError) as told:
        decode_skeleton(b"{}")
    assert (told.value.code, told.value.data["line"]) == ("malformed-entry", 1)


@pytest.mark.parametrize("changes", [{"id": "A" * 100}, {"kind": "B" * 100}])
def test_of_a_name_that_is_none_so_much_is_told_as_can_be_read(changes: dict[str, str]) -> None:
    (value,) = changes.values()
    with pytest.raises(RefusedError) as told:
        decode_lines([_line(**changes)])
    assert str(told.value.data["reason"]).endswith(f": {value[:80]!r}")


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "", "why": ""},
        {"by": "氏" * 80, "why": "理" * 500},
        {"at": "2024-02-29T23:59:59Z", "n": 2**44 - 1},
        {"set": {"title": "\\u0000", "a": 2**53 - 1, "b": -(2**53) + 1, "c": None, "d": False}},
        {"set": {"title": "\x7f\u2028\u0085\ufeff"}},
        {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="},
        {"over": ..., "why": ...},
        {"set": {"title": "\\u0000"}, "why": ...},
        {"id": "a" * 64},
        {"kind": "k" * 64, "set": {"f" * 64 + ":" + "m" * 64: True}},
    ],
)
def test_what_the_form_just_allows_is_read(changes: dict[str, object]) -> None:
    line = encode_entry(decode_lines([_line(**changes)])[0])  # type: ignore[arg-type]
    assert line == _line(**changes)


def test_no_lines_are_no_entries() -> None:
    assert decode_lines([]) == []


def test_a_redacted_line_verifies_as_the_line_it_replaced() -> None:
    other = _line(n=3)
    gone = redact(GOOD)
    assert gone == b'{"n":2,"redacted":"' + sha256(GOOD).hexdigest().encode() + b'"}'
    assert line_digest(gone) == line_digest(GOOD) == sha256(GOOD).digest()
    assert lines_digest([gone, other]) == lines_digest([GOOD, other])
    assert decode_lines([gone, other]) == [
        Redacted(n=2, redacted=sha256(GOOD).hexdigest()),
        decode_lines([other])[0],
    ]
    assert digest_of_lines([other, gone]).has_redacted
    assert not digest_of_lines([other]).has_redacted


def digest_of_lines(*parts: list[bytes]) -> LinesDigest:
    digest = LinesDigest()
    for part in parts:
        digest.add(part)
    return digest


@given(st.lists(entries, min_size=1, max_size=6), st.data())
def test_lines_have_one_digest_however_they_are_added(written: list[Entry], data: st.DataObject) -> None:
    lines = [redact(encode_entry(each)) if data.draw(st.booleans()) else encode_entry(each) for each in written]
    cut = data.draw(st.integers(0, len(lines)))
    assert digest_of_lines(lines[:cut], lines[cut:]).hexdigest() == lines_digest(lines)
    digests = b"".join(sha256(encode_entry(each)).digest() for each in written)
    assert lines_digest(lines) == sha256(digests).hexdigest()


def test_redacting_twice_changes_nothing() -> None:
    assert redact(redact(GOOD)) == redact(GOOD)


def test_a_malformed_line_can_not_be_redacted_and_a_bad_redacted_line_has_no_digest() -> None:
    expect("malformed-entry", lambda: redact(b"{}"))
    expect("malformed-entry", lambda: line_digest(b'{"n":1,"redacted":""}'))
    expect("malformed-entry", lambda: lines_digest([b'{"n":1}']))


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_noise_is_refused_and_never_breaks_the_reader(noise: bytes) -> None:
    expect("malformed-entry", lambda: decode_lines([noise]))
