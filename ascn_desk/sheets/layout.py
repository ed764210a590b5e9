"""How our own sheets are laid out, so that they come back.

- the first sheet holds the records: a head row of words, one record a row, one datum a cell; several members
  of a set, and the items of a list, stand each on a line of its own in one cell
- its first column is hidden and holds the record's key, ``<channel> <id>``: it moves along when people sort
- three hidden sheets: ``_ascn`` says what the file is and which field each column holds; ``_lists`` gives,
  for each list of choices or kind referred to, code and words; ``_records`` gives keys, and what was seen
"""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.domain.fields import LOCAL_TIME, Field, FieldType
from ascn_desk.domain.kind import Kind

FORMAT = 1
META_SHEET = "_ascn"
LISTS_SHEET = "_lists"
RECORDS_SHEET = "_records"
HIDDEN_SHEETS = (META_SHEET, LISTS_SHEET, RECORDS_SHEET)
KEY_HEAD = "key"
COLUMN_TABLE_ROW = 10
FLAG_LIST = "flag"

# What one cell of Excel holds; its numbers keep 15 digits.
CELL_LENGTH = 32_767
EXACT_DIGITS = 15
LAST_ROW = 1_048_575

_WIDTHS = {
    FieldType.DATE: 12,
    FieldType.INSTANT: 22,
    FieldType.BOOLEAN: 10,
    FieldType.INTEGER: 12,
    FieldType.MONEY: 16,
    FieldType.DECIMAL: 12,
    FieldType.CHOICE: 18,
    FieldType.REFERENCE: 26,
    FieldType.FILE: 20,
    FieldType.TEXT: 28,
}
_LONG_WIDTH = 56


def sheet_fields(kind: Kind, names: Sequence[str] | None = None) -> list[Field]:
    """The fields that get a column: those named, else all that people write.

    The list's columns come first. What no cell can hold whole has no column.
    """
    if names is not None:
        return [kind.fields[name] for name in names]
    first = kind.columns()
    rest = [
        field
        for field in kind.fields.values()
        if field not in first and not field.by_program and (field.length or 0) <= CELL_LENGTH
    ]
    return first + rest


def list_key(field: Field) -> str | None:
    """Which list of code and words the cells of a field take their words from, if any."""
    match field.type:
        case FieldType.BOOLEAN:
            return FLAG_LIST
        case FieldType.CHOICE:
            return f"fixed:{field.choices.__name__}" if field.choices else f"list:{field.vocabulary}"
        case FieldType.REFERENCE:
            return f"kind:{field.target}"
        case _:
            return None


def record_key(record_id: str, channel: str) -> str:
    """The key of a record in the first column."""
    return f"{channel} {record_id}"


def split_key(key: str) -> tuple[str, str]:
    """The (id, channel) that a key stands for."""
    channel, _, record_id = key.partition(" ")
    return record_id, channel


def column_width(field: Field) -> int:
    """How wide a column is, in letters."""
    return _LONG_WIDTH if field.is_long or field.is_lines else _WIDTHS[field.type]


def is_local_time(field: Field) -> bool:
    """Whether the texts of a field are times by the clock of the place."""
    return field.pattern == LOCAL_TIME
