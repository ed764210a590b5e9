"""Values of a register in words: the main one, and the fields that are decided together with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ascn_desk.base.words import language, t
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Register, Scalar, Shown
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.shown_values import Reader

Said = tuple[str, str, Register]
"""(kind, register, value)."""


def reader_for(desk: Desk, said: Iterable[Said]) -> Reader:
    """A reader that knows the lists of choices and the titles of all records that these values name."""
    names: dict[str, str] = {}
    wanted: dict[str, dict[str, set[str]]] = {}
    for kind, register, value in said:
        for name, one in _parts(register, value).items():
            if isinstance(one, str):
                wanted.setdefault(kind, {}).setdefault(name, set()).add(one)
    for kind, fields in wanted.items():
        declared = KINDS.get(kind)
        if declared is not None:
            names |= storing.titles(desk, declared, {name: tuple(sorted(each)) for name, each in fields.items()})
    return Reader(language(), lists.today_of(desk), storing.load_lists(desk), names)


def register_words(reader: Reader, kind: str, register: str, value: Register) -> str:
    """The main value in words: of a group that of its first field that has one."""
    declared = KINDS.get(kind)
    head, colon, member = register.partition(":")
    if register == DELETED:
        return t("Deleted") if value else t("Kept")
    if declared is None or head not in declared.fields:
        return "" if value is None else str(value)
    if colon:
        told = reader.value_words(declared.fields[head], member)
        return t("with {what}", what=told) if value else t("without {what}", what=told)
    if register == MERGED_INTO and value is None:
        return t("Kept by itself")
    if isinstance(value, Mapping):
        values: dict[str, Shown] = dict(value)
        for name in value:
            if words := reader.words(declared, name, values):
                return words
        return t("(empty)")
    return reader.words(declared, head, {head: value}) or t("(empty)")


def other_parts(reader: Reader, kind: str, register: str, value: Register) -> list[tuple[str, str]]:
    """(caption, words) of the other fields of a group."""
    declared = KINDS.get(kind)
    if declared is None or not isinstance(value, Mapping):
        return []
    values: dict[str, Shown] = dict(value)
    told = [(name, reader.words(declared, name, values)) for name in value]
    main = next((name for name, words in told if words), "")
    return [(declared.fields[name].words(reader.lang), words or t("(empty)")) for name, words in told if name != main]


def _parts(register: str, value: Register) -> Mapping[str, Scalar]:
    if isinstance(value, Mapping):
        return value
    head, colon, member = register.partition(":")
    return {head: member if colon else value}
