"""A pack as it was printed, with the versions it used, so that it can be issued again."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "pack_issue",
    ja="発行済み資料集",
    en="Pack issue",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=("number",),
    title_ja=("number",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PackIssue(Record):
    """A pack as it was printed, with the versions it used, so that it can be issued again."""

    definition: str | None = f.reference("構成", "Definition", "pack_definition", column=2)
    number: str | None = f.text(
        "資料番号", "Number", required="save", by_program=True, searchable=True, column=1
    )
    sha256: str | None = f.text("ハッシュ値", "SHA-256", by_program=True, pattern="[0-9a-f]{64}")
    pages: int | None = f.integer("ページ数", "Pages", by_program=True, column=3)
    for_whom: str | None = f.text("配付先", "For whom", searchable=True, column=4)
    versions: str | None = f.long_text("使用した版", "Versions used", by_program=True)
