"""How a field of a record kind is declared, once, for journal, tables, forms, sheets and papers.

Legend:
    register   what is decided as one in the merge; a field of its own or a group ("status" for
               status + status_on + status_reason); a group is named after its first field
    set        a field whose members are decided one by one; register ``field:member``
    required   "save" = needed to save, "close" = needed to close or send, None = never
"""

from __future__ import annotations

import dataclasses
import keyword
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, TypeAlias

MAX_INTEGER = 2**53 - 1
NAME_LENGTH = 200
NOTE_LENGTH = 1_000
LINES_LENGTH = 2_000
LONG_LENGTH = 20_000
YEAR = {"minimum": 1, "maximum": 9999}
LOCAL_TIME = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
CURRENCY = {"pattern": "[A-Z]{3}"}


Vocabulary: TypeAlias = type[StrEnum]


class FieldType(StrEnum):
    """The types of values, as the command ``kinds`` names them."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    REFERENCE = "reference"
    FILE = "file"


Requirement = Literal["save", "close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind: what it holds, what it is called, how it is shown.

    ``choices`` holds the members of a vocabulary fixed in code; ``vocabulary`` names a list of ``choice``
    records; ``target`` names the kind that a reference points to.
    ``length``, ``minimum`` and ``maximum`` are part of a value's validity everywhere and never change;
    ``pattern`` is only asked of what is typed here.
    ``is_lines`` marks a short list kept as one text, one item a line.
    ``length`` counts code points. ``column`` is the place among the list columns, None if it is none.
    ``translated`` puts a text whose words are known in both languages into one of them.
    """

    name: str
    type: FieldType
    en: str
    ja: str
    is_set: bool = False
    register: str = ""
    length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    choices: Vocabulary | None = None
    vocabulary: str | None = None
    target: str | None = None
    is_long: bool = False
    is_lines: bool = False
    required: Requirement | None = None
    searchable: bool = False
    column: int | None = None
    by_program: bool = False
    translated: Callable[[str, Literal["ja", "en"]], str] | None = None

    def words(self, lang: str) -> str:
        """What the field is called in ``ja`` or ``en``."""
        return self.ja if lang == "ja" else self.en

    @property
    def attribute(self) -> str:
        """The attribute of the record class; ``class`` is a word of Python, so ``class_``."""
        return f"{self.name}_" if keyword.iskeyword(self.name) else self.name

    def shown(self, value: Any) -> Any:
        """A stored value as a record carries it: a known code of a fixed vocabulary as its member."""
        if self.choices is None or value is None:
            return value
        try:
            return self.choices(value)
        except ValueError:
            return value


def _declare(**settings: Any) -> Any:
    """A dataclass field that carries its declaration; every field of a record may be empty.

    Sets start empty, all else as None: what is required is a rule of saving, not of holding, since a
    record may arrive in parts.
    """
    empty: Any = () if settings.get("is_set") else None
    return dataclasses.field(default=empty, metadata={"declaration": settings})


def as_in(kind: type[Any], name: str, **more: Any) -> Any:
    """A field of another kind: called so and holding such; its place in lists and forms is of its own."""
    declared = next(each.metadata["declaration"] for each in dataclasses.fields(kind) if each.name == name)
    same = {key: value for key, value in declared.items() if key not in ("column", "required", "searchable")}
    return _declare(**{**same, **more})


def text(ja: str, en: str, **more: Any) -> Any:
    """A line of at most 200 letters."""
    return _declare(type=FieldType.TEXT, ja=ja, en=en, **{"length": NAME_LENGTH, **more})


def long_text(ja: str, en: str, **more: Any) -> Any:
    """A text of at most 20,000 letters."""
    return _declare(type=FieldType.TEXT, ja=ja, en=en, is_long=True, **{"length": LONG_LENGTH, **more})


def note(ja: str, en: str, **more: Any) -> Any:
    """A remark of at most 1,000 letters: the shipped tables hold remarks that no single line takes."""
    return text(ja, en, **{"length": NOTE_LENGTH, **more})


def lines(ja: str, en: str, **more: Any) -> Any:
    """A short list kept as one text, one item a line."""
    return text(ja, en, **{"length": LINES_LENGTH, "is_lines": True, **more})


def local_time(ja: str, en: str, **more: Any) -> Any:
    """A time by the clock of the place, ``YYYY-MM-DDTHH:MM``."""
    return text(ja, en, **{"pattern": LOCAL_TIME, **more})


def integer(ja: str, en: str, **more: Any) -> Any:
    """A whole number within ±(2^53 − 1)."""
    limits = {"minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
    return _declare(type=FieldType.INTEGER, ja=ja, en=en, **{**limits, **more})


def money(ja: str, en: str, **more: Any) -> Any:
    """A whole number of minor units of the currency in the same group."""
    limits = {"minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
    return _declare(type=FieldType.MONEY, ja=ja, en=en, **{**limits, **more})


def boolean(ja: str, en: str, **more: Any) -> Any:
    """Yes, no or not known."""
    return _declare(type=FieldType.BOOLEAN, ja=ja, en=en, **more)


def day(ja: str, en: str, **more: Any) -> Any:
    """A calendar day, ``YYYY-MM-DD``."""
    return _declare(type=FieldType.DATE, ja=ja, en=en, **more)


def decimal(ja: str, en: str, **more: Any) -> Any:
    """A decimal number kept as text, ``-?[0-9]+(\\.[0-9]+)?``."""
    return _declare(type=FieldType.DECIMAL, ja=ja, en=en, **{"length": 40, **more})


def choice(ja: str, en: str, choices: Vocabulary, **more: Any) -> Any:
    """One of a vocabulary by which code decides; a code of a newer version is held as it is."""
    return _declare(type=FieldType.CHOICE, ja=ja, en=en, choices=choices, **more)


def listed(ja: str, en: str, vocabulary: str, **more: Any) -> Any:
    """One of a list that headquarters keeps as records of kind ``choice``; ``is_set=True`` for several."""
    return _declare(type=FieldType.CHOICE, ja=ja, en=en, vocabulary=vocabulary, **more)


def reference(ja: str, en: str, target: str, **more: Any) -> Any:
    """Another record by its id; ``is_set=True`` for several."""
    return _declare(type=FieldType.REFERENCE, ja=ja, en=en, target=target, **more)


def file(ja: str, en: str, **more: Any) -> Any:
    """An attachment by its lower-case SHA-256."""
    return _declare(type=FieldType.FILE, ja=ja, en=en, **more)
