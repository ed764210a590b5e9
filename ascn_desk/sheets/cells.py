"""What stands in a cell: texts stay texts, dates are dates, and what Excel can hold is a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ascn_desk.base.words import Language, text
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.money import to_major
from ascn_desk.domain.vocabularies import WORDS
from ascn_desk.sheets.layout import EXACT_DIGITS, FLAG_LIST, is_local_time, list_key

Cell = str | int | Decimal | date | datetime | None

# XML cannot carry these, or Excel would show them as boxes; tab and line feed stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel's calendar counts a 29 February 1900 that never was.
_FIRST_DAY = date(1900, 3, 1)


class Lists:
    """Code and words of every list that the cells of a sheet use, each word standing for one code only."""

    def __init__(
        self,
        lang: Language,
        names: Callable[[str, str], str],
        words: Callable[[str, str], str],
    ) -> None:
        self._lang: Language = lang
        self._names = names
        self._words = words
        self._shown: dict[str, dict[str, str]] = {}
        self._taken: dict[str, set[str]] = {}

    def offer(self, key: str, codes: Iterable[str]) -> None:
        """Put codes into a list before any cell uses it, in this order."""
        for code in codes:
            self.shown(key, code)

    def shown(self, key: str, code: str) -> str:
        """The words for a code; where other words of the list are the same, with the code behind."""
        shown = self._shown.setdefault(key, {})
        if code not in shown:
            taken = self._taken.setdefault(key, set())
            word = clean(self._word(key, code)).strip() or code
            if word in taken:
                word = f"{word} ({code})"
            taken.add(word)
            shown[code] = word
        return shown[code]

    def entries(self, key: str) -> Sequence[tuple[str, str]]:
        """The (code, words) of a list, in order."""
        return tuple(self._shown.get(key, {}).items())

    def _word(self, key: str, code: str) -> str:
        if key == FLAG_LIST:
            return text("Yes", self._lang) if code == "true" else text("No", self._lang)
        sort, _, name = key.partition(":")
        match sort:
            case "fixed":
                return _FIXED[name].get(code, (code, code))[1 if self._lang == "ja" else 0]
            case "list":
                return self._words(name, code)
            case _:
                return self._names(name, code)


_FIXED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    vocabulary.__name__: words for vocabulary, words in WORDS.items()
}


def fixed_codes(vocabulary: type[StrEnum]) -> list[str]:
    """The codes of a vocabulary fixed in code, in its order."""
    return [each.value for each in vocabulary]


def cell_of(kind: Kind, field: Field, row: Mapping[str, object], lists: Lists) -> Cell:
    """What stands in the cell of a field for a record.

    Shapes: ``row`` holds values by field; a set as its members, or as ``field:member`` → true.
    """
    key = list_key(field)
    if field.is_set:
        members = _members(field, row)
        return "\n".join(lists.shown(key, each) if key else each for each in members) or None
    value = row.get(field.name)
    if value is None:
        return None
    if key is not None:
        return lists.shown(key, _code(value))
    match field.type:
        case FieldType.DATE:
            day = date.fromisoformat(str(value))
            return day if day >= _FIRST_DAY else str(value)
        case FieldType.MONEY if isinstance(value, int):
            return _number(to_major(value, _currency(kind, field, row)))
        case FieldType.INTEGER | FieldType.DECIMAL:
            return _number(Decimal(str(value)))
        case FieldType.TEXT if is_local_time(field):
            return _local_time(str(value))
        case _:
            return clean(str(value)) or None


def clean(value: str) -> str:
    """A text as a cell may hold it: control characters gone, one kind of line end."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def _code(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _members(field: Field, row: Mapping[str, object]) -> list[str]:
    whole = row.get(field.name)
    if isinstance(whole, Iterable) and not isinstance(whole, str):
        return [str(each) for each in whole]
    prefix = f"{field.name}:"
    return sorted(
        name.removeprefix(prefix) for name, value in row.items() if value is True and name.startswith(prefix)
    )


def _currency(kind: Kind, field: Field, row: Mapping[str, object]) -> str | None:
    written = (row.get(name) for name in kind.groups[field.register] if name.endswith("currency"))
    return next((str(value) for value in written if value is not None), None)


def _number(number: Decimal) -> Cell:
    """A number if Excel keeps all its digits, else the text of it."""
    if len(number.normalize().as_tuple().digits) > EXACT_DIGITS:
        return f"{number:f}"
    return int(number) if number == number.to_integral_value() and number.as_tuple().exponent == 0 else number


def _local_time(value: str) -> Cell:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return clean(value)
    return moment if moment.tzinfo is None and moment.date() >= _FIRST_DAY else value
