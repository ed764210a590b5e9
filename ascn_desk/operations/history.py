"""The history of a record, and taking back one's own last change by its inverse.

Undoing writes an entry of its own: it survives a restart, travels, and is refused once the change was sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED, MERGED_INTO, settle, settle_record
from ascn_desk.operations.conflicts import title_of
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import desk_office
from ascn_desk.operations.views import Changed, HistoryEntry, Saved
from ascn_desk.operations.writing import Change, check_writable, steps, write
from ascn_desk.store.bundles import sent_bundles
from ascn_desk.store.entries import (
    Stored,
    candidates_of,
    decode_line,
    seen_of,
    segment_facts,
    stored_entries,
    unsealed_stored,
)
from ascn_desk.store.holdings import State
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.names import Names
from ascn_desk.store.records import Place, conflicts_of, find, made_by
from ascn_desk.store.settings import read_setting, write_setting

_UNDONE = "undone"
_MOST_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, in words, and what changed by it."""

    words: str
    saved: Saved
    changed: Changed


def history(desk: Desk, kind: str, id: str, channel: str | None = None) -> tuple[HistoryEntry, ...]:
    """Every entry of a record that this desk holds, newest first.

    Shapes: ``state``: ``shown``, ``replaced``, ``conflict``, ``redacted``, ``invalid``, ``not-authorised``,
            ``unknown``, or why its segment does not count. ``bundle``: the one that brought it, or that first carried
            an own entry.
    Errors: CorrectableError ``unknown-record``.
    """
    with desk.reading() as (connection, names):
        place = find(connection, names, kind, id, channel)
        if place is None:
            declared = KINDS.get(kind)
            raise CorrectableError("unknown-record", kind=declared.words(language()) if declared else kind, id=id)
        rules = desk.rules(connection)
        in_conflict = set(conflicts_of(connection, place.key))
        sent = _sent_bundles(connection)
        found = [
            _entry(desk, connection, names, rules, place, stored, in_conflict, sent)
            for stored in stored_entries(connection, [place.key], counting=False)
        ]
        return tuple(sorted(found, key=lambda entry: (entry.n, entry.desk), reverse=True))


def undoable(desk: Desk) -> str | None:
    """What the next undo would take back, in words; None where there is nothing."""
    with desk.reading() as (connection, names):
        found = _last_own(connection, names, desk)
        if found is None:
            return None
        stored, place = found
        return _words(desk, connection, place, decode_line(stored.line).set, is_new=_is_first(connection, stored))


def undo_last(desk: Desk) -> Undone:
    """Take back the last change made here that was not sent yet; what one act of the person wrote goes together.

    Errors: CorrectableError ``nothing-to-undo``; ``undo-overtaken`` where something newer stands on it.
    """
    with desk.writing() as ledger:
        connection = ledger.connection
        found = _last_own(connection, ledger.names, desk)
        if found is None:
            raise CorrectableError("nothing-to-undo")
        last = decode_line(found[0].line).n
        first = next((start for start, end in steps(connection) if start <= last <= end), last)
        undone = [_undo(desk, ledger, *found)]
        while (before := _last_own(connection, ledger.names, desk)) and decode_line(before[0].line).n >= first:
            undone.append(_undo(desk, ledger, *before))
        said, saved = undone[0]
        kinds = frozenset(each.kind for _, each in undone)
        return Undone(said, saved, Changed(kinds, frozenset(each.id for _, each in undone)))


def _undo(desk: Desk, ledger: Ledger, stored: Stored, place: Place) -> tuple[str, Saved]:
    """Write the inverse of one entry; what was taken back, in words."""
    connection = ledger.connection
    line = decode_line(stored.line)
    is_new = _is_first(connection, stored)
    said = _words(desk, connection, place, line.set, is_new=is_new)
    values, reopens = ({"deleted": True}, False) if is_new else _before(ledger, desk, place, line.n, line.set)
    check_writable(desk, ledger, KINDS[place.kind], place.channel_name)
    over = seen_of(connection, ledger.names, place.key)
    change = Change(place.kind, place.id, place.channel_name, values, over, t("Undone: {what}", what=said)[:500])
    saved = write(desk, ledger, [change])[0][0]
    _remember(connection, [line.n, saved.n or 0])
    if reopens:
        # Nothing can take away that the decision replaced both values: entries are only ever added.
        said = t("{what} (the earlier value is shown again; the conflict stays decided)", what=said)
    return said, saved


