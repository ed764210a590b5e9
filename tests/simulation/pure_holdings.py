"""What a desk in memory holds: segments, what counts of them, what was purged of them, what is set aside.

What counts is told by ``store.holdings.states_of``; what is shown follows at once (:mod:`tests.simulation.pure_shown`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Self

from ascn_desk.domain.kind import Kind, Writer
from ascn_desk.store.holdings import Held, LogEnd, State, states_of
from ascn_desk.sync.entry_line import decode_skeleton, redact
from ascn_desk.sync.held_trust import limits_of, rules_of
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import RawSegment, SegmentHeader
from tests.simulation.cast import Record
from tests.simulation.pure_facts import Fact, Kept, Log
from tests.simulation.pure_shown import ShownRecords

PurgeName = tuple[str, str, str]
"""(channel, desk, digest of the line)."""


class PureHoldings:
    """The segments of one desk, under the newest registry that it knows."""

    def __init__(self, keys: DeskKeys, office: str, registry: Registry, version: Mapping[str, Kind]) -> None:
        self.keys = keys
        self.office = office
        self.registry = registry
        self.kept: dict[str, Kept] = {}
        self.logs: dict[Log, dict[str, Kept]] = {}
        self.aside: set[str] = set()
        self.came_with: dict[str, tuple[str, ...]] = {}
        self.purging: dict[str, list[Fact]] = {}
        self.purges: dict[PurgeName, bytes] = {}
        self.greatest = 0
        self.records = ShownRecords(version, rules_of(registry, keys.desk, self.writer))

    def copied(self) -> Self:
        """The same desk once more, from now on by itself."""
        shared: list[object] = [self.keys, self.registry, self.records.rules, self.records.version]
        for kept in self.kept.values():
            shared += [kept.header, *(fact.entry for fact in kept.facts)]
        return deepcopy(self, {id(each): each for each in shared if each is not None})

    @property
    def desk(self) -> str:
        return self.keys.desk

    @property
    def writer(self) -> Writer:
        return Writer.HEADQUARTERS if self.office == "hq" else Writer.MISSION

    def take_registry(self, registry: Registry) -> None:
        """Judge everything held by a newer registry."""
        self.registry = registry
        before = self.records.rules
        self.records.rules = rules_of(registry, self.desk, self.writer)
        self.judge(set(self.logs))
        if before.forks != self.records.rules.forks:
            # What authors had seen of a forked log is read otherwise from now on.
            self.records.resettle(set(self.records.lines))

    def set_aside(self, name: str) -> None:
        """What came new with a letter stops counting, and what follows it."""
        self.aside |= set(self.came_with[name])
        self.judge({self.log_of(each) for each in self.came_with[name] if each in self.kept})

    def take_back(self, name: str) -> None:
        """It counts again."""
        self.aside -= set(self.came_with[name])
        self.judge({self.log_of(each) for each in self.came_with[name] if each in self.kept})

    def log_of(self, identity: str) -> Log:
        """The log of a segment held."""
        return (self.kept[identity].header.channel, self.kept[identity].header.desk)

    def fate(self, fact: Fact) -> str:
        """The part of a balance that an entry belongs to."""
        if fact.is_bare:
            return "redacted"
        if not fact.counts:
            return "not_counting"
        standing, _ = self.records.standing(fact)
        if standing != "candidate" or fact.entry is None:
            return standing
        shown = self.records.shown[Record(fact.log[0], fact.entry.kind, fact.entry.id)]
        name = (self.records.numbers[fact.log], fact.n)
        heading = {register for register, heads in shown.heads.items() if name in heads}
        return "in_conflict" if heading & shown.conflicts else "shown" if heading else "replaced"

    def hold(self, header: SegmentHeader, raw: RawSegment, state: State) -> Kept:
        log = (header.channel, header.desk)
        counts = state is State.COUNTS
        held = Held(
            len(self.kept), self.number_of(log), header.number, header.identity, header.previous, header.entries,
            header.first, header.last, state, counts, counts, None,
        )  # fmt: skip
        kept = self.kept[header.identity] = Kept(held, header, raw)
        self.logs.setdefault(log, {})[header.identity] = kept
        return kept

    def number_of(self, log: Log) -> int:
        return self.records.numbers.setdefault(log, len(self.records.numbers))

    # -- purges ----------------------------------------------------------------------------------------------------

    def note_purges(self, kept: Kept) -> None:
        """Keep in mind which segments of headquarters purge."""
        if self.registry.desks[kept.header.desk].kind != "headquarters":
            return
        found = [each for each in kept.facts if each.entry is not None and each.entry.kind == "purge"]
        if found:
            self.purging[kept.header.identity] = found

    def _find_purges(self) -> None:
        """Every purge that holds: of several for one line that of the least (n, desk)."""
        found: dict[PurgeName, tuple[int, str, str]] = {}
        for identity, facts in self.purging.items():
            channel, desk = self.log_of(identity)
            if self.registry.is_after_end(desk, channel, self.kept[identity].header.number):
                continue
            for said in (fact for fact in facts if fact.entry is not None):
                values = said.entry.set if said.entry is not None else {}
                if not values.keys() >= {"desk", "n", "line", "skeleton"}:
                    continue
                name = (channel, str(values["desk"]), str(values["line"]))
                rank = (said.n, desk, str(values["skeleton"]))
                found[name] = min(found.get(name, rank), rank)
        self.purges = {name: skeleton.encode() for name, (_, _, skeleton) in found.items()}

    def redact_purged(self, logs: Iterable[Log] | None = None) -> None:
        """Lines that a purge names go; skeletons stand in their places as long as it holds."""
        if not self.purging:
            return
        self._find_purges()
        concerned = {(channel, desk) for channel, desk, _ in self.purges}
        for log in concerned | set(self.logs if logs is None else logs):
            for kept in self.logs.get(log, {}).values():
                gone = False
                for fact in kept.facts:
                    skeleton = self.purges.get((*log, fact.digest))
                    if skeleton is not None and not fact.is_bare:
                        fact.line, fact.is_bare, fact.entry, gone = redact(fact.line), True, None, True
                    if fact.is_bare:
                        self._put_skeleton(fact, skeleton)
                if gone:
                    kept.pack()

    def _put_skeleton(self, fact: Fact, skeleton: bytes | None) -> None:
        entry = decode_skeleton(skeleton) if skeleton is not None else None
        if entry == fact.entry and fact.is_placed:
            return
        was = fact.entry
        fact.entry = entry
        if fact.is_placed and (known := entry or was) is not None:
            self.records.resettle({Record(fact.log[0], known.kind, known.id)})

    # -- what counts -----------------------------------------------------------------------------------------------

    def judge(self, logs: set[Log]) -> None:
        """Decide anew what counts in some logs, and all that is shown after it."""
        # Purges first: a line whose purge is held does not wait for it.
        self.redact_purged(logs)
        limits = limits_of(self.registry)
        begins: list[Fact] = []
        again: set[Record] = set()
        for log in sorted(logs & self.logs.keys() | self._bare_logs()):
            end = limits.ends.get(log, LogEnd(0, None) if log[1] in limits.closed else None)
            held = [self._as_it_is(kept) for kept in self.logs[log].values()]
            held.sort(key=lambda each: (each.number, each.identity))
            states = states_of(held, end, limits.greatest, self.aside)
            for each in held:
                state = states[each.key]
                kept = self.kept[each.identity]
                counted = kept.held.counts
                kept.held = each._replace(state=state, counts=state is State.COUNTS)
                if state is State.DISORDERED:
                    del self.logs[log][each.identity], self.kept[each.identity]
                if counted != kept.held.counts:
                    begins += [fact for fact in kept.facts if kept.held.counts and not fact.is_placed]
                    again |= {place for fact in kept.facts if fact.is_placed and (place := self.records.place(fact))}
        self.records.resettle(again)
        self.greatest = max((self.greatest, *(fact.n for fact in begins)))
        self.records.begin(begins)

    def _bare_logs(self) -> set[Log]:
        """Logs that may wait for a purge: another log brings it."""
        return {(channel, desk) for channel, desk, _ in self.purges if (channel, desk) in self.logs}

    def _as_it_is(self, kept: Kept) -> Held:
        if any(fact.is_bare and fact.entry is None for fact in kept.facts):
            return kept.held._replace(state=State.UNPURGED)
        return kept.held._replace(state=State.WAITING)
