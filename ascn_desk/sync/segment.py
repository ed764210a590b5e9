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
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
import zstandard
from msgspec import Struct

from ascn_desk.base import canonical
from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.entry_line import Entry, Redacted, decode_lines, has_redacted, lines_digest
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


def read_lines(header: SegmentHeader, body: bytes | memoryview) -> list[bytes]:
    """The lines of a segment without their line feeds, once figures, limits and digests fit.

    Errors: RefusedError ``damaged-member`` for figures and limits, ``malformed-entry`` for a bad redacted
    line.
    """
    check_figures(header)
    raw = _decompress(body)
    if raw.count(b"\n") != header.entries or not raw.endswith(b"\n"):
        raise _damaged("the number of lines is another")
    lines = raw.split(b"\n")
    lines.pop()
    if max(map(len, lines)) >= GREATEST_LINE_BYTES:
        raise _damaged("a line is too long")
    # A redacted line is as long as its digest, while the size goes on describing the original.
    if len(raw) != header.size and not has_redacted(lines):
        raise _damaged("the size is another")
    if lines_digest(lines) != header.lines:
        raise _damaged("the lines are others")
    return lines


def read_entries(header: SegmentHeader, lines: Sequence[bytes]) -> list[Entry | Redacted]:
    """The entries of a segment's lines, their counts rising from the first to the last that the header names.

    Errors: RefusedError ``malformed-entry`` for a line, ``damaged-member`` if first or last is another.
    """
    entries = decode_lines(lines)
    counts = [entry.n for entry in entries]
    if any([later <= earlier for earlier, later in pairwise(counts)]):
        raise RefusedError("malformed-entry", reason="counts do not rise")
    if (counts[0], counts[-1]) != (header.first, header.last):
        raise _damaged("first or last count is another")
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


def _decompress(body: bytes | memoryview) -> bytes:
    _check_frame(body)
    pieces: list[bytes] = []
    total = 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=GREATEST_WINDOW_BYTES).stream_reader(
            io.BytesIO(body), read_across_frames=False
        ) as reader:
            while piece := reader.read(_PIECE_BYTES):
                total += len(piece)
                if total > GREATEST_RAW_BYTES:
                    raise _damaged("more than 64 MiB raw")
                pieces.append(piece)
    except zstandard.ZstdError as error:
        raise _damaged(str(error)) from None
    return b"".join(pieces)


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
