"""What the entries of one branch of a log wrote, field by field, beside what is shown now and what they replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ascn_desk.base.words import language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import Candidate, replaces, same
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Register
from ascn_desk.operations.writing_again import is_written, left_over
from ascn_desk.store.branches import record_key
from ascn_desk.store.entries import Line, decode_line, stored_entries
from ascn_desk.store.holdings import Held
from ascn_desk.store.judging import Standing, judge
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.records import Place, conflicts_of, place_of, shown_register, shown_row
from ascn_desk.store.titles import Name, title_of, title_references, titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A value that an entry replaced, and whose it was."""

    desk: str
    n: int
    by: str
    at: str
    value: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRegister:
    """What an entry says of a register; ``now`` is what is shown, ``is_shown`` whether that is the same.

    ``state``: ``shown``, ``conflict`` or ``replaced``, this also where a later entry of the branch wrote over it;
    ``written-again`` where another desk did so; else why it does not count. ``replaced``: what its author saw there.
    """

    register: str
    value: Register
    state: str
    now: Register
    is_shown: bool
    replaced: tuple[Before, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchEntry:
    """An entry of a branch, as it was written; of one that is redacted only its count is there.

    ``standing``: ``candidate``, or why it sets nothing: ``not_authorised``, ``invalid``, ``unknown_kind`` or
    ``redacted``. ``number``: that of its segment.
    """

    n: int
    at: str
    by: str
    kind: str
    id: str
    title: str
    why: str | None
    number: int
    set: Mapping[str, Any]
    standing: str
    registers: tuple[WrittenRegister, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of a record beside a branch: its entries that count, but for those of the other branches."""

    place: Place | None
    shown: Mapping[str, Any] | None
    conflicts: frozenset[str]
    candidates: Mapping[str, Sequence[tuple[Candidate, Line]]]


class Teller:
    """Tells of the branches of one log, that share what ``desk`` wrote in ``channel`` up to the count ``shared``.

    ``named`` gathers the records and choices that values name.
    """

    def __init__(self, desk: Desk, ledger: Ledger, channel: str, author: str, shared: int) -> None:
        self._desk, self._ledger = desk, ledger
        self._channel, self._author, self._shared = channel, author, shared
        self._beside: dict[Name, _Beside] = {}
        self._said: dict[Name, dict[str, Any]] = {}
        self._titles: dict[Name, str] = {}
        self.named: set[Name] = set()

    def entries(self, segments: Iterable[tuple[Held, Sequence[bytes]]]) -> tuple[BranchEntry, ...]:
        """Every entry of a branch after the place where it parts, in its order."""
        lines = [(segment, decode_line(line)) for segment, each in segments for line in each]
        own: dict[tuple[Name, str], list[tuple[Candidate, Line]]] = {}
        for _, line in lines:
            if not line.redacted:
                self._said.setdefault((line.kind, line.id), {}).update(line.set)
            for register, value in self._judged(line)[1]:
                own.setdefault(((line.kind, line.id), register), []).append((self._candidate(line, value), line))
        # By the object: in two branches a count may stand for two entries.
        left = {id(line): values for line, values in left_over(self._author, [line for _, line in lines])}
        return tuple(self._entry(segment, line, own, left.get(id(line), {})) for segment, line in lines)

    def title(self, kind: str, record_id: str) -> str:
        """What a record is called: by what is shown of it, or else by what a branch wrote."""
        name = (kind, record_id)
        if name not in self._titles:
            self._titles[name] = self._title(kind, record_id) if kind in KINDS else record_id
        return self._titles[name]

    def _title(self, kind: str, record_id: str) -> str:
        lang = language()
        run = self._ledger.connection
        found = titles(run, self._desk.store.tables, [(kind, record_id)], lang).get((kind, record_id), record_id)
        said = self._said.get((kind, record_id), {})
        if found != record_id or not said:
            return found
        called = titles(run, self._desk.store.tables, title_references(kind, said, lang), lang)
        return title_of(kind, said, called, lang) or record_id

    def _entry(
        self,
        segment: Held,
        line: Line,
        own: Mapping[tuple[Name, str], Sequence[tuple[Candidate, Line]]],
        left: Mapping[str, Any],
    ) -> BranchEntry:
        standing, registers = self._judged(line)
        written: list[WrittenRegister] = []
        if registers:
            beside = self._beside_of(line.kind, line.id)
            is_again = bool(left) and is_written(self._ledger, self._channel, self._author, line, left)
            for register, value in registers:
                pool = [*beside.candidates.get(register, ()), *own[(line.kind, line.id), register]]
                named = KINDS[line.kind].groups.get(register, (register,))
                is_left = any(name in left for name in named)
                state = self._state(segment, line, register, beside, is_left=is_left, is_again=is_again)
                written.append(self._written(line, register, value, state, pool, beside))
        return BranchEntry(
            n=line.n, at=line.at, by=line.by, kind=line.kind, id=line.id,
            title=self.title(line.kind, line.id) if line.kind else "", why=line.why, number=segment.number,
            set=line.set, standing=standing, registers=tuple(written),
        )  # fmt: skip

    def _written(
        self,
        line: Line,
        register: str,
        value: Any,
        state: str,
        pool: Sequence[tuple[Candidate, Line]],
        beside: _Beside,
    ) -> WrittenRegister:
        said = _as_register(line.kind, register, value)
        now = shown_register(KINDS[line.kind], register, beside.shown) if beside.shown is not None else None
        self._name(line.kind, register, [said, now])
        me = self._candidate(line, value)
        seen = [(each, of) for each, of in pool if replaces(me, each)]
        last = [(each, of) for each, of in seen if not any(replaces(other, each) for other, _ in seen)]
        before = []
        for each, of in last:
            was = _as_register(line.kind, register, each.value)
            self._name(line.kind, register, [was])
            before.append(Before(desk=each.desk, n=each.n, by=of.by, at=of.at, value=was))
        return WrittenRegister(
            register=register,
            value=said,
            state=state,
            now=now,
            is_shown=beside.shown is not None and same(said, now),
            replaced=tuple(sorted(before, key=lambda each: (each.n, each.desk))),
        )

    def _state(
        self, segment: Held, line: Line, register: str, beside: _Beside, *, is_left: bool, is_again: bool
    ) -> str:
        if not segment.counts:
            if not is_left:
                return "replaced"
            return "written-again" if is_again else segment.state.value
        heads = beside.place.heads.get(register, ()) if beside.place is not None else ()
        if (segment.log, line.n) not in heads:
            return "replaced"
        return "conflict" if register in beside.conflicts else "shown"

    def _judged(self, line: Line) -> tuple[str, Sequence[tuple[str, Any]]]:
        if line.redacted:
            return "redacted", ()
        writer = self._ledger.rules.writers.get(self._author)
        standing, registers = judge(line.kind, line.set, line.has_salt, writer)
        return standing.value, tuple(registers) if standing is Standing.CANDIDATE else ()

    def _candidate(self, line: Line, value: Any, author: str = "") -> Candidate:
        name = author or self._author
        over = self._ledger.rules.seen(self._channel, name, line.over)
        return Candidate(name, line.n, value, over, line.has_salt is None)

    def _beside_of(self, kind: str, record_id: str) -> _Beside:
        name = (kind, record_id)
        if name not in self._beside:
            self._beside[name] = self._read_beside(kind, record_id)
        return self._beside[name]

    def _read_beside(self, kind: str, record_id: str) -> _Beside:
        connection, names = self._ledger.connection, self._ledger.names
        key = record_key(connection, names, self._channel, kind, record_id)
        if key is None:
            return _Beside(None, None, frozenset(), {})
        found: dict[str, list[tuple[Candidate, Line]]] = {}
        for stored in stored_entries(connection, [key]):
            line, author = decode_line(stored.line), names.logs[stored.log].desk
            if author == self._author and line.n > self._shared:
                continue
            writer = self._ledger.rules.writers.get(author)
            standing, registers = judge(line.kind, line.set, line.has_salt, writer)
            for register, value in registers if standing is Standing.CANDIDATE else ():
                found.setdefault(register, []).append((self._candidate(line, value, author), line))
        place = place_of(connection, names, key)
        shown = shown_row(connection, place).values if place.heads else None
        return _Beside(place, shown, frozenset(conflicts_of(connection, key)), found)

    def _name(self, kind: str, register: str, values: Iterable[Register]) -> None:
        """Note what the values of a register name, to be called by its title."""
        fields = KINDS[kind].fields
        for value in values:
            parts = value if isinstance(value, Mapping) else {register.partition(":")[0]: value}
            for name, part in parts.items():
                field = fields.get(name)
                if field is None or not isinstance(part, str):
                    continue
                if field.target:
                    self.named.add((field.target, part))
                elif field.vocabulary is not None:
                    self.named.add(("choice", f"{field.vocabulary.replace('_', '-')}--{part}"))


def _as_register(kind: str, register: str, value: Any) -> Register:
    """A candidate's value as people and programs get it: a group as field → value."""
    group = KINDS[kind].groups.get(register)
    if group is None:
        return value  # type: ignore[no-any-return]
    parts = value if isinstance(value, tuple) else (None,) * len(group)
    return dict(zip(group, parts, strict=True))
