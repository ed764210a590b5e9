"""What goes into a briefing pack and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, PaperSize, Template


@kind(
    "pack_definition",
    ja="説明資料集の構成",
    en="Pack definition",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("language marking redaction",),
    title_en=("title",),
    title_ja=("title",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PackDefinition(Record):
    """What goes into a briefing pack and how it is shown."""

    template: str | None = f.choice("雛形", "Template", Template, required="save", column=2)
    title: str | None = f.text("表題", "Title", required="save", searchable=True, column=1)
    records: str | None = f.long_text("収録する記録", "Records", is_lines=True)
    sections: str | None = f.lines("構成", "Sections")
    language: str | None = f.text("言語", "Language", column=3)
    marking: str | None = f.text("取扱表示", "Marking", column=4)
    redaction: str | None = f.text("開示範囲", "Readers", column=5)
    as_of: str | None = f.day("時点", "As of", column=6)
    paper: str | None = f.choice("用紙", "Paper", PaperSize)
    bound: bool | None = f.boolean("とじしろ", "Margin for binding")
    draft: bool | None = f.boolean("DRAFT の透かし", "DRAFT as a watermark")
    visit: str | None = f.reference("来訪", "Visit", "visit", column=7)
