"""The merge in bulk: entries that begin to count, or cease to, become heads, conflicts and shown rows.

- the records of a batch are read once (:mod:`ascn_desk.store.touching`), decided in dictionaries
  (:mod:`ascn_desk.store.deciding`) and written once (:mod:`ascn_desk.store.showing`)
- the journal's rows are written here too, so that nothing is shown that it does not hold

Why so: docs/decisions/0002-store-and-merge-in-bulk.md. The meaning: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table

from ascn_desk.base.spool import Spool
from ascn_desk.domain.kind import Writer
from ascn_desk.store import search
from ascn_desk.store.deciding import Decider
from ascn_desk.store.engine import folder_of
from ascn_desk.store.entries import chunks, stored_entries
from ascn_desk.store.facts import Applied, Fact, fact_of, joined
from ascn_desk.store.hiding import hide
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.names import Names
from ascn_desk.store.portions import Portions
from ascn_desk.store.redaction import bare_records
from ascn_desk.store.reporting import report_of
from ascn_desk.store.showing import show, unshow, write_journal, write_records
from ascn_desk.store.shown_rows import RowChange, remove_rows, write_rows
from ascn_desk.store.touching import Place, Touched, give_keys, touch, touch_again

NOBODY = "nobody"
"""Stands for the desk where no entry does."""
_REBUILD_CHUNK = 5_000
_KNOWN_MOST = 100_000
"""Records whose keys are kept in mind; those of more are looked up again."""


class Merger:
    """Applies entries inside one transaction of the caller's."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        names: Names,
        rules: Rules,
        *,
        is_searching: bool = True,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._names = names
        self._rules = rules
        self._is_searching = is_searching
        self._bare: frozenset[int] = frozenset()

    def apply(self, facts: Sequence[Fact]) -> Applied:
        """Take entries into the journal and decide all that they touch.

        Shapes: entries of segments that count from now on and were not journaled; in any order.
        """
        if not facts:
            return Applied()
        touched = touch(self._connection, self._names, facts)
        applied = self._decide(touched, False)
        write_journal(self._connection, facts, [record.key for record in touched.of_facts])
        self._settle_bare(applied)
        return applied

    def apply_many(self, parts: Iterable[Sequence[Fact]]) -> Applied:
        """As :meth:`apply` for more entries than should be held at once, read part by part.

        Errors: MachineError of the disk beside the database.
        """
        known: dict[Place, int] = {}
        applied = []
        with Spool(folder_of(self._connection)) as spool:
            portions = Portions(spool)
            for facts in parts:
                records = give_keys(self._connection, self._names, facts, known)
                write_journal(self._connection, facts, records)
                portions.add(facts, records)
                if len(known) > _KNOWN_MOST:
                    known.clear()
            known.clear()
            for facts in portions.take_out():
                applied.append(self._decide(touch(self._connection, self._names, facts), True))
        done = joined(applied)
        self._settle_bare(done)
        return done

    def _settle_bare(self, applied: Applied) -> None:
        """Decide the records with redacted entries afresh: what the heads do not tell, they show as a rebuild does."""
        if bare := self._bare.intersection(applied.keys):
            self.resettle(bare)

    def _decide(self, touched: Touched, journaled: bool) -> Applied:
        """Decide and show what some entries touch."""
        self._bare = bare_records(self._connection)
        decider = Decider(self._connection, self._names, self._rules, self._bare)
        decided = decider.decide(touched, journaled=journaled)
        show(
            self._connection, self._tables, self._names, decided.records, touched.fresh,
            is_searching=self._is_searching,
        )  # fmt: skip
        desks = {log: place.desk for log, place in self._names.logs.items()}
        return report_of(self._connection, desks, touched, decided)

    def resettle(self, records: Collection[int], *, is_searching: bool | None = None) -> None:
        """Decide some records afresh from all their entries that count, as a rebuild does."""
        for part in chunks(sorted(records), _REBUILD_CHUNK):
            self._resettle_part(part, self._is_searching if is_searching is None else is_searching)

    def journal_only(self, facts: Sequence[Fact]) -> list[int]:
        """Take entries into the journal without deciding; the records they speak of, to be resettled."""
        if not facts:
            return []
        touched = touch(self._connection, self._names, facts)
        write_records(self._connection, self._names, touched.fresh, {})
        write_journal(self._connection, facts, [record.key for record in touched.of_facts])
        return [record.key for record in touched.records]

    def show_only(self, channel: str, records: Sequence[tuple[str, str, Mapping[str, object]]]) -> None:
        """Show records behind which no entry stands yet; those that have heads keep what they show."""
        channel_key = self._names.channel(channel)
        facts = [
            Fact(0, self._names.log(channel, NOBODY), 1, "", "", kind, record_id, {}, values, False, b"")
            for kind, record_id, values in records
        ]
        touched = touch(self._connection, self._names, facts)
        changes: dict[str, list[RowChange]] = {}
        for fact, record in zip(facts, touched.of_facts, strict=True):
            standing, registers = judge(fact.kind, fact.values, False, Writer.HEADQUARTERS)
            if standing is Standing.CANDIDATE and not record.registers.heads:
                change = RowChange(record.key, channel_key, True, dict(registers))
                changes.setdefault(fact.kind, []).append(change)
        write_records(self._connection, self._names, touched.fresh, {})
        write_rows(self._connection, self._tables, changes)
        if self._is_searching:
            search.index_records(self._connection, self._tables, [record.key for record in touched.records])

    def show_no_more(self, channel: str) -> None:
        """Take away the rows of a channel behind which no entry stands."""
        channel_key = self._names.channel(channel)
        rows = self._connection.exec_driver_sql(
            "SELECT key, kind FROM record WHERE channel = ? AND heads = x'7b7d'", (channel_key,)
        ).all()
        by_kind: dict[str, list[int]] = {}
        for key, kind in rows:
            by_kind.setdefault(kind, []).append(key)
        for kind, keys in by_kind.items():
            if kind in self._tables:
                remove_rows(self._connection, kind, keys)
                search.index_records(self._connection, self._tables, keys)

    def _resettle_part(self, keys: Sequence[int], is_searching: bool) -> None:
        connection, names, tables = self._connection, self._names, self._tables
        facts = [fact_of(stored.key, stored.log, stored.line) for stored in stored_entries(connection, keys)]
        touched = touch_again(connection, names, keys, facts)
        unshow(connection, tables, touched.records)
        decided = Decider(connection, names, self._rules, bare_records(connection)).decide(touched, journaled=True)
        show(connection, tables, names, decided.records, (), is_searching=False)
        by_kind: dict[str, list[int]] = {}
        for record in touched.records:
            by_kind.setdefault(record.kind, []).append(record.key)
        for kind, rows in by_kind.items():
            hide(connection, names, tables, {kind: rows})
        if is_searching:
            search.index_records(connection, tables, set(keys))
