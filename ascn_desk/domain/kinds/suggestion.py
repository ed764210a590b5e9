"""What a mission proposes to change in the reference data; headquarters decides."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, SuggestionDecision


@kind(
    "suggestion",
    ja="修正提案",
    en="Suggestion",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("decision decision_reason",),
    title_en=("field",),
    title_ja=("field",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Record):
    """What a mission proposes to change in the reference data; headquarters decides."""

    of_kind: str | None = f.text("対象の種類", "Kind of record", required="save", column=1)
    of_id: str | None = f.text("対象", "Record", required="save", column=2)
    field: str | None = f.text("項目", "Field", required="save", column=3)
    value: str | None = f.long_text("提案する値", "Value proposed", searchable=True, column=4)
    source: str | None = f.long_text("根拠・出典", "Source", searchable=True, column=5)
    decision: str | None = f.choice("判断", "Decision", SuggestionDecision, column=6)
    decision_reason: str | None = f.text("判断の理由", "Reason for the decision", searchable=True, column=7)
