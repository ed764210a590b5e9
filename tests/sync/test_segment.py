"""Segments: sealing, reading, and every limit."""

from __future__ import annotations

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync import segment as segments
from ascn_desk.sync.entry_line import encode_entry, redact
from ascn_desk.sync.segment import (
    Place,
    SealedSegment,
    SegmentFile,
    SegmentHeader,
    pack_lines,
    place_of,
    read_entries,
    read_header,
    read_lines,
    seal_segment,
    segment_name,
)
from tests.sync.makers import desk_keys, entry, expect, resealed, sealed

KEYS = desk_keys("one")


def _header(segment: SealedSegment, **changes: object) -> SegmentHeader:
    return msgspec.structs.replace(segment.header, **changes)


def _seal(lines: list[bytes], **changes: object) -> SealedSegment:
    usual: dict[str, object] = {"first": 1, "last": 1, "files": (), "sealed_at": "2026-11-24T09:30:00Z"}
    return seal_segment(KEYS, "reference", 1, None, lines, app="a", schema=0, **{**usual, **changes})  # type: ignore[arg-type]


def test_what_was_sealed_is_read_back() -> None:
    entries = [entry(n) for n in range(1, 40)]
    segment = sealed(KEYS, entries=entries, files=[SegmentFile("0" * 64, 3)])
    envelope = envelopes.read(segment.envelope)
    envelopes.check(envelope, envelopes.SEGMENT_TYPE, KEYS.public)
    header = read_header(envelope, segment.name)
    assert header == segment.header
    assert read_entries(header, read_lines(header, memoryview(segment.body))) == entries


def test_names_tell_the_place() -> None:
    name = segment_name(KEYS.desk, "country/vn", 12)
    assert name == f"segments/{KEYS.desk}/country~vn/00000012"
    assert place_of(name) == Place(KEYS.desk, "country/vn", 12)
    assert len(segment_name(KEYS.desk, "office/" + "x" * 37, 1) + ".jsonl.zst") == 99


@pytest.mark.parametrize(
    "name",
    [
        "",
        "segments",
        "segments/short/reference/00000001",
        f"segments/{KEYS.desk}/reference/00000000",
        f"segments/{KEYS.desk}/reference/1",
        f"segments/{KEYS.desk}/reference/000000001",
        f"segments/{KEYS.desk}/country~vnm/00000001",
        f"segments/{KEYS.desk}/country/vn/00000001",
        f"segments/{KEYS.desk}/office~/00000001",
        f"segments/{KEYS.desk}/other/00000001",
        f"files/{KEYS.desk}/reference/00000001",
    ],
)
def test_other_names_are_no_place(name: str) -> None:
    assert place_of(name) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": "country/VN"},
        {"channel": "other"},
        {"desk": "x"},
        {"entries": -1},
        {"entries": "1"},
        {"files": {}},
        {"files": [{"sha256": "0" * 64}]},
        {"files": [{"sha256": "0" * 63, "size": 1}]},
        {"files": [{"sha256": "0" * 64, "size": 1, "name": "x"}]},
        {"first": 0},
        {"last": 2**44},
        {"lines": "A" * 64},
        {"number": 0},
        {"number": 100_000_000},
        {"number": 2},
        {"previous": "0" * 64},
        {"previous": ""},
        {"schema": True},
        {"sealed": "2026-02-30T00:00:00Z"},
        {"sealed": "2026-02-28"},
        {"size": None},
        {"app": None},
        {"more": 1},
        {"format": "1"},
    ],
)
def test_another_shape_of_payload_is_refused(changes: dict[str, object]) -> None:
    raw = resealed(sealed(KEYS), KEYS, **changes)
    expect("bad-signature", lambda: read_header(envelopes.read(raw.envelope), raw.name))


def test_a_segment_under_another_name_is_refused() -> None:
    segment = sealed(KEYS)
    for name in (
        segment_name(KEYS.desk, "country/vn", 2),
        segment_name(KEYS.desk, "country/th", 1),
        segment_name("2" * 26, "country/vn", 1),
        "other",
    ):
        expect("bad-signature", lambda name=name: read_header(envelopes.read(segment.envelope), name))


def test_the_second_segment_names_the_first() -> None:
    first = sealed(KEYS)
    second = sealed(KEYS, number=2, previous=first.header.identity)
    assert second.header.previous == first.header.identity
    raw = resealed(second, KEYS, previous=None)
    expect("bad-signature", lambda: read_header(envelopes.read(raw.envelope), raw.name))


def test_a_later_format_is_named_before_the_shape() -> None:
    raw = resealed(sealed(KEYS), KEYS, format=2, channel=["several"])
    expect("newer-format", lambda: read_header(envelopes.read(raw.envelope), raw.name))


LINES = [encode_entry(entry(n)) for n in (1, 2, 3)]
SEGMENT = sealed(KEYS, entries=[entry(n) for n in (1, 2, 3)])


@pytest.mark.parametrize(
    "changes",
    [
        {"entries": 0},
        {"entries": 2},
        {"entries": 4},
        {"entries": 50_001},
        {"size": 0},
        {"size": SEGMENT.header.size + 1},
        {"size": 64 * 2**20 + 1},
        {"lines": "0" * 64},
        {"files": tuple(SegmentFile(f"{n:064}", 1) for n in range(1_001))},
        {"files": (SegmentFile("0" * 64, 1), SegmentFile("0" * 64, 1))},
    ],
)
def test_figures_that_do_not_fit_are_damage(changes: dict[str, object]) -> None:
    expect("damaged-member", lambda: read_lines(_header(SEGMENT, **changes), SEGMENT.body))


