"""Redaction: a line gives way to what a purge of headquarters leaves of it, in sealed segments and in the journal.

- a purge acts from whatever held segment of headquarters, whether that counts or not, up to its desk's end in the
  registry; of several for one line the one with the least (n, desk)
- the sealed bytes keep ``{"n":…,"redacted":"<digest>"}``, so the signature still holds; the journal keeps the skeleton
  beside the digest, so that the merge finds it where it finds every entry
- a redacted line without a purge that acts lets its segment wait; a full copy of the segment heals it

Source: docs/bundle-format.md, section 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import zstandard
from sqlalchemy import Connection

from ascn_desk.domain.kind import Writer
from ascn_desk.domain.purges import Bare, Purge
from ascn_desk.store.engine import is_redacted, line_digest
from ascn_desk.store.facts import Fact, fact_of
from ascn_desk.store.holdings import LogEnd
from ascn_desk.store.judging import Rules
from ascn_desk.store.names import Names
from ascn_desk.store.redaction_traces import remove_traces
from ascn_desk.store.schema import PLACES
from ascn_desk.store.showing import write_records
from ascn_desk.store.touching import touch

_LEVEL = 9
_encode = msgspec.json.Encoder(order="sorted").encode
_KEPT = ("at", "by", "kind", "id")
"""What an entry that is written again has in common with its original."""

Target = tuple[int, int, str]
"""A line that shall go: (log, n, digest)."""


class Copy(NamedTuple):
    """The lines of another copy of a held segment of which lines are lacking here."""

    identity: str
    lines: Sequence[bytes]


@dataclass(slots=True)
class Redacted:
    """What redaction changed: records to decide afresh, logs to count afresh, segments whose entries are others now."""

    records: set[int] = field(default_factory=set)
    logs: set[int] = field(default_factory=set)
    segments: set[int] = field(default_factory=set)


class Redaction:
    """Keeps purges and redacted lines, and lets purges act, inside one transaction."""

    def __init__(self, connection: Connection, names: Names, rules: Rules) -> None:
        self._connection = connection
        self._run = connection.exec_driver_sql
        self._names = names
        self._rules = rules

    def act(self, ends: Mapping[int, LogEnd], arrived: Collection[int], copies: Sequence[Copy] = ()) -> Redacted:
        """Let every purge act that holds, heal what none holds any more, and note what lacks a purge."""
        done = Redacted()
        if not self._run("SELECT EXISTS (SELECT 1 FROM purge) OR EXISTS (SELECT 1 FROM redacted)").scalar():
            return done
        changed = self._weigh(ends)
        for copy in copies:
            self._heal(copy, done)
        self._redact(changed, arrived, done)
        self._note_lacking(done)
        return done

    def _weigh(self, ends: Mapping[int, LogEnd]) -> set[Target]:
        """Decide anew which purges act; the lines whose purge is another one now."""
        acting: dict[Target, tuple[int, int]] = {}
        best: dict[Target, tuple[tuple[int, str, bytes], tuple[int, int]]] = {}
        for segment, n, log, gone, digest, remains, acts, own_log, number in self._run(
            "SELECT p.segment, p.n, p.log, p.gone, p.digest, p.remains, p.acts, s.log, s.number"
            " FROM purge p JOIN segment s ON s.key = p.segment"
        ).all():
            target, name = (log, gone, digest), (segment, n)
            if acts:
                acting[target] = name
            desk = self._names.logs[own_log].desk
            end = ends.get(own_log)
            if self._rules.writers.get(desk) is not Writer.HEADQUARTERS or (end is not None and number > end.number):
                continue
            rank = ((n, desk, bytes(remains)), name)
            best[target] = min(best.get(target, rank), rank)
        changed = {target for target in acting.keys() | best.keys() if acting.get(target) != best.get(target, _NONE)[1]}
        for target in changed:
            if target in acting:
                self._run("UPDATE purge SET acts = 0 WHERE segment = ? AND n = ?", acting[target])
            if target in best:
                self._run("UPDATE purge SET acts = 1 WHERE segment = ? AND n = ?", best[target][1])
        return changed

    def _heal(self, copy: Copy, done: Redacted) -> None:
        """Take from a copy the lines that are lacking here and that no purge wants gone."""
        row = self._run("SELECT key, log, journaled FROM segment WHERE identity = ?", (copy.identity,)).first()
        if row is None:
            return
        segment, log, journaled = row
        healed: dict[int, bytes] = {}
        for key, n, digest in self._bare_lines(segment):
            line = copy.lines[key - segment * PLACES]
            if not is_redacted(line) and self.acting_remains((log, n, digest)) is None:
                healed[key - segment * PLACES] = line
        if healed:
            self._put(segment, healed)
            for place in healed:
                self._run("DELETE FROM redacted WHERE key = ?", (segment * PLACES + place,))
            full = {segment * PLACES + place: line for place, line in healed.items()}
            self._finish(segment, log, full, journaled, done)

    def _redact(self, changed: Collection[Target], arrived: Collection[int], done: Redacted) -> None:
        """Take away the lines that purges want gone: for new purges in all segments, for new segments by all purges."""
        wanted: dict[int, dict[str, tuple[int, bytes]]] = {}
        for segment, log, gone, digest, remains in self._run(
            "SELECT s.key, p.log, p.gone, p.digest, p.remains FROM purge p"
            " JOIN segment s ON s.log = p.log AND s.first <= p.gone AND s.last >= p.gone"
            " WHERE p.acts = 1 AND s.number IS NOT NULL"
        ).all():
            if segment in arrived or (log, gone, digest) in changed:
                wanted.setdefault(segment, {})[digest] = (gone, bytes(remains))
        for segment, of_digest in wanted.items():
            log, journaled = self._run("SELECT log, journaled FROM segment WHERE key = ?", (segment,)).one()
            gone_lines: dict[int, bytes] = {}
            left: dict[int, bytes] = {}
            for place, line in enumerate(self._lines(segment)):
                found = of_digest.get(line_digest(line))
                if found is None:
                    continue
                n, remains = found
                full = msgspec.json.decode(line)
                if full["n"] != n:
                    continue
                left[segment * PLACES + place] = remains
                if not is_redacted(line):
                    gone_lines[place] = _encode({"n": n, "redacted": line_digest(line)})
                    remove_traces(self._connection, full)
                    self._drop_originals(full)
            if gone_lines:
                self._put(segment, gone_lines)
                for place, line in gone_lines.items():
                    said = msgspec.json.decode(line)
                    self._run(
                        "INSERT INTO redacted VALUES (?, ?, ?)", (segment * PLACES + place, said["n"], said["redacted"])
                    )
            self._finish(segment, log, left, journaled, done)

    def _drop_originals(self, entry: Mapping[str, Any]) -> None:
        """Take away what a purged entry was written again from under earlier keys: only this desk ever had it.

        It was never sealed, so nobody can order that; what is written again keeps the moment and the person.
        """
        rows = self._run(
            f"SELECT e.key, e.line FROM segment s CROSS JOIN entry e ON e.key BETWEEN s.key * {PLACES}"
            f" AND s.key * {PLACES} + {PLACES - 1} WHERE s.number IS NULL AND s.counts = 0"
        ).all()
        for key, line in rows:
            original = msgspec.json.decode(line)
            if all(original.get(name) == entry.get(name) for name in _KEPT):
                remove_traces(self._connection, original)
                self._run("DELETE FROM entry WHERE key = ?", (key,))

    def _finish(self, segment: int, log: int, lines: Mapping[int, bytes], journaled: int, done: Redacted) -> None:
        """Write what lines of a segment are now into the journal, if it has them, with the records they speak of."""
        done.segments.add(segment)
        done.logs.add(log)
        if not journaled:
            return
        facts = [fact_of(key, log, line) for key, line in lines.items()]
        touched = touch(self._connection, self._names, facts)
        write_records(self._connection, self._names, touched.fresh, {})
        for fact, record in zip(facts, touched.of_facts, strict=True):
            before = self._run("SELECT record FROM entry WHERE key = ? AND line <> ?", (fact.key, fact.line)).scalar()
            if before is not None:
                done.records |= {int(before), record.key}
                self._run("UPDATE entry SET line = ?, record = ? WHERE key = ?", (fact.line, record.key, fact.key))

    def _note_lacking(self, done: Redacted) -> None:
        """Note which segments have a redacted line whose purge is not held or holds no more."""
        lacking = {
            int(segment)
            for (segment,) in self._run(
                f"SELECT DISTINCT s.key FROM redacted r CROSS JOIN segment s ON s.key = r.key / {PLACES}"
                " WHERE NOT EXISTS (SELECT 1 FROM purge p WHERE p.log = s.log AND p.gone = r.n"
                " AND p.digest = r.digest AND p.acts = 1)"
            )
        }
        before = {int(key) for (key,) in self._run("SELECT key FROM segment WHERE lacks = 1")}
        for segment in lacking ^ before:
            self._run("UPDATE segment SET lacks = ? WHERE key = ?", (segment in lacking, segment))
            done.logs.add(self._run("SELECT log FROM segment WHERE key = ?", (segment,)).scalar_one())

    def remains(self, segment: int, log: int) -> list[Fact]:
        """What stands in the place of the redacted lines of a segment, as the merge takes it."""
        found = []
        for key, n, digest in self._bare_lines(segment):
            remains = self.acting_remains((log, n, digest))
            if remains is not None:
                found.append(fact_of(key, log, remains))
        return found

    def _bare_lines(self, segment: int) -> list[tuple[int, int, str]]:
        ends = (segment * PLACES, segment * PLACES + PLACES - 1)
        rows = self._run("SELECT key, n, digest FROM redacted WHERE key BETWEEN ? AND ? ORDER BY key", ends)
        return [(key, n, digest) for key, n, digest in rows]

    def acting_remains(self, target: Target) -> bytes | None:
        """What the purge that acts on a line leaves of it; None where none acts."""
        found = self._run(
            "SELECT remains FROM purge WHERE log = ? AND gone = ? AND digest = ? AND acts = 1", target
        ).scalar()
        return None if found is None else bytes(found)

    def _lines(self, segment: int) -> list[bytes]:
        body = self._run("SELECT body FROM sealed WHERE segment = ?", (segment,)).scalar_one()
        lines = zstandard.ZstdDecompressor().decompressobj().decompress(body).split(b"\n")
        return lines[:-1]

    def _put(self, segment: int, changes: Mapping[int, bytes]) -> None:
        """Put other lines into the sealed bytes of a segment; its envelope goes on describing the original."""
        lines = [changes.get(place, line) for place, line in enumerate(self._lines(segment))]
        body = zstandard.ZstdCompressor(level=_LEVEL).compress(b"\n".join((*lines, b"")))
        self._run("UPDATE sealed SET body = ? WHERE segment = ?", (body, segment))


_NONE: tuple[None, None] = (None, None)


def note(
    connection: Connection, names: Names, segment: int, channel: str, purges: Iterable[Purge], bare: Iterable[Bare] = ()
) -> None:
    """Keep what a sealed segment orders, and which of its lines are redacted already."""
    run = connection.exec_driver_sql
    for each in purges:
        log = names.log(channel, each.desk)
        remains = remains_of(each.skeleton, each.digest)
        run(
            "INSERT OR IGNORE INTO purge VALUES (?, ?, ?, ?, ?, ?, 0)",
            (segment, each.n, log, each.gone, each.digest, remains),
        )
    for line in bare:
        run("INSERT INTO redacted VALUES (?, ?, ?)", (segment * PLACES + line.place, line.n, line.digest))


def remains_of(skeleton: bytes, digest: str) -> bytes:
    """What the journal has in the place of a line: its skeleton, with the digest of what it was."""
    return _encode({**msgspec.json.decode(skeleton), "redacted": digest})


def redacted_entries(connection: Connection, segment: int) -> int:
    """How many lines of a segment are redacted."""
    ends = (segment * PLACES, segment * PLACES + PLACES - 1)
    return int(connection.exec_driver_sql("SELECT count(*) FROM redacted WHERE key BETWEEN ? AND ?", ends).scalar_one())


def bare_records(connection: Connection) -> frozenset[int]:
    """The records of which the journal has a redacted line: there the heads alone do not suffice to decide."""
    # CROSS: else the few redacted lines would be looked for along the whole journal, at each save.
    rows = connection.exec_driver_sql("SELECT e.record FROM redacted r CROSS JOIN entry e ON e.key = r.key")
    return frozenset(record for (record,) in rows)


def redacted_counting(connection: Connection, names: Names, channel: str) -> list[tuple[str, int]]:
    """(desk, n) of the redacted lines of a channel that count."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, r.n FROM redacted r CROSS JOIN segment s ON s.key = r.key / {PLACES} WHERE s.counts = 1"
    )
    return [(names.logs[log].desk, n) for log, n in rows if names.logs[log].channel == channel]


def redacted_registers(connection: Connection, record: int, heads: Mapping[str, Sequence[Sequence[int]]]) -> list[str]:
    """The registers of a record that show nothing because only redacted entries head them."""
    rows = connection.exec_driver_sql(
        f"SELECT s.log, e.n FROM redacted r JOIN entry e ON e.key = r.key JOIN segment s ON s.key = e.key / {PLACES}"
        " WHERE e.record = ? AND s.counts = 1",
        (record,),
    )
    gone = {(log, n) for log, n in rows}
    return sorted(
        register for register, names in heads.items() if names and gone.issuperset((log, n) for log, n in names)
    ) if gone else []


def purges_beside(connection: Connection) -> dict[int, set[int]]:
    """Segment that does not count → the counts of its purges that act nonetheless."""
    found: dict[int, set[int]] = {}
    for segment, n in connection.exec_driver_sql(
        "SELECT p.segment, p.n FROM purge p JOIN segment s ON s.key = p.segment WHERE p.acts = 1 AND s.counts = 0"
    ):
        found.setdefault(segment, set()).add(n)
    return found
