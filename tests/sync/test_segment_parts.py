"""A segment that is read in parts comes to what it comes to when it is read at once, good or bad."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import segment as module
from ascn_desk.sync.entry_line import Entry, encode_entry, redact
from ascn_desk.sync.segment import SegmentHeader, pack_lines, read_entries, read_lines, read_parts
from tests.sync.makers import World, entry, sealed

SEALED = sealed(World().embassy)
BAD = (b"{}", b"no json", b'{"n":1,"redacted":"short"}', b'{"n":0,"redacted":"' + b"0" * 64 + b'"}', b"")


def _header(lines: Sequence[bytes], /, **changes: Any) -> SegmentHeader:
    try:
        digest = module.lines_digest(lines)
    except RefusedError:
        digest = "0" * 64
    usual = {"entries": len(lines), "size": sum(map(len, lines)) + len(lines), "lines": digest, "first": 1}
    return msgspec.structs.replace(SEALED.header, **{**usual, "last": len(lines), **changes})


def _at_once(header: SegmentHeader, body: bytes) -> list[Any]:
    lines = read_lines(header, body)
    return list(zip(lines, read_entries(header, lines), strict=True))


def _in_parts(header: SegmentHeader, body: bytes) -> list[Any]:
    found: list[Any] = []
    for part in read_parts(header, body):
        assert part.place == len(found) and part.lines
        found += zip(part.lines, part.entries, strict=True)
    return found


def _told(read: Callable[[SegmentHeader, bytes], list[Any]], header: SegmentHeader, body: bytes) -> Any:
    try:
        return read(header, body)
    except RefusedError as error:
        return error.code, error.data


@st.composite
def written(draw: st.DrawFn) -> list[bytes]:
    """The lines of a segment; a few are redacted, bad, or out of order."""
    lines: list[bytes] = []
    for n in range(1, draw(st.integers(1, 12)) + 1):
        count = n if draw(st.integers(0, 15)) else draw(st.integers(1, 20))
        made: Entry = entry(count, set={"summary": "x" * draw(st.integers(0, 60))})
        line = encode_entry(made)
        chosen = draw(st.integers(0, 19))
        lines.append(redact(line) if chosen == 0 else draw(st.sampled_from(BAD)) if chosen == 1 else line)
    return lines


LIES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.sampled_from([{"entries": 1}, {"entries": 13}, {"size": 1}, {"lines": "1" * 64}, {"last": 40}, {"first": 2}]),
)


@given(written(), LIES, st.sampled_from([1, 7, 64, 2**20]), st.integers(0, 30))
def test_it_comes_to_the_same(lines: list[bytes], lies: dict[str, Any], piece: int, cut: int) -> None:
    header = _header(lines)
    header = msgspec.structs.replace(header, **lies)
    body = pack_lines(lines)
    body = body[: len(body) - cut] if cut < 3 else body
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PIECE_BYTES", piece)
        assert _told(_in_parts, header, body) == _told(_at_once, header, body)


def test_what_is_wrong_with_the_whole_is_told_before_what_is_wrong_with_a_line() -> None:
    lines = [b"no json", *[encode_entry(entry(n)) for n in range(2, 5)]]
    body = pack_lines(lines)
    assert _told(_in_parts, _header(lines), body)[0] == "malformed-entry"
    assert _told(_in_parts, _header(lines, lines="0" * 64), body)[0] == "damaged-member"


def test_no_more_than_a_piece_is_given_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE_BYTES", 1_000)
    lines = [encode_entry(entry(n, set={"summary": "x" * 300})) for n in range(1, 41)]
    parts = list(read_parts(_header(lines), pack_lines(lines)))
    assert [line for part in parts for line in part.lines] == lines
    assert all(sum(map(len, part.lines)) <= 1_000 + len(lines[0]) for part in parts)