def _entry(
    desk: Desk,
    connection: Connection,
    names: Names,
    rules: Rules,
    place: Place,
    stored: Stored,
    in_conflict: set[str],
    sent: Mapping[int, list[tuple[int, str]]],
) -> HistoryEntry:
    line = decode_line(stored.line)
    author = names.logs[stored.log].desk
    bundle, state, number = segment_facts(connection, stored.key)
    if bundle is None and number is not None:
        bundle = next((each for tip, each in sent.get(stored.log, []) if tip >= number), None)
    return HistoryEntry(
        desk=author,
        n=line.n,
        at=line.at,
        by=line.by,
        office_name=desk_office(desk, connection, author)[1],
        set=line.set,
        why=line.why,
        bundle=bundle,
        state=_state(rules, place, stored, author, line, State(state), in_conflict),
    )


def _state(
    rules: Rules, place: Place, stored: Stored, author: str, line: Any, segment: State, in_conflict: set[str]
) -> str:
    if not stored.counts:
        return segment.value
    if line.redacted:
        return "redacted"
    standing, registers = judge(line.kind, line.set, line.has_salt, rules.writers.get(author))
    if standing is not Standing.CANDIDATE:
        return {"not_authorised": "not-authorised", "unknown_kind": "unknown"}.get(standing.value, standing.value)
    heads = [register for register, _ in registers if (stored.log, line.n) in place.heads.get(register, ())]
    if any(register in in_conflict for register in heads):
        return "conflict"
    return "shown" if heads else "replaced"


def _sent_bundles(connection: Connection) -> dict[int, list[tuple[int, str]]]:
    """Log → (greatest number that went, bundle), in the order of sending."""
    found: dict[int, list[tuple[int, str]]] = {}
    for sent in sent_bundles(connection):
        for log, number, _ in sent.tips:
            found.setdefault(log, []).append((number, sent.bundle))
    return found


def _last_own(connection: Connection, names: Names, desk: Desk) -> tuple[Stored, Place] | None:
    """The newest unsealed entry of this desk that was not undone and is no undoing itself."""
    undone = set(_remembered(connection))
    for stored in unsealed_stored(connection, len(undone) + 1):
        entry, log = decode_line(stored.line), names.logs[stored.log]
        if entry.n not in undone and log.desk == desk.desk:
            place = find(connection, names, entry.kind, entry.id, log.channel)
            if place is not None:
                return stored, place
    return None


def _is_first(connection: Connection, stored: Stored) -> bool:
    return made_by(connection, stored.record) == (decode_line(stored.line).n, stored.log)


def _before(ledger: Ledger, desk: Desk, place: Place, n: int, said: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The values of the registers that an entry set, as they were without it and without all that was undone.

    Shapes: beside the values, whether one of them stood in conflict then.
    Errors: CorrectableError ``undo-overtaken``.
    """
    gone = {n, *_remembered(ledger.connection)}
    declared = KINDS[place.kind]
    candidates = candidates_of(ledger.connection, ledger.names, ledger.rules, [place.key])
    values: dict[str, Any] = {}
    was_conflict = False
    for register in {declared.register_of(name) for name in said if name.partition(":")[0] in declared.fields}:
        every = candidates.get((place.key, register), [])
        rest = [each for each in every if each.desk != desk.desk or each.n not in gone]
        if any(each.n > n for each in rest):
            raise CorrectableError("undo-overtaken")
        before = settle(register, rest) if rest else None
        if before is not None and register in (DELETED, MERGED_INTO):
            # Whether it hid the record hangs on what was written in the other registers.
            others = {
                name: [each for each in held if each.desk != desk.desk or each.n not in gone]
                for (_, name), held in candidates.items()
            }
            before = settle_record({name: settle(name, held) for name, held in others.items() if held})[register]
        value = before.value if before is not None else None
        was_conflict |= before is not None and before.is_conflict
        group = declared.groups.get(register)
        if group is not None:
            parts = value if isinstance(value, tuple) else (None,) * len(group)
            values.update(zip(group, parts, strict=True))
        else:
            values[register] = bool(value) if ":" in register else value
    return values, was_conflict


def _words(desk: Desk, connection: Connection, place: Place, said: Mapping[str, Any], *, is_new: bool) -> str:
    declared = KINDS[place.kind]
    title = title_of(desk, connection, place)
    if is_new:
        return t("{kind} “{title}” was made", kind=declared.words(language()), title=title)
    return t("{fields} of “{title}”", fields=_fields(declared, said), title=title)


def _fields(kind: Kind, said: Mapping[str, Any]) -> str:
    named: dict[str, None] = {}
    for name in said:
        field = kind.fields.get(name.partition(":")[0])
        if field is not None:
            named[field.words(language())] = None
    return t(", ").join(named)


def _remembered(connection: Connection) -> list[int]:
    found = read_setting(connection, _UNDONE)
    return [int(n) for n in json.loads(found)] if found else []


def _remember(connection: Connection, counts: list[int]) -> None:
    kept = [*_remembered(connection), *counts][-_MOST_REMEMBERED:]
    write_setting(connection, _UNDONE, json.dumps(kept))
