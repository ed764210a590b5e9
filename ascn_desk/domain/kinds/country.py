"""A country that a mission covers."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "country",
    ja="国",
    en="Country",
    plural_en="Countries",
    writers=HEADQUARTERS_ONLY,
    groups=("japanese_bases japanese_bases_year",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Country(SourcedRecord):
    """A country that a mission covers."""

    name_en: str | None = f.text("国名(英)", "Name (English)", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("国名(日)", "Name (Japanese)", required="save", searchable=True, column=1)
    iso3: str | None = f.text("ISOコード(3字)", "ISO code (3 letters)", column=3, pattern="[A-Z]{3}")
    capital_en: str | None = f.text("首都(英)", "Capital (English)", searchable=True)
    capital_ja: str | None = f.text("首都(日)", "Capital (Japanese)", searchable=True, column=4)
    currency: str | None = f.text("通貨", "Currency", column=5, **f.CURRENCY)
    languages: str | None = f.text("公用語", "Official languages")
    timezone: str | None = f.text("時間帯", "Time zone")
    joined_asean: str | None = f.day("ASEAN加盟日", "Joined ASEAN on", column=6)
    ascn_founder: bool | None = f.boolean("ASCN設立時参加", "Founding member of ASCN", column=7)
    japanese_bases: int | None = f.integer("日系企業拠点数", "Japanese business bases", column=8)
    japanese_bases_year: int | None = f.integer("拠点数の調査年", "Year of the count", **f.YEAR)
