"""What Excel checks in a column, and what it tells the person who types there."""

from __future__ import annotations

from datetime import date
from typing import Any

from ascn_desk.base.words import Language, text
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.sheets.layout import is_local_time

_TITLE_LENGTH = 32
_MESSAGE_LENGTH = 255


def validation(field: Field, lang: Language, source: str | None) -> dict[str, Any]:
    """What Excel checks and says in the cells of a column; ``source`` is where the words of its list stand.

    Importing checks again, since pasting goes past this.
    """
    told = {
        "input_title": field.words(lang)[:_TITLE_LENGTH],
        "input_message": help_text(field, lang)[:_MESSAGE_LENGTH],
        "ignore_blank": True,
    }
    if field.is_set or is_local_time(field):
        return {"validate": "any", **told}
    if source is not None:
        is_open = field.type is FieldType.REFERENCE
        return {"validate": "list", "source": source, "error_type": "warning" if is_open else "stop", **told}
    match field.type:
        case FieldType.DATE:
            since = {"criteria": ">=", "value": date(1900, 3, 1)}
            return {"validate": "date", **since, "error_type": "warning", **told}
        case FieldType.INTEGER:
            between = {"minimum": field.minimum, "maximum": field.maximum}
            return {"validate": "integer", "criteria": "between", **between, **told}
        case FieldType.TEXT:
            return {"validate": "length", "criteria": "<=", "value": field.length, **told}
        case _:
            return {"validate": "any", **told}


def help_text(field: Field, lang: Language) -> str:
    """What may be typed into a field, in a few words."""
    parts = []
    if field.required == "save":
        parts.append(text("Needed.", lang))
    if field.is_set or field.is_lines:
        parts.append(text("One item a line (Alt+Enter).", lang))
    match field.type:
        case FieldType.DATE:
            parts.append(text("A date, for example 2026-12-05.", lang))
        case FieldType.MONEY:
            parts.append(text("A number, in the currency of this row.", lang))
        case FieldType.INTEGER | FieldType.DECIMAL:
            parts.append(text("A number without unit.", lang))
        case FieldType.CHOICE | FieldType.REFERENCE | FieldType.BOOLEAN:
            parts.append(text("Choose from the list.", lang))
        case FieldType.TEXT if is_local_time(field):
            parts.append(text("Date and time of the place, for example 2026-12-05 09:30.", lang))
        case FieldType.TEXT:
            parts.append(text("At most {limit} letters.", lang, limit=field.length))
        case _:
            pass
    return " ".join(parts)
