"""A smart-city project with its stages, its people and its money."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.vocabularies import ProjectStatus, Stage


@kind(
    "project",
    ja="事業",
    en="Project",
    scope=Scope.PROGRAMME,
    groups=(
        "stage stage_on stage_reason",
        "status status_on status_reason",
        "budget budget_currency budget_year",
    ),
    title_en=(
        "title_en",
        "title_ja",
    ),
    title_ja=(
        "title_ja",
        "title_en",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Project(SourcedRecord):
    """A smart-city project with its stages, its people and its money."""

    city: str | None = f.reference("都市", "City", "city", required="save", column=3)
    title_en: str | None = f.text("事業名(英)", "Title (English)", required="save", searchable=True, column=2)
    title_ja: str | None = f.text("事業名(日)", "Title (Japanese)", searchable=True, column=1)
    focus_area: str | None = f.listed("重点分野", "Focus area", "focus_area", column=4)
    programme: str | None = f.listed("枠組み", "Programme", "programme", column=5)
    study_type: str | None = f.listed("調査の種類", "Type of study", "study_type", column=6)
    stage: str | None = f.choice("段階", "Stage", Stage, column=7)
    stage_on: str | None = f.day("段階の日付", "At this stage since")
    stage_reason: str | None = f.text("段階変更の理由", "Reason for the stage", searchable=True)
    status: str | None = f.choice("状況", "Status", ProjectStatus, column=8)
    status_on: str | None = f.day("状況の日付", "Status since")
    status_reason: str | None = f.text("状況変更の理由", "Reason for the status", searchable=True)
    ministry: str | None = f.reference("所管省庁・機関", "Ministry or agency", "organisation", column=9)
    lead_company: str | None = f.reference("代表企業", "Lead company", "company", column=10)
    members: tuple[str, ...] = f.reference("構成企業", "Partner companies", "company", is_set=True)
    five_g: bool | None = f.boolean("5Gの活用", "Uses 5G")
    decarbonisation: bool | None = f.boolean("脱炭素", "Decarbonisation")
    budget: int | None = f.money("予算額", "Budget")
    budget_currency: str | None = f.text("予算の通貨", "Currency of the budget", **f.CURRENCY)
    budget_year: int | None = f.integer("予算の年度", "Year of the budget", **f.YEAR)
    fiscal_year: int | None = f.integer("年度", "Fiscal year", column=11, **f.YEAR)
    start_year: int | None = f.integer("開始年", "Start year", **f.YEAR)
    ends_on: str | None = f.day("終了日", "Ends on", column=12)
    next_step: str | None = f.text("次の対応", "Next step", searchable=True, column=13)
    summary: str | None = f.long_text("概要", "Summary", searchable=True)
