"""An instrument that pays, lends, invests or insures; a figure may be the scale of a programme."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "facility",
    ja="支援策",
    en="Facility",
    plural_en="Facilities",
    writers=HEADQUARTERS_ONLY,
    groups=("ceiling_jpy ceiling_basis",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(SourcedRecord):
    """An instrument that pays, lends, invests or insures; a figure may be the scale of a programme."""

    institution: str | None = f.reference(
        "実施機関", "Institution", "organisation", required="save", column=3
    )
    name_en: str | None = f.text("名称(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", searchable=True, column=1)
    facility_kind: str | None = f.listed("種別", "Kind of facility", "facility_kind", column=4)
    ceiling_jpy: int | None = f.integer("上限額・事業規模(円)", "Ceiling or scale (yen)", column=5)
    ceiling_basis: str | None = f.note("金額の根拠", "Basis of the figure")
    eligibility: str | None = f.long_text("対象要件", "Eligibility", searchable=True)
    terms: str | None = f.long_text("条件", "Terms", searchable=True)
