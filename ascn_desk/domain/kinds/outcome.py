"""What a case brought, in words that may be told on."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "outcome",
    ja="成果",
    en="Outcome",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=("what",),
    title_ja=("what",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """What a case brought, in words that may be told on."""

    case: str | None = f.reference("案件", "Case", "case", required="save", column=1)
    what: str | None = f.long_text("成果の内容", "What was achieved", searchable=True, column=2)
    value_band: str | None = f.listed("金額規模", "Value", "value_band", column=3)
    without_support: str | None = f.long_text(
        "支援がなかった場合", "What would have been without support", searchable=True
    )
    confirmed_by_company: bool | None = f.boolean("企業の確認済み", "Confirmed by the company", column=4)
    publishable: bool | None = f.boolean("公表可", "May be published", column=5)
