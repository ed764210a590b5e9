"""What a company asked an office for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import CaseStatus, Grade, Priority


@kind(
    "case",
    ja="支援案件",
    en="Support case",
    plural_en="Support cases",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=(
        "status status_on status_reason",
        "next_action next_due",
    ),
    title_en=("summary",),
    title_ja=("summary",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """What a company asked an office for, and what came of it."""

    reference: str | None = f.text("案件番号", "Case reference", by_program=True, searchable=True, column=1)
    company: str | None = f.reference("企業", "Company", "company", required="save", column=2)
    other_companies: tuple[str, ...] = f.reference("関係企業", "Other companies", "company", is_set=True)
    category: str | None = f.listed("区分", "Category", "case_category", required="save", column=4)
    sub_topic: str | None = f.listed("主題", "Topic", "case_topic", column=12)
    city: str | None = f.reference("都市", "City", "city", column=5)
    project: str | None = f.reference("事業", "Project", "project")
    summary: str | None = f.text("概要", "Summary", required="save", searchable=True, column=3)
    details: str | None = f.long_text("詳細", "Details", searchable=True)
    medium: str | None = f.listed("受付方法", "Received by", "medium", column=13)
    received_on: str | None = f.day("受付日", "Received on", column=10)
    lead_office: str | None = f.reference("主担当公館", "Lead office", "office")
    supporting_offices: tuple[str, ...] = f.reference("関係公館", "Supporting offices", "office", is_set=True)
    officer: str | None = f.reference("担当者", "Officer in charge", "officer", column=9)
    priority: str | None = f.choice("優先度", "Priority", Priority, column=11)
    status: str | None = f.choice("状況", "Status", CaseStatus, column=6)
    status_on: str | None = f.day("状況の日付", "Status since", column=14)
    status_reason: str | None = f.text("状況変更の理由", "Reason for the status", searchable=True)
    next_action: str | None = f.text("次の対応", "Next action", searchable=True, column=7)
    next_due: str | None = f.day("期限", "Due", column=8)
    outcome: str | None = f.long_text("結果", "Outcome", required="close", searchable=True)
    sensitive: bool | None = f.boolean("要配慮", "Sensitive")
