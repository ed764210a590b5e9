"""No word is lost between records and paper, in any script; and whatever valid records say, the long packs print."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import Built
from ascn_desk.briefing.handover import build_handover
from ascn_desk.briefing.meeting_record import build_meeting_record
from ascn_desk.briefing.pipeline import build_pipeline
from ascn_desk.briefing.visit import build_visit
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.handover_pack import handover
from ascn_desk.operations.meeting_pack import meeting_record
from ascn_desk.operations.pack_records import OfDesk, PackRecords
from ascn_desk.operations.pipeline_pack import pipeline
from ascn_desk.operations.views import Row
from ascn_desk.operations.visit_pack import visit_pack
from tests.operations.test_pack_content import AS_OF, FRAME, reader, rows_of, with_one
from tests.support.page_text import letters, words_by_pdfium

WORDS = (
    "東京都", "スマートシティ", "の", "協力", "、", "。", "（案）", "「覚書」", "10", "12月", "Hà Nội", "Đà Nẵng",
    "กรุงเทพมหานคร", "เชียงใหม่", "ຫຼວງພະບາງ", "ວຽງຈັນ", "ភ្នំពេញ", "សៀមរាប", "ရန်ကုန်", "မန္တလေး", "₫", "฿", "៛",
    "Makassar", "water", "x" * 70,
)  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).flatmap(
        lambda words: st.sampled_from(["", " ", "　"]).map(lambda between: between.join(words))
    ),
    min_size=1,
    max_size=30,
)
QUICK = settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


def read_back(pdf: bytes) -> str:
    return letters(words_by_pdfium(pdf))


def gatherer(held: dict[str, list[Row]], redaction: Redaction = Redaction.INTERNAL) -> PackRecords:
    def arrival(named: str) -> None:
        raise CorrectableError("unknown-bundle", bundle=named)

    return PackRecords(reader(held), redaction, desk=OfDesk("f1", "d", arrival))  # type: ignore[arg-type]


@given(LINES)
@QUICK
def test_no_line_of_minutes_in_any_script_is_lost(lines: Sequence[str]) -> None:
    values = {"name_en": "Meeting", "record": "\n".join(lines)}
    records = gatherer({"meeting": [Row("meeting", "m", "reference", values)]})
    built = build_meeting_record(meeting_record(records, "m", AS_OF), FRAME)
    text = read_back(built.pdf)
    assert [line for line in lines if letters(line) not in text] == []
    assert not any(warning.code in ("missing-glyph", "text-overrun") for warning in built.warnings)


def prints(build: Built) -> None:
    assert build.pages >= 1 and build.pdf.startswith(b"%PDF")


@given(st.data(), st.sampled_from([Redaction.INTERNAL, Redaction.MINISTRY]))
@QUICK
def test_any_handover_prints(data: st.DataObject, redaction: Redaction) -> None:
    kinds = ("case", "follow_up", "log_entry", "contact", "visit", "officer", "office", "jurisdiction", "company")
    held = {kind: data.draw(rows_of(kind)) for kind in kinds}
    held = with_one(held, "case", "x1", lead_office="f1", status="new", received_on="2026-01-01")
    prints(build_handover(handover(gatherer(held, redaction), [], AS_OF), FRAME))


@given(st.data(), st.sampled_from(list(Redaction)))
@QUICK
def test_any_pipeline_prints(data: st.DataObject, redaction: Redaction) -> None:
    kinds = ("city", "country", "project", "call", "proposal", "financing", "facility", "organisation", "company")
    held = {kind: data.draw(rows_of(kind)) for kind in kinds}
    prints(build_pipeline(pipeline(gatherer(held, redaction), [], AS_OF), FRAME))


@given(st.data(), st.sampled_from(list(Redaction)))
@QUICK
def test_any_meeting_prints(data: st.DataObject, redaction: Redaction) -> None:
    held = {kind: data.draw(rows_of(kind)) for kind in ("meeting", "action_item", "organisation")}
    held = with_one(held, "meeting", "m", grade=None, limits=())
    prints(build_meeting_record(meeting_record(gatherer(held, redaction), "m", AS_OF), FRAME))


@given(st.data(), st.sampled_from(list(Redaction)))
@QUICK
def test_any_visit_prints(data: st.DataObject, redaction: Redaction) -> None:
    kinds = ("visit", "programme_item", "contact", "facility", "case", "company", "country", "officer", "office")
    held = {kind: data.draw(rows_of(kind)) for kind in kinds}
    held = with_one(held, "visit", "v", grade="conf-1", limits=(), cities=(), companies=("k1",))
    prints(build_visit(visit_pack(gatherer(held, redaction), "v", AS_OF), FRAME))


@pytest.mark.parametrize("odd", ["x" * 10_000, "漢" * 10_000, "👩‍🔬 🙂", "שלום עליכם", "مرحبا", "\u202e逆"])
def test_odd_words_are_printed_or_told_never_a_crash(odd: str) -> None:
    values = {"name_en": odd[:200], "record": odd, "theme": odd[:200]}
    actions = {"meeting": "m", "what": odd[:200]}
    held = {"meeting": [Row("meeting", "m", "reference", values)], "action_item": [
        Row("action_item", "a", "reference", actions)]}  # fmt: skip
    built = build_meeting_record(meeting_record(gatherer(held), "m", AS_OF), FRAME)
    is_told = any(warning.code == "missing-glyph" for warning in built.warnings)
    assert is_told or letters(odd)[:200] in read_back(built.pdf).replace("\u202e", "") or "\u202e" in odd
