"""A word that people hang on records to find them together."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind


@kind(
    "tag",
    ja="タグ",
    en="Tag",
    scope=Scope.PROGRAMME,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(SourcedRecord):
    """A word that people hang on records to find them together."""

    name_en: str | None = f.text("名称(英)", "Name (English)", searchable=True, column=2)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", searchable=True, column=1)
