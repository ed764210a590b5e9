"""Whether two records that look alike are the same."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "duplicate_decision",
    ja="重複の判断",
    en="Duplicate decision",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=("of_kind",),
    title_ja=("of_kind",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateDecision(Record):
    """Whether two records that look alike are the same."""

    of_kind: str | None = f.text("対象の種類", "Kind of record", required="save", column=1)
    first: str | None = f.text("一方", "First", required="save", column=2)
    second: str | None = f.text("他方", "Second", required="save", column=3)
    not_the_same: bool | None = f.boolean("別のもの", "Not the same", column=4)
