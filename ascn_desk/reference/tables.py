"""Which shipped table holds which kind, and which column which field.

A column not named here keeps its name, without ``_code`` or ``_codes``; one named None is read by the loader
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """One shipped table: its file, the kind of its rows, and the fields of columns named otherwise."""

    file: str
    kind: str
    fields: Mapping[str, str | None] = field(default_factory=dict)

    def field_of(self, column: str) -> str | None:
        """The field that a column holds, or None if the loader reads it by itself."""
        if column in self.fields:
            return self.fields[column]
        return column.removesuffix("_codes").removesuffix("_code")


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """One shipped table whose rows are choices: the list they belong to, and where their remark stands.

    ``only`` keeps the rows whose column of that name has that value.
    """

    file: str
    list_name: str
    note: str | None = None
    only: tuple[str, str] | None = None


CHOICE_WORDS = "choice_words"

CHOICE_TABLES = (
    ChoiceTable("case_categories", "case_category", "note"),
    ChoiceTable("case_topics", "case_topic"),
    ChoiceTable("focus_areas", "focus_area", "description"),
    ChoiceTable("sectors", "sector"),
    ChoiceTable("handling_markings", "limit", "meaning", ("scheme", "limit")),
)

# In an order in which what is named mostly stands before what names it.
TABLES = (
    Table(
        "countries",
        "country",
        {
            "official_languages": "languages",
            "ascn_founding_2018": "ascn_founder",
            "japanese_business_bases": "japanese_bases",
            "bases_year": "japanese_bases_year",
        },
    ),
    Table("cities", "city", {"ascn_pilot": "pilot", "ascn_joined_year": "ascn_since"}),
    Table(
        "missions",
        "office",
        {"kind": "office_kind", "parent_mission_code": "parent", "jurisdiction_note": None},
    ),
    Table("jurisdictions", "jurisdiction"),
    Table("organisations", "organisation", {"kind": "organisation_kind"}),
    Table("companies", "company", {"hq_prefecture": "prefecture"}),
    Table("municipalities", "municipality"),
    Table("best_practices", "best_practice"),
    Table(
        "projects",
        "project",
        {"source_url": "source", "partner_company_codes": "members", "note": "summary"},
    ),
    Table("technologies", "technology", {"provider_company_codes": "providers", "evidence_codes": None}),
    Table(
        "city_pairings",
        "pairing",
        {
            "japan_partner_code": "municipality",
            "japan_partner_en": "partner_en",
            "japan_partner_ja": "partner_ja",
            "kind": "pairing_kind",
            "note": "basis",
        },
    ),
    Table("financing", "facility", {"kind": "facility_kind"}),
    Table(
        "meetings",
        "meeting",
        {
            "date_start": "starts_on",
            "date_end": "ends_on",
            "asean_cochair": "cochair",
            "host_prefecture": None,
        },
    ),
)
