"""Conflicts: what awaits a decision, deciding it, and being told what was decided on one's own values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED, MERGED_INTO
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import desk_office
from ascn_desk.operations.views import ConflictView, Decision, Edit, Head, Register, Saved
from ascn_desk.operations.writing import changed, placed, write
from ascn_desk.store import decisions as kept
from ascn_desk.store.decisions import NotKept
from ascn_desk.store.entries import Line, decode_line, stored_entries
from ascn_desk.store.facts import HeadNames
from ascn_desk.store.names import Names
from ascn_desk.store.records import (
    HeadEntry,
    Place,
    conflicts_of,
    head_entries,
    open_conflicts,
    place_of,
    register_value,
    shown_register,
    shown_row,
)
from ascn_desk.store.titles import titles


def conflicts(desk: Desk) -> tuple[ConflictView, ...]:
    """Every register that awaits a decision, record by record."""
    with desk.reading() as (connection, names):
        waiting = open_conflicts(connection)
        return tuple(_view(desk, connection, names, record, register) for record, register in waiting)


def resolve(
    desk: Desk,
    kind: str,
    record_id: str,
    register: str,
    *,
    channel: str | None = None,
    take: tuple[str, int] | None = None,
    value: Register = None,
    why: str | None = None,
) -> Saved:
    """Decide a conflict by an ordinary entry: take one of the values that stand side by side, or another.

    Shapes: ``take``: (desk, n) of a head; ``value`` where it is None: a scalar, or field → value for a group.
    Errors: CorrectableError ``no-conflict``, ``no-such-head``, ``group-value-needed``, and those of one value.
    """
    with desk.writing() as ledger:
        place = placed(ledger, kind, record_id, channel)
        if register not in conflicts_of(ledger.connection, place.key):
            raise CorrectableError("no-conflict", id=record_id, register=register)
        declared = KINDS[kind]
        if take is not None:
            heads = head_entries(ledger.connection, place)
            taken = [
                entry
                for (log, n), entry in heads.items()
                if (ledger.names.logs[log].desk, n) == take and (log, n) in place.heads[register]
            ]
            if not taken:
                raise CorrectableError("no-such-head", desk=take[0], n=take[1], register=register)
            value = register_value(declared, register, taken[0].values)
        group = declared.groups.get(register)
        values: Mapping[str, Any]
        if group is not None:
            if not isinstance(value, Mapping) or not value.keys() <= set(group):
                raise CorrectableError("group-value-needed", register=register, fields=", ".join(group))
            values = dict(value)
        else:
            values = {register: value}
        saved, _ = write(desk, ledger, [changed(desk, ledger, place, values, why=why, is_checked=False)])
        return saved[0]


def decisions(desk: Desk) -> tuple[Decision, ...]:
    """The values of this desk that were not kept, with who decided and why, until they are acknowledged."""
    with desk.reading() as (connection, names):
        return decisions_of(desk, connection, names, kept.open_decisions(connection))


def acknowledge_decision(desk: Desk, decision: Decision) -> None:
    """Note that the officer has read it."""
    with desk.writing() as ledger:
        place = placed(ledger, decision.kind, decision.id, decision.channel)
        kept.acknowledge(ledger.connection, place.key, decision.register)


def decisions_of(
    desk: Desk, connection: Connection, names: Names, noted: Sequence[NotKept]
) -> tuple[Decision, ...]:
    """What was noted, with the words that a person needs."""
    found: list[Decision] = []
    for each in noted:
        place = place_of(connection, names, each.record)
        declared = KINDS.get(place.kind)
        if declared is None:
            continue
        entries = {
            (stored.log, line.n): line
            for stored in stored_entries(connection, [each.record])
            for line in [decode_line(stored.line)]
        }
        own = names.held_log(place.channel_name, desk.desk)
        if any(log == own and n > each.mine and _speaks_of(declared, each.register, line) for (log, n), line in
               entries.items()):  # fmt: skip
            # The officer wrote again since: that answers it.
            continue
        mine = entries.get((own or 0, each.mine))
        decider = entries.get((each.log, each.n))
        if mine is None or decider is None:
            continue
        decided_by = names.logs[each.log].desk
        found.append(
            Decision(
                channel=place.channel_name,
                kind=place.kind,
                id=place.id,
                register=each.register,
                title=title_of(desk, connection, place),
                mine=register_value(declared, each.register, mine.set),
                shown=register_value(declared, each.register, decider.set),
                by=decider.by,
                office_name=desk_office(desk, connection, decided_by)[1],
                at=decider.at,
                why=decider.why,
                desk=decided_by,
                n=each.n,
            )
        )
    return tuple(found)


def heads_in(
    desk: Desk, connection: Connection, names: Names, place: Place, heads: HeadNames
) -> dict[str, tuple[Head, ...]]:
    """Register → its heads with their authors, by (n, desk)."""
    declared = KINDS[place.kind]
    entries = head_entries(connection, place)
    found: dict[str, tuple[Head, ...]] = {}
    for register, each in heads.items():
        known = [entries[log, n] for log, n in each if (log, n) in entries]
        made = (_head(desk, connection, names, one, register_value(declared, register, one.values)) for one in known)
        found[register] = tuple(sorted(made, key=lambda head: (head.n, head.desk)))
    return found


def title_of(desk: Desk, connection: Connection, place: Place) -> str:
    """What a record is called on the screen."""
    found = titles(connection, desk.store.tables, [(place.kind, place.id)], language())
    return found.get((place.kind, place.id), place.id)


def _view(desk: Desk, connection: Connection, names: Names, record: int, register: str) -> ConflictView:
    place = place_of(connection, names, record)
    shown = shown_register(KINDS[place.kind], register, shown_row(connection, place).values)
    if register == DELETED:
        shown = False
    elif register == MERGED_INTO:
        shown = None
    heads = heads_in(desk, connection, names, place, {register: place.heads[register]})[register]
    return ConflictView(
        channel=place.channel_name,
        kind=place.kind,
        id=place.id,
        register=register,
        title=title_of(desk, connection, place),
        heads=heads,
        shown=shown,
        base=_base(connection, names, place, register, heads),
        edits=_edits(desk, connection, names, place, heads) if register in (DELETED, MERGED_INTO) else (),
    )


def _edits(
    desk: Desk, connection: Connection, names: Names, place: Place, heads: Sequence[Head]
) -> tuple[Edit, ...]:
    """The entries with a head elsewhere in the record that none of those who say it is gone had seen, by (n, desk)."""
    written = {
        (names.logs[stored.log].desk, line.n): line
        for stored in stored_entries(connection, [place.key])
        for line in [decode_line(stored.line)]
    }
    sayers = [(head.desk, head.n) for head in heads if head.value]
    overs = [written[each].over for each in sayers if each in written]
    others = {
        (names.logs[log].desk, n)
        for register, each in place.heads.items()
        if register not in (DELETED, MERGED_INTO)
        for log, n in each
    }
    found: list[Edit] = []
    for author, n in sorted(others - set(sayers), key=lambda each: (each[1], each[0])):
        line = written.get((author, n))
        if line is None or any(over.get(author, 0) >= n for over in overs):
            continue
        office, name = desk_office(desk, connection, author)
        found.append(Edit(author, n, line.at, line.by, office, name, line.set))
    return tuple(found)


def _base(
    connection: Connection, names: Names, place: Place, register: str, heads: Sequence[Head]
) -> Register:
    """The newest value that every author of a head had seen."""
    declared = KINDS[place.kind]
    overs: list[Mapping[str, int]] = []
    before: list[tuple[tuple[int, str], Register]] = []
    of_heads = {(head.desk, head.n) for head in heads}
    first = declared.groups.get(register, (register,))[0]
    for stored in stored_entries(connection, [place.key]):
        line = decode_line(stored.line)
        desk = names.logs[stored.log].desk
        if (desk, line.n) in of_heads:
            overs.append(line.over)
        elif first in line.set:
            before.append(((line.n, desk), register_value(declared, register, line.set)))
    seen = [each for each in before if all(over.get(each[0][1], 0) >= each[0][0] for over in overs)]
    return max(seen, key=lambda each: each[0])[1] if seen else None


def _speaks_of(kind: Kind, register: str, line: Line) -> bool:
    return kind.groups.get(register, (register,))[0] in line.set


def _head(desk: Desk, connection: Connection, names: Names, entry: HeadEntry, value: Register) -> Head:
    author = names.logs[entry.log].desk
    office, name = desk_office(desk, connection, author)
    return Head(
        desk=author, n=entry.n, value=value, at=entry.at, by=entry.by, office=office, office_name=name, why=entry.why
    )
