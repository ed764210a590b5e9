"""What stands in the way of companies in a country, and what is asked of the government."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "barrier",
    ja="事業環境上の障壁",
    en="Barrier",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=("where_what",),
    title_ja=("where_what",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier(Record):
    """What stands in the way of companies in a country, and what is asked of the government."""

    country: str | None = f.reference("国", "Country", "country", column=1)
    company: str | None = f.reference("企業", "Company", "company", column=2)
    topic: str | None = f.listed("主題", "Topic", "case_topic", column=3)
    where_what: str | None = f.long_text("問題の所在と内容", "Where and what", searchable=True, column=4)
    quantified: str | None = f.long_text("影響の規模", "Its effect in figures", searchable=True)
    company_will: str | None = f.long_text("企業の対応方針", "What the company will do", searchable=True)
    asked_of_government: str | None = f.long_text(
        "政府への要望", "What is asked of the government", searchable=True
    )
