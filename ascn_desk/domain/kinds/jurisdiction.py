"""Which office covers a country or city, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "jurisdiction",
    ja="管轄",
    en="Jurisdiction",
    writers=HEADQUARTERS_ONLY,
    groups=("valid_from valid_until",),
    title_en=(
        "office",
        "city",
    ),
    title_ja=(
        "office",
        "city",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction(SourcedRecord):
    """Which office covers a country or city, and from when until when."""

    office: str | None = f.reference("公館", "Office", "office", required="save", column=1)
    country: str | None = f.reference("国", "Country", "country", column=2)
    city: str | None = f.reference("都市", "City", "city", column=3)
    valid_from: str | None = f.day("開始日", "From", column=4)
    valid_until: str | None = f.day("終了日", "Until", column=5)
    note: str | None = f.note("備考", "Remarks", searchable=True)
