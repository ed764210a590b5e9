"""Receiving bundles: every check in its order, then one application of all that came together.

- :class:`SegmentReader` makes steps 6 to 9 of one verified bundle, outside the database but for what is held
- a refused segment holds back its log from there on, in that bundle; nothing of it is kept
- of a held segment that lacks lines another copy is read, and joined line by line
- :func:`apply_bundles` keeps, counts and merges one lot; the caller commits, or rolls back for a rehearsal
- what came of all lots together is told by :class:`ascn_desk.sync.tally.Tally`

Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import msgspec
from msgspec import UNSET

from ascn_desk.base.errors import DeskError, RefusedError
from ascn_desk.domain.purges import Bare, Purge
from ascn_desk.store.facts import Applied, Fact
from ascn_desk.store.holdings import Held, NewSegment, State
from ascn_desk.store.ledger import Ledger, Limits, ReadSegment, without_collector
from ascn_desk.store.portions import AT_ONCE_BYTES
from ascn_desk.store.redaction import Copy
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import VerifiedBundle
from ascn_desk.sync.entry_line import Entry, Redacted
from ascn_desk.sync.purges import bare_of, purges_of
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import (
    RawSegment,
    Read,
    SegmentHeader,
    check_figures,
    place_of,
    read_header,
    read_parts,
)
from ascn_desk.sync.tally import Tally

GREATEST_NEW_RAW_BYTES = 2 * 2**30
_PART_BYTES = 4 * 2**20
"""Lines that are taken into the journal at once, where all of a segment are too many."""

@dataclass(slots=True)
class HeldBack:
    """A segment that was refused; ``entries`` as its payload states, 0 where its signature fails."""

    name: str
    code: str
    entries: int


@dataclass(slots=True)
class Staged:
    """What came of reading one bundle's segments; ``known`` and ``fresh`` count entries, ``copies`` fill what lacks."""

    bundle: VerifiedBundle
    segments: list[ReadSegment] = field(default_factory=list)
    held_back: list[HeldBack] = field(default_factory=list)
    known: int = 0
    fresh: int = 0
    copies: list[Copy] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """All entries that came with the bundle, as far as they can be counted."""
        return self.known + self.fresh + sum(each.entries for each in self.held_back)

    def let_go(self) -> None:
        """Hold no more than the figures, once it was applied."""
        self.bundle.close()
        self.bundle = replace(self.bundle, segments=(), files={}, archive=b"")
        self.segments.clear()
        self.copies.clear()


_Bytes = tuple[bytes | memoryview, bytes | memoryview]


class SegmentReader:
    """Checks the segments of the bundles of one import, log by log; what earlier files brought is known by then."""

    def __init__(self, ledger: Ledger, receiver: str) -> None:
        self._ledger = ledger
        self._receiver = receiver
        self._headers: dict[str, tuple[int, int]] = {}
        self._lacking: set[str] = set()
        self._logs: dict[int, dict[str, Held]] = {}
        self._all: list[Staged] = []
        self._read_bytes = 0

    def read(self, bundle: VerifiedBundle) -> Staged:
        """Steps 6 to 9 for one verified bundle, under the registry that it was verified with."""
        with without_collector():
            return self._read(bundle)

    def _read(self, bundle: VerifiedBundle) -> Staged:
        registry = bundle.trust.registry
        staged = Staged(bundle)
        self._all.append(staged)
        blocked: dict[tuple[str, str], str] = {}
        raw_bytes = 0
        for turn, raw in enumerate(bundle.segments):
            place = place_of(raw.name)
            log = (place.desk, place.channel) if place else ("", "")
            try:
                if log in blocked:
                    raise RefusedError(blocked[log], reason="an earlier segment of the log was refused")
                header = check_segment(raw, registry, self._receiver).header
                if self._last_of(header, header.identity) is not None:
                    if self._is_lacking(header):
                        staged.copies.append(Copy(header.identity, _checked_lines(header, raw)))
                    staged.known += header.entries
                    continue
                self._check_order(header)
                check_figures(header)
                raw_bytes += header.size
                if raw_bytes > GREATEST_NEW_RAW_BYTES:
                    raise RefusedError("too-large", limit=GREATEST_NEW_RAW_BYTES, what="bytes")
                staged.segments.append(self._take(header, raw, partial(_bytes_of, bundle, turn)))
                staged.fresh += header.entries
                self._headers[header.identity] = (header.number, header.last)
            except RefusedError as error:
                blocked[log] = error.code
                staged.held_back.append(HeldBack(raw.name, error.code, _stated_entries(raw, registry)))
        return staged

    def _may_hold(self, size: int) -> bool:
        """Whether so many entries may be held. Where too many come, none are: when they are merged, they are read again
        from the sealed bytes.
        """
        self._read_bytes += size
        if self._read_bytes <= AT_ONCE_BYTES:
            return True
        for staged in self._all:
            staged.segments[:] = [each._replace(facts=None) for each in staged.segments]
        self._all.clear()
        return False

    def _last_of(self, header: SegmentHeader, identity: str) -> int | None:
        """The last count of a segment of the same log that is held or was just read."""
        if identity in self._headers:
            return self._headers[identity][1]
        log = self._ledger.names.held_log(header.channel, header.desk)
        if log is None:
            return None
        if log not in self._logs:
            self._logs[log] = {each.identity: each for each in self._ledger.holdings.of_log(log)}
        held = self._logs[log].get(identity)
        return held.last if held else None

    def _is_lacking(self, header: SegmentHeader) -> bool:
        """Whether lines of a segment that is held or was just read are redacted, with no purge held for them."""
        held = self._logs.get(self._ledger.names.log(header.channel, header.desk), {}).get(header.identity)
        return header.identity in self._lacking or (held is not None and held.state is State.UNPURGED)

    def _check_order(self, header: SegmentHeader) -> None:
        """Counts go on above the segment before, where that is at hand. Errors: RefusedError ``malformed-entry``."""
        last = self._last_of(header, header.previous) if header.previous is not None else None
        if last is not None and header.first <= last:
            raise RefusedError("malformed-entry", reason="counts do not go on above the segment before")

    def _take(self, header: SegmentHeader, raw: RawSegment, read_bytes: Callable[[], _Bytes]) -> ReadSegment:
        may_hold = self._may_hold(header.size)
        parts: list[Read] = []
        purges: list[Purge] = []
        bare: list[Bare] = []
        for part in read_parts(header, raw.body):
            purges += purges_of(part.entries)
            bare += bare_of(part.entries, part.place)
            if may_hold:
                parts.append(part)
        # Only now: a segment that is refused leaves nothing behind, not even the name of its log.
        log = self._ledger.names.log(header.channel, header.desk)
        facts = [fact for part in parts for fact in _facts(log, part.lines, part.entries)]
        if bare:
            self._lacking.add(header.identity)
        segment = NewSegment(
            log=log,
            number=header.number,
            identity=header.identity,
            previous=header.previous,
            entries=header.entries,
            size=header.size,
            first=header.first,
            last=header.last,
            sealed=header.sealed,
            read_bytes=read_bytes,
            names_files=bool(header.files),
        )
        return ReadSegment(segment, facts if may_hold and not bare else None, State.WAITING, purges, bare)


