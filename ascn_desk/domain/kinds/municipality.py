"""A Japanese city, ward or prefecture."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "municipality",
    ja="自治体",
    en="Municipality",
    plural_en="Municipalities",
    writers=HEADQUARTERS_ONLY,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(SourcedRecord):
    """A Japanese city, ward or prefecture."""

    name_en: str | None = f.text("名称(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", required="save", searchable=True, column=1)
    prefecture_en: str | None = f.text("都道府県(英)", "Prefecture (English)", searchable=True, column=4)
    prefecture_ja: str | None = f.text("都道府県(日)", "Prefecture (Japanese)", searchable=True, column=3)
