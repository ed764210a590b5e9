"""A Japanese company; a mission may add a stub, which headquarters merges into its own."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.prefectures import prefecture_words


@kind(
    "company",
    ja="企業",
    en="Company",
    plural_en="Companies",
    scope=Scope.PROGRAMME,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Company(SourcedRecord):
    """A Japanese company; a mission may add a stub, which headquarters merges into its own."""

    name_en: str | None = f.text("企業名(英)", "Name (English)", searchable=True, column=3)
    name_ja: str | None = f.text("企業名(日)", "Name (Japanese)", required="save", searchable=True, column=1)
    reading: str | None = f.text("読み", "Reading", searchable=True, column=2)
    aliases: str | None = f.lines("別名", "Other names", searchable=True)
    former_names: str | None = f.lines("旧名称", "Former names", searchable=True)
    corporate_number: str | None = f.text(
        "法人番号", "Corporate number", searchable=True, column=4, pattern="[0-9]{13}"
    )
    sectors: tuple[str, ...] = f.listed("業種", "Sectors", "sector", is_set=True, column=5)
    prefecture: str | None = f.text(
        "本社所在地", "Head office prefecture", searchable=True, column=6, translated=prefecture_words
    )
    website: str | None = f.text("ウェブサイト", "Web site")
    jasca_member: bool | None = f.boolean("JASCA会員", "JASCA member", column=7)
    size_band: str | None = f.listed("規模", "Size", "size_band", column=8)
    role_in_scheme: str | None = f.listed("制度との関わり", "Role in the scheme", "company_role", column=9)
    note: str | None = f.long_text("備考", "Remarks", searchable=True)
