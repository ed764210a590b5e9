"""The tie between a city and a Japanese partner."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "pairing",
    ja="都市間連携",
    en="Pairing",
    writers=HEADQUARTERS_ONLY,
    title_en=(
        "partner_en",
        "partner_ja",
    ),
    title_ja=(
        "partner_ja",
        "partner_en",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing(SourcedRecord):
    """The tie between a city and a Japanese partner."""

    city: str | None = f.reference("都市", "City", "city", required="save", column=1)
    municipality: str | None = f.reference("自治体", "Municipality", "municipality", column=3)
    partner_en: str | None = f.text("相手方(英)", "Partner (English)", searchable=True)
    partner_ja: str | None = f.text("相手方(日)", "Partner (Japanese)", searchable=True, column=2)
    partner_level: str | None = f.listed("相手方の区分", "Level of the partner", "partner_level", column=4)
    pairing_kind: str | None = f.listed("連携の種別", "Kind of tie", "pairing_kind", column=5)
    field: str | None = f.text("協力分野", "Field", searchable=True, column=6)
    since_year: int | None = f.integer("開始年", "Since", column=7, **f.YEAR)
    basis: str | None = f.text("根拠", "Basis", searchable=True)
    next_step: str | None = f.text("次の対応", "Next step", searchable=True, column=8)
