"""Receiving bundles: every check in its order, then one application of all that came.

- :class:`SegmentReader` makes steps 6 to 9 of one verified bundle, outside the database but for what is held
- a refused segment holds back its log from there on, in that bundle; nothing of it is kept
- of a held segment that lacks lines another copy is read, and joined line by line
- :func:`apply_bundles` keeps, counts and merges; the caller commits, or rolls back for a rehearsal

Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET

from ascn_desk.base.errors import DeskError, RefusedError
from ascn_desk.store.facts import Applied, Clash, Fact
from ascn_desk.store.holdings import Held, NewSegment, State
from ascn_desk.store.ledger import Ledger, Limits, ReadSegment, without_collector
from ascn_desk.store.portions import AT_ONCE_BYTES
from ascn_desk.store.redaction import Copy, redacted_entries
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import VerifiedBundle
from ascn_desk.sync.entry_line import Entry, Redacted
from ascn_desk.sync.purges import bare_of, purges_of
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import (
    RawSegment,
    SegmentHeader,
    check_figures,
    place_of,
    read_entries,
    read_header,
    read_lines,
)

GREATEST_NEW_RAW_BYTES = 2 * 2**30

BALANCE = ("received", "known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind",
           "in_conflict", "replaced", "shown")  # fmt: skip
"""The figures of a balance: the first is the sum of the others."""

_WHY = {
    State.WAITING: "gap",
    State.UNPURGED: "gap",
    State.FORKED: "fork",
    State.AFTER_END: "after-end",
    State.ASIDE: "set-aside",
    State.DISORDERED: "malformed-entry",
}


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
    copies: list[Copy] = field(default_factory=list)

    @property
    def fresh(self) -> int:
        return sum(each.segment.entries for each in self.segments)

    @property
    def entries(self) -> int:
        """All entries that came with the bundle, as far as they can be counted."""
        return self.known + self.fresh + sum(each.entries for each in self.held_back)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: the balance, why anything was held back, and what people should look at."""

    balance: Mapping[str, int]
    why: Mapping[str, int]
    conflicts: tuple[Clash, ...]
    parallel: tuple[Clash, ...]
    records: tuple[tuple[str, str, str], ...]
    keys: frozenset[int]


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
        for raw in bundle.segments:
            place = place_of(raw.name)
            log = (place.desk, place.channel) if place else ("", "")
            try:
                if log in blocked:
                    raise RefusedError(blocked[log], reason="an earlier segment of the log was refused")
                header = check_segment(raw, registry, self._receiver).header
                if self._last_of(header, header.identity) is not None:
                    if self._is_lacking(header):
                        staged.copies.append(Copy(header.identity, _read(header, raw)[0]))
                    staged.known += header.entries
                    continue
                self._check_order(header)
                check_figures(header)
                raw_bytes += header.size
                if raw_bytes > GREATEST_NEW_RAW_BYTES:
                    raise RefusedError("too-large", limit=GREATEST_NEW_RAW_BYTES, what="bytes")
                staged.segments.append(self._take(header, raw))
                self._let_go(header.size)
                self._headers[header.identity] = (header.number, header.last)
            except RefusedError as error:
                blocked[log] = error.code
                staged.held_back.append(HeldBack(raw.name, error.code, _stated_entries(raw, registry)))
        return staged

    def _let_go(self, size: int) -> None:
        """Hold no entries where too many came: they are read again from the sealed bytes when they are merged."""
        self._read_bytes += size
        if self._read_bytes > AT_ONCE_BYTES:
            for staged in self._all:
                staged.segments[:] = [each._replace(facts=None) for each in staged.segments]

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

    def _take(self, header: SegmentHeader, raw: RawSegment) -> ReadSegment:
        lines, entries = _read(header, raw)
        log = self._ledger.names.log(header.channel, header.desk)
        bare = bare_of(entries)
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
            envelope=raw.envelope,
            body=raw.body,
            names_files=bool(header.files),
        )
        facts = None if bare else _facts(log, lines, entries)
        return ReadSegment(segment, facts, State.WAITING, purges_of(entries), bare)


def apply_bundles(
    ledger: Ledger, staged: Sequence[Staged], limits: Limits, *, is_trust_newer: bool, known_before: int = 0
) -> Outcome:
    """Keep what was staged, and decide all that it touches; with a newer registry everything held is judged again.

    Shapes: ``known_before``: entries of files that were imported before, byte for byte.
    """
    arrived: dict[int, Sequence[Fact] | None] = {}
    copies: list[Copy] = []
    logs: set[int] = set()
    for each in staged:
        arrived |= ledger.keep(each.segments, bundle=each.bundle.payload.bundle)
        copies += each.copies
        logs |= {one.segment.log for one in each.segments}
    if is_trust_newer:
        logs = set(ledger.names.logs)
    applied, turn = ledger.settle(logs, limits, arrived, copies) if logs or copies else (Applied(), None)
    disordered = {segment.key: segment.entries for segment in turn.disordered} if turn else {}
    balance: Counter[str] = Counter({"known": known_before})
    why: Counter[str] = Counter()
    for each in staged:
        balance["known"] += each.known
        for back in each.held_back:
            balance["not_counting"] += back.entries
            why[back.code] += back.entries
    for key in arrived:
        _add_held_back(ledger, key, disordered, balance, why)
    for (key, standing), entries in applied.standings.items():
        if key in arrived:
            balance[standing] += entries
    for standing, code in (("not_authorised", "not-authorised"), ("invalid", "invalid")):
        if balance[standing]:
            why[code] += balance[standing]
    balance["received"] = sum(balance.values())
    return Outcome(
        {name: balance[name] for name in BALANCE}, dict(sorted(why.items())), applied.conflicts, applied.parallel,
        applied.records, applied.keys,
    )  # fmt: skip


def read_facts(ledger: Ledger, held: Held) -> list[Fact]:
    """The entries of a sealed segment that is held, read from its bytes."""
    envelope, body = ledger.holdings.bytes_of([held.key])[held.key]
    log = ledger.names.logs[held.log]
    name = f"segments/{log.desk}/{log.channel.replace('/', '~')}/{held.number:08}"
    header = read_header(envelopes.read(envelope), name)
    lines, entries = _read(header, RawSegment(name, envelope, body))
    return _facts(held.log, lines, entries)


def _read(header: SegmentHeader, raw: RawSegment) -> tuple[list[bytes], list[Entry | Redacted]]:
    lines = read_lines(header, raw.body)
    return lines, read_entries(header, lines)


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


def _add_held_back(
    ledger: Ledger, key: int, disordered: Mapping[int, int], balance: Counter[str], why: Counter[str]
) -> None:
    """Count the entries of a segment that came and does not count."""
    row = ledger.connection.exec_driver_sql("SELECT entries, state FROM segment WHERE key = ?", (key,)).first()
    entries, state = (int(row[0]), State(row[1])) if row else (disordered[key], State.DISORDERED)
    # Whether it counts or not, a redacted line is counted as that.
    redacted = redacted_entries(ledger.connection, key)
    balance["redacted"] += redacted
    if state is State.COUNTS:
        return
    balance["not_counting"] += entries - redacted
    why[_WHY[state]] += entries
