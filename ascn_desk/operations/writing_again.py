"""Writing again, under keys that count, what only a branch that goes still holds: of a restored desk, of a fork.

- only what the branch that stays lacks, and only what nothing in its own branch replaced
- with the original's author, instant, reason and what he had seen; of the old desk only what both branches share
- by one writer: what a record holds already from the same author, of the same instant and values, is not written twice,
  whoever wrote it

Source: docs/bundle-format.md, sections 8 and 9.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import covers
from ascn_desk.domain.kind import Writer
from ascn_desk.domain.merge import DELETED, MERGED_INTO, says_hide
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust
from ascn_desk.operations.own_numbers import read_only_error
from ascn_desk.operations.registry_changes import find_desk
from ascn_desk.store.audit import lines_of_segment
from ascn_desk.store.branches import handled, note_handled, open_keys, record_key, retire
from ascn_desk.store.entries import Line, decode_line, stored_entries
from ascn_desk.store.holdings import Held, State
from ascn_desk.store.journal import greatest_n
from ascn_desk.store.judging import Standing, judge
from ascn_desk.store.ledger import Ledger
from ascn_desk.sync.entry_line import Entry, decode_lines, encode_entry
from ascn_desk.sync.receiving import read_facts
from ascn_desk.sync.registry import End, Registry
from ascn_desk.sync.segment import GREATEST_LINE_BYTES

_GOING = (State.FORKED, State.AFTER_END)


@dataclass(frozen=True, slots=True)
class WrittenAgain:
    """How many entries were written again, and how many this desk may not write."""

    written: int
    left: int


@dataclass(frozen=True, slots=True)
class _Branch:
    """A branch that goes, beside the one that stays; each line with its count."""

    channel: str
    desk: str
    lineage: Sequence[bytes]
    counted: Sequence[bytes]
    end: End | None

    @property
    def lacking(self) -> list[bytes]:
        """What the branch that stays has not."""
        return _lacking(self.lineage, self.counted)

    @property
    def shared(self) -> int:
        """The last count that both branches have in common."""
        lineage = set(self.lineage)
        apart = [decode_line(line).n for line in (*self.lacking, *(one for one in self.counted if one not in lineage))]
        first = min(apart, default=0)
        common = max((n for n in (decode_line(line).n for line in self.counted) if n < first), default=0)
        told = self.end.shared if self.end is not None else None
        return common if told is None else min(common, told)


def left_over(desk: str, branch: Sequence[Line]) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each entry of a branch of a desk's log, by count, with those of its values that no later one replaced; if any."""
    ordered = sorted(branch, key=lambda line: line.n)
    of_record: dict[tuple[str, str], list[Line]] = {}
    for line in ordered:
        of_record.setdefault((line.kind, line.id), []).append(line)
    for line in ordered:
        replaced = {
            name
            for later in of_record[line.kind, line.id]
            if later.n > line.n and later.over.get(desk, 0) >= line.n
            for name in later.set
        }
        values = {name: value for name, value in line.set.items() if name not in replaced}
        if values:
            yield line, values


def goes_again(
    desk: str, lineage: Sequence[bytes], counted: Collection[bytes], writer: Writer | None
) -> list[tuple[Line, dict[str, Any]]]:
    """What is written again of a branch that goes, beside one that stays, each entry with its values that are left.

    Shapes: ``desk`` wrote both, as that kind of ``writer``; ``lineage`` and ``counted`` are their lines.
    """
    wanted = [
        line
        for line in map(decode_line, _lacking(lineage, counted))
        if not line.redacted
        and judge(line.kind, line.set, bool(line.salt), writer)[0] in (Standing.CANDIDATE, Standing.UNKNOWN)
    ]
    return list(left_over(desk, wanted))


