"""Sending bundles: own entries are sealed, and what an office lacks is chosen by what it said it holds.

- everything since the last acknowledgement goes, not since the last export, so lost files heal by themselves
- what was said last decides: the ``have`` of the bundle that was imported last from each receiving desk

Source: docs/bundle-format.md, section 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import REFERENCE, covers
from ascn_desk.store.files import FileStore
from ascn_desk.store.holdings import Held, Holdings, branch_ends
from ascn_desk.store.journal import SealedRow, close_segment, open_segments, unsealed_entries
from ascn_desk.store.names import Names
from ascn_desk.store.redaction import note
from ascn_desk.sync import carried
from ascn_desk.sync.bundle import Chain, Content, Open, Stored, Tips
from ascn_desk.sync.entry_line import decode_lines
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.purges import PURGE_MARK, purges_of
from ascn_desk.sync.receipts import covers_segment, is_behind, last_have
from ascn_desk.sync.registry import RegisteredDesk, Registry
from ascn_desk.sync.segment import seal_segment, segment_name
from ascn_desk.sync.trust import Trust

ANYONE = "anyone"
_BLOCK = 512
_LISTED = 400
"""What the list of members says of one member at most, in bytes, as base64 in the envelope."""
_AGE_PIECE, _AGE_TAG = 65_536, 16
"""Bytes that the documents, the cover sheet and the list of members may take of a bundle's greatest size."""


class _LastRead:
    """The bytes of sealed segments; those read last are held, as the envelope is asked for just before the body."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._held: dict[int, tuple[bytes, bytes]] = {}

    def of(self, key: int) -> tuple[bytes, bytes]:
        if key not in self._held:
            self._held = self._holdings.bytes_of([key])
        return self._held[key]


@dataclass(frozen=True, slots=True)
class HeldSegment:
    """A sealed segment that goes, read from the database when it is asked for."""

    name: str
    key: int
    read: _LastRead

    @property
    def envelope(self) -> bytes:
        return self.read.of(self.key)[0]

    @property
    def body(self) -> bytes:
        return self.read.of(self.key)[1]


class Parcel(NamedTuple):
    """What one file will carry; ``tips``: [log, number, identity] of the last segment of each log that goes."""

    content: Content
    entries: int
    tips: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What stays the same for all files of one export."""

    keys: DeskKeys
    trust: Trust
    created: str
    app: str
    schema: int
    files: FileStore


def seal_all(connection: Connection, names: Names, sender: Sender, limit: int) -> int:
    """Seal every own entry that is not sealed yet; how many segments that made.

    A desk that was restored or copied must not write a number twice: once it met one that it did not seal, it seals
    nothing more under these keys.

    Units: entries whose count is above ``limit`` stay unsealed.
    """
    if is_behind(connection):
        return 0
    holdings = Holdings(connection, names)
    made = 0
    for each in open_segments(connection, names, sender.keys.desk):
        if each.last > limit:
            continue
        channel = names.logs[each.log].channel
        own = holdings.of_log(each.log)
        last = own[-1] if own else None
        files = carried.files_of(each.lines, sender.files)
        sealed = seal_segment(
            sender.keys,
            channel,
            last.number + 1 if last else 1,
            last.identity if last else None,
            each.lines,
            first=each.first,
            last=each.last,
            files=files,
            sealed_at=sender.created,
            app=sender.app,
            schema=sender.schema,
        )
        header = sealed.header
        close_segment(
            connection,
            each.key,
            SealedRow(
                header.number, header.identity, header.previous, each.first, each.last, header.sealed,
                sealed.envelope, sealed.body,
            ),
        )  # fmt: skip
        if files:
            carried.note_naming(connection, each.key)
        # Only headquarters' own purges can be among them; elsewhere the words alone cost nothing to look for.
        purges = purges_of(decode_lines([line for line in each.lines if PURGE_MARK in line]))
        note(connection, names, each.key, channel, purges)
        made += 1
    return made


