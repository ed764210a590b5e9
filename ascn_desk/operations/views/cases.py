"""A case with its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ascn_desk.operations.views.records import RecordView, Row

TimelineSort: TypeAlias = Literal["made", "log_entry", "status", "edit", "attachment", "conflict", "follow_up"]
Travel: TypeAlias = Literal["unsent", "sent", "received", "from-outside"]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One item of a case's timeline: newest first, by ``at``, the instant or day that a person reads."""

    at: str
    sort: TimelineSort
    title: str
    meta: str
    lines: tuple[str, ...] = ()
    state: str | None = None
    record: tuple[str, str, str] | None = None
    travel: Travel | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that its page shows; ``days_late`` is above 0 where the next action is overdue."""

    record: RecordView
    reference: str
    company_title: str
    city_title: str
    days_late: int
    timeline: tuple[TimelineItem, ...]
    follow_ups: tuple[Row, ...]
