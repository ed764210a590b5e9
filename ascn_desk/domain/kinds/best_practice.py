"""What a Japanese municipality did well and may show."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "best_practice",
    ja="優良事例",
    en="Best practice",
    writers=HEADQUARTERS_ONLY,
    title_en=(
        "title_en",
        "title_ja",
    ),
    title_ja=(
        "title_ja",
        "title_en",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BestPractice(SourcedRecord):
    """What a Japanese municipality did well and may show."""

    municipality: str | None = f.reference(
        "自治体", "Municipality", "municipality", required="save", column=3
    )
    title_en: str | None = f.text("名称(英)", "Title (English)", required="save", searchable=True, column=2)
    title_ja: str | None = f.text("名称(日)", "Title (Japanese)", searchable=True, column=1)
    focus_area: str | None = f.listed("重点分野", "Focus area", "focus_area", column=4)
    summary: str | None = f.long_text("概要", "Summary", searchable=True)
    technologies: tuple[str, ...] = f.reference("技術", "Technologies", "technology", is_set=True, column=5)
    total_solution: bool | None = f.boolean("総合的な解決策", "Total solution", column=6)
