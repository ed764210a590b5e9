"""A pack's content as a workbook: every text of the content is there, as text; the same pack gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.base.words import text
from ascn_desk.briefing.content import PackFrame
from ascn_desk.briefing.say import Words
from ascn_desk.operations.meeting_pack import meeting_record
from ascn_desk.operations.pack_book import pack_book
from ascn_desk.operations.pack_book_words import LABELS
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.pipeline_pack import pipeline
from ascn_desk.operations.views import BuiltPack, Row
from ascn_desk.operations.visit_pack import visit_pack
from ascn_desk.sheets.cells import clean
from tests.operations.test_pack_content import AS_OF, FRAME, rows_of, with_one
from tests.operations.test_pack_words import gatherer
from tests.support import pack_practice
from tests.support.made_desk import make_desk

UNSAID = {"look", "code", "country_code"}
QUICK = settings(
    max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


def book_of(content: object, frame: PackFrame = FRAME) -> bytes:
    return pack_book(BuiltPack(b"", 1, "", (), content, frame))


def cells_of(book: bytes) -> list[Any]:
    found = openpyxl.load_workbook(io.BytesIO(book))
    return [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]


def said(content: Any) -> list[str]:
    """Every text of a content, however deep."""
    if isinstance(content, Words):
        return [each for each in (content.en, content.ja) if each]
    if isinstance(content, str):
        return [content] if content else []
    if isinstance(content, tuple):
        return [each for part in content for each in said(part)]
    if is_dataclass(content):
        names = [each.name for each in fields(content) if each.name not in UNSAID]
        return [each for name in names for each in said(getattr(content, name))]
    return []


def lost(content: object) -> list[str]:
    """Texts that are in no cell; one that heads a part stands with others in its cell, and a longer one in several."""
    whole = "\n".join(str(cell.value) for cell in cells_of(book_of(content)))
    return [each for each in said(content) if clean(each).strip() not in whole]


def asked(ids: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    return {
        "visit": [("visit", ids["visit"])],
        "handover": [("officer", ids["giver"])],
        "meeting": [("meeting", ids["meeting"])],
        "pipeline": [("country", "kh")],
        "case-file": [("case", ids["case"])],
        "city-brief": [("city", "kh-phnom-penh")],
        "country-brief": [("country", "kh")],
        "company-brief": [("company", "nippon-koei")],
    }


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltPack]:
    """Every template on the practice records, in both languages."""
    desk = make_desk(tmp_path_factory.mktemp("book") / "desk", pack_practice.OFFICE)
    places = asked(pack_practice.fill(desk))
    built = {name: build_pack(desk, name, records, language="both") for name, records in places.items()}
    desk.close()
    return built


def test_every_text_of_every_template_is_in_its_workbook(packs: dict[str, BuiltPack]) -> None:
    for name, built in packs.items():
        assert len(said(built.content)) > 10, name
        assert lost(built.content) == [], name


def test_the_same_pack_gives_the_same_bytes_and_its_marking_stands_on_every_sheet(
    packs: dict[str, BuiltPack], tmp_path: Path
) -> None:
    for built in packs.values():
        book = pack_book(built)
        assert book == pack_book(built)
        grade = built.frame.marking.grade.ja
        for sheet in openpyxl.load_workbook(io.BytesIO(book)):
            assert grade in str(sheet.oddHeader.right.text) and grade in str(sheet.oddFooter.left.text)
            assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def test_figures_stand_as_numbers_with_their_source_and_day_and_sources_are_links(
    packs: dict[str, BuiltPack],
) -> None:
    content: Any = packs["city-brief"].content
    cells = cells_of(pack_book(packs["city-brief"]))
    values = [cell.value for cell in cells]
    figures = [each for each in content.figures if isinstance(each.value, int | float)]
    assert figures and all(each.value in values and each.as_of in values for each in figures)
    addresses = {each.url for each in content.sources if each.url}
    assert addresses and addresses <= {cell.hyperlink.target for cell in cells if cell.hyperlink is not None}


def test_a_text_in_one_language_stands_in_a_pack_of_the_other(packs: dict[str, BuiltPack]) -> None:
    meeting: Any = packs["meeting"].content
    content = replace(meeting, lead=Words("only English", ""))
    values = [cell.value for cell in cells_of(book_of(content, replace(FRAME, language="ja")))]
    assert "only English" in values and text("In short", "ja") in values


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "file://", "=HYPERLINK(\"http://x\")"])
def test_no_text_becomes_a_formula_or_leads_to_a_file(packs: dict[str, BuiltPack], begin: str) -> None:
    typed = f"{begin}1+cmd|' /C calc'!A0"
    meeting: Any = packs["meeting"].content
    book = book_of(replace(meeting, lead=Words(typed, typed)))
    cells = [cell for cell in cells_of(book) if cell.value == clean(typed)]
    assert cells and all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_text_longer_than_a_cell_goes_on_below(packs: dict[str, BuiltPack]) -> None:
    meeting: Any = packs["meeting"].content
    long = "".join(f"{n:06d}" for n in range(15_000))
    values = [cell.value for cell in cells_of(book_of(replace(meeting, minutes=Words(long, ""))))]
    pieces = [each for each in values if isinstance(each, str) and each[:6].isdigit() and len(each) > 1_000]
    assert "".join(pieces) == long


def test_every_label_has_its_japanese() -> None:
    assert [each for each in LABELS.values() if text(each, "ja") == each] == []


@given(st.data())
@QUICK
def test_whatever_a_meeting_says_no_text_is_lost(data: st.DataObject) -> None:
    held: dict[str, list[Row]] = {kind: data.draw(rows_of(kind)) for kind in ("meeting", "action_item")}
    held = with_one(held, "meeting", "m", grade=None, limits=())
    assert lost(meeting_record(gatherer(held), "m", AS_OF)) == []


@given(st.data())
@QUICK
def test_whatever_a_visit_says_no_text_is_lost(data: st.DataObject) -> None:
    held: dict[str, list[Row]] = {kind: data.draw(rows_of(kind)) for kind in ("visit", "programme_item")}
    held = with_one(held, "visit", "v", grade=None, limits=(), cities=(), companies=())
    assert lost(visit_pack(gatherer(held), "v", AS_OF)) == []


@given(st.data())
@QUICK
def test_whatever_a_pipeline_says_no_text_is_lost(data: st.DataObject) -> None:
    held: dict[str, list[Row]] = {kind: data.draw(rows_of(kind)) for kind in ("project", "call", "proposal")}
    assert lost(pipeline(gatherer(held), [], AS_OF)) == []