def apply_bundles(
    ledger: Ledger, staged: Sequence[Staged], limits: Limits, tally: Tally, *, is_trust_newer: bool
) -> Applied:
    """Keep what was staged, decide all that it touches, and tell the tally.

    With a newer registry everything held is judged again.
    """
    arrived: dict[int, Sequence[Fact] | None] = {}
    copies: list[Copy] = []
    logs: set[int] = set()
    for each in staged:
        kept = ledger.keep(each.segments, bundle=each.bundle.payload.bundle)
        arrived |= kept
        copies += each.copies
        logs |= {one.segment.log for one in each.segments}
        tally.add_known(each.known)
        for back in each.held_back:
            tally.add_held_back(back.code, back.entries)
        tally.add_arrived(zip(kept, (one.segment for one in each.segments), strict=True))
    if is_trust_newer:
        logs = set(ledger.names.logs)
    applied, turn = ledger.settle(logs, limits, arrived, copies) if logs or copies else (Applied(), None)
    tally.add_applied(applied, turn.disordered if turn else ())
    return applied


def read_facts(ledger: Ledger, held: Held) -> list[Fact]:
    """The entries of a sealed segment that is held, read from its bytes."""
    return [fact for part in fact_parts(ledger, held) for fact in part]


def fact_parts(ledger: Ledger, held: Held) -> Iterator[list[Fact]]:
    """As :func:`read_facts`, in parts that may be merged one after another."""
    envelope, body = ledger.holdings.bytes_of([held.key])[held.key]
    log = ledger.names.logs[held.log]
    name = f"segments/{log.desk}/{log.channel.replace('/', '~')}/{held.number:08}"
    header = read_header(envelopes.read(envelope), name)
    part: list[Fact] = []
    size = 0
    for read in read_parts(header, body):
        part += _facts(held.log, read.lines, read.entries)
        size += sum(map(len, read.lines))
        if size > _PART_BYTES:
            yield part
            part, size = [], 0
    yield part


def _bytes_of(bundle: VerifiedBundle, turn: int) -> _Bytes:
    """Envelope and body of a segment, by its turn in the bundle."""
    raw = bundle.segments[turn]
    return raw.envelope, raw.body


def _checked_lines(header: SegmentHeader, raw: RawSegment) -> list[bytes]:
    return [line for part in read_parts(header, raw.body) for line in part.lines]


def _facts(log: int, lines: Sequence[bytes], entries: Sequence[Entry | Redacted]) -> list[Fact]:
    """The entries as the merge takes them, one a line; of a redacted line there is only its count."""
    facts: list[Fact] = []
    for line, entry in zip(lines, entries, strict=True):
        if not isinstance(entry, Entry):
            facts.append(Fact(0, log, entry.n, "", "", "", "", {}, {}, None, line))
            continue
        over = {} if entry.over is UNSET else entry.over
        facts.append(
            Fact(0, log, entry.n, entry.at, entry.by, entry.kind, entry.id, over, entry.set,
                 entry.salt is not UNSET, line)
        )  # fmt: skip
    return facts


def _stated_entries(raw: RawSegment, registry: Registry) -> int:
    """The entries that a refused segment's payload states, 0 where its signature fails."""
    try:
        envelope = envelopes.read(raw.envelope)
        keyid = envelope.signatures[0].keyid
        envelopes.check(envelope, envelopes.SEGMENT_TYPE, registry.desks[keyid].public)
        stated = envelopes.open_payload(envelope).get("entries")
    except (DeskError, KeyError, msgspec.MsgspecError):
        return 0
    return stated if type(stated) is int and stated > 0 else 0
