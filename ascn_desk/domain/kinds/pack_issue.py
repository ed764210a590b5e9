"""A pack as it was issued: what was asked for, from which versions, and the hash of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.kinds.pack_definition import PackDefinition
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
    template: str | None = f.as_in(PackDefinition, "template", by_program=True, column=5)
    records: str | None = f.as_in(PackDefinition, "records", by_program=True)
    sections: str | None = f.as_in(PackDefinition, "sections", ja="構成内容", by_program=True)
    language: str | None = f.as_in(PackDefinition, "language", by_program=True)
    marking: str | None = f.as_in(PackDefinition, "marking", by_program=True)
    redaction: str | None = f.as_in(PackDefinition, "redaction", by_program=True)
    as_of: str | None = f.as_in(PackDefinition, "as_of", by_program=True, column=6)
    paper: str | None = f.as_in(PackDefinition, "paper", by_program=True)
    bound: bool | None = f.as_in(PackDefinition, "bound", by_program=True)
    draft: bool | None = f.as_in(PackDefinition, "draft", by_program=True)
    printed_at: str | None = f.text(
        "印刷時刻", "Printed at", by_program=True, pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
    )
    printed_by: str | None = f.text("印刷者", "Printed by", by_program=True)
    program: str | None = f.text("プログラム", "Program", by_program=True)
