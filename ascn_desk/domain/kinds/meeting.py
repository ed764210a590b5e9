"""A high-level or other meeting, with its venue, its record and its outcome."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind


@kind(
    "meeting",
    ja="会議",
    en="Meeting",
    scope=Scope.PROGRAMME,
    groups=("starts_on ends_on",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(SourcedRecord):
    """A high-level or other meeting, with its venue, its record and its outcome."""

    name_en: str | None = f.text("会議名(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("会議名(日)", "Name (Japanese)", searchable=True, column=1)
    number: int | None = f.integer("回次", "Number", column=3)
    starts_on: str | None = f.day("開始日", "Starts on", column=4)
    ends_on: str | None = f.day("終了日", "Ends on", column=5)
    venue_en: str | None = f.text("会場(英)", "Venue (English)", searchable=True)
    venue_ja: str | None = f.text("会場(日)", "Venue (Japanese)", searchable=True, column=6)
    cochair: str | None = f.text("共同議長", "Co-chair", searchable=True)
    theme: str | None = f.text("テーマ", "Theme", searchable=True, column=7)
    attendance: str | None = f.text("出席者数", "Attendance")
    record: str | None = f.long_text("議事録", "Minutes", searchable=True)
