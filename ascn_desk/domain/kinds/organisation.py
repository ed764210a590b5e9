"""A ministry, agency, bank, fund or association that the work meets."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "organisation",
    ja="機関",
    en="Organisation",
    writers=HEADQUARTERS_ONLY,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(SourcedRecord):
    """A ministry, agency, bank, fund or association that the work meets."""

    organisation_kind: str | None = f.listed(
        "種別", "Kind of organisation", "organisation_kind", required="save", column=3
    )
    name_en: str | None = f.text("名称(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("名称(日)", "Name (Japanese)", searchable=True, column=1)
    abbr: str | None = f.text("略称", "Abbreviation", searchable=True, column=4)
    country: str | None = f.reference("国", "Country", "country", column=5)
    parent: str | None = f.reference("上位機関", "Parent organisation", "organisation")
    role: str | None = f.note("役割", "Role", searchable=True)
    website: str | None = f.text("ウェブサイト", "Web site")