def receivers_of(registry: Registry, office: str) -> Iterator[tuple[RegisteredDesk, ...]]:
    """The open desks of an office, those that are sent the same channels together.

    Errors: CorrectableError ``unknown-receiver`` if the office has no registered desk.
    """
    groups: dict[frozenset[str], list[RegisteredDesk]] = {}
    for desk in registry.desks.values():
        if desk.office == office and not desk.closed:
            groups.setdefault(frozenset(desk.reads), []).append(desk)
    if not groups:
        raise CorrectableError("unknown-receiver", office=office)
    for desks in groups.values():
        yield tuple(sorted(desks, key=lambda each: each.desk))


class Part(NamedTuple):
    """What one file carries: segments, and attachments by their digests."""

    segments: tuple[Held, ...]
    files: tuple[str, ...]


class Room(NamedTuple):
    """How large a file may be, and what of that everything beside segments and attachments takes; in bytes."""

    size: int
    beside: int

    @property
    def inside(self) -> int:
        """The room for segments and attachments."""
        free = max(self.size - self.beside, 0)
        return free - free // _AGE_PIECE * _AGE_TAG - _AGE_TAG

    def least(self, cost: int) -> int:
        """How large a file must be that has room for this much."""
        whole = self.beside + cost + _AGE_TAG
        return whole + whole // _AGE_PIECE * _AGE_TAG + _AGE_TAG


class Going(NamedTuple):
    """What goes to some desks of one office: file by file, what this desk holds, and which attachments it lacks."""

    parts: tuple[Part, ...]
    have: Tips
    lacks: tuple[str, ...]
    open: Open


def choose(
    connection: Connection,
    names: Names,
    to: Sequence[RegisteredDesk],
    files: FileStore,
    *,
    room: Room | None = None,
    is_whole: bool = False,
) -> Going:
    """What goes to these desks of one office, in one file or several.

    Shapes: no desks means a reference update for anyone; ``is_whole`` sends all, whatever was acknowledged. There is
            always one part, if only to acknowledge.
    Errors: CorrectableError ``max-size-too-small`` where one segment or one attachment has no room.
    """
    readable = {
        log: segments
        for log, segments in Holdings(connection, names).everything().items()
        if _may_go(names.logs[log].channel, to)
    }
    going: list[Held] = []
    for log, segments in readable.items():
        covered = set() if is_whole or not to else _covered(connection, names, log, segments, to)
        going += [segment for segment in segments if segment.identity not in covered]
    # Of the branches of a fork the one that counts goes in the first file.
    going.sort(key=lambda segment: (_name(names, segment), not segment.counts))
    have: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for log, segments in readable.items():
        if ends := branch_ends(segments):
            channel, desk = names.logs[log]
            have.setdefault(channel, {})[desk] = ends
    conflicts = int(connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one())
    unsealed = sum(unsealed_entries(connection, names).values())
    named = carried.named_for(connection, names, lambda channel: _may_go(channel, to)) if to else {}
    held = files.held()
    asked = set().union(*(carried.asked_by(connection, one.desk) for one in to)) if to else set()
    wanted = {digest: named[digest] for digest in sorted(asked & held & named.keys())}
    first = {
        key: {digest: size for digest, size in listed.items() if digest in held}
        for key, listed in carried.sizes_of(connection, names, going).items()
    } if to else {}  # fmt: skip
    parts = tuple(_parts(connection, going, first, wanted, room))
    return Going(parts, have, tuple(sorted(named.keys() - held)), Open(unsealed, conflicts))


def parcel(
    connection: Connection,
    names: Names,
    sender: Sender,
    to: Sequence[RegisteredDesk],
    going: Going,
    part: Part,
    *,
    bundle: str,
    chain: Chain,
    note: str = "",
) -> Parcel:
    """One file's content, complete in itself."""
    read = _LastRead(Holdings(connection, names))
    content = Content(
        bundle=bundle,
        created=sender.created,
        to=tuple(desk.desk for desk in to),
        note=note,
        schema=sender.schema,
        have=going.have,
        lacks=going.lacks,
        open=going.open,
        chain=chain,
        trust=sender.trust,
        segments=[HeldSegment(_name(names, segment), segment.key, read) for segment in part.segments],
        files={
            digest: Stored(size, partial(sender.files.pieces, digest))
            for digest in part.files
            if (size := sender.files.size_of(digest)) is not None
        },
    )
    tips = {segment.log: (segment.log, segment.number, segment.identity) for segment in part.segments}
    return Parcel(content, sum(segment.entries for segment in part.segments), list(tips.values()))


