"""What people type, read by the type of the field: on the command line, in forms, in cells of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import assert_never
from unicodedata import normalize

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.domain.dates import parse_day, preference_of
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.validity import is_code, is_decimal, value_problem
from ascn_desk.domain.vocabularies import WORDS

Scalar = str | int | bool | None

_YES = frozenset({"true", "yes", "y", "1", "はい", "有", "あり", "○", "〇", "✓", "レ", "可", "済"})
_NO = frozenset({"false", "no", "n", "0", "いいえ", "無", "なし", "×", "否", "未"})
_NOT_OF_A_NUMBER = re.compile(r"[,_\s]")


def parse_value(field: Field, text: str, today: date) -> Scalar:
    """The value that a text means for a field; nothing but blanks means none.

    Errors: CorrectableError ``bad-…`` after the field's type, ``too-long``, ``out-of-range``, ``bad-choice``
            for a code or word that is not of a fixed vocabulary.
    """
    if not text.strip():
        return None
    value = _read(field, text, today)
    if problem := value_problem(field, value):
        raise CorrectableError(problem.code, **{**problem.data, "field": field.name, "value": text})
    return value


def parse_assignment(kind: Kind, text: str, today: date) -> tuple[str, Scalar]:
    """The field and value of ``field=value``; a set's member is ``field:member=true``.

    Errors: UsageError ``not-an-assignment``, ``unknown-field``, ``not-a-set``, ``member-needed``; and those
            of :func:`parse_value`.
    """
    name, equals, typed = text.partition("=")
    if not equals:
        raise UsageError("not-an-assignment", text=text)
    head, colon, member = name.strip().partition(":")
    field = kind.fields.get(head)
    if field is None:
        raise UsageError("unknown-field", field=head, kind=kind.name)
    if not colon:
        if field.is_set:
            raise UsageError("member-needed", field=head)
        return head, parse_value(field, typed, today)
    if not field.is_set:
        raise UsageError("not-a-set", field=head)
    if not is_code(member):
        raise UsageError("bad-choice", field=head, value=member)
    return f"{head}:{member}", _flag(field, typed)


def parse_assignments(kind: Kind, texts: Iterable[str], today: date) -> dict[str, Scalar]:
    """The values of several ``field=value``; of two for one field the last holds."""
    return dict(parse_assignment(kind, text, today) for text in texts)


def _read(field: Field, text: str, today: date) -> Scalar:
    plain = normalize("NFKC", text).strip()
    match field.type:
        case FieldType.TEXT:
            return text
        case FieldType.INTEGER | FieldType.MONEY:
            digits = _NOT_OF_A_NUMBER.sub("", plain)
            if re.fullmatch(r"[+-]?[0-9]{1,16}", digits) is None:
                raise CorrectableError(f"bad-{field.type.value}", field=field.name, value=text)
            return int(digits)
        case FieldType.BOOLEAN:
            return _flag(field, text)
        case FieldType.DATE:
            return parse_day(text, today, preference_of(field.name)).isoformat()
        case FieldType.DECIMAL:
            digits = _NOT_OF_A_NUMBER.sub("", plain).removeprefix("+")
            if not is_decimal(digits):
                raise CorrectableError("bad-decimal", field=field.name, value=text)
            return digits
        case FieldType.CHOICE:
            return _code(field, plain)
        case FieldType.INSTANT | FieldType.REFERENCE | FieldType.FILE:
            return plain
        case _:
            assert_never(field.type)


def _flag(field: Field, text: str) -> bool:
    plain = normalize("NFKC", text).strip().lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise CorrectableError("bad-boolean", field=field.name, value=text)


def _code(field: Field, plain: str) -> str:
    """The code that is meant: a code, or a word of a fixed vocabulary in either language."""
    if field.choices is None:
        return plain
    for code, words in WORDS[field.choices].items():
        if plain == code or plain.casefold() in (each.casefold() for each in words):
            return code
    raise CorrectableError("bad-choice", field=field.name, value=plain, choices=", ".join(field.choices))
