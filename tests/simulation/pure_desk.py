"""A desk in memory, put together from the product's pure parts, with real lines and real signatures.

- segments are sealed, checked and read by ``sync``
- what is held, what counts and what is shown: :mod:`tests.simulation.pure_holdings`
- no database, no file, no archive, no encryption: those are the other level's
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from ascn_desk.base.errors import RefusedError
from ascn_desk.domain.kind import Kind
from ascn_desk.store.holdings import Held, State, branch_ends
from ascn_desk.sync.entry_line import Entry
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.receipts import covers_segment
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import RawSegment, seal_segment
from tests.simulation.cast import Record
from tests.simulation.pure_facts import Fact, Kept, Log, checked, fact_of, read
from tests.simulation.pure_holdings import PureHoldings

PARTS = ("known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced",
         "shown")  # fmt: skip
Ends = Mapping[Log, list[tuple[int, str]]]


class PureLetter(NamedTuple):
    """A bundle: who sends it to which desks, the registry it carries, its segments, and what the sender holds."""

    sender: str
    to: tuple[str, ...]
    registry: Registry
    segments: tuple[RawSegment, ...]
    have: Ends


class Taken(NamedTuple):
    """What an import did: the balance, a code for each letter that was refused or held back, new segments."""

    balance: dict[str, int]
    codes: tuple[str | None, ...]
    arrived: tuple[str, ...]


class PureDesk(PureHoldings):
    """One desk; a copy of it is a restored backup, or a clone."""

    def __init__(self, keys: DeskKeys, office: str, registry: Registry, version: Mapping[str, Kind]) -> None:
        super().__init__(keys, office, registry, version)
        self.unsealed: dict[str, list[Fact]] = {}
        self.haves: dict[str, Ends] = {}
        self.sealed_here: set[str] = set()

    @property
    def is_stale(self) -> bool:
        """Whether its own log has what this database did not seal, or another desk told of it: then it only reads."""
        for (_, desk), log in self.logs.items():
            if desk == self.desk and not log.keys() <= self.sealed_here:
                return True
        for have in self.haves.values():
            for log, ends in have.items():
                if log[1] == self.desk and any(identity not in self.sealed_here for _, identity in ends):
                    return True
        return False

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, record: Record, entry: Entry, line: bytes) -> None:
        """Take an own new entry into the journal."""
        fact = Fact((record.channel, self.desk), entry.n, sha256(line).hexdigest(), entry, line)
        self.number_of(fact.log)
        self.unsealed.setdefault(record.channel, []).append(fact)
        self.greatest = max(self.greatest, entry.n)
        self.records.begin([fact])

    def seal(self, at: str) -> None:
        """Seal all own entries."""
        for channel, facts in self.unsealed.items():
            log = (channel, self.desk)
            last = max(
                (each.held for each in self.logs.get(log, {}).values()), key=lambda each: each.number, default=None
            )
            sealed = seal_segment(
                self.keys,
                channel,
                last.number + 1 if last else 1,
                last.identity if last else None,
                [fact.line for fact in facts],
                first=facts[0].n,
                last=facts[-1].n,
                files=(),
                sealed_at=at,
                app="ascn-desk 0.1.0",
                schema=0,
            )
            kept = self.hold(sealed.header, RawSegment(sealed.name, sealed.envelope, sealed.body), State.COUNTS)
            kept.facts = facts
            for fact in facts:
                fact.home = kept
            self.sealed_here.add(sealed.header.identity)
            self.note_purges(kept)
        self.unsealed = {}
        self.redact_purged()

    def forsake(self, keys: DeskKeys) -> None:
        """Go on under new keys: what was not sealed under the old ones never will be, and no longer counts."""
        records = set()
        for facts in self.unsealed.values():
            for fact in facts:
                if (record := self.records.place(fact)) is not None:
                    self.records.lines[record].remove(fact)
                    records.add(record)
        self.unsealed = {}
        self.keys = keys
        self.sealed_here = set()
        self.records.resettle(records)

    # -- the road --------------------------------------------------------------------------------------------------

    def letters(self, office: str, *, whole: bool = False) -> list[PureLetter]:
        """What goes to an office: several letters where branches of a fork share numbers."""
        groups: dict[frozenset[str], list[str]] = {}
        for one in self.registry.desks.values():
            if one.office == office and not one.closed and one.desk != self.desk:
                groups.setdefault(frozenset(one.reads), []).append(one.desk)
        made = []
        for to in groups.values():
            readable = {
                log: [each.held for each in some.values()]
                for log, some in self.logs.items()
                if all(self.registry.may_read(desk, log[0]) for desk in to)
            }
            going: list[tuple[Log, Held]] = []
            for log, some in readable.items():
                covered = [covers_segment(self.haves.get(desk, {}).get(log, []), some) for desk in to]
                there = set() if whole else set.intersection(*covered)
                going += [(log, each) for each in some if each.identity not in there]
            have = {log: ends for log, some in readable.items() if (ends := branch_ends(some))}
            layers: list[list[RawSegment]] = [[]]
            turns: Counter[tuple[Log, int]] = Counter()
            for log, each in sorted(going, key=lambda one: (one[0], one[1].number, one[1].identity)):
                place = turns[log, each.number]
                turns[log, each.number] += 1
                if place == len(layers):
                    layers.append([])
                layers[place].append(self.kept[each.identity].raw)
            made += [PureLetter(self.desk, tuple(sorted(to)), self.registry, tuple(raws), have) for raws in layers]
        return made

    def take(self, letters: Sequence[tuple[str, PureLetter | None]]) -> Taken:
        """Import letters, each with its name; None is one that does not verify."""
        codes: list[str | None] = []
        logs: set[Log] = set()
        arrived: list[str] = []
        parts: Counter[str] = Counter()
        before = self.registry
        for name, letter in letters:
            try:
                codes.append(self._read(name, self._opened(letter), logs, arrived, parts))
            except RefusedError as error:
                codes.append(error.code)
        if self.registry is not before:
            self.take_registry(self.registry)
        else:
            self.judge(logs)
        for identity in arrived:
            if identity in self.kept:
                parts.update(self.fate(fact) for fact in self.kept[identity].facts)
        balance = {name: parts[name] for name in PARTS}
        return Taken({"received": sum(parts.values()), **balance}, tuple(codes), tuple(arrived))

    # -- steps 1 to 9 ----------------------------------------------------------------------------------------------

    def _opened(self, letter: PureLetter | None) -> PureLetter:
        if letter is None:
            raise RefusedError("damaged")
        registry = max(self.registry, letter.registry, key=lambda each: each.version)
        sender = registry.desks.get(letter.sender)
        if sender is None:
            raise RefusedError("unknown-sender")
        if sender.closed:
            raise RefusedError("revoked-sender")
        if self.desk not in letter.to:
            raise RefusedError("not-for-this-desk")
        self.registry = registry
        return letter

    def _read(
        self, name: str, letter: PureLetter, logs: set[Log], arrived: list[str], parts: Counter[str]
    ) -> str | None:
        blocked: dict[str, str] = {}
        fresh: list[str] = []
        for raw in letter.segments:
            log_name = raw.name.rpartition("/")[0]
            try:
                if log_name in blocked:
                    raise RefusedError(blocked[log_name])
                header = checked(raw, self.registry)
                if not self.registry.may_read(self.desk, header.channel):
                    raise RefusedError("not-authorised")
                log = (header.channel, header.desk)
                held = self.kept.get(header.identity)
                if held is not None:
                    parts["known"] += header.entries
                    if any(fact.is_bare and fact.entry is None for fact in held.facts):
                        self._join(held, raw)
                        logs.add(log)
                    continue
                before = self.kept.get(header.previous or "")
                if before is not None and header.first <= before.header.last:
                    raise RefusedError("malformed-entry")
                lines = read(header, bytes(raw.body))
                kept = self.hold(header, raw, State.WAITING)
                kept.facts = [fact_of(log, line, kept) for line in lines]
                self.note_purges(kept)
                logs.add(log)
                fresh.append(header.identity)
            except RefusedError as error:
                blocked[log_name] = error.code
        arrived += fresh
        self.came_with[name] = (*self.came_with.get(name, ()), *fresh)
        self.haves[letter.sender] = letter.have
        return next(iter(blocked.values()), None)

    def _join(self, held: Kept, raw: RawSegment) -> None:
        """A full copy heals lines of which only the digest is held and no purge."""
        for fact, line in zip(held.facts, read(held.header, bytes(raw.body)), strict=True):
            if fact.is_bare and fact.entry is None and isinstance(line.entry, Entry):
                fact.entry, fact.line, fact.is_bare = line.entry, line.line, False
        held.pack()
