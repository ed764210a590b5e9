"""A question from outside, to be answered by a day."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "inquiry",
    ja="照会",
    en="Inquiry",
    plural_en="Inquiries",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("answered_on answer",),
    title_en=("question",),
    title_ja=("question",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Record):
    """A question from outside, to be answered by a day."""

    from_whom: str | None = f.text("照会者", "From whom", required="save", searchable=True, column=1)
    received_on: str | None = f.day("受付日", "Received on", column=3)
    through: str | None = f.listed("受付方法", "Received by", "medium", column=4)
    city: str | None = f.reference("都市", "City", "city", column=5)
    technology: str | None = f.reference("技術", "Technology", "technology")
    company: str | None = f.reference("企業", "Company", "company", column=6)
    question: str | None = f.long_text("照会内容", "Question", required="save", searchable=True, column=2)
    assigned_to: str | None = f.reference("回答担当公館", "Assigned to", "office", column=7)
    answer_due: str | None = f.day("回答期限", "Answer due", column=8)
    answered_on: str | None = f.day("回答日", "Answered on", column=9)
    answer: str | None = f.long_text("回答", "Answer", searchable=True)
    case: str | None = f.reference("案件", "Case", "case")
