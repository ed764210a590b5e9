"""What a facility gives, or may give, to a project."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.vocabularies import FinancingState, Grade


@kind(
    "financing",
    ja="資金手当",
    en="Financing",
    plural_en="Financing",
    scope=Scope.PROGRAMME,
    default_grade=Grade.CONF_2,
    groups=(
        "amount currency",
        "state state_on",
    ),
    title_en=(
        "facility",
        "project",
    ),
    title_ja=(
        "facility",
        "project",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Financing(SourcedRecord):
    """What a facility gives, or may give, to a project."""

    project: str | None = f.reference("事業", "Project", "project", required="save", column=1)
    facility: str | None = f.reference("支援策", "Facility", "facility", required="save", column=2)
    amount: int | None = f.money("金額", "Amount", column=3)
    currency: str | None = f.text("通貨", "Currency", column=4, **f.CURRENCY)
    state: str | None = f.choice("状況", "State", FinancingState, column=5)
    state_on: str | None = f.day("状況の日付", "State since", column=6)