@pytest.mark.parametrize("changes", [{"first": 2}, {"last": 2}])
def test_ends_that_do_not_fit_are_damage(changes: dict[str, object]) -> None:
    expect("damaged-member", lambda: read_entries(_header(SEGMENT, **changes), LINES))


@pytest.mark.parametrize("lines", [[LINES[1], LINES[0]], [LINES[0], LINES[0]], [LINES[0], redact(LINES[0])]])
def test_counts_that_do_not_rise_are_malformed(lines: list[bytes]) -> None:
    expect("malformed-entry", lambda: read_entries(SEGMENT.header, lines))


RAW = b"\n".join((*LINES, b""))


def _frame(content: bytes, **options: object) -> bytes:
    return zstandard.ZstdCompressor(**options).compress(content)  # type: ignore[arg-type]


def _streamed(content: bytes, **options: object) -> bytes:
    compressor = zstandard.ZstdCompressor(**options).compressobj()  # type: ignore[arg-type]
    return compressor.compress(content) + compressor.flush()


SKIPPABLE = b"\x50\x2a\x4d\x18\x04\0\0\0skip"
DICTIONARY = zstandard.train_dictionary(512, [RAW[start : start + 90] for start in range(300)] * 4)


@pytest.mark.parametrize(
    "body",
    [
        _frame(RAW),
        _frame(RAW, level=19),
        _frame(RAW, level=-5),
        _frame(RAW, write_content_size=False),
        _frame(RAW, write_checksum=True),
        _streamed(RAW, level=1, write_checksum=True),
    ],
)
def test_any_one_frame_of_the_lines_is_read(body: bytes) -> None:
    assert read_lines(SEGMENT.header, body) == LINES


def _long_window() -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=24, write_content_size=False)
    return _streamed(RAW, compression_params=parameters)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x28",
        b"\x28\xb5\x2f\xfd",
        RAW,
        _frame(b""),
        _frame(RAW[:-1]),
        _frame(b"\n" + RAW[1:]),
        _frame(RAW) + b"\0",
        _frame(RAW) + _frame(b""),
        _frame(RAW[:100]) + _frame(RAW[100:]),
        SKIPPABLE + _frame(RAW),
        _frame(RAW) + SKIPPABLE,
        _long_window(),
        _frame(RAW, dict_data=DICTIONARY),
        _frame(RAW, write_checksum=True)[:-1] + b"?",
        bytes.fromhex("28b52ffd00580f0000"),
    ],
)
def test_any_other_body_is_damage(body: bytes) -> None:
    expect("damaged-member", lambda: read_lines(SEGMENT.header, body))


def test_every_truncation_and_every_altered_bit_of_the_body_is_damage_or_the_same_lines() -> None:
    body = SEGMENT.body
    for length in range(len(body)):
        expect("damaged-member", lambda length=length: read_lines(SEGMENT.header, body[:length]))
    for place in range(len(body)):
        for bit in range(8):
            altered = bytearray(body)
            altered[place] ^= 1 << bit
            try:
                assert read_lines(SEGMENT.header, bytes(altered)) == LINES
            except segments.RefusedError as error:
                assert error.code in ("damaged-member", "malformed-entry")


@settings(max_examples=30)
@given(st.binary(max_size=300))
def test_noise_is_damage(noise: bytes) -> None:
    expect("damaged-member", lambda: read_lines(SEGMENT.header, noise))
    expect("damaged-member", lambda: read_lines(SEGMENT.header, b"\x28\xb5\x2f\xfd" + noise))


def test_a_bomb_is_stopped_at_the_limit_whatever_its_frame_states() -> None:
    for stated in (True, False):
        bomb = _frame(b"\n" * (64 * 2**20 + 1), write_content_size=stated)
        expect("damaged-member", lambda bomb=bomb: read_lines(SEGMENT.header, bomb))
    lying = bytearray(_frame(RAW))
    lying[5] ^= 1
    expect("damaged-member", lambda: read_lines(SEGMENT.header, bytes(lying)))


def test_a_line_of_1_mib_with_its_line_feed_is_the_longest() -> None:
    fitting = b"x" * (2**20 - 1)
    segment = _seal([fitting])
    assert read_lines(segment.header, segment.body) == [fitting]
    longer = fitting + b"x"
    with pytest.raises(ValueError):
        _seal([longer])
    header = _header(segment, size=2**20 + 1)
    expect("damaged-member", lambda: read_lines(header, pack_lines([longer])))


def test_the_most_entries_are_50000() -> None:
    segment = _seal([b"x"] * 50_000)
    assert len(read_lines(segment.header, segment.body)) == 50_000
    with pytest.raises(ValueError):
        _seal([b"x"] * 50_001)


def test_nothing_too_much_and_too_large_are_not_sealed() -> None:
    line = b"x" * 2**19
    for lines, files in (
        ([], ()),
        ([line] * 129, ()),
        ([b"x"], [SegmentFile(f"{n:064}", 1) for n in range(1_001)]),
    ):
        with pytest.raises(ValueError):
            _seal(lines, files=files)


def test_a_redacted_line_keeps_the_segment_verifiable() -> None:
    lines = [LINES[0], redact(LINES[1]), LINES[2]]
    read = read_lines(SEGMENT.header, pack_lines(lines))
    assert read == lines
    assert [each.n for each in read_entries(SEGMENT.header, read)] == [1, 2, 3]


def test_a_redacted_line_of_another_digest_is_damage() -> None:
    wrong = redact(LINES[1]).replace(b'd":"', b'd":"0')[:-3] + b'"}'
    expect("damaged-member", lambda: read_lines(SEGMENT.header, pack_lines([LINES[0], wrong, LINES[2]])))
