"""An open call that cities or companies answer."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.vocabularies import Door


@kind(
    "call",
    ja="公募",
    en="Call for proposals",
    plural_en="Calls for proposals",
    scope=Scope.PROGRAMME,
    groups=(
        "opens_on closes_on",
        "budget budget_currency",
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
class Call(SourcedRecord):
    """An open call that cities or companies answer."""

    title_en: str | None = f.text("公募名(英)", "Title (English)", required="save", searchable=True, column=2)
    title_ja: str | None = f.text("公募名(日)", "Title (Japanese)", searchable=True, column=1)
    ministry: str | None = f.reference("所管省庁・機関", "Ministry or agency", "organisation", column=3)
    door: str | None = f.choice("応募の方式", "Who answers", Door, column=4)
    fiscal_year: int | None = f.integer("年度", "Fiscal year", column=5, **f.YEAR)
    cities: tuple[str, ...] = f.reference("対象都市", "Cities", "city", is_set=True)
    fields: tuple[str, ...] = f.listed("対象分野", "Fields", "focus_area", is_set=True)
    opens_on: str | None = f.day("受付開始日", "Opens on", column=6)
    closes_on: str | None = f.day("締切日", "Closes on", column=7)
    budget: int | None = f.money("予算額", "Budget", column=8)
    budget_currency: str | None = f.text("予算の通貨", "Currency of the budget", **f.CURRENCY)
    documents: str | None = f.long_text("提出書類", "Documents", searchable=True)
