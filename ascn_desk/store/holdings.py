"""The segments that this desk holds, and which of them count: one unbroken beginning of each log.

It is computed from what is held and the registry alone, so never depends on the order of arrival.
Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES


class State(StrEnum):
    """Whether a segment counts, and if not, why."""

    OPEN = "open"
    COUNTS = "counts"
    WAITING = "waiting"
    FORKED = "forked"
    AFTER_END = "after-end"
    ASIDE = "aside"
    UNPURGED = "unpurged"
    DISORDERED = "disordered"


class Held(NamedTuple):
    """A sealed segment as held."""

    key: int
    log: int
    number: int
    identity: str
    previous: str | None
    entries: int
    first: int
    last: int
    state: State
    counts: bool
    journaled: bool
    bundle: str | None


class LogEnd(NamedTuple):
    """Where the registry ends a log; identity None with number 0 means: nothing of it counts."""

    number: int
    identity: str | None


class NewSegment(NamedTuple):
    """A sealed segment to keep, byte for byte; ``read_bytes`` gives its envelope and its body when they are kept."""

    log: int
    number: int
    identity: str
    previous: str | None
    entries: int
    size: int
    first: int
    last: int
    sealed: str
    read_bytes: Callable[[], tuple[bytes | memoryview, bytes | memoryview]]
    names_files: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What a recount changed: segments that begin to count, that cease to, and those that never can."""

    begins: tuple[Held, ...]
    ceases: tuple[Held, ...]
    disordered: tuple[Held, ...]


_COLUMNS = "key, log, number, identity, previous, entries, first, last, state, counts, journaled, bundle, lacks"


