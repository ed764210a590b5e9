"""A delegation that comes: who, when, for what, and what the office does for it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "visit",
    ja="来訪",
    en="Visit",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("starts_on ends_on",),
    title_en=("title",),
    title_ja=("title",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """A delegation that comes: who, when, for what, and what the office does for it."""

    title: str | None = f.text("名称", "Title", required="save", searchable=True, column=1)
    class_: str | None = f.listed("便宜供与の区分", "Class of support", "visit_class", column=4)
    starts_on: str | None = f.day("開始日", "Starts on", column=2)
    ends_on: str | None = f.day("終了日", "Ends on", column=3)
    cities: tuple[str, ...] = f.reference("訪問都市", "Cities", "city", is_set=True, column=5)
    companies: tuple[str, ...] = f.reference("参加企業", "Companies", "company", is_set=True, column=6)
    delegation: str | None = f.long_text("一行の構成", "Delegation", searchable=True)
    purpose: str | None = f.text("目的", "Purpose", searchable=True, column=7)
    objectives: str | None = f.lines("達成目標", "Objectives", searchable=True)
    points: str | None = f.lines("要点", "Points", searchable=True)
    do_not_raise: str | None = f.lines("触れない事項", "Not to be raised", searchable=True)
    services: tuple[str, ...] = f.listed("便宜供与の内容", "Services", "visit_service", is_set=True)
    decisions_wanted: str | None = f.lines("求める判断", "Decisions wanted", searchable=True)
    talking_points: str | None = f.lines("発言要領", "Talking points", searchable=True)
    questions: str | None = f.long_text(
        "想定問答（各行：問い・答え・背景・限度、問いの間は空行）",
        "Q&A (lines: question, answer, background, limit; then an empty line)",
        searchable=True,
    )
