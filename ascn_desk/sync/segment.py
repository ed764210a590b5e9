"""Segments: the entries of one log, sealed for ever by the desk that wrote them.

| name | meaning | example |
|---|---|---|
| log | a desk's segments in one channel | (``country/vn``, desk) |
| number | place in the log, from 1 | 12 |
| identity | SHA-256 of the payload; two of one number are a fork | ``9f…`` |
| lines | digest of the digests of the lines, so that a redacted line still verifies | ``1c…`` |

- reading trusts no figure: decompression stops at the limits, whatever the frame or the header say
- exactly one Zstandard frame of at most 8 MiB window, without dictionary, and nothing after it
- figures and limits are judged here; whether a segment may count is judged in ``trust`` and by the receiver

Source: docs/bundle-format.md, sections 4 and 7 (steps 6 and 9); RFC 8878 (Zstandard frames).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
import zstandard
from msgspec import Struct

from ascn_desk.base import canonical
from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.entry_line import Entry, LinesDigest, Redacted, decode_lines, lines_digest
from ascn_desk.sync.envelope import Envelope, Signer
from ascn_desk.sync.forms import (
    CHANNEL,
    ChannelName,
    Count,
    DeskName,
    Digest,
    Instant,
    Natural,
    Number,
    digest_of,
    is_instant,
    is_text_of,
    shaped,
)

GREATEST_ENTRIES = 50_000
GREATEST_RAW_BYTES = 64 * 2**20
GREATEST_LINE_BYTES = 2**20
GREATEST_FILES = 1_000
GREATEST_WINDOW_BYTES = 8 * 2**20

_NAME = re.compile(r"segments/([a-z2-7]{26})/([a-z0-9~-]+)/([0-9]{8})")
_FRAME_MAGIC = b"\x28\xb5\x2f\xfd"
_PIECE_BYTES = 2**20
# Measured on 100,000 field changes: level 19 takes 20 times as long as 9 for 10 to 15 % fewer bytes. What a
# person writes in a day is so small that the time does not matter; in a first full export it does.
_SMALL_BYTES = 256 * 2**10
_LEVEL_SMALL, _LEVEL_LARGE = 19, 9


class SegmentFile(Struct, frozen=True, forbid_unknown_fields=True):
    """An attachment that entries of a segment name."""

    sha256: Digest
    size: Natural


class SegmentPayload(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a segment says of itself, signed by its desk."""

    app: str
    channel: ChannelName
    desk: DeskName
    entries: Natural
    files: tuple[SegmentFile, ...]
    first: Count
    format: Literal[1] = 1
    last: Count
    lines: Digest
    number: Number
    previous: Digest | None
    schema: Natural
    sealed: Instant
    size: Natural


class SegmentHeader(SegmentPayload, frozen=True, kw_only=True):
    """What a segment says of itself, and the identity of that payload."""

    identity: Digest


class RawSegment(NamedTuple):
    """The two members of a segment as they travel; the name is that of both without their endings."""

    name: str
    envelope: bytes | memoryview
    body: bytes | memoryview


class SealedSegment(NamedTuple):
    """A segment just sealed."""

    name: str
    envelope: bytes
    body: bytes
    header: SegmentHeader


class Place(NamedTuple):
    """Where a segment belongs, as its name says."""

    desk: str
    channel: str
    number: int


def segment_name(desk: str, channel: str, number: int) -> str:
    """The name of a segment in a bundle, without the endings ``.json`` and ``.jsonl.zst``."""
    return f"segments/{desk}/{channel.replace('/', '~')}/{number:08}"


