"""How cells look: by the type of their field, so that sorting, printing and typing behave."""

from __future__ import annotations

from typing import Any

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.sheets.layout import is_local_time


class Looks:
    """The formats of one workbook; a column needed to save has its head underlined as well as coloured."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EAED", "bottom": 1}
        )
        self.needed = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#D9E6FF",
                "bottom": 2,
                "underline": 1,
            }
        )
        self.text = book.add_format({**top, "num_format": "@"})
        self.wrapped = book.add_format({**top, "num_format": "@", "text_wrap": True})
        self.day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.number = book.add_format({**top, "num_format": "#,##0"})
        self.year = book.add_format({**top, "num_format": "0"})
        self.decimal = book.add_format({**top, "num_format": "#,##0.00######"})

    def of(self, field: Field) -> Any:
        """How the cells of a field look."""
        match field.type:
            case FieldType.DATE:
                return self.day
            case FieldType.INTEGER:
                return self.year if "year" in field.name or field.name.endswith("since") else self.number
            case FieldType.MONEY:
                return self.number
            case FieldType.DECIMAL:
                return self.decimal
            case FieldType.TEXT if is_local_time(field):
                return self.moment
            case _:
                return self.wrapped if field.is_long or field.is_lines or field.is_set else self.text
