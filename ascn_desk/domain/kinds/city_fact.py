"""A figure or fact of a city, with its day and source, or whom to ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, SourcedRecord, kind


@kind(
    "city_fact",
    ja="都市の指標",
    en="City fact",
    writers=HEADQUARTERS_ONLY,
    groups=(
        "value unit as_of",
        "ask_whom ask_by",
    ),
    title_en=(
        "label_en",
        "label_ja",
    ),
    title_ja=(
        "label_ja",
        "label_en",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CityFact(SourcedRecord):
    """A figure or fact of a city, with its day and source, or whom to ask for it."""

    city: str | None = f.reference("都市", "City", "city", required="save", column=1)
    label_en: str | None = f.text("項目(英)", "Label (English)", required="save", searchable=True, column=3)
    label_ja: str | None = f.text("項目(日)", "Label (Japanese)", searchable=True, column=2)
    value: str | None = f.text("値", "Value", searchable=True, column=4)
    unit: str | None = f.text("単位", "Unit", column=5)
    as_of: str | None = f.day("時点", "As of", column=6)
    ask_whom: str | None = f.text("照会先", "Whom to ask")
    ask_by: str | None = f.day("照会期限", "Ask by", column=7)