def own_again(desk: Desk, ledger: Ledger) -> int:
    """Write again what this desk wrote under earlier keys and their logs lack, once these are held to their ends.

    Only what was written or sealed in this very database: at what others bring under old keys somebody looks first.
    """
    connection = ledger.connection
    keys, trust = desk.keys(connection), desk.trust(connection)
    if trust is None or not keys.former or read_only_error(connection) is not None:
        return 0
    former = {each.desk for each in keys.former}
    written = 0
    for key, log in sorted(ledger.names.logs.items()):
        if log.desk not in former or not _is_complete(ledger, trust.registry, key):
            continue
        held = ledger.holdings.of_log(key)
        opened = open_keys(connection, key)
        done = handled(connection)
        going = [
            each for each in held if each.bundle is None and each.state in _GOING and each.identity not in done
        ]
        if not opened and not going:
            continue
        here = [each.key for each in held if each.bundle is None]
        branch = _Branch(
            log.channel,
            log.desk,
            [line for each in (*here, *opened) for line in lines_of_segment(connection, each)],
            lines_of(ledger, [each for each in held if each.counts]),
            trust.registry.desks[log.desk].end(log.channel),
        )
        ledger.merger.resettle(retire(connection, opened))
        written += _write(desk, ledger, branch).written
        # Once: what is purged later in the copy must not come back from here.
        note_handled(connection, [each.identity for each in going])
    return written


def gather_anew(desk: Desk, ledger: Ledger) -> None:
    """What came back sealed is no longer unsealed: it leaves the open segments of this desk; only the rest stays."""
    connection = ledger.connection
    own = {each.desk for each in desk.keys(connection).all}
    for key, log in sorted(ledger.names.logs.items()):
        opened = open_keys(connection, key) if log.desk in own else []
        if not opened:
            continue
        # What this database sealed itself left its open segments when it was sealed.
        back = [each for each in ledger.holdings.of_log(key) if each.counts and each.bundle is not None]
        counted = set(lines_of(ledger, back))
        waiting = [line for each in opened for line in lines_of_segment(connection, each)]
        rest = [line for line in waiting if line not in counted]
        if len(rest) < len(waiting):
            ledger.merger.resettle(retire(connection, opened))
            if rest:
                ledger.write(log.channel, log.desk, rest)


def write_again(desk: Desk, name: str, channel: str | None = None) -> WrittenAgain:
    """Write again, under this desk's keys, what only branches that do not count hold of a desk whose logs were ended.

    Shapes: ``name``: a desk, or how its name begins.
    Errors: CorrectableError ``unknown-desk``, ``log-not-ended``, ``desk-behind``, ``not-accepted-yet``.
    """
    trust = accepted_trust(desk)
    registered = find_desk(trust.registry, name)
    written = left = 0
    with desk.writing() as ledger:
        if (error := read_only_error(ledger.connection)) is not None:
            raise error
        logs = {
            key: log
            for key, log in sorted(ledger.names.logs.items())
            if log.desk == registered.desk and channel in (None, log.channel)
        }
        if not any(_is_complete(ledger, trust.registry, key) for key in logs):
            raise CorrectableError("log-not-ended", desk=registered.desk)
        for key, log in logs.items():
            if not _is_complete(ledger, trust.registry, key):
                continue
            held = ledger.holdings.of_log(key)
            counted = lines_of(ledger, [each for each in held if each.counts])
            followed = {each.previous for each in held}
            for tip in (each for each in held if each.state in _GOING and each.identity not in followed):
                lineage = lines_of(ledger, _chain(held, tip))
                branch = _Branch(log.channel, log.desk, lineage, counted, registered.end(log.channel))
                done = _write(desk, ledger, branch)
                written, left = written + done.written, left + done.left
    return WrittenAgain(written, left)


def _is_complete(ledger: Ledger, registry: Registry, key: int) -> bool:
    """Whether the registry ends a log, and all of it up to there is held and counts."""
    log = ledger.names.logs[key]
    registered = registry.desks.get(log.desk)
    end = registered.end(log.channel) if registered is not None else None
    if end is None:
        return False
    return end.number == 0 or any(
        each.identity == end.identity and each.counts for each in ledger.holdings.of_log(key)
    )