def place_of(name: str) -> Place | None:
    """Where a segment of that name belongs; None if it is no segment's name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    place = Place(found[1], found[2].replace("~", "/"), int(found[3]))
    if not is_text_of(CHANNEL, place.channel) or place.number == 0:
        return None
    return place


def seal_segment(
    keys: Signer,
    channel: str,
    number: int,
    previous: str | None,
    lines: Sequence[bytes],
    *,
    first: int,
    last: int,
    files: Sequence[SegmentFile],
    sealed_at: str,
    app: str,
    schema: int,
) -> SealedSegment:
    """Seal the lines of a log, ordered by their counts, of which ``first`` and ``last`` are the ends.

    Errors: ValueError where a limit does not hold; the caller seals several segments then.
    """
    raw = b"\n".join((*lines, b""))
    longest = max(map(len, lines), default=0) + 1
    if not 1 <= len(lines) <= GREATEST_ENTRIES or len(raw) > GREATEST_RAW_BYTES:
        raise ValueError("beyond the limits of a segment")
    if longest > GREATEST_LINE_BYTES or len(files) > GREATEST_FILES:
        raise ValueError("beyond the limits of a line or of attachments")
    payload = SegmentPayload(
        app=app,
        channel=channel,
        desk=keys.keyid,
        entries=len(lines),
        files=tuple(files),
        first=first,
        last=last,
        lines=lines_digest(lines),
        number=number,
        previous=previous,
        schema=schema,
        sealed=sealed_at,
        size=len(raw),
    )
    content = msgspec.to_builtins(payload)
    header = _header(content, digest_of(canonical.encode(content)))
    level = _LEVEL_SMALL if len(raw) <= _SMALL_BYTES else _LEVEL_LARGE
    return SealedSegment(
        segment_name(keys.keyid, channel, number),
        envelopes.seal(envelopes.SEGMENT_TYPE, content, [keys]),
        zstandard.ZstdCompressor(level=level).compress(raw),
        header,
    )


def read_header(envelope: Envelope, name: str) -> SegmentHeader:
    """The header of a segment whose signature was checked, found under that name.

    Errors: RefusedError ``newer-format``; ``bad-signature`` for another shape, or if it belongs elsewhere.
    """
    header = _header(envelopes.open_payload(envelope), digest_of(envelope.payload))
    if place_of(name) != (header.desk, header.channel, header.number):
        raise RefusedError("bad-signature", reason="the segment lies under another name", name=name)
    return header


class Read(NamedTuple):
    """Some lines of a segment with their entries; ``place`` is that of the first of them."""

    place: int
    lines: Sequence[bytes]
    entries: Sequence[Entry | Redacted]


def read_parts(header: SegmentHeader, body: bytes | memoryview) -> Iterator[Read]:
    """A segment in parts, for more than should be held at once; only after the last is it known that all is good.

    Errors: those of :func:`read_lines`, then those of :func:`read_entries`.
    """
    lines_seen, entries_seen = _LinesSeen(header), _EntriesSeen(header)
    refused: RefusedError | None = None
    for place, lines in _line_batches(header, body):
        lines_seen.add(lines)
        if refused is not None:
            continue
        try:
            entries = decode_lines(lines, place)
        except RefusedError as error:
            # What is wrong with the segment as a whole is told before what is wrong with a line.
            refused = error
            continue
        entries_seen.add(entries)
        yield Read(place, lines, entries)
    lines_seen.check()
    if refused is not None:
        raise refused
    entries_seen.check()


def read_lines(header: SegmentHeader, body: bytes | memoryview) -> list[bytes]:
    """The lines of a segment without their line feeds, once figures, limits and digests fit.

    Errors: RefusedError ``damaged-member`` for figures and limits, ``malformed-entry`` for a bad redacted
    line.
    """
    seen = _LinesSeen(header)
    every: list[bytes] = []
    for _, lines in _line_batches(header, body):
        seen.add(lines)
        every += lines
    seen.check()
    return every


def read_entries(header: SegmentHeader, lines: Sequence[bytes]) -> list[Entry | Redacted]:
    """The entries of a segment's lines, their counts rising from the first to the last that the header names.

    Errors: RefusedError ``malformed-entry`` for a line, ``damaged-member`` if first or last is another.
    """
    entries = decode_lines(lines)
    seen = _EntriesSeen(header)
    seen.add(entries)
    seen.check()
    return entries


def pack_lines(lines: Sequence[bytes]) -> bytes:
    """The compressed body of some lines: for a segment in which a line was redacted."""
    raw = b"\n".join((*lines, b""))
    return zstandard.ZstdCompressor(level=_LEVEL_LARGE).compress(raw)


def _header(content: dict[str, object], identity: str) -> SegmentHeader:
    try:
        payload = shaped(content, SegmentPayload)
    except ValueError as error:
        raise RefusedError("bad-signature", reason=str(error)) from None
    if not is_instant(payload.sealed) or (payload.previous is None) != (payload.number == 1):
        raise RefusedError("bad-signature", reason="no such instant, or the segment before is not named")
    return SegmentHeader(identity=identity, **msgspec.structs.asdict(payload))


def check_figures(header: SegmentHeader) -> None:
    """Check what a header states against the limits of a segment. Errors: RefusedError ``damaged-member``."""
    if not 1 <= header.entries <= GREATEST_ENTRIES or not 1 <= header.size <= GREATEST_RAW_BYTES:
        raise _damaged("beyond the limits of a segment")
    if len(header.files) > GREATEST_FILES or len({file.sha256 for file in header.files}) != len(header.files):
        raise _damaged("too many attachments, or one twice")


class _LinesSeen:
    """What is known of the lines of a segment so far, to be held against what its header states."""

    def __init__(self, header: SegmentHeader) -> None:
        self._header = header
        self._digest = LinesDigest()
        self._size = 0
        self._longest = 0

    def add(self, lines: Sequence[bytes]) -> None:
        self._size += sum(map(len, lines)) + len(lines)
        self._longest = max(self._longest, *map(len, lines))
        self._digest.add(lines)

    def check(self) -> None:
        if self._longest >= GREATEST_LINE_BYTES:
            raise _damaged("a line is too long")
        # A redacted line is as long as its digest, while the size goes on describing the original.
        if self._size != self._header.size and not self._digest.has_redacted:
            raise _damaged("the size is another")
        if self._digest.hexdigest() != self._header.lines:
            raise _damaged("the lines are others")


class _EntriesSeen:
    """What is known of the counts of a segment so far, to be held against what its header states."""

    def __init__(self, header: SegmentHeader) -> None:
        self._header = header
        self._first = self._last = 0
        self._is_rising = True

    def add(self, entries: Sequence[Entry | Redacted]) -> None:
        counts = [self._last, *[entry.n for entry in entries]]
        self._is_rising = self._is_rising and all([earlier < later for earlier, later in pairwise(counts)])
        self._first, self._last = self._first or counts[1], counts[-1]

    def check(self) -> None:
        if not self._is_rising:
            raise RefusedError("malformed-entry", reason="counts do not rise")
        if (self._first, self._last) != (self._header.first, self._header.last):
            raise _damaged("first or last count is another")


def _line_batches(header: SegmentHeader, body: bytes | memoryview) -> Iterator[tuple[int, list[bytes]]]:
    """(place of the first, some lines), in order, as far as limits allow; a line that is not ended is one too many."""
    check_figures(header)
    place = 0
    rest = b""
    for piece in _decompressed(body):
        lines = (rest + piece).split(b"\n")
        rest = lines.pop()
        if len(rest) >= GREATEST_LINE_BYTES:
            raise _damaged("a line is too long")
        if lines:
            yield place, lines
            place += len(lines)
        if place > header.entries:
            break
    if rest or place != header.entries:
        raise _damaged("the number of lines is another")


def _decompressed(body: bytes | memoryview) -> Iterator[bytes]:
    _check_frame(body)
    total = 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=GREATEST_WINDOW_BYTES).stream_reader(
            io.BytesIO(body), read_across_frames=False
        ) as reader:
            while piece := reader.read(_PIECE_BYTES):
                total += len(piece)
                if total > GREATEST_RAW_BYTES:
                    raise _damaged("more than 64 MiB raw")
                yield piece
    except zstandard.ZstdError as error:
        raise _damaged(str(error)) from None


def _check_frame(body: bytes | memoryview) -> None:
    """Walk over the blocks of one frame: the decoder itself would not miss a cut end or mind what follows."""
    data = memoryview(body)
    try:
        if data[:4] != _FRAME_MAGIC:
            raise _damaged("no Zstandard frame")
        frame = zstandard.get_frame_parameters(data)
        if frame.window_size > GREATEST_WINDOW_BYTES or frame.dict_id:
            raise _damaged("window too wide, or with a dictionary")
        at = zstandard.frame_header_size(data)
    except zstandard.ZstdError as error:
        raise _damaged(str(error)) from None
    is_last = False
    while not is_last:
        if at + 3 > len(data):
            raise _damaged("cut short")
        block = int.from_bytes(data[at : at + 3], "little")
        is_last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
        at += 3 + (1 if kind == 1 else size)
    if at + (4 if frame.has_checksum else 0) != len(data):
        raise _damaged("cut short, or something follows")


def _damaged(reason: str) -> RefusedError:
    return RefusedError("damaged-member", reason=reason)
