"""The wall clock, passed to whoever needs it.

Clocks are for people to read; they never decide which edit wins.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

from ascn_desk.base.errors import UsageError

TOKYO = timezone(timedelta(hours=9), "JST")

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Clock(Protocol):
    """Anything that tells the present instant."""

    def now(self) -> datetime:
        """The present instant: UTC, aware, whole seconds."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant of the machine's clock."""
        return datetime.now(UTC).replace(microsecond=0)


class FixedClock:
    """A clock that stands where it was put; for tests, practice and stories."""

    def __init__(self, instant: datetime) -> None:
        self._instant = utc(instant)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._instant

    def advance(self, **amount: float) -> None:
        """Move on by a timedelta given as keywords, e.g. ``advance(days=1)``."""
        self._instant += timedelta(**amount)


def clock_from_environment() -> Clock:
    """The machine's clock, or the instant named in ASCN_DESK_CLOCK."""
    named = os.environ.get("ASCN_DESK_CLOCK")
    if not named:
        return SystemClock()
    try:
        return FixedClock(instant_from(named))
    except ValueError:
        raise UsageError("bad-clock", value=named) from None


def utc(instant: datetime) -> datetime:
    """The same instant in UTC, whole seconds. A naive time is refused: its zone would be a guess."""
    if instant.tzinfo is None:
        raise ValueError("naive time")
    return instant.astimezone(UTC).replace(microsecond=0)


def instant_text(instant: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SSZ``, the form of every instant in a bundle."""
    # Not strftime: on some systems it writes years before 1000 with fewer than four digits.
    return utc(instant).replace(tzinfo=None).isoformat() + "Z"


def instant_from(text: str) -> datetime:
    """Read ``YYYY-MM-DDTHH:MM:SSZ``; ValueError for any other form or an instant that does not exist."""
    # strptime alone lets through single digits, small letters and digits of other scripts.
    if _INSTANT.fullmatch(text) is None:
        raise ValueError(f"not an instant: {text}")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def local_date(instant: datetime) -> date:
    """The calendar day of an instant where this desk stands."""
    return instant.astimezone().date()
