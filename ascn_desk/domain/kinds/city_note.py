"""What was heard of a city, from whom, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, Reliability


@kind(
    "city_note",
    ja="都市情報メモ",
    en="City note",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=("text",),
    title_ja=("text",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CityNote(Record):
    """What was heard of a city, from whom, and how far to trust it."""

    city: str | None = f.reference("都市", "City", "city", required="save", column=1)
    focus_area: str | None = f.listed("重点分野", "Focus area", "focus_area", column=5)
    note_kind: str | None = f.listed("種別", "Kind of note", "note_kind", column=4)
    text: str | None = f.long_text("内容", "Text", required="save", searchable=True, column=2)
    source_kind: str | None = f.listed("情報源", "Source", "source_kind", column=6)
    reliability: str | None = f.choice("信頼度", "Reliability", Reliability, column=7)
    seen_on: str | None = f.day("情報の日付", "Observed on", column=3)