def next_chain(connection: Connection, office: str) -> Chain:
    """The place of the next bundle to an office."""
    row = connection.exec_driver_sql(
        "SELECT number, identity FROM sent WHERE office = ? ORDER BY number DESC LIMIT 1", (office,)
    ).first()
    return Chain(int(row[0]) + 1, str(row[1])) if row else Chain(1, None)


def _covered(
    connection: Connection, names: Names, log: int, segments: Collection[Held], to: Sequence[RegisteredDesk]
) -> set[str]:
    channel, desk = names.logs[log]
    each = [covers_segment(last_have(connection, one.desk).get(channel, {}).get(desk, []), segments) for one in to]
    return set.intersection(*each)


def _may_go(channel: str, to: Sequence[RegisteredDesk]) -> bool:
    return all(covers(desk.reads, channel) for desk in to) if to else channel == REFERENCE


def _parts(
    connection: Connection,
    going: Sequence[Held],
    named: Mapping[int, Mapping[str, int]],
    wanted: Mapping[str, int],
    room: Room | None,
) -> Iterator[Part]:
    """One part, or several: branches of a fork share names, so they go apart; no part is larger than asked for.

    Shapes: ``named`` has the attachments of each segment that goes, ``wanted`` those asked for; both with their sizes.
    """
    for turn, layer in enumerate(_branches_apart(going)):
        asked = dict(wanted) if turn == 0 else {}
        if room is None:
            first = {digest for segment in layer for digest in named.get(segment.key, {})}
            yield Part(tuple(layer), tuple(sorted(first | asked.keys())))
        else:
            yield from _small_parts(connection, layer, named, asked, room)


def _branches_apart(going: Sequence[Held]) -> list[list[Held]]:
    layers: list[list[Held]] = [[]]
    seen: Counter[tuple[int, int]] = Counter()
    for segment in going:
        place = (segment.log, segment.number)
        if seen[place] == len(layers):
            layers.append([])
        layers[seen[place]].append(segment)
        seen[place] += 1
    return layers


def _small_parts(
    connection: Connection,
    going: Sequence[Held],
    named: Mapping[int, Mapping[str, int]],
    wanted: Mapping[str, int],
    room: Room,
) -> Iterator[Part]:
    pieces: list[tuple[Held | None, dict[str, int], int]] = []
    for segment in going:
        row = connection.exec_driver_sql(
            "SELECT length(envelope), length(body) FROM sealed WHERE segment = ?", (segment.key,)
        ).one()
        own, carries = _cost(row[0]) + _cost(row[1]), dict(named.get(segment.key, {}))
        if own + sum(map(_cost, carries.values())) <= room.inside:
            pieces.append((segment, carries, own))
        else:
            # Where all together have no room, the attachments come after: till then the record says so.
            pieces += [(segment, {}, own), *((None, {digest: size}, 0) for digest, size in carries.items())]
    pieces += [(None, {digest: size}, 0) for digest, size in wanted.items()]
    segments: list[Held] = []
    files: dict[str, int] = {}
    size = 0
    for held, carries, own in pieces:
        new = {digest: length for digest, length in carries.items() if digest not in files}
        cost = own + sum(_cost(length) for length in new.values())
        if (segments or files) and size + cost > room.inside:
            yield Part(tuple(segments), tuple(sorted(files)))
            segments, files, size = [], {}, 0
            new, cost = carries, own + sum(_cost(length) for length in carries.values())
        if cost > room.inside:
            raise CorrectableError("max-size-too-small", size=room.size, least=room.least(cost))
        if held is not None:
            segments.append(held)
        files |= new
        size += cost
    yield Part(tuple(segments), tuple(sorted(files)))


def _cost(length: int) -> int:
    """What a member of that length takes in the archive and in the list of members."""
    return _BLOCK + -(-length // _BLOCK) * _BLOCK + _LISTED


def _name(names: Names, segment: Held) -> str:
    log = names.logs[segment.log]
    return segment_name(log.desk, log.channel, segment.number)
