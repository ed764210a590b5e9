"""The day's work, and how the desk stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.operations.views.deciding import Decision
from ascn_desk.operations.views.records import Draft, Row


@dataclass(frozen=True, slots=True)
class TodayItem:
    """Something due: a case's next action or a follow-up; ``who`` is company and city."""

    kind: str
    id: str
    channel: str
    what: str
    who: str
    reference: str
    status: str
    due: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Health:
    """How the desk stands; ``backup_days`` is None where no backup was ever made."""

    unsent: int
    conflicts: int
    backup_days: int | None
    last_sent_days: int | None
    last_received_days: int | None
    reference_edition: str


@dataclass(frozen=True, slots=True)
class TodayView:
    overdue: tuple[TodayItem, ...]
    today: tuple[TodayItem, ...]
    this_week: tuple[TodayItem, ...]
    still: tuple[TodayItem, ...]
    decisions: tuple[Decision, ...]
    drafts: tuple[Draft, ...]
    visits: tuple[Row, ...]
    health: Health
