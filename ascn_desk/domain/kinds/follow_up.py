"""Something promised or to be remembered, with its day."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "follow_up",
    ja="要対応事項",
    en="Follow-up",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("of_kind of_id",),
    title_en=("what",),
    title_ja=("what",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """Something promised or to be remembered, with its day."""

    what: str | None = f.text("内容", "What is to be done", required="save", searchable=True, column=1)
    due: str | None = f.day("期限", "Due", column=2)
    officer: str | None = f.reference("担当者", "Officer", "officer", column=3)
    of_kind: str | None = f.text("対象の種類", "Kind of record")
    of_id: str | None = f.text("対象", "Record")
    done_on: str | None = f.day("完了日", "Done on", column=4)
