"""Whatever valid records say, a pack prints: odd letters, missing fields, codes of a newer program, empty kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.briefing.case_file import build_case_file
from ascn_desk.briefing.city_brief import build_city_brief
from ascn_desk.briefing.content import Marking, PackFrame
from ascn_desk.briefing.country_brief import build_country_brief
from ascn_desk.briefing.say import Words
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.case_pack import case_file
from ascn_desk.operations.city_pack import city_brief
from ascn_desk.operations.country_pack import country_brief
from ascn_desk.operations.pack_records import PackRecords
from ascn_desk.operations.views import Row

AS_OF = date(2026, 11, 24)
FRAME = PackFrame(
    title=Words("Pack", "資料"),
    marking=Marking("conf-2", Words("Confidentiality 2", "機密性2情報")),
    pack_number="HAN-26-P2345",
    version=1,
    as_of=AS_OF,
    office=Words("Embassy", "大使館"),
    printed_at=datetime(2026, 11, 24, tzinfo=UTC),
    printed_by="佐伯",
    language="both",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60) | st.sampled_from(
    ["", "株式会社" * 40, "ຫຼວງພະບາງ", "ភ្នំពេញ", "ရန်ကုန်", "=1+1", "👩‍🔬 🙂", "a\nb\n\nc", "W" * 200]
)
DAYS = st.dates(date(1999, 1, 1), date(2040, 12, 31)).map(date.isoformat)
IDS = {"city": ["c1", "c2"], "country": ["vn", "xx"], "company": ["k1"], "organisation": ["o1"], "office": ["f1"]}
PRINTED = ("city", "country", "city_fact", "office", "jurisdiction", "organisation", "company", "pairing", "project",
           "case", "log_entry", "follow_up", "referral", "city_note", "contact", "interest", "choice",
           "officer")  # fmt: skip


def value_of(field: Field) -> st.SearchStrategy[Any]:
    match field.type:
        case FieldType.DATE:
            plain: st.SearchStrategy[Any] = DAYS
        case FieldType.INTEGER | FieldType.MONEY:
            plain = st.integers(field.minimum or 0, min(field.maximum or 9999, 10**9))
        case FieldType.BOOLEAN:
            plain = st.booleans()
        case FieldType.DECIMAL:
            plain = st.sampled_from(["0", "21.0245", "-8.5", "105.84"])
        case FieldType.CHOICE if field.choices is not None:
            plain = st.sampled_from([each.value for each in field.choices] + ["from-a-newer-program"])
        case FieldType.REFERENCE:
            plain = st.sampled_from(IDS.get(field.target or "", ["x1"]))
        case _:
            plain = TEXTS
    return st.lists(plain, max_size=3).map(tuple) if field.is_set else st.none() | plain


def rows_of(kind: str) -> st.SearchStrategy[list[Row]]:
    fields = {each.name: value_of(each) for each in KINDS[kind].fields.values()}
    ids = st.sampled_from(IDS.get(kind, ["x1", "x2"]))
    row = st.builds(
        lambda record, channel, values: Row(kind, record, channel, values),
        ids,
        st.sampled_from(["reference", "country/vn"]),
        st.fixed_dictionaries(fields),
    )
    return st.lists(row, max_size=3, unique_by=lambda each: (each.id, each.channel))


@st.composite
def holdings(draw: st.DrawFn) -> dict[str, list[Row]]:
    return {kind: draw(rows_of(kind)) for kind in PRINTED}


def reader(held: Mapping[str, Sequence[Row]]) -> Any:
    def read(kind: str, where: Mapping[str, str]) -> list[Row]:
        return [
            row
            for row in held.get(kind, ())
            if all((row.id if name == "id" else row.values.get(name)) == value for name, value in where.items())
        ]

    return read


def with_one(held: dict[str, list[Row]], kind: str, record: str, **values: Any) -> dict[str, list[Row]]:
    """The same, with one record that is sure to be there."""
    first = held[kind][0].values if held[kind] else {}
    others = [row for row in held[kind] if (row.id, row.channel) != (record, "reference")]
    return held | {kind: [Row(kind, record, "reference", {**first, **values}), *others]}


@given(holdings(), st.sampled_from(list(Redaction)))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_city_prints(held: dict[str, list[Row]], redaction: Redaction) -> None:
    held = with_one(held, "city", "c1", latitude="16.07", longitude="108.22", country="vn", grade=None, limits=())
    records = PackRecords(reader(held), redaction)
    built = build_city_brief(city_brief(records, "c1", AS_OF), FRAME)
    assert built.pages == 2


@given(holdings(), st.sampled_from(list(Redaction)))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_country_prints(held: dict[str, list[Row]], redaction: Redaction) -> None:
    held = with_one(held, "country", "vn", grade=None, limits=())
    records = PackRecords(reader(held), redaction)
    assert build_country_brief(country_brief(records, "vn", AS_OF), FRAME).pages >= 2


@given(holdings())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_case_prints(held: dict[str, list[Row]]) -> None:
    held = with_one(held, "case", "x1")
    records = PackRecords(reader(held), Redaction.INTERNAL)
    assert build_case_file(case_file(records, "x1", AS_OF), FRAME).pages >= 1
