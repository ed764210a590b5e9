"""Forked logs from the command line, their branches side by side: what programs get and what people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ascn_desk.base.spans import spans_text
from ascn_desk.base.words import language, t
from ascn_desk.cli import shapes, telling_trust, trust_shapes
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.shapes import Json
from ascn_desk.cli.tables import Column, indented, plain, table
from ascn_desk.cli.telling import Room, instant_words, register_name, register_words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import forks as operations
from ascn_desk.operations import views
from ascn_desk.operations.branch_entries import Before, BranchEntry, WrittenRegister
from ascn_desk.operations.fork_words import standing_words, state_words
from ascn_desk.operations.forks import Again, BranchSide, Ruling, SideBySide

_SHORT = 12
_MOST_ENTRIES = 40
"""So many entries of a branch people read at once; programs get all."""


def listing(call: Call) -> Answer:
    """List forked logs, each with its branches side by side."""
    found = operations.side_by_side(call.desk)
    return Answer(shape={"forks": [_shape(each) for each in found]}, words=_words(found, call.room))


# What programs get


def _shape(each: SideBySide) -> Json:
    fork = each.fork
    return {
        "desk": fork.desk,
        "office": fork.office,
        "channel": fork.channel,
        "shared": dict(zip(("number", "identity", "n"), fork.shared, strict=True)),
        "branches": [_side_shape(side) for side in each.branches],
        "end": trust_shapes.end(fork.end) if fork.end is not None else None,
        "ruled": fork.is_ruled,
        "rulings": [_ruling_shape(ruling) for ruling in each.rulings],
        "waiting": {
            "numbers": [list(span) for span in each.waiting],
            "missing": [list(span) for span in each.missing],
        },
    }


def _side_shape(side: BranchSide) -> Json:
    figures = side.figures
    return {
        "number": figures.number,
        "identity": figures.identity,
        "segments": figures.segments,
        "entries": figures.entries,
        "first": figures.first,
        "last": figures.last,
        "counts": figures.counts,
        "sealed": {"first": side.sealed[0], "last": side.sealed[1]},
        "by": list(side.authors),
        "wrote": [_entry_shape(entry) for entry in side.entries],
    }


def _entry_shape(entry: BranchEntry) -> Json:
    return {
        "n": entry.n,
        "number": entry.number,
        "at": entry.at,
        "by": entry.by,
        "kind": entry.kind,
        "id": entry.id,
        "title": entry.title,
        "why": entry.why,
        "standing": entry.standing,
        "set": dict(entry.set),
        "registers": [
            {
                "register": each.register,
                "value": shapes.register_value(each.value),
                "state": each.state,
                "now": shapes.register_value(each.now),
                "shown": each.is_shown,
                "replaced": [
                    {
                        "desk": one.desk,
                        "n": one.n,
                        "by": one.by,
                        "at": one.at,
                        "value": shapes.register_value(one.value),
                    }
                    for one in each.replaced
                ],
            }
            for each in entry.registers
        ],
    }


def _ruling_shape(ruling: Ruling) -> Json:
    return {
        "keep": ruling.keep,
        "again": [
            {
                "branch": each.branch,
                "n": each.n,
                "kind": each.kind,
                "id": each.id,
                "title": each.title,
                "fields": list(each.fields),
                "done": each.is_done,
            }
            for each in ruling.again
        ],
    }


# What people read


def _words(found: Sequence[SideBySide], room: Room) -> str:
    if not found:
        return telling_trust.forks([], room)
    return "\n\n".join(part for each in found for part in _fork_words(each, room))


def _fork_words(each: SideBySide, room: Room) -> Iterator[str]:
    yield telling_trust.forks([each.fork], room)
    if each.waiting:
        yield t("Segments {numbers} of this log wait for {missing}.", numbers=spans_text(each.waiting),
                missing=spans_text(each.missing))  # fmt: skip
    for side in each.branches:
        yield _side_words(side, each, room)
    for ruling in each.rulings:
        yield _ruling_words(ruling, each)


def _side_words(side: BranchSide, each: SideBySide, room: Room) -> str:
    first, last = map(instant_words, side.sealed)
    lead = t(
        "Branch {branch}, sealed by desk {desk} of {office} on {at}: {entries} entries by {authors}",
        branch=side.figures.identity[:_SHORT],
        desk=each.fork.desk[:6],
        office=each.office_name,
        at=first if first == last else f"{first} – {last}",
        entries=side.figures.entries,
        authors=t(", ").join(side.authors),
    )
    columns = [
        Column(head=t("No."), is_number=True),
        Column(head=t("Record")),
        Column(head=t("Field")),
        Column(head=t("Wrote")),
        Column(head=t("In place of")),
        Column(head=t("Shown now")),
        Column(head=t("State")),
    ]
    rows = [row for entry in side.entries[:_MOST_ENTRIES] for row in _rows(entry, each)]
    told = table(columns, rows, room - 2 if room is not None else None)
    rest = len(side.entries) - _MOST_ENTRIES
    if rest > 0:
        told += "\n" + t("and {n} more entries; --json lists all.", n=rest)
    return f"{plain(lead)}\n{indented(told)}"


def _rows(entry: BranchEntry, each: SideBySide) -> Iterator[tuple[str, ...]]:
    if not entry.registers:
        yield (str(entry.n), _record(entry), t(", ").join(entry.set), "", "", "", standing_words(entry.standing))
    for place, written in enumerate(entry.registers):
        lead = (str(entry.n), _record(entry)) if place == 0 else ("", "")
        yield (
            *lead,
            register_name(entry.kind, written.register),
            _value(entry, written, written.value, each),
            t(", ").join(_before(entry, written, one, each) for one in written.replaced) or "–",
            t("the same") if written.is_shown else _value(entry, written, written.now, each),
            state_words(written.state),
        )


def _record(entry: BranchEntry) -> str:
    kind = KINDS[entry.kind].words(language()) if entry.kind in KINDS else entry.kind
    return t("{kind} “{title}”", kind=kind, title=entry.title) if entry.kind else ""


def _before(entry: BranchEntry, written: WrittenRegister, one: Before, each: SideBySide) -> str:
    return t("{value} ({by})", value=_value(entry, written, one.value, each), by=one.by)


def _value(entry: BranchEntry, written: WrittenRegister, value: views.Register, each: SideBySide) -> str:
    called = {record_id: title for (_, record_id), title in each.names.items()}
    return register_words(entry.kind, written.register, value, called)


def _ruling_words(ruling: Ruling, each: SideBySide) -> str:
    branch = (ruling.keep or "")[:_SHORT]
    if not ruling.again:
        if each.fork.end is not None:
            return t("Nothing has to be written again.")
        return t("If branch {branch} stays, nothing has to be written again.", branch=branch)
    if each.fork.end is None:
        lead = t("If branch {branch} stays, {n} entries of the others are written again:", branch=branch,
                 n=len(ruling.again))  # fmt: skip
    elif ruling.keep is None:
        lead = t("Nothing of this log counts; {n} entries are to be written again:", n=len(ruling.again))
    else:
        lead = t("Branch {branch} stays; {n} entries of the others are written again:", branch=branch,
                 n=len(ruling.again))  # fmt: skip
    return "\n".join([lead, *(f"  {plain(_again_words(one))}" for one in ruling.again[:_MOST_ENTRIES])])


def _again_words(one: Again) -> str:
    kind = KINDS[one.kind].words(language()) if one.kind in KINDS else one.kind
    fields = t(", ").join(register_name(one.kind, name) if one.kind in KINDS else name for name in one.fields)
    words = t("no. {n}, {kind} “{title}”: {fields}", n=one.n, kind=kind, title=one.title, fields=fields)
    return t("{entry} (done)", entry=words) if one.is_done else words
