"""Headquarters, an embassy, a consulate-general, a consular office or a mission."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind
from ascn_desk.domain.vocabularies import OfficeKind


@kind(
    "office",
    ja="公館",
    en="Office",
    writers=HEADQUARTERS_ONLY,
    groups=("latitude longitude",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Office(SourcedRecord):
    """Headquarters, an embassy, a consulate-general, a consular office or a mission."""

    office_kind: str | None = f.choice("種別", "Kind of office", OfficeKind, required="save", column=2)
    country: str | None = f.reference("国", "Country", "country", column=3)
    city: str | None = f.reference("都市", "City", "city", column=4)
    name_en: str | None = f.text("名称(英)", "Name (English)", required="save", searchable=True)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", required="save", searchable=True, column=1)
    mark: str | None = f.text("略号", "Mark", column=5, searchable=True, pattern="[A-Z]{3}")
    parent: str | None = f.reference("上位公館", "Parent office", "office", column=6)
    telephones: str | None = f.lines("電話番号", "Telephones", column=7)
    latitude: str | None = f.decimal("緯度", "Latitude")
    longitude: str | None = f.decimal("経度", "Longitude")
    regional_economic_officer: bool | None = f.boolean(
        "経済広域担当官の配置", "Regional economic officer", column=8
    )
