"""The pack of a visiting delegation, from practice records on the shipped data."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import BuiltPack
from tests.operations.test_packs import sentences, text_of
from tests.support import pack_practice
from tests.support.made_desk import make_desk, put


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[tuple[str, str]]]]:
    """Read only: what a test changes, it changes in a visit of its own."""
    desk = make_desk(tmp_path_factory.mktemp("visit") / "embassy", pack_practice.OFFICE)
    ids = pack_practice.fill(desk)
    yield desk, [("visit", ids["visit"])]
    desk.close()


@pytest.fixture(scope="module")
def built(world: tuple[Desk, list[tuple[str, str]]]) -> BuiltPack:
    return build_pack(world[0], "visit", world[1])


def pages_of(pack: BuiltPack) -> list[str]:
    document = pypdfium2.PdfDocument(pack.pdf)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(re.sub(r"[\s\x00-\x1f\ufffe]+", "", text_page.get_text_range()))
        text_page.close()
        page.close()
    document.close()
    return texts


def test_every_part_is_there_in_order_each_on_a_page_of_its_own(built: BuiltPack) -> None:
    pages = pages_of(built)
    signs = (
        "この冊子", "達成目標", "空港着、車両へ", "ソック・チャンナー", "国のあらまし", "主な数値", "企業の概要",
        "全6件。期限の早い順", "時期を約束しない", "支援策・実施機関", "担当戸倉遥", "用語略称", "出所出所",
    )  # fmt: skip
    found = [next(number for number, text in enumerate(pages) if sign in text) for sign in signs]
    assert found[0] == 0 and found == sorted(set(found))


def test_the_programme_has_a_page_a_day_with_times_places_and_the_way_between(built: BuiltPack) -> None:
    pages = pages_of(built)
    days = [text for text in pages if "内容と場所" in text]
    assert len(days) == 3
    assert "10:00–11:00" in days[0] and "រាជធានីភ្នំពេញ" in days[0] and "09:00–09:50移動：空港から都庁" in days[0]
    assert "通訳クメール語ソー（架空）" in days[0] and "国道6号線" in days[1]


def test_the_cover_lists_the_chapters_with_links_to_their_pages(built: BuiltPack) -> None:
    cover = pages_of(built)[0]
    document = pypdfium2.PdfDocument(built.pdf)
    outline = [item for item in document.get_toc() if item.level == 0]
    document.close()
    assert len(outline) == built.pages
    assert len(re.findall(rb"/Dest \[[^\]]+\] /Rect", built.pdf)) >= 14
    for title in ("要点1枚紙", "日程", "応対者", "プノンペン", "シェムリアップ", "日本工営", "未決の案件", "出所"):
        assert title in cover, title
    assert "令和8年" in cover and "2026年12月7日（月）～12月9日（水）" in cover


def test_words_that_were_typed_are_all_on_paper(world: tuple[Desk, list[tuple[str, str]]], built: BuiltPack) -> None:
    text = text_of(built)
    desk, ((kind, visit),) = world
    values = show_record(desk, kind, visit).values
    typed = [values[field] for field in ("title", "purpose", "delegation", "objectives", "points", "do_not_raise",
                                         "decisions_wanted", "talking_points", "questions")]  # fmt: skip
    for line in "\n".join(map(str, typed)).splitlines():
        assert re.sub(r"\s+", "", line) in text, line


def test_a_delegation_gets_its_pack_without_cases_contacts_and_what_is_still_to_be_decided(
    world: tuple[Desk, list[tuple[str, str]]],
) -> None:
    desk, _ = world
    visit = put(desk, "visit", {"title": "団の訪問", "cities:kh-phnom-penh": True, "decisions_wanted": "費用の分担",
                                "points": "要の点", "grade": "conf-1"})  # fmt: skip
    pack = build_pack(desk, "visit", [("visit", visit)], redaction="delegation")
    text = text_of(pack)
    assert "要の点" in text
    assert not any(hidden in text for hidden in ("費用の分担", "PNH-26-C4QR", "ソック", "戸倉", "未決の案件"))


def test_the_visit_itself_may_be_too_secret_for_a_delegation(world: tuple[Desk, list[tuple[str, str]]]) -> None:
    with pytest.raises(CorrectableError, match="not-for-these-readers"):
        build_pack(world[0], "visit", world[1], redaction="delegation")


@pytest.mark.parametrize("language", ["ja", "en", "both"])
def test_no_letter_is_missing_in_any_language(world: tuple[Desk, list[tuple[str, str]]], language: str) -> None:
    pack = build_pack(world[0], "visit", world[1], language)
    assert sentences(pack, "missing-glyph") == []
    assert 20 <= pack.pages <= 32


def test_the_same_visit_has_the_same_bytes(world: tuple[Desk, list[tuple[str, str]]], built: BuiltPack) -> None:
    assert build_pack(world[0], "visit", world[1]).pdf == built.pdf


def test_every_part_can_be_printed_by_itself_and_in_another_order(world: tuple[Desk, list[tuple[str, str]]]) -> None:
    desk, place = world
    for each in template_named("visit").section_names:
        assert build_pack(desk, "visit", place, sections=[each]).pages >= 1, each
    pages = pages_of(build_pack(desk, "visit", place, sections=["talking", "programme"]))
    assert len(pages) == 4 and "想定問答" in pages[0] and "空港着" in pages[1]


def test_a_visit_without_anything_prints_and_names_its_gaps(world: tuple[Desk, list[tuple[str, str]]]) -> None:
    desk, _ = world
    visit = put(desk, "visit", {"title": "題のみ"})
    pack = build_pack(desk, "visit", [("visit", visit)], "en")
    assert "Theprogrammeisnotwrittenyet." in text_of(pack)
    assert len(sentences(pack, "empty-section")) == 4


def test_no_kind_of_instrument_breaks_within_a_word(world: tuple[Desk, list[tuple[str, str]]]) -> None:
    desk, records = world
    document = pypdfium2.PdfDocument(build_pack(desk, "visit", records, "en", sections=("instruments",)).pdf)
    lines = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    document.close()
    words = [word for line in lines for word in line.split()]
    assert "Demonstration" in words and "cooperation" in words
