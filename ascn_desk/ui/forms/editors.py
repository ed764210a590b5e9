"""The editor of a field, by its declaration: one for every type of value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

from ascn_desk.base.words import language
from ascn_desk.domain.fields import LOCAL_TIME, Field, FieldType
from ascn_desk.ui.forms.editor import (
    ChoiceEditor,
    DayEditor,
    Editor,
    FlagEditor,
    LocalTimeEditor,
    MoneyEditor,
    NumberEditor,
    Setting,
    TextEditor,
)
from ascn_desk.ui.forms.offers import Lists, Offer, offers_of
from ascn_desk.ui.forms.reference_editor import AskRecords, NameOf, ReferenceEditor
from ascn_desk.ui.forms.set_editor import make_set_editor


@dataclass(frozen=True, slots=True)
class Sources:
    """Where editors find what they offer: lists of choices, records by typing, titles by id."""

    lists: Lists
    ask: AskRecords
    name_of: NameOf


def make_editor(setting: Setting, sources: Sources, currency: Callable[[], str | None]) -> Editor:
    """The editor that fits a field; ``currency`` tells what stands beside an amount."""
    field = setting.field

    def offers(held: Sequence[str]) -> list[Offer]:
        return offers_of(field, sources.lists, language(), held)

    if field.is_set:
        return make_set_editor(setting, offers, sources.name_of, sources.ask)
    match field.type:
        case FieldType.TEXT:
            return LocalTimeEditor(setting) if field.pattern == LOCAL_TIME else TextEditor(setting)
        case FieldType.INTEGER | FieldType.DECIMAL:
            return NumberEditor(setting)
        case FieldType.MONEY:
            return MoneyEditor(setting, currency)
        case FieldType.BOOLEAN:
            return FlagEditor(setting)
        case FieldType.DATE:
            return DayEditor(setting)
        case FieldType.CHOICE:
            return ChoiceEditor(setting, offers)
        case FieldType.REFERENCE:
            return ReferenceEditor(setting, sources.ask, sources.name_of)
        case FieldType.INSTANT | FieldType.FILE:
            return TextEditor(setting)
        case _:
            assert_never(field.type)


def is_required(field: Field, closes: bool) -> bool:
    """Whether a field is marked as needed; some only once the record closes."""
    return field.required == "save" or (closes and (field.required == "close" or field.name == "status_reason"))
