"""A solution of the technology catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "technology",
    ja="技術",
    en="Technology",
    plural_en="Technologies",
    writers=HEADQUARTERS_ONLY,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Technology(SourcedRecord):
    """A solution of the technology catalogue."""

    category: str | None = f.listed("分類", "Category", "technology_category", required="save", column=3)
    name_en: str | None = f.text("名称(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", searchable=True, column=1)
    focus_area: str | None = f.listed("重点分野", "Focus area", "focus_area", column=4)
    summary: str | None = f.long_text("概要", "Summary", searchable=True)
    providers: tuple[str, ...] = f.reference("提供企業", "Providers", "company", is_set=True, column=5)
    practices: tuple[str, ...] = f.reference("優良事例", "Best practices", "best_practice", is_set=True)
    projects: tuple[str, ...] = f.reference("事業", "Projects", "project", is_set=True)
