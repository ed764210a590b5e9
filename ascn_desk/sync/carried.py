"""Attachments on the road: which are named where, which go with a bundle, and which another desk asked for.

A file belongs to every channel in which a line that was not redacted names it; it goes to those alone who read one.

Source: docs/bundle-format.md, sections 4, 5 and 7.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.files import FileStore
from ascn_desk.store.holdings import Held, Holdings
from ascn_desk.store.journal import open_segments
from ascn_desk.store.names import Names
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.entry_line import Entry, decode_lines
from ascn_desk.sync.segment import RawSegment, SegmentFile, read_header, read_parts, segment_name

_FIELDS = {
    (kind.name, field.name) for kind in KINDS.values() for field in kind.fields.values() if field.type is FieldType.FILE
}
_MARKS = tuple(f'"kind":"{kind}"'.encode() for kind in sorted({kind for kind, _ in _FIELDS}))

_digests = msgspec.json.Decoder(list[str]).decode


def named_by(lines: Iterable[bytes]) -> frozenset[str]:
    """The digests of the attachments that own lines name."""
    entries = decode_lines([line for line in lines if any(mark in line for mark in _MARKS)])
    return frozenset(
        value
        for entry in entries
        if isinstance(entry, Entry)
        for name, value in entry.set.items()
        if (entry.kind, name) in _FIELDS and isinstance(value, str)
    )


def files_of(lines: Iterable[bytes], files: FileStore) -> list[SegmentFile]:
    """What a segment with these lines lists: of the attachments that they name, those held here, by name."""
    found: list[SegmentFile] = []
    for digest in sorted(named_by(lines)):
        size = files.size_of(digest)
        if size is not None:
            found.append(SegmentFile(sha256=digest, size=size))
    return found


def note_naming(connection: Connection, key: int) -> None:
    """Keep in mind that a segment lists attachments: the others need not be looked through."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO naming VALUES (?)", (key,))


def named_in(connection: Connection, names: Names, keys: Collection[int] | None = None) -> dict[int, dict[str, int]]:
    """Segment → the attachments that it lists and a line of it still names → size in bytes.

    Shapes: ``keys`` None means every sealed segment.
    """
    holdings = Holdings(connection, names)
    rows = connection.exec_driver_sql(
        "SELECT s.key, s.log, s.number FROM naming n JOIN segment s ON s.key = n.segment ORDER BY s.key"
    ).all()
    found: dict[int, dict[str, int]] = {}
    for key, log, number in rows:
        if keys is not None and key not in keys:
            continue
        envelope, body = holdings.bytes_of([key])[key]
        place = names.logs[log]
        name = segment_name(place.desk, place.channel, number)
        found[key] = _listed(RawSegment(name, envelope, body))
    return found


def all_named(connection: Connection, names: Names, desk: str) -> frozenset[str]:
    """Every attachment that anything held here names, own unsealed entries included."""
    sealed = {digest for listed in named_in(connection, names).values() for digest in listed}
    return frozenset(sealed).union(*(named_by(each.lines) for each in open_segments(connection, names, desk)))


def named_for(
    connection: Connection, names: Names, may_read: Callable[[str], bool]
) -> Mapping[str, int]:
    """The attachments named in the channels that somebody reads → size in bytes."""
    rows = connection.exec_driver_sql("SELECT s.key, s.log FROM naming n JOIN segment s ON s.key = n.segment").all()
    keys = {key for key, log in rows if may_read(names.logs[log].channel)}
    found: dict[str, int] = {}
    for listed in named_in(connection, names, keys).values() if keys else ():
        found |= listed
    return found


def sizes_of(connection: Connection, names: Names, segments: Sequence[Held]) -> Mapping[int, Mapping[str, int]]:
    """Segment → the attachments that it names → size, of those that go."""
    return named_in(connection, names, {segment.key for segment in segments})


def note_asked(connection: Connection, desk: str, lacks: Sequence[str]) -> None:
    """Remember which attachments another desk said that it lacks; the last word counts."""
    connection.exec_driver_sql(
        "INSERT INTO asked VALUES (?, ?) ON CONFLICT (desk) DO UPDATE SET lacks = excluded.lacks",
        (desk, msgspec.json.encode(list(lacks)).decode()),
    )


def asked_by(connection: Connection, desk: str) -> Sequence[str]:
    """Which attachments a desk said last that it lacks."""
    found = connection.exec_driver_sql("SELECT lacks FROM asked WHERE desk = ?", (desk,)).scalar()
    return _digests(found) if found else []


def _listed(raw: RawSegment) -> dict[str, int]:
    header = read_header(envelopes.read(raw.envelope), raw.name)
    sizes = {file.sha256: file.size for file in header.files}
    values = {
        value
        for part in read_parts(header, raw.body)
        for entry in part.entries
        if isinstance(entry, Entry)
        for value in entry.set.values()
    }
    return {digest: size for digest, size in sizes.items() if digest in values}
