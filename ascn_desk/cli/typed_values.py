"""What was typed as values: kinds, ``FIELD=VALUE``, ``DESK:N``, ``KIND:ID``."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from ascn_desk.base.errors import UsageError
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.typed import Scalar, parse_assignment, parse_assignments, parse_value
from ascn_desk.operations import views


def kind_named(name: str) -> Kind:
    """The kind of that name. Errors: UsageError ``unknown-kind``."""
    kind = KINDS.get(name)
    if kind is None:
        near = difflib.get_close_matches(name, list(KINDS), n=1)
        raise UsageError("unknown-kind", kind=name, near=near[0] if near else "kinds")
    return kind


def assigned(kind: Kind, texts: Sequence[str], today: date) -> dict[str, Scalar]:
    """The values of several ``FIELD=VALUE``. Errors: those of ``domain.typed``."""
    return parse_assignments(kind, texts, today)


def asked(kind: Kind, texts: Iterable[str], today: date) -> dict[str, Scalar]:
    """What a list asks for: field → value, also ``id`` and ``channel``; of a set, a member that must be in it.

    Errors: UsageError ``not-an-assignment``, ``unknown-field``; those of ``domain.typed`` for the value.
    """
    found: dict[str, Scalar] = {}
    for text in texts:
        name, equals, typed = text.partition("=")
        if not equals:
            raise UsageError("not-an-assignment", text=text)
        name = name.strip()
        field = kind.fields.get(name)
        if name in ("id", "channel"):
            found[name] = typed
        elif ":" in name:
            found.update([parse_assignment(kind, text, today)])
        elif field is None:
            raise UsageError("unknown-field", field=name, kind=kind.name)
        else:
            found[name] = parse_value(field, typed, today)
    return found


def seen_of(texts: Iterable[str]) -> dict[str, int] | None:
    """``desk:n,desk:n`` as desk → n; None where nothing was given. Errors: UsageError ``bad-seen``."""
    seen: dict[str, int] = {}
    for each in (part for text in texts for part in text.split(",")):
        desk, count = _desk_and_count(each)
        seen[desk] = count
    return seen or None


def taken(text: str, heads: Sequence[views.Head]) -> tuple[str, int]:
    """``desk:n``; of these heads the beginning of a desk is enough. Errors: UsageError ``bad-seen``."""
    desk, count = _desk_and_count(text)
    fitting = [each.desk for each in heads if each.desk.startswith(desk) and each.n == count]
    return (fitting[0] if fitting else desk), count


def group_value(text: str) -> dict[str, Scalar] | None:
    """A JSON object field → value, for registers of several fields; None where the text is no such object."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        raise UsageError("bad-group-value", value=text) from None
    if not isinstance(value, dict) or not all(
        each is None or isinstance(each, str | int | bool) for each in value.values()
    ):
        raise UsageError("bad-group-value", value=text)
    return value


def place_of(text: str) -> tuple[str, str]:
    """``KIND:ID``. Errors: UsageError ``bad-record``, ``unknown-kind``."""
    kind, colon, record = text.partition(":")
    if not colon or not record:
        raise UsageError("bad-record", value=text)
    return kind_named(kind).name, record


def _desk_and_count(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"([a-z2-7]{6,26}):([0-9]{1,15})", text)
    if match is None:
        raise UsageError("bad-seen", value=text)
    return match[1], int(match[2])
