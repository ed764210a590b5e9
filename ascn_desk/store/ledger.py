"""One writing transaction on a desk's database: own entries written, segments received, all that they touch decided."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Table

from ascn_desk.domain.purges import Bare, Purge
from ascn_desk.store.facts import Applied, Fact
from ascn_desk.store.holdings import Held, Holdings, LogEnd, NewSegment, State, Turn
from ascn_desk.store.journal import own_facts, raise_n
from ascn_desk.store.judging import Rules
from ascn_desk.store.merging import Merger
from ascn_desk.store.names import Names
from ascn_desk.store.portions import AT_ONCE_BYTES
from ascn_desk.store.redaction import Copy, Redaction, note
from ascn_desk.store.schema import PLACES


class Limits(NamedTuple):
    """What the registry says of counting: where logs end, and the greatest count that may count yet."""

    ends: Mapping[tuple[str, str], LogEnd]
    closed: frozenset[str]
    greatest: int

    def of(self, names: Names) -> dict[int, LogEnd]:
        """Log → its end; a closed desk's channels without one end at nothing."""
        found: dict[int, LogEnd] = {}
        for key, log in names.logs.items():
            end = self.ends.get((log.channel, log.desk))
            if end is None and log.desk in self.closed:
                end = LogEnd(0, None)
            if end is not None:
                found[key] = end
        return found


@contextmanager
def without_collector() -> Iterator[None]:
    """Let Python's collector of cycles rest: a merge makes none, but holds so much that looking takes half its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class ReadSegment(NamedTuple):
    """A segment that was checked; ``state`` may say that it must wait. ``facts``: its entries, None where there are
    so many that they are read again when they are merged. ``purges`` are those that it orders, ``bare`` its lines of
    which only the digest came; what stands in their place is known once all that came with them is held.
    """

    segment: NewSegment
    facts: Sequence[Fact] | None
    state: State = State.WAITING
    purges: Sequence[Purge] = ()
    bare: Sequence[Bare] = ()


class Ledger:
    """The handle of one writing transaction; ``fact_parts`` reads the entries of a sealed segment that is held, one a
    line; of a redacted line its ``has_salt`` is None and the rest is empty.
    """

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        rules: Rules,
        fact_parts: Callable[[Ledger, Held], Iterable[Sequence[Fact]]],
        *,
        is_searching: bool = True,
    ) -> None:
        self.connection = connection
        self.tables = tables
        self.rules = rules
        self._read_sealed = fact_parts
        self.names = Names(connection)
        self.offered: Mapping[str, Collection[str]] | None = None
        """The codes that may be chosen, by list, once they were asked for; a new choice makes them asked for anew."""
        self.at_once_bytes = AT_ONCE_BYTES
        """Beyond so many bytes of lines, entries are merged in portions."""
        self.holdings = Holdings(connection, self.names)
        self.redaction = Redaction(connection, self.names, rules)
        self.merger = Merger(connection, tables, self.names, rules, is_searching=is_searching)

    def write(self, channel: str, desk: str, lines: Sequence[bytes]) -> Applied:
        """Take own new entries of one channel into the journal; their counts rise from line to line."""
        facts = own_facts(self.connection, self.names.log(channel, desk), lines)
        if any(fact.kind == "choice" for fact in facts):
            self.offered = None
        applied = self.merger.apply(facts)
        raise_n(self.connection, facts[-1].n)
        return applied

    def keep(self, segments: Sequence[ReadSegment], *, bundle: str | None) -> dict[int, Sequence[Fact] | None]:
        """Keep checked segments that were not held; segment key → its entries, for :meth:`settle`."""
        kept: dict[int, Sequence[Fact] | None] = {}
        for each in segments:
            key = self.holdings.add(each.segment, bundle=bundle, state=each.state)
            if each.purges or each.bare:
                channel = self.names.logs[each.segment.log].channel
                note(self.connection, self.names, key, channel, each.purges, each.bare)
            kept[key] = each.facts if not each.bare else None
        return kept

    def settle(
        self,
        logs: Collection[int],
        limits: Limits,
        arrived: Mapping[int, Sequence[Fact] | None] | None = None,
        copies: Sequence[Copy] = (),
    ) -> tuple[Applied, Turn]:
        """Let purges act, decide what counts in some logs, and what is shown after it.

        Shapes: ``arrived``: segment key → its entries as just read; those of others are read from the sealed bytes.
                ``copies`` of segments that are held, of which lines are lacking here.
        """
        with without_collector():
            return self._settle(logs, limits, arrived or {}, copies)

    def _settle(
        self,
        logs: Collection[int],
        limits: Limits,
        arrived: Mapping[int, Sequence[Fact] | None],
        copies: Sequence[Copy],
    ) -> tuple[Applied, Turn]:
        done = self.redaction.act(limits.of(self.names), arrived.keys(), copies)
        # What came full and has to go is read again, without it.
        arrived = {key: facts for key, facts in arrived.items() if key not in done.segments}
        turn = self.holdings.recount(done.logs.union(logs), limits.of(self.names), limits.greatest)
        self.holdings.drop(segment.key for segment in turn.disordered)
        touched = set(done.records)
        for segment in turn.ceases:
            touched |= self._records_of(segment)
        touched |= {record for segment in turn.begins if segment.journaled for record in self._records_of(segment)}
        new = [segment for segment in turn.begins if not segment.journaled]
        touched.update(self.merger.journal_only(self._remains(new)))
        # What ceased or is redacted goes first, so that the report on what came tells how things stand in the end.
        if touched:
            self.merger.resettle(touched)
        parts = (part for segment in new for part in self._placed(segment, arrived.get(segment.key)))
        if self.holdings.size_of([segment.key for segment in new]) > self.at_once_bytes:
            applied = self.merger.apply_many(parts)
        else:
            applied = self.merger.apply([fact for part in parts for fact in part])
        self.holdings.mark_journaled(segment.key for segment in turn.begins)
        if new:
            raise_n(self.connection, max(segment.last for segment in new))
        return applied, turn

    def rebuild(self) -> tuple[int, int]:
        """Compute all that is shown afresh from the journal; how many records and entries it has."""
        run = self.connection.exec_driver_sql
        keys = [key for (key,) in run("SELECT key FROM record ORDER BY key")]
        entries = int(run("SELECT count(*) FROM entry").scalar_one())
        with without_collector():
            self.merger.resettle(keys)
        return len(keys), entries

    def _placed(self, segment: Held, facts: Sequence[Fact] | None) -> Iterator[list[Fact]]:
        """The entries of a segment with the keys that they have in the journal, in parts."""
        key = segment.key * PLACES
        for part in (facts,) if facts is not None else self._read_sealed(self, segment):
            # What is left of a redacted line lies in the journal already.
            yield [Fact(place, *fact[1:]) for place, fact in enumerate(part, key) if fact.has_salt is not None]
            key += len(part)

    def _remains(self, segments: Sequence[Held]) -> list[Fact]:
        """What stands in the place of the redacted lines of segments that begin to count."""
        return [fact for segment in segments for fact in self.redaction.remains(segment.key, segment.log)]

    def _records_of(self, segment: Held) -> set[int]:
        rows = self.connection.exec_driver_sql(
            "SELECT DISTINCT record FROM entry WHERE key BETWEEN ? AND ?",
            (segment.key * PLACES, segment.key * PLACES + PLACES - 1),
        )
        return {record for (record,) in rows}
