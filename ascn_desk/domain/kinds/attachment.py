"""A file that belongs to a record."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "attachment",
    ja="添付資料",
    en="Attachment",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("of_kind of_id",),
    title_en=("name",),
    title_ja=("name",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file that belongs to a record."""

    of_kind: str | None = f.text("対象の種類", "Kind of record", required="save", column=2)
    of_id: str | None = f.text("対象", "Record", required="save", column=3)
    file: str | None = f.file("ファイル", "File", required="save")
    name: str | None = f.text("ファイル名", "File name", required="save", searchable=True, column=1)
    media_type: str | None = f.text("形式", "Media type", column=4)
    size: int | None = f.integer("大きさ(バイト)", "Size (bytes)", column=5)
    note: str | None = f.text("備考", "Remarks", searchable=True, column=6)
