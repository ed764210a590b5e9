"""A case put to another office or organisation, and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Answer, Grade


@kind(
    "referral",
    ja="照会・引継ぎ",
    en="Referral",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("answer answer_on answer_text",),
    title_en=("request",),
    title_ja=("request",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Record):
    """A case put to another office or organisation, and its answer."""

    case: str | None = f.reference("案件", "Case", "case", required="save", column=1)
    to_office: str | None = f.reference("照会先公館", "To office", "office", column=2)
    to_organisation: str | None = f.reference("照会先機関", "To organisation", "organisation", column=3)
    request: str | None = f.long_text("依頼内容", "Request", required="save", searchable=True, column=4)
    sent_on: str | None = f.day("送付日", "Sent on", column=5)
    answer: str | None = f.choice("回答", "Answer", Answer, column=6)
    answer_on: str | None = f.day("回答日", "Answered on", column=7)
    answer_text: str | None = f.long_text("回答内容", "Text of the answer", searchable=True)
