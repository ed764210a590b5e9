"""A city of the network, or one that a project or an office names."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "city",
    ja="都市",
    en="City",
    plural_en="Cities",
    writers=HEADQUARTERS_ONLY,
    groups=(
        "latitude longitude",
        "population population_year population_basis",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class City(SourcedRecord):
    """A city of the network, or one that a project or an office names."""

    country: str | None = f.reference("国", "Country", "country", required="save", column=3)
    name_en: str | None = f.text("都市名(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("都市名(日)", "Name (Japanese)", searchable=True, column=1)
    name_local: str | None = f.text("都市名(現地語)", "Name (local)", searchable=True, column=4)
    latitude: str | None = f.decimal("緯度", "Latitude")
    longitude: str | None = f.decimal("経度", "Longitude")
    population: int | None = f.integer("人口", "Population", column=6)
    population_year: int | None = f.integer("人口の年", "Year of the population", column=7, **f.YEAR)
    population_basis: str | None = f.text("人口の根拠", "Basis of the population")
    timezone: str | None = f.text("時間帯", "Time zone")
    pilot: bool | None = f.boolean("パイロット都市", "Pilot city", column=8)
    ascn_status: str | None = f.listed("ASCNの区分", "Standing in ASCN", "ascn_status", column=5)
    ascn_since: int | None = f.integer("ASCN参加年", "In ASCN since", **f.YEAR)
    focus_areas: tuple[str, ...] = f.listed("重点分野", "Focus areas", "focus_area", is_set=True, column=9)
    admin_note: str | None = f.long_text("行政に関する備考", "Remarks on administration", searchable=True)
    officer_post: str | None = f.text(
        "スマートシティ統括責任者の職名", "Post of the chief smart city officer", searchable=True
    )
    lead_en: str | None = f.text("要約(英)", "Lead (English)", searchable=True)
    lead_ja: str | None = f.text("要約(日)", "Lead (Japanese)", searchable=True)
    overview_en: str | None = f.long_text("概要(英)", "Overview (English)", searchable=True)
    overview_ja: str | None = f.long_text("概要(日)", "Overview (Japanese)", searchable=True)
