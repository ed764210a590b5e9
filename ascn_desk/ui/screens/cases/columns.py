"""The columns of the list of cases, from the declaration of the kind, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import CLOSING_STATUSES
from ascn_desk.operations.views import Row, Values
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import CellKind, Column, Tone, When
from ascn_desk.ui.screens.cases.marks import short_reference, status_mark

CASE = KINDS["case"]
USUAL = ("reference", "company", "summary", "status", "next_due")
_WIDTHS = {
    "reference": 76, "company": 116, "summary": 168, "status": 96, "next_due": 96, "category": 120, "city": 92,
    "next_action": 132, "officer": 92, "received_on": 92, "priority": 72, "sub_topic": 112, "medium": 92,
    "status_on": 92,
}  # fmt: skip
_WHOLE_REFERENCE = 124
_STRETCHED = {"company": 2, "summary": 3}
_LEAVE_FIRST = ("reference", "company")
"""Which of the usual columns give way where the list is narrow: the detail beside it shows them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns are shown, and whether numbers are shown whole (where cases of several offices meet)."""

    names: tuple[str, ...] = USUAL
    whole_numbers: bool = False

    def columns(self) -> list[Column]:
        """The columns to show."""
        return [self._column(CASE.fields[name]) for name in self.names]

    def _width(self, name: str) -> int:
        return _WHOLE_REFERENCE if name == "reference" and self.whole_numbers else _WIDTHS.get(name, 100)

    def _column(self, field: Field) -> Column:
        name = field.name
        title = t("No.") if name == "reference" else field.words(language())
        leaves = _LEAVE_FIRST.index(name) + 1 if name in _LEAVE_FIRST else 0
        if name in _STRETCHED:
            return Column(key=name, title=title, width=_WIDTHS[name], stretch=_STRETCHED[name], leaves=leaves)
        return Column(key=name, title=title, width=self._width(name), kind=_cell_kind(field), leaves=leaves)


def choosable() -> list[Field]:
    """All columns that a list of cases can have, in their order."""
    return CASE.columns()


def cells(row: Row, columns: Sequence[Column], reader: Reader, *, whole_numbers: bool) -> tuple[object, ...]:
    """The row's id and what stands in each column."""
    return (row.id, *(_cell(row, column.key, reader, whole_numbers) for column in columns))


def is_late(values: Values, today: date) -> bool:
    """Whether the next action of an open case is overdue."""
    due = values.get("next_due")
    return isinstance(due, str) and due < today.isoformat() and values.get("status") not in CLOSING_STATUSES


def _cell_kind(field: Field) -> CellKind:
    if field.name == "status":
        return CellKind.STATE
    if field.type is FieldType.DATE:
        return CellKind.DATE
    return CellKind.SECOND if field.name == "reference" else CellKind.TEXT


def _cell(row: Row, name: str, reader: Reader, whole_numbers: bool) -> object:
    value = row.values.get(name)
    match name:
        case "status":
            return status_mark(value if isinstance(value, str) else None, short=True)
        case "reference":
            return short_reference(str(value or ""), whole=whole_numbers)
        case "next_due":
            return _due(row.values, reader)
        case _:
            names = Reader(reader.lang, reader.today, reader.lists, row.names)
            return names.words(CASE, name, row.values)


def _due(values: Values, reader: Reader) -> object:
    due = values.get("next_due")
    if not isinstance(due, str):
        return ""
    day = date.fromisoformat(due)
    if is_late(values, reader.today):
        return When(show_day(day, reader.lang, reader.today), Tone.ERROR)
    if day == reader.today:
        return When(t("Today"), now=True)
    return When(show_day(day, reader.lang, reader.today))
