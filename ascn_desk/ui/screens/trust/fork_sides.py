"""A forked log as rows: each field that a branch wrote, with what stood there, what each wrote and what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ascn_desk.base.words import t
from ascn_desk.operations import forks
from ascn_desk.operations.branch_entries import BranchEntry, WrittenRegister
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fork_words import standing_words, state_words
from ascn_desk.operations.forks import Again, SideBySide
from ascn_desk.operations.trust_closing import Fork
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Mark, Shape, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts.values import reader_for, register_words

_LOOKS = {
    "shown": (Shape.CHECK, Tone.SUCCESS),
    "conflict": (Shape.DIAMOND, Tone.CONFLICT),
    "written-again": (Shape.HALF, Tone.INFO),
    "forked": (Shape.DIAMOND, Tone.CONFLICT),
    "waiting": (Shape.TRIANGLE, Tone.WARNING),
}
"""Of all other states the value does not count."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A forked log side by side, and what is needed to say its values."""

    found: SideBySide
    reader: Reader


@dataclass(frozen=True, slots=True)
class SideRow:
    """A field of a record: what stood there before and whose that was, what each branch wrote last, what is shown.

    ``branches``: None for a branch that wrote nothing there; its mark shows what became of it, and ``states`` say it.
    """

    record: str
    field: str
    before: str
    branches: tuple[Mark | None, ...]
    states: tuple[str, ...]
    now: str


def sides(desk: Desk, fork: Fork) -> Sides | None:
    """Read a fork side by side; None where it is none any more."""
    found = [each for each in forks.side_by_side(desk)
             if (each.fork.desk, each.fork.channel) == (fork.desk, fork.channel)]  # fmt: skip
    if not found:
        return None
    said = [(entry.kind, each.register, value)
            for side in found[0].branches for entry in side.entries for each in entry.registers
            for value in (each.value, each.now, *(one.value for one in each.replaced))]  # fmt: skip
    return Sides(found[0], reader_for(desk, said))


def rows_of(told: Sides) -> list[SideRow]:
    """Its rows, those of one record together, in the order in which they were written."""
    written = [list(chain.from_iterable(map(_fields, side.entries))) for side in told.found.branches]
    places = dict.fromkeys((entry.kind, entry.id) for side in written for entry, _ in side)
    registers = dict.fromkeys(
        (*record, each.register if each else "")
        for record in places for side in written for entry, each in side if (entry.kind, entry.id) == record
    )  # fmt: skip
    return [_row(told, written, *place) for place in registers]


def again_words(told: Sides, one: Again) -> str:
    """An entry that is written again: its record and the fields."""
    fields = t(", ").join(telling.field_words(one.kind, each) for each in one.fields)
    words = t("{record}: {fields}", record=_record(told, one.kind, one.title), fields=fields)
    return t("{entry} (done)", entry=words) if one.is_done else words


def _fields(entry: BranchEntry) -> Iterator[tuple[BranchEntry, WrittenRegister | None]]:
    """What an entry wrote; one that sets nothing stands for itself."""
    for each in entry.registers:
        yield entry, each
    if not entry.registers:
        yield entry, None


def _row(
    told: Sides, written: Sequence[Sequence[tuple[BranchEntry, WrittenRegister | None]]],
    kind: str, record: str, register: str,
) -> SideRow:  # fmt: skip
    of_branches = [
        [(entry, each) for entry, each in side
         if (entry.kind, entry.id) == (kind, record) and (each.register if each else "") == register]
        for side in written
    ]  # fmt: skip
    every = [each for side in of_branches for each in side]
    titles = [entry.title for entry, _ in every if entry.title]
    firsts = [side[0][1] for side in of_branches if side and side[0][1] is not None]
    before = dict.fromkeys(
        t("{value} ({by})", value=register_words(told.reader, kind, register, one.value), by=one.by)
        for each in firsts if each is not None for one in each.replaced
    )  # fmt: skip
    last = next((each for _, each in reversed(every) if each is not None), None)
    return SideRow(
        record=_record(told, kind, titles[0] if titles else ""),
        field=telling.field_words(kind, register) if register else "",
        before=t(", ").join(before),
        branches=tuple(_mark(told, kind, *side[-1]) if side else None for side in of_branches),
        states=tuple(state_words(side[-1][1].state) if side and side[-1][1] else "" for side in of_branches),
        now=register_words(told.reader, kind, register, last.now) if last is not None else "",
    )


def _record(told: Sides, kind: str, title: str) -> str:
    word = telling.kind_words(kind)
    return t("{kind} “{title}”", kind=word, title=title) if title else word


def _mark(told: Sides, kind: str, entry: BranchEntry, written: WrittenRegister | None) -> Mark:
    """What a branch wrote last, and by its shape what became of it."""
    if written is None:
        return Mark(Shape.DASH, Tone.NEUTRAL, standing_words(entry.standing))
    words = register_words(told.reader, kind, written.register, written.value)
    shape, tone = _LOOKS.get(written.state, (Shape.DASH, Tone.NEUTRAL))
    return Mark(shape, tone, words)
