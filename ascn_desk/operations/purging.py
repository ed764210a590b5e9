"""Purging at headquarters: what must go is asked for by one officer and confirmed by another; then it goes everywhere.

- a request keeps no value, only which lines shall go and what is left of each; it waits on this desk until a second
  officer confirms or declines it
- confirming writes one purge a line, seals all, and lets them act here at once; every other desk follows on its import
- a line goes whole: whoever asks is told what else is shown from it, to write that again
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.ids import new_id
from ascn_desk.base.words import t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import Writer
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust
from ascn_desk.operations.purge_traces import clear_traces
from ascn_desk.operations.views import Changed
from ascn_desk.operations.writing import LONGEST_REASON, PURGE, Change, check_texts, kind_named, placed, write
from ascn_desk.store import redaction_requests as kept
from ascn_desk.store.entries import decode_line, stored_entries
from ascn_desk.store.judging import Standing, judge
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.names import Names
from ascn_desk.store.redaction_requests import Asked, Line
from ascn_desk.sync.entry_line import Entry, decode_lines, decode_skeleton, skeleton
from ascn_desk.sync.receiving import read_facts
from ascn_desk.sync.sending import seal_all

_CODES = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.BOOLEAN})


@dataclass(frozen=True, slots=True)
class PurgedLine:
    """A line that shall go or went: whose, of which record, and the names of the fields that it set."""

    channel: str
    desk: str
    n: int
    kind: str
    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A purge that was asked for; ``emptied``: "kind id field" of what is shown now and will not be."""

    id: str
    at: str
    by: str
    why: str
    lines: tuple[PurgedLine, ...]
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purges:
    """What waits for a second officer, what went, and redacted lines whose purge is not held or holds no more."""

    requests: tuple[Request, ...]
    purged: tuple[PurgedLine, ...]
    lacking: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What went: the lines, and the records that show less now."""

    request: str
    lines: tuple[PurgedLine, ...]
    changed: Changed


def request(
    desk: Desk,
    kind: str,
    id: str,
    *,
    why: str,
    channel: str | None = None,
    fields: Collection[str] = (),
    entries: Collection[tuple[str, int]] = (),
    officer: str | None = None,
) -> Request:
    """Ask that entries of a record go, with their copies in other channels and in records merged with it.

    Shapes: all entries of the record; with ``fields`` those that set one of them; with ``entries``, (desk, n), these
            and those that repeat a text of theirs. ``officer``: who asks, if not the one whose desk it is.
    Errors: CorrectableError ``purge-headquarters-only``, ``unknown-record``, ``unknown-field``, ``unknown-entry``,
            ``purge-of-purge``, ``unknown-officer``, ``nothing-to-purge``; nothing is kept then.
    """
    with desk.writing() as ledger:
        by = _officer(desk, ledger.connection, officer)
        declared = kind_named(kind)
        check_texts(declared, {}, why)
        if kind == PURGE:
            raise CorrectableError("purge-of-purge")
        for name in fields:
            if name.partition(":")[0] not in declared.fields:
                raise CorrectableError("unknown-field", kind=kind, field=name)
        place = placed(ledger, kind, id, channel)
        family = kept.family(ledger.connection, kind, place.id)
        every = _entries_of(desk, ledger, kind, family)
        if entries:
            found = _named(every, entries)
            texts = {pair for each in found for pair in _texts(each.entry)}
            chosen = [each for each in every if each in found or texts & set(_texts(each.entry))]
        elif fields:
            chosen = [each for each in every if _sets(each.entry, fields)]
        else:
            chosen = every
        lines = [_line(ledger, each) for each in chosen]
        return _keep(desk, ledger.connection, by, why, lines)


def request_again(desk: Desk, *, why: str, officer: str | None = None) -> Request:
    """Ask for the purges again that hold no more, since the desk that wrote them was closed.

    Errors: as :func:`request`.
    """
    with desk.writing() as ledger:
        by = _officer(desk, ledger.connection, officer)
        return _keep(desk, ledger.connection, by, why, kept.lapsed(ledger.connection, ledger.names))


def confirm(desk: Desk, request_id: str, *, officer: str | None = None) -> Confirmed:
    """Let go what another officer asked for: purges are written and sealed, and act here at once.

    Errors: CorrectableError ``unknown-request``, ``purge-second-officer``, ``purge-headquarters-only``,
            ``unknown-officer``, ``purge-not-sealed``, and those of writing; nothing goes then.
    """
    trust = accepted_trust(desk)
    with desk.writing() as ledger:
        connection = ledger.connection
        by = _officer(desk, connection, officer)
        asked = _asked(connection, request_id)
        if asked.by == by:
            raise CorrectableError("purge-second-officer", by=by)
        why = t("Asked for by {by}: {why}", by=asked.by, why=asked.why)[:LONGEST_REASON]
        changes = [
            Change(PURGE, new_id(desk.clock), line.channel, _values(line), {}, why, by) for line in asked.lines
        ]
        saved, _ = write(desk, ledger, changes)
        limits = desk.limits(connection)
        seal_all(connection, ledger.names, desk.sender(trust), limits.greatest)
        if kept.is_unsealed(connection, {each.n for each in saved if each.n is not None}):
            raise CorrectableError("purge-not-sealed")
        ledger.settle(set(ledger.names.logs), limits)
        kept.drop_request(connection, request_id)
        lines = tuple(map(_shown, asked.lines))
    clear_traces(desk)
    kinds = {PURGE} | {each.kind for each in lines}
    ids = {each.id for each in saved} | {each.id for each in lines}
    return Confirmed(request_id, lines, Changed(frozenset(kinds), frozenset(ids)))


def decline(desk: Desk, request_id: str) -> Request:
    """Let a request fall; nothing was changed by it. Errors: CorrectableError ``unknown-request``."""
    with desk.store.writing() as connection:
        asked = _asked(connection, request_id)
        kept.drop_request(connection, request_id)
        return _request(asked)


def purges(desk: Desk) -> Purges:
    """What waits for a second officer, what went, and what lacks its purge."""
    with desk.reading() as (connection, names):
        return Purges(
            tuple(map(_request, kept.requests(connection))),
            tuple(map(_shown, kept.acting(connection, names))),
            tuple(kept.lacking(connection, names)),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """An entry that this desk holds, and its line."""

    channel: str
    desk: str
    line: bytes
    entry: Entry


def _officer(desk: Desk, connection: Connection, named: str | None) -> str:
    """Who acts: an officer of headquarters, at headquarters.

    Errors: CorrectableError ``purge-headquarters-only``, ``unknown-officer``.
    """
    trust = desk.trust(connection)
    if desk.writer is not Writer.HEADQUARTERS or trust is None or desk.desk not in trust.registry.desks:
        raise CorrectableError("purge-headquarters-only")
    if named is None or named == desk.officer:
        return desk.officer
    if not kept.is_officer(connection, named, desk.office):
        raise CorrectableError("unknown-officer", officer=named, office=desk.office)
    return named


def _entries_of(desk: Desk, ledger: Ledger, kind: str, family: Mapping[int, str]) -> list[_Held]:
    """Every full entry of some records, whether it counts or not, by (n, desk)."""
    connection, names = ledger.connection, ledger.names
    found: dict[bytes, _Held] = {}
    for stored in stored_entries(connection, family.keys(), counting=False):
        if not decode_line(stored.line).redacted:
            log = names.logs[stored.log]
            found[bytes(stored.line)] = _held(log.channel, log.desk, bytes(stored.line))
    for segments in ledger.holdings.everything().values():
        for held in segments:
            # Waiting, or on a branch that goes: the journal has no row of it.
            if held.journaled:
                continue
            for fact in read_facts(ledger, held):
                if fact.has_salt is not None and fact.kind == kind and fact.id in family.values():
                    log = names.logs[held.log]
                    found[fact.line] = _held(log.channel, log.desk, fact.line)
    return sorted(found.values(), key=lambda each: (each.entry.n, each.desk))


def _held(channel: str, desk: str, line: bytes) -> _Held:
    entry = decode_lines([line])[0]
    assert isinstance(entry, Entry)
    return _Held(channel, desk, line, entry)


def _named(every: Sequence[_Held], wanted: Collection[tuple[str, int]]) -> list[_Held]:
    found = [each for each in every if (each.desk, each.entry.n) in wanted]
    missing = set(wanted) - {(each.desk, each.entry.n) for each in found}
    if missing:
        name, n = min(missing)
        raise CorrectableError("unknown-entry", desk=name, n=n)
    return found


def _sets(entry: Entry, fields: Collection[str]) -> bool:
    return any(
        value is not None and (name in fields or name.partition(":")[0] in fields) for name, value in entry.set.items()
    )


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """What people wrote in an entry, field by field; codes are no copies of each other."""
    declared = KINDS.get(entry.kind)
    for name, value in entry.set.items():
        field = declared.fields.get(name) if declared else None
        if isinstance(value, str) and value and (field is None or field.type not in _CODES):
            yield name, value


def _line(ledger: Ledger, held: _Held) -> Line:
    entry = held.entry
    line = decode_line(held.line)
    standing, _ = judge(entry.kind, entry.set, line.has_salt, ledger.rules.writers.get(held.desk))
    left = skeleton(entry, valid=standing is not Standing.INVALID)
    return Line(held.channel, held.desk, entry.n, sha256(held.line).hexdigest(), left.decode())


def _keep(desk: Desk, connection: Connection, by: str, why: str, lines: Sequence[Line]) -> Request:
    if not lines:
        raise CorrectableError("nothing-to-purge")
    asked = Asked(new_id(desk.clock), desk.now(), by, why, tuple(lines))
    kept.keep_request(connection, asked)
    emptied = tuple(kept.shown_from(connection, Names(connection), lines))
    return Request(asked.id, asked.at, by, why, tuple(map(_shown, lines)), emptied)


def _asked(connection: Connection, request_id: str) -> Asked:
    found = next((each for each in kept.requests(connection) if each.id == request_id), None)
    if found is None:
        raise CorrectableError("unknown-request", request=request_id)
    return found


def _request(asked: Asked) -> Request:
    return Request(asked.id, asked.at, asked.by, asked.why, tuple(map(_shown, asked.lines)))


def _shown(line: Line) -> PurgedLine:
    left = decode_skeleton(line.skeleton.encode())
    return PurgedLine(line.channel, line.desk, line.n, left.kind, left.id, tuple(left.set))


def _values(line: Line) -> dict[str, object]:
    return {"desk": line.desk, "n": line.n, "line": line.digest, "skeleton": line.skeleton}
