"""How a company stands to a country or a city."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, Interest


@kind(
    "interest",
    ja="企業の関心",
    en="Company interest",
    plural_en="Company interests",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=(
        "company",
        "interest",
    ),
    title_ja=(
        "company",
        "interest",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyInterest(Record):
    """How a company stands to a country or a city."""

    company: str | None = f.reference("企業", "Company", "company", required="save", column=1)
    country: str | None = f.reference("国", "Country", "country", column=2)
    city: str | None = f.reference("都市", "City", "city", column=3)
    interest: str | None = f.choice("関心", "Interest", Interest, required="save", column=4)
    as_of: str | None = f.day("時点", "As of", column=5)
