"""What a form writes of a record: only what the person changed, in the shape that entries have.

- a set is written by its members, ``field:member`` → true or false, never whole
- the fields of a group are written together; the day of a change is today where none was typed
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from ascn_desk.domain.fields import Field
from ascn_desk.domain.kind import Kind
from ascn_desk.operations.views import Scalar, Shown, Values

Flat: TypeAlias = dict[str, Scalar]
"""Values as an entry has them: members of sets as ``field:member``."""


def empty_of(field: Field) -> Shown:
    """What a field holds that was never filled in."""
    return () if field.is_set else None


def is_empty(value: Shown) -> bool:
    """Whether a value says nothing; a text of blanks does not either."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def flat(values: Values) -> Flat:
    """Shown values as an entry would have them."""
    made: Flat = {}
    for name, value in values.items():
        if isinstance(value, tuple):
            made.update((f"{name}:{member}", True) for member in value)
        else:
            made[name] = value
    return made


def changes(kind: Kind, before: Values, after: Values, today: date) -> Flat:
    """What a save sets: every field of ``after`` that differs from ``before``, groups completed.

    Shapes: fields that ``after`` does not name stay as they were; an empty text is none.
    """
    made: Flat = {}
    touched: set[str] = set()
    for name, value in after.items():
        field = kind.fields[name]
        old = before.get(name, empty_of(field))
        if _same(old, value):
            continue
        if field.is_set:
            made.update(_members(name, old, value))
        else:
            made[name] = _plain(value)
            touched.add(field.register)
    for register in touched & kind.groups.keys():
        for name in kind.groups[register]:
            if name not in made:
                made[name] = _plain(after.get(name, before.get(name)))
        day = f"{register}_on"
        if day in made and register in made and _same(before.get(day), made[day]):
            made[day] = None if made[register] is None else today.isoformat()
    return made


def whole(before: Values, changed: Mapping[str, Scalar]) -> Flat:
    """The whole record as it would be after the save."""
    made = {**flat(before), **changed}
    return {name: value for name, value in made.items() if value is not False or ":" not in name}


def _same(old: Shown, new: Shown) -> bool:
    if isinstance(old, tuple) or isinstance(new, tuple):
        return _held(old) == _held(new)
    return _plain(old) == _plain(new)


def _plain(value: Shown) -> Scalar:
    if isinstance(value, tuple):
        raise TypeError("a set is written by its members")
    return None if isinstance(value, str) and not value.strip() else value


def _held(value: Shown) -> set[str]:
    return set(value) if isinstance(value, tuple) else set()


def _members(name: str, old: Shown, new: Shown) -> Flat:
    held, wanted = _held(old), _held(new)
    made: Flat = {f"{name}:{member}": True for member in sorted(wanted - held)}
    made.update((f"{name}:{member}", False) for member in sorted(held - wanted))
    return made
