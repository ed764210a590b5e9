"""How values are shown: in lists, on pages, in histories. One place for every kind of field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import Language, t
from ascn_desk.domain import money
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.fields import LOCAL_TIME, Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.vocabularies import code_word
from ascn_desk.operations.views import Scalar, Shown, Values
from ascn_desk.ui.forms.local_time import show_local_time
from ascn_desk.ui.forms.offers import Lists

_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to show values: the language, today, the lists of choices, the titles of records."""

    lang: Language
    today: date
    lists: Lists = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def person(self, by: str | None) -> str:
        """The name of an author of the journal."""
        return self.people.get(by, by) if by else ""

    def words(self, kind: Kind, name: str, values: Values) -> str:
        """A field of a record in words; empty where nothing stands there."""
        declared = kind.fields[name]
        value = values.get(name)
        if declared.type is FieldType.MONEY and isinstance(value, int):
            return money.show_amount(value, _currency(kind, declared, values))
        return self.value_words(declared, value)

    def value_words(self, declared: Field, value: Shown) -> str:
        """One value in words."""
        if isinstance(value, tuple):
            return self._joined([self._scalar(declared, each) for each in value])
        return "" if value is None else self._scalar(declared, value)

    def change_words(self, kind: Kind, name: str, value: Scalar) -> tuple[str, str]:
        """A line of an entry: the field's words, and what it was set to. ``field:member`` says added or taken away."""
        head, colon, member = name.partition(":")
        declared = kind.fields.get(head)
        if declared is None:
            return name, "" if value is None else str(value)
        label = declared.words(self.lang)
        if colon:
            told = self._scalar(declared, member)
            return label, t("added: {what}", what=told) if value else t("removed: {what}", what=told)
        return label, self.value_words(declared, value) or t("(empty)")

    def instant_day(self, at: str) -> str:
        """The day of an instant, where this desk stands."""
        return show_day(local_date(instant_from(at)), self.lang, self.today)

    def _joined(self, words: list[str]) -> str:
        return ("、" if self.lang == "ja" else ", ").join(words)

    def _scalar(self, declared: Field, value: Scalar) -> str:
        match declared.type:
            case FieldType.BOOLEAN:
                return t("Yes") if value else t("No")
            case FieldType.DATE:
                return self._day(str(value))
            case FieldType.CHOICE:
                return self._choice(declared, str(value))
            case FieldType.REFERENCE:
                return self.names.get(str(value)) or t("(not received: {id})", id=value)
            case FieldType.INTEGER if isinstance(value, int) and declared.maximum != 9999:
                return f"{value:,}"
            case FieldType.FILE:
                return str(value)[:_DIGEST_SHOWN]
            case FieldType.INSTANT:
                return self.instant_day(str(value))
            case FieldType.TEXT if declared.pattern == LOCAL_TIME:
                return show_local_time(str(value), self.lang, self.today)
            case _ if declared.translated is not None:
                return declared.translated(str(value), self.lang)
            case _:
                return str(value)

    def _day(self, text: str) -> str:
        try:
            return show_day(date.fromisoformat(text), self.lang, self.today)
        except ValueError:
            return text

    def _choice(self, declared: Field, code: str) -> str:
        if declared.choices is not None:
            return code_word(declared.choices, code, self.lang)
        offers = self.lists.get(declared.vocabulary or "", ())
        return next((each.title for each in offers if each.code == code), code)


def time_words(at: str) -> str:
    """An instant as the clock on the wall had it: ``10:42``."""
    return f"{instant_from(at).astimezone():%H:%M}"


def currency_field(kind: Kind, declared: Field) -> str | None:
    """The field beside an amount that names its currency."""
    return next((name for name in kind.groups.get(declared.register, ()) if name.endswith("currency")), None)


def _currency(kind: Kind, declared: Field, values: Values) -> str | None:
    name = currency_field(kind, declared)
    value = values.get(name) if name else None
    return value if isinstance(value, str) else None
