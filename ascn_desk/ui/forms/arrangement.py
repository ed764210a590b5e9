"""Which fields of a kind stand where in its form: derived from the declaration alone.

Fields keep the order of their declaration. A group stands in rows of its own, since it is written together; sets,
long texts and long lines take the whole width. What every record carries comes last, under its own heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ascn_desk.domain.fields import NAME_LENGTH, Field, FieldType
from ascn_desk.domain.kind import Kind

COLUMNS = 2

_HANDLING = ("grade", "limits", "tags", "source", "confidence", "archived", "archived_reason")


@dataclass(frozen=True, slots=True)
class Place:
    """A field and how many columns it takes; ``begins_row`` where it must not stand beside the one before."""

    field: Field
    span: int
    begins_row: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; ``handling`` is the one that every kind has."""

    is_handling: bool
    places: tuple[Place, ...]


def sections(kind: Kind, hidden: Collection[str] = ()) -> tuple[Section, ...]:
    """The sections of a kind's form, without what only the program writes and what is hidden."""
    shown = [each for each in kind.fields.values() if not each.by_program and each.name not in hidden]
    own = [each for each in shown if each.name not in _HANDLING]
    common = sorted((each for each in shown if each.name in _HANDLING), key=lambda each: _HANDLING.index(each.name))
    made = (Section(False, tuple(_places(kind, own))), Section(True, tuple(_places(kind, common))))
    return tuple(each for each in made if each.places)


def is_wide(kind: Kind, field: Field) -> bool:
    """Whether a field takes the whole width."""
    if field.is_set or field.is_long or field.is_lines:
        return True
    if field.type is not FieldType.TEXT:
        return False
    longest = field.length or 0
    by_words = field.name in kind.title_en or field.name in kind.title_ja
    paired = field.name.endswith(("_en", "_ja"))
    return longest > NAME_LENGTH or field.name.endswith("_reason") or (by_words and not paired)


def _places(kind: Kind, fields: list[Field]) -> Iterator[Place]:
    group = ""
    for field in fields:
        register = field.register if field.register in kind.groups else ""
        begins = register != group
        group = register
        yield Place(field, COLUMNS if is_wide(kind, field) else 1, begins)
