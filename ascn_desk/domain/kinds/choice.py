"""One entry of a list of choices that headquarters keeps; old records keep old choices."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "choice",
    ja="選択肢",
    en="Choice",
    writers=HEADQUARTERS_ONLY,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(SourcedRecord):
    """One entry of a list of choices that headquarters keeps; old records keep old choices."""

    list: str | None = f.text("一覧", "List", required="save", column=1, pattern="[a-z][a-z0-9_]{0,63}")
    code: str | None = f.text("コード", "Code", required="save", column=2, pattern="[a-z0-9-]{1,64}")
    name_en: str | None = f.text("名称(英)", "Name (English)", searchable=True, column=4)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", searchable=True, column=3)
    sort_order: int | None = f.integer("並び順", "Order", column=5)
    disabled_on: str | None = f.day("使用停止日", "Not to be chosen from", column=6)
    note: str | None = f.text("備考", "Remarks", searchable=True)
