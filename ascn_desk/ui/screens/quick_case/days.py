"""Days in the quick case: typed in short (3d, 金, 12/5), shown back in full."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.ui.parts import DateField


def day_read(text: str, today: date, toward: Literal["past", "future"]) -> date | None:
    """The day that a text means; None where it means none."""
    try:
        return parse_day(text, today, toward)
    except CorrectableError:
        return None


def day_field(
    label: str,
    *,
    today: date,
    toward: Literal["past", "future"],
    name: str,
    value: date | None = None,
    placeholder: str = "",
    reserve_below: bool | None = None,
) -> DateField:
    """A field for a day before or after today."""
    return DateField(label, parse=lambda text: day_read(text, today, toward), value=value, placeholder=placeholder,
                     tell=lambda day: show_day(day, language(), today), name=name,
                     accessible=label or placeholder, reserve_below=reserve_below)  # fmt: skip
