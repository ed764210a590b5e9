"""Segments at each limit: what just fits is sealed and read, one more is refused for the reason that is true."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import pytest
import zstandard

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.entry_line import encode_entry, lines_digest
from ascn_desk.sync.segment import (
    SealedSegment,
    SegmentFile,
    SegmentHeader,
    check_figures,
    read_lines,
    seal_segment,
)
from tests.sync.makers import desk_keys, entry, sealed

KEYS = desk_keys("one")
SEGMENT = sealed(KEYS, entries=[entry(n) for n in (1, 2, 3)])
LINES = [encode_entry(entry(n)) for n in (1, 2, 3)]
RAW = b"\n".join((*LINES, b""))
MAGIC = b"\x28\xb5\x2f\xfd"
LONGEST = b"x" * (2**20 - 1)
LARGEST = [LONGEST] * 64
"""64 MiB with the line feeds."""


def seal(lines: Sequence[bytes], files: Sequence[SegmentFile] = ()) -> SealedSegment:
    return seal_segment(
        KEYS, "reference", 1, None, lines, first=1, last=1, files=files, sealed_at="2026-11-24T09:30:00Z", app="a",
        schema=0,
    )  # fmt: skip


def stating(lines: Sequence[bytes], **changes: object) -> SegmentHeader:
    """A header that says of these lines what is true of them."""
    said = {"entries": len(lines), "size": sum(map(len, lines)) + len(lines), "lines": lines_digest(lines)}
    return msgspec.structs.replace(SEGMENT.header, **{**said, **changes})


def packed(lines: Sequence[bytes]) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(b"\n".join((*lines, b"")))


def reason(act: Callable[[], object]) -> str:
    """Why it is damage."""
    with pytest.raises(RefusedError) as told:
        act()
    assert told.value.code == "damaged-member"
    return str(told.value.data["reason"])


def attachments(count: int) -> tuple[SegmentFile, ...]:
    return tuple(SegmentFile(f"{n:064}", 1) for n in range(count))


def test_64_mib_with_the_line_feeds_are_sealed_and_read_and_a_byte_more_is_not() -> None:
    segment = seal(LARGEST)
    assert (segment.header.size, segment.header.entries) == (2**26, 64)
    assert read_lines(segment.header, segment.body) == LARGEST
    more = [*LARGEST, b""]
    with pytest.raises(ValueError, match="limits of a segment"):
        seal(more)
    # A header that keeps to the limit, over a body that does not.
    body = packed(more)
    assert reason(lambda: read_lines(stating(more, size=2**26), body)) == "more than 64 MiB raw"


def test_a_line_that_is_a_byte_too_long_is_damage_for_that_alone() -> None:
    longer = [LONGEST + b"x"]
    assert reason(lambda: read_lines(stating(longer), packed(longer))) == "a line is too long"
    assert read_lines(stating([LONGEST]), packed([LONGEST])) == [LONGEST]
    # Where it neither begins nor ends with a piece of what is read.
    within = [b"y" * 600_000, LONGEST + b"x"]
    assert reason(lambda: read_lines(stating(within), packed(within))) == "a line is too long"
    assert read_lines(stating([within[0], LONGEST]), packed([within[0], LONGEST])) == [within[0], LONGEST]
    with pytest.raises(ValueError, match="limits of a line"):
        seal(longer)


def test_no_line_is_not_sealed_and_one_empty_line_is_the_least_that_is_read() -> None:
    with pytest.raises(ValueError, match="limits of a segment"):
        seal([])
    assert read_lines(stating([b""]), packed([b""])) == [b""]
    assert seal([b"x"]).header.size == 2


@pytest.mark.parametrize(
    "figures",
    [{"entries": 1}, {"entries": 50_000}, {"size": 1}, {"size": 2**26}, {"files": ()}, {"files": attachments(1_000)}],
)
def test_figures_at_their_limits_are_no_damage(figures: dict[str, object]) -> None:
    check_figures(msgspec.structs.replace(SEGMENT.header, **figures))


@pytest.mark.parametrize("figures", [{"entries": 0}, {"entries": 50_001}, {"size": 0}, {"size": 2**26 + 1}])
def test_figures_beyond_their_limits_are_damage_before_anything_is_unpacked(figures: dict[str, object]) -> None:
    header = msgspec.structs.replace(SEGMENT.header, **figures)
    assert reason(lambda: check_figures(header)) == "beyond the limits of a segment"
    assert reason(lambda: read_lines(header, b"")) == "beyond the limits of a segment"


@pytest.mark.parametrize("files", [attachments(1_001), (SegmentFile("0" * 64, 1), SegmentFile("0" * 64, 2))])
def test_too_many_attachments_and_one_twice_are_damage(files: tuple[SegmentFile, ...]) -> None:
    header = msgspec.structs.replace(SEGMENT.header, files=files)
    assert reason(lambda: check_figures(header)) == "too many attachments, or one twice"


def test_a_thousand_attachments_are_sealed_and_one_more_is_not() -> None:
    assert len(seal([b"x"], attachments(1_000)).header.files) == 1_000
    with pytest.raises(ValueError, match="of attachments"):
        seal([b"x"], attachments(1_001))


def test_what_a_person_writes_in_a_day_is_packed_tighter_than_a_first_full_export() -> None:
    words = " ".join(str(number * number) for number in range(60_000)).encode()
    for length, level in ((2**18, 19), (2**18 + 1, 9)):
        lines = [words[: length - 1]]
        assert seal(lines).body == zstandard.ZstdCompressor(level=level).compress(lines[0] + b"\n")


def streamed(window_log: int) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(
        1, window_log=window_log, write_content_size=False, write_checksum=False
    )
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return compressor.compress(RAW) + compressor.flush()


def test_a_window_of_8_mib_is_read_and_the_next_wider_one_is_not() -> None:
    at_limit = streamed(23)
    assert read_lines(SEGMENT.header, at_limit) == LINES
    # The window's descriptor follows the frame's: 3 bits of eighths, 5 bits of the power beyond 1 KiB.
    assert at_limit[5] == (23 - 10) << 3
    wider = at_limit[:5] + bytes([at_limit[5] + 1]) + at_limit[6:]
    assert reason(lambda: read_lines(SEGMENT.header, wider)) == "window too wide, or with a dictionary"


def test_a_frame_that_wants_a_dictionary_is_damage() -> None:
    dictionary = zstandard.train_dictionary(512, [RAW[start : start + 90] for start in range(300)] * 4)
    body = zstandard.ZstdCompressor(dict_data=dictionary).compress(RAW)
    assert reason(lambda: read_lines(SEGMENT.header, body)) == "window too wide, or with a dictionary"


@pytest.mark.parametrize("body", [b"", RAW, MAGIC[:3], b"\x50\x2a\x4d\x18\x04\0\0\0skip", MAGIC[::-1] + b"\0" * 8])
def test_what_does_not_begin_like_a_frame_is_none(body: bytes) -> None:
    assert reason(lambda: read_lines(SEGMENT.header, body)) == "no Zstandard frame"


def test_the_block_of_one_repeated_letter_is_read() -> None:
    lines = [b""] * 5
    # One segment of 5 bytes; a last block of the second kind: 5 times the one letter that follows.
    body = MAGIC + b"\x20\x05" + (5 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\n"
    assert read_lines(stating(lines), body) == lines
    assert reason(lambda: read_lines(stating(lines), body + b"\n")) == "cut short, or something follows"
    assert reason(lambda: read_lines(stating(lines), body[:-1])) == "cut short, or something follows"


def test_a_frame_may_end_with_a_block_of_nothing_and_not_within_its_head() -> None:
    compressor = zstandard.ZstdCompressor(write_checksum=False).compressobj()
    body = compressor.compress(RAW) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) + compressor.flush()
    assert body.endswith(b"\x01\0\0")
    assert read_lines(SEGMENT.header, body) == LINES
    for cut in (1, 2, 3):
        assert reason(lambda cut=cut: read_lines(SEGMENT.header, body[:-cut])) == "cut short"


def test_what_the_decoder_cannot_unpack_is_told_in_its_words() -> None:
    body = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(RAW))
    body[-1] ^= 1
    told = reason(lambda: read_lines(SEGMENT.header, bytes(body)))
    assert "zstd" in told
