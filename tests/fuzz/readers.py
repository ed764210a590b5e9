"""What the fuzzers feed: each reader refuses with its own error, or what it read has exactly the one spelling.

Whatever else comes out of a reader (another error, another spelling) is a finding.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import zstandard

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.archive import BLOCK, read_archive
from ascn_desk.sync.entry_line import Entry, decode_lines, encode_entry, lines_digest, redact, skeleton
from ascn_desk.sync.forms import digest_of
from ascn_desk.sync.segment import SegmentHeader, read_entries, read_lines, read_parts
from tests.support.whole import write_archive
from tests.vectors import world
from tests.vectors.world import COUNTRY, WRITER, WRITER_1, spelled


def archive(data: bytes) -> None:
    """The archive reader, on the bytes and on the same with right checksums: else hardly one would pass."""
    for each in {data, _with_checksums(data)}:
        try:
            members = read_archive(each)
        except RefusedError as error:
            assert error.code in ("malformed-container", "too-large"), error
            continue
        assert write_archive([(member.name, member.data) for member in members]) == each


def envelope(data: bytes) -> None:
    """The envelope reader, on the bytes, and on an envelope whose payload they are."""
    wrapped = spelled(
        {"payload": base64.b64encode(data).decode(), "payloadType": "x", "signatures": [{"keyid": "k", "sig": "AA=="}]}
    )
    for each in (data, wrapped):
        try:
            read = envelopes.read(each, most=2)
            members = envelopes.peek(read)
            envelopes.check(read, envelopes.SEGMENT_TYPE, WRITER.public)
        except RefusedError as error:
            assert error.code == "bad-signature", error
            continue
        assert spelled(members) == read.payload
        assert read.payload == _SIGNED, "a signature that nobody made"


def entry(data: bytes) -> None:
    """The decoder of entries: what it takes is what another reader of JSON would write."""
    lines = data.split(b"\n")
    try:
        entries = decode_lines(lines)
    except RefusedError as error:
        assert error.code == "malformed-entry", error
        return
    for line, read in zip(lines, entries, strict=True):
        assert spelled(json.loads(line)) == line
        if isinstance(read, Entry):
            assert encode_entry(read) == line
            assert decode_lines([redact(line)])[0].n == read.n
            assert len(skeleton(read)) > 0


def segment(data: bytes) -> None:
    """The reader of a segment's body: the bytes as a frame, and as lines in a frame."""
    for body, lines in ((data, [data]), (zstandard.compress(data), data.split(b"\n")[:-1])):
        try:
            digest = lines_digest(lines)
        except RefusedError:
            digest = digest_of(data)
        header = SegmentHeader(
            app="", channel=COUNTRY, desk=WRITER.desk, entries=max(len(lines), 1), files=(), first=1, last=5,
            lines=digest, number=1, previous=None, schema=0, sealed="2026-11-24T09:30:00Z",
            size=max(len(data), 1), identity="0" * 64,
        )  # fmt: skip
        try:
            entries = read_entries(header, read_lines(header, body))
        except RefusedError as error:
            assert error.code in ("damaged-member", "malformed-entry"), error
            assert _code_in_parts(header, body) == error.code
            continue
        assert [each for part in read_parts(header, body) for each in part.entries] == entries
        assert [each.n for each in entries] == sorted({each.n for each in entries})


def _code_in_parts(header: SegmentHeader, body: bytes) -> str:
    """The refusal of a segment that is read in parts; empty where it is not refused."""
    try:
        for _ in read_parts(header, body):
            pass
    except RefusedError as error:
        return error.code
    return ""


_SIGNED = base64.b64decode(json.loads(WRITER_1.envelope)["payload"])
"""What the one honest envelope among the seeds signs."""

READERS: dict[str, Callable[[bytes], None]] = {
    "archive": archive,
    "envelope": envelope,
    "entry": entry,
    "segment": segment,
}


def _with_checksums(data: bytes) -> bytes:
    repaired = bytearray(data)
    at = 0
    while at + BLOCK <= len(repaired) and any(repaired[at : at + BLOCK]):
        head = repaired[at : at + BLOCK]
        head[148:156] = b" " * 8
        repaired[at + 148 : at + 156] = b"%06o\0 " % sum(head)
        try:
            size = int(bytes(head[124:135]), 8)
        except ValueError:
            break
        if size < 0:
            break
        at += BLOCK + size + -size % BLOCK
    return bytes(repaired)


def seeds(reader: str) -> list[bytes]:
    """Honest documents to begin with."""
    two = b"\n".join(world.spelled(each) for each in (world.entry(1), world.entry(2, over={world.WRITER.desk: 1})))
    odd = world.spelled({"n": 7, "redacted": "a" * 64})
    values = {"a": None, "b:c": True, "d": -7, "e": "\t\"\\"}
    whole = world.spelled(world.entry(5, why="理由", salt="A" * 22 + "==", set=values))
    match reader:
        case "archive":
            file = ("files/" + "a" * 64, b"y" * 600)
            return [world.archive([("a", b"x"), ("COVER.txt", b"")]), world.archive([file])]
        case "envelope":
            return [world.WRITER_1.envelope, world.spelled(world.payload_of(world.WRITER_1.envelope))]
        case "entry":
            return [two, odd, whole, two + b"\n" + odd]
        case _:
            return [two + b"\n", world.WRITER_1.body, odd + b"\n", whole + b"\n"]