class Holdings:
    """The segments of this desk inside one transaction."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._run = connection.exec_driver_sql
        self._names = names

    def of_log(self, log: int) -> list[Held]:
        """The sealed segments of a log, by number."""
        rows = self._run(
            f"SELECT {_COLUMNS} FROM segment WHERE log = ? AND number IS NOT NULL ORDER BY number, identity", (log,)
        )
        return [_held(row) for row in rows]

    def everything(self) -> dict[int, list[Held]]:
        """Log → its sealed segments, by number."""
        found: dict[int, list[Held]] = {}
        rows = self._run(f"SELECT {_COLUMNS} FROM segment WHERE number IS NOT NULL ORDER BY log, number, identity")
        for row in rows:
            held = _held(row)
            found.setdefault(held.log, []).append(held)
        return found

    def waiting_logs(self) -> list[int]:
        """The logs of which something waits for what is not here."""
        rows = self._run(
            "SELECT DISTINCT log FROM segment WHERE number IS NOT NULL AND (state = ? OR lacks = 1) ORDER BY log",
            (State.WAITING.value,),
        )
        return [log for (log,) in rows]

    def add(self, segment: NewSegment, *, bundle: str | None, state: State = State.WAITING) -> int:
        """Keep a sealed segment; the key it was given. It does not count before the next recount."""
        added = self._run(
            "INSERT INTO segment (log, number, identity, previous, entries, size, first, last, state, counts,"
            " journaled, bundle, sealed) VALUES (?,?,?,?,?,?,?,?,?,0,0,?,?) RETURNING key",
            (*segment[:8], state.value, bundle, segment.sealed),
        )
        key = int(added.scalar_one())
        self._run("INSERT INTO sealed VALUES (?, ?, ?)", (key, *segment.read_bytes()))
        if segment.names_files:
            self._run("INSERT OR IGNORE INTO naming VALUES (?)", (key,))
        return key

    def drop(self, keys: Iterable[int]) -> None:
        """Forget segments that were never journaled."""
        for key in keys:
            self._run("DELETE FROM sealed WHERE segment = ?", (key,))
            self._run("DELETE FROM purge WHERE segment = ?", (key,))
            self._run("DELETE FROM redacted WHERE key BETWEEN ? AND ?", (key * PLACES, key * PLACES + PLACES - 1))
            self._run("DELETE FROM segment WHERE key = ? AND journaled = 0", (key,))

    def bytes_of(self, keys: Collection[int]) -> dict[int, tuple[bytes, bytes]]:
        """Key → envelope and body, as received."""
        found: dict[int, tuple[bytes, bytes]] = {}
        for key in keys:
            row = self._run("SELECT envelope, body FROM sealed WHERE segment = ?", (key,)).one()
            found[key] = (row[0], row[1])
        return found

    def recount(self, logs: Collection[int], ends: Mapping[int, LogEnd], limit: int) -> Turn:
        """Decide anew which segments of these logs count, and write it down.

        Units: ``limit`` is the greatest count that may count yet.
        """
        begins: list[Held] = []
        ceases: list[Held] = []
        disordered: list[Held] = []
        aside = frozenset(identity for (identity,) in self._run("SELECT identity FROM aside"))
        for log in sorted(logs):
            held = self.of_log(log)
            states = states_of(held, ends.get(log), limit, aside)
            for segment in held:
                state = states[segment.key]
                counts = state is State.COUNTS
                if state is State.DISORDERED:
                    disordered.append(segment)
                if state is segment.state and counts == segment.counts:
                    continue
                self._run("UPDATE segment SET state = ?, counts = ? WHERE key = ?", (state.value, counts, segment.key))
                if counts != segment.counts:
                    (begins if counts else ceases).append(segment)
        return Turn(tuple(begins), tuple(ceases), tuple(disordered))

    def size_of(self, keys: Iterable[int]) -> int:
        """How many bytes the lines of some segments have."""
        listed = ",".join(map(str, keys))
        return int(self._run(f"SELECT coalesce(sum(size), 0) FROM segment WHERE key IN ({listed})").scalar_one())

    def mark_journaled(self, keys: Iterable[int]) -> None:
        """Note that the entries of these segments stand in the journal."""
        rows = [(key,) for key in keys]
        if rows:
            self._run("UPDATE segment SET journaled = 1 WHERE key = ?", rows)

    def counting_ends(self, channel: str) -> dict[str, tuple[int, str]]:
        """Desk → (number, identity) of its last segment that counts in a channel."""
        key = self._names.held_channel(channel)
        if key is None:
            return {}
        rows = self._run(
            "SELECT s.log, s.number, s.identity FROM segment s JOIN log l ON l.key = s.log"
            " WHERE l.channel = ? AND s.number IS NOT NULL AND s.counts = 1 ORDER BY s.number",
            (key,),
        )
        return {self._names.logs[log].desk: (number, identity) for log, number, identity in rows}


def states_of(
    held: Collection[Held], end: LogEnd | None, limit: int, aside: Collection[str] = frozenset()
) -> dict[int, State]:
    """Segment key → whether it counts, and if not, why. All segments of one log, by number.

    Shapes: ``aside``: the identities that this desk set aside; what follows them is set aside with them.

    A number is forked where two identities are held, or where what it names as the one before is not what counted
    before; where the registry gives an end, the chain back from it is the branch that counts.
    """
    by_number: dict[int, list[Held]] = {}
    for segment in held:
        by_number.setdefault(segment.number, []).append(segment)
    chain = _chain(held, end)
    states: dict[int, State] = {}
    blocked: State | None = None
    before: Held | None = None
    for number in range(1, max(by_number, default=0) + 1):
        here = by_number.get(number, [])
        if not here:
            blocked = blocked or State.WAITING
            continue
        chosen = _chosen(here, chain)
        for segment in here:
            is_beyond = end is not None and number > end.number
            if is_beyond:
                states[segment.key] = State.AFTER_END
            elif blocked is not None:
                states[segment.key] = State.FORKED if len(here) > 1 else blocked
            elif segment is not chosen:
                states[segment.key] = State.FORKED
            else:
                states[segment.key] = _alone(segment, before, end, limit, aside)
        if blocked is None:
            state = states[chosen.key] if chosen is not None else State.FORKED
            if state is State.COUNTS:
                before = chosen
            elif state in (State.DISORDERED, State.UNPURGED):
                blocked = State.WAITING
            else:
                blocked = state
    return states


def _alone(
    segment: Held, before: Held | None, end: LogEnd | None, limit: int, aside: Collection[str]
) -> State:
    """The state of a segment that stands alone under its number, all before it counting."""
    if segment.previous != (before.identity if before else None):
        return State.FORKED
    if end is not None and segment.number == end.number and segment.identity != end.identity:
        return State.FORKED
    if segment.state is State.UNPURGED:
        return segment.state
    if before is not None and segment.first <= before.last:
        return State.DISORDERED
    if segment.identity in aside:
        return State.ASIDE
    return State.WAITING if segment.last > limit else State.COUNTS


def _chain(held: Collection[Held], end: LogEnd | None) -> frozenset[str]:
    """The identities of the branch that the registry's end names, as far as it is held."""
    if end is None or end.identity is None:
        return frozenset()
    by_identity = {segment.identity: segment for segment in held}
    found: set[str] = set()
    identity: str | None = end.identity
    while identity in by_identity and identity not in found:
        found.add(identity)
        identity = by_identity[identity].previous
    return frozenset(found)


def _chosen(here: Collection[Held], chain: frozenset[str]) -> Held | None:
    """The one segment of a number that may count: the only one, or that of the registry's branch."""
    in_chain = [segment for segment in here if segment.identity in chain]
    if in_chain:
        return in_chain[0]
    return next(iter(here)) if len(here) == 1 else None


def branch_ends(held: Collection[Held]) -> list[tuple[int, str]]:
    """The ends of every branch held without a gap from number 1: what a receipt says of a log."""
    by_identity = {segment.identity: segment for segment in held if segment.state is not State.UNPURGED}
    rooted: set[str] = set()
    for segment in sorted(by_identity.values(), key=lambda each: each.number):
        if segment.number == 1 or (
            segment.previous in rooted and by_identity[segment.previous].number == segment.number - 1
        ):
            rooted.add(segment.identity)
    followed = {by_identity[each].previous for each in rooted}
    ends = [(by_identity[each].number, each) for each in rooted if each not in followed]
    return sorted(ends)


def _held(row: Iterable[Any]) -> Held:
    key, log, number, identity, previous, entries, first, last, said, counts, journaled, bundle, lacks = row
    state = State(said)
    if lacks:
        # Whatever else hinders it: it is not in a receipt, and waits for its purge or a full copy.
        state = State.UNPURGED
    elif state is State.UNPURGED:
        state = State.WAITING
    return Held(
        key, log, number, identity, previous, entries, first, last, state, bool(counts), bool(journaled), bundle
    )