def _chain(held: Collection[Held], tip: Held) -> list[Held]:
    by_identity = {each.identity: each for each in held}
    chain = [tip]
    while chain[-1].previous in by_identity:
        chain.append(by_identity[chain[-1].previous])
    return chain[::-1]


def _lacking(lineage: Sequence[bytes], counted: Collection[bytes]) -> list[bytes]:
    stays = set(counted)
    return [line for line in dict.fromkeys(lineage) if line not in stays]


def lines_of(ledger: Ledger, segments: Sequence[Held]) -> list[bytes]:
    """The lines of some segments; those that never counted stand in their sealed bytes alone."""
    found: list[bytes] = []
    for each in segments:
        if each.journaled:
            found += lines_of_segment(ledger.connection, each.key)
        else:
            found += [fact.line for fact in read_facts(ledger, each) if fact.has_salt is not None]
    return found


def _write(desk: Desk, ledger: Ledger, branch: _Branch) -> WrittenAgain:
    """Write what a branch alone holds, in its order."""
    shared = branch.shared
    may_write = covers(desk.paths_by(desk.trust(ledger.connection)), branch.channel)
    lines: list[bytes] = []
    left = 0
    counts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    n = greatest_n(ledger.connection)
    writer = ledger.rules.writers.get(branch.desk)
    for line, values in goes_again(branch.desk, branch.lineage, branch.counted, writer):
        if is_written(ledger, branch.channel, branch.desk, line, values):
            continue
        if not may_write or judge(line.kind, values, bool(line.salt), desk.writer)[0] is Standing.NOT_AUTHORISED:
            left += 1
            continue
        n += 1
        over = {name: min(seen, shared) if name == branch.desk else seen for name, seen in line.over.items()}
        written = counts.setdefault((line.kind, line.id), [])
        if any(says_hide(values.get(name)) for name in (DELETED, MERGED_INTO)):
            # What it hid it must hide again, under the counts that this has now; but these cover all that this desk
            # wrote before, and what of that the author had not seen shows in conflict rather than being hidden.
            seen = line.over.get(desk.desk, 0)
            if all(own <= seen for own in _own_counts(ledger, branch.channel, desk.desk, line)):
                over[desk.desk] = max([seen, *(new for old, new in written if old <= line.over.get(branch.desk, 0))])
        encoded = encode_entry(_entry(line, n, values, {name: seen for name, seen in over.items() if seen > 0}))
        if len(encoded) >= GREATEST_LINE_BYTES:
            n, left = n - 1, left + 1
            continue
        lines.append(encoded)
        written.append((line.n, n))
    if lines:
        decode_lines(lines)
        ledger.write(branch.channel, desk.desk, lines)
    return WrittenAgain(len(lines), left)


def _entry(line: Line, n: int, values: Mapping[str, Any], over: dict[str, int]) -> Entry:
    return Entry(
        at=line.at,
        by=line.by,
        id=line.id,
        kind=line.kind,
        n=n,
        over=over or UNSET,
        salt=line.salt or UNSET,
        set=dict(values),
        why=line.why or UNSET,
    )


def _own_counts(ledger: Ledger, channel: str, desk: str, line: Line) -> list[int]:
    """The counts of what a desk wrote itself of the record that a line speaks of."""
    record = record_key(ledger.connection, ledger.names, channel, line.kind, line.id)
    if record is None:
        return []
    stored = stored_entries(ledger.connection, [record])
    return [decode_line(each.line).n for each in stored if ledger.names.logs[each.log].desk == desk]


def is_written(ledger: Ledger, channel: str, desk: str, line: Line, values: Mapping[str, Any]) -> bool:
    """Whether another desk wrote an entry of this one's again already, or the same was written elsewhere."""
    record = record_key(ledger.connection, ledger.names, channel, line.kind, line.id)
    if record is None:
        return False
    wanted = (line.at, line.by, line.why, dict(values))
    for stored in stored_entries(ledger.connection, [record]):
        if ledger.names.logs[stored.log].desk != desk:
            held = decode_line(stored.line)
            if (held.at, held.by, held.why, held.set) == wanted:
                return True
    return False
