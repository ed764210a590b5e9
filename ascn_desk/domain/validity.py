"""Which values of an entry are valid: looked at alone, never beside other records or the clock.

- type, range and length as declared; null is valid for every field, but not for a member of a set
- a member of a set is true or false; a set is never written whole
- the fields of a group are written together, or the entry is invalid
- an unknown code of the right form is valid; an unknown field is left out and kept by the journal

:func:`check_values` says what is wrong, for people; :func:`compile_checker` decides by the million, for the
merge. A property test holds the two equal. Source: docs/bundle-format.md, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias, assert_never

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind

Rule = Callable[[object], bool]

_CODE = re.compile(r"[a-z0-9-]{1,64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")

# Sets make ever new combinations; forgetting all now and then is cheaper than counting use.
_LAYOUTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: a stable code, and the data that its sentence needs."""

    field: str
    code: str
    data: Mapping[str, object] = dataclass_field(default_factory=dict)


# What the merge may take from an entry: whether it is valid, (register, value) of its known fields, and
# whether fields of a newer version were left out. A group's value is the tuple of its fields' values in the
# order of ``Kind.groups``. A bare tuple: making a named one costs as much as judging two values.
Verdict: TypeAlias = tuple[bool, Collection[tuple[str, object]], bool]

INVALID: Verdict = (False, (), False)


def check_values(kind: Kind, values: Mapping[str, object]) -> Problem | None:
    """The first thing that makes an entry with these values invalid, or None."""
    for name, value in values.items():
        head, colon, _ = name.partition(":")
        field = kind.fields.get(head)
        if field is None:
            continue
        if field.is_set != bool(colon):
            return Problem(name, "member-needed" if field.is_set else "not-a-set")
        if colon:
            if type(value) is not bool:
                return Problem(name, "bad-member")
        elif problem := value_problem(field, value):
            return problem
        group = kind.groups.get(field.register, ())
        if missing := [each for each in group if each not in values]:
            return Problem(name, "part-of-group", {"missing": ", ".join(missing)})
    return None


def value_problem(field: Field, value: object) -> Problem | None:
    """What makes a value invalid for a field that is no set, or None."""
    if _rule(field)(value):
        return None
    match field.type:
        case FieldType.TEXT if isinstance(value, str):
            return Problem(field.name, "too-long", {"limit": field.length, "length": len(value)})
        case FieldType.INTEGER | FieldType.MONEY if type(value) is int:
            return Problem(field.name, "out-of-range", {"least": field.minimum, "most": field.maximum})
        case _:
            return Problem(field.name, f"bad-{field.type.value}", {"value": value})


def compile_checker(kind: Kind) -> Callable[[Mapping[str, object]], Verdict]:
    """A function that judges the values of one entry of this kind, made once and called by the million.

    Entries that set the same fields are judged by one layout, worked out at the first of them.

    Units: 0.1 to 0.25 µs a value (CPython 3.11).
    """
    layouts: dict[tuple[str, ...], _Layout | None] = {}

    def check(values: Mapping[str, object]) -> Verdict:
        names = tuple(values)
        try:
            layout = layouts[names]
        except KeyError:
            if len(layouts) >= _LAYOUTS_KEPT:
                layouts.clear()
            layout = layouts[names] = _layout(kind, names)
        if layout is None:
            return INVALID
        # As many rules as values by construction; asking zip to check it costs a fifth of the whole.
        for rule, value in zip(layout.rules, values.values()):  # noqa: B905
            if not rule(value):
                return INVALID
        if layout.parts is None:
            return True, values.items(), False
        taken = [
            (register, values[members[0]] if len(members) == 1 else tuple([values[each] for each in members]))
            for register, members in layout.parts
        ]
        return True, taken, layout.has_unknown

    return check


@lru_cache(maxsize=8192)
def is_day(text: str) -> bool:
    """Whether a text is a day ``YYYY-MM-DD`` that exists."""
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_instant(text: str) -> bool:
    """Whether a text is an instant ``YYYY-MM-DDTHH:MM:SSZ`` that exists."""
    shape = _INSTANT.fullmatch(text)
    return shape is not None and is_day(shape[1])


@lru_cache(maxsize=32768)
def is_code(text: str) -> bool:
    """Whether a text has the form of a code or an id."""
    return _CODE.fullmatch(text) is not None


def is_decimal(text: str) -> bool:
    """Whether a text has the form of a decimal number."""
    return _DECIMAL.fullmatch(text) is not None


class _Layout(NamedTuple):
    """How entries that set just these fields are judged: a rule a value.

    ``parts`` is None where all fields are known and each is a register of its own.
    """

    rules: tuple[Rule, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...] | None
    has_unknown: bool


def _layout(kind: Kind, names: tuple[str, ...]) -> _Layout | None:
    """The layout of entries that set these fields, or None if no such entry is valid."""
    rules: list[Rule] = []
    parts: dict[str, tuple[str, ...]] = {}
    for name in names:
        head, colon, _ = name.partition(":")
        field = kind.fields.get(head)
        if field is None:
            rules.append(_anything)
            continue
        if field.is_set != bool(colon):
            return None
        rules.append(_flag if colon else _rule(field))
        register = name if colon else field.register
        parts[register] = members = kind.groups.get(register, (name,))
        if not set(members).issubset(names):
            return None
    has_unknown = _anything in rules
    if has_unknown or parts.keys() != set(names):
        return _Layout(tuple(rules), tuple(parts.items()), has_unknown)
    return _Layout(tuple(rules), None, False)


def _anything(value: object) -> bool:
    return True


def _flag(value: object) -> bool:
    return type(value) is bool


@lru_cache(maxsize=2048)
def _rule(field: Field) -> Rule:
    """What a value must meet. The type is asked first: true equals 1 and has no length."""
    limit = field.length or 0
    match field.type:
        case FieldType.TEXT:
            return lambda value: value is None or (type(value) is str and len(value) <= limit)
        case FieldType.INTEGER | FieldType.MONEY:
            least, most = field.minimum or 0, field.maximum or 0
            return lambda value: value is None or (type(value) is int and least <= value <= most)
        case FieldType.BOOLEAN:
            return lambda value: value is None or type(value) is bool
        case FieldType.DATE:
            return lambda value: value is None or (type(value) is str and is_day(value))
        case FieldType.INSTANT:
            return lambda value: value is None or (type(value) is str and is_instant(value))
        case FieldType.DECIMAL:
            return lambda value: (
                value is None or (type(value) is str and len(value) <= limit and is_decimal(value))
            )
        case FieldType.CHOICE | FieldType.REFERENCE:
            return lambda value: value is None or (type(value) is str and is_code(value))
        case FieldType.FILE:
            return lambda value: (
                value is None or (type(value) is str and _DIGEST.fullmatch(value) is not None)
            )
        case _:
            assert_never(field.type)
