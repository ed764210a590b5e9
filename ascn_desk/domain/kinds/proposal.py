"""What a city or company answered to a call, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.vocabularies import Decision, Grade


@kind(
    "proposal",
    ja="企画提案",
    en="Proposal",
    scope=Scope.PROGRAMME,
    default_grade=Grade.CONF_2,
    groups=("decision decision_on decision_reason",),
    title_en=("title",),
    title_ja=("title",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(SourcedRecord):
    """What a city or company answered to a call, and what was decided."""

    call: str | None = f.reference("公募", "Call", "call", required="save", column=2)
    city: str | None = f.reference("都市", "City", "city", required="save", column=3)
    title: str | None = f.text("提案名", "Title", required="save", searchable=True, column=1)
    companies: tuple[str, ...] = f.reference("提案企業", "Companies", "company", is_set=True, column=4)
    forwarded_on: str | None = f.day("送付日", "Forwarded on", column=5)
    received_on: str | None = f.day("受領日", "Received on", column=6)
    decision: str | None = f.choice("審査結果", "Decision", Decision, column=7)
    decision_on: str | None = f.day("決定日", "Decided on", column=8)
    decision_reason: str | None = f.text("決定の理由", "Reason for the decision", searchable=True)
    project: str | None = f.reference("事業", "Project", "project", column=9)
