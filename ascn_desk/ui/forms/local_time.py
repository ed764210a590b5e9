"""Times by the clock of the place, as people type them: ``12/5 9:30``, ``金 14時``, ``2026-12-05T09:30``."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.dates import parse_day, show_day

_TIME_BEHIND = re.compile(r"(.*?)[\sT]*(\d{1,2})(?::|時)(\d{2})?分?$", re.IGNORECASE)


def read_local_time(text: str, today: date) -> str | None:
    """The time meant as ``YYYY-MM-DDTHH:MM``; None if it cannot be read. A time alone is today's."""
    match = _TIME_BEHIND.fullmatch(normalize("NFKC", text).strip())
    if match is None:
        return None
    day_text, hour, minute = match[1].strip(), int(match[2]), int(match[3] or 0)
    if hour > 23 or minute > 59:
        return None
    try:
        day = parse_day(day_text, today, "future") if day_text else today
    except CorrectableError:
        return None
    return f"{day.isoformat()}T{hour:02}:{minute:02}"


def show_local_time(value: str, lang: str, today: date) -> str:
    """A stored local time for people: ``12/5(土) 09:30``; what is none is shown as it stands."""
    day_text, letter, time = value.partition("T")
    try:
        return f"{show_day(date.fromisoformat(day_text), lang, today)} {time}" if letter else value
    except ValueError:
        return value
