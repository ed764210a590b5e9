"""What the screen of conflicts asks of the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import conflicts, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ConflictView, RecordView, Register, Saved, Scalar, Shown
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.conflicts.values import reader_for


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision to be written."""

    view: ConflictView
    take: tuple[str, int] | None
    value: Register
    why: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a register shows now; ``by``: desk and count of each entry that says so."""

    value: Register
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All open conflicts, what is needed to show values, and what stands now where this sitting decided."""

    views: tuple[ConflictView, ...]
    reader: Reader
    standing: tuple[Standing, ...]


def load(desk: Desk, decided: Sequence[ConflictView] = ()) -> Loaded:
    """Read the conflicts anew; ``standing`` is in the order of ``decided``."""
    views = conflicts.conflicts(desk)
    found = (*views, *decided)
    said = [(each.kind, each.register, head.value) for each in found for head in each.heads]
    said += [(each.kind, each.register, value) for each in found for value in (each.base, each.shown)]
    said += [(each.kind, *one) for each in found for edit in each.edits for one in edit.values.items()]
    return Loaded(views, reader_for(desk, said), tuple(_standing(desk, each) for each in decided))


def resolve(desk: Desk, resolutions: Sequence[Resolution]) -> list[Saved]:
    """Write the decisions, each as an entry of its own; what is settled already is changed again."""
    return [_resolve(desk, each) for each in resolutions]


def record(desk: Desk, view: ConflictView) -> RecordView:
    """The record of a conflict, to be edited."""
    return records.show_record(desk, view.kind, view.id, view.channel)


def _resolve(desk: Desk, each: Resolution) -> Saved:
    view = each.view
    try:
        return conflicts.resolve(desk, view.kind, view.id, view.register, channel=view.channel, take=each.take,
                                 value=each.value, why=each.why)  # fmt: skip
    except CorrectableError as error:
        if error.code != "no-conflict":
            raise
    values: Mapping[str, Scalar] = each.value if isinstance(each.value, Mapping) else {view.register: each.value}
    return records.set_fields(desk, view.kind, view.id, values, channel=view.channel, why=each.why)


def _standing(desk: Desk, view: ConflictView) -> Standing:
    """What a register shows now, and by which entries."""
    shown = records.show_record(desk, view.kind, view.id, view.channel)
    heads = shown.heads.get(view.register, ())
    return Standing(_value(shown, view.register), tuple((head.desk, head.n) for head in heads))


def _value(shown: RecordView, register: str) -> Register:
    if register == DELETED:
        return shown.deleted
    if register == MERGED_INTO:
        return shown.merged_into
    head, colon, member = register.partition(":")
    if colon:
        members = shown.values.get(head)
        return isinstance(members, tuple) and member in members
    group = KINDS[shown.kind].groups.get(register)
    if group is not None:
        return {name: _scalar(shown.values.get(name)) for name in group}
    return _scalar(shown.values.get(register))


def _scalar(value: Shown) -> Scalar:
    return None if isinstance(value, tuple) else value
