"""The country brief as it leaves the printer: every city, every project, the map, nothing lost without a word."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from ascn_desk.briefing.content import (
    Bar,
    BarChart,
    Built,
    CityLine,
    CountryBrief,
    Fact,
    MapPlace,
    ProjectLine,
    Source,
)
from ascn_desk.briefing.country_brief import build_country_brief
from ascn_desk.briefing.say import NOTHING, PackLanguage, Words
from tests.briefing.samples import cases, pack_frame

LANGUAGES: tuple[PackLanguage, ...] = ("ja", "en", "both")


def laos(**changes: object) -> CountryBrief:
    values: dict[str, object] = {
        "name": Words("Lao PDR", "ラオス人民民主共和国"),
        "code": "la",
        "lead": Words("All three projects are in Luang Prabang.", "3件ともルアンパバーンにある。"),
        "facts": (
            Fact(Words("Capital", "首都"), Words("Vientiane", "ビエンチャン"), ref="1"),
            Fact(Words("Currency", "通貨"), Words("LAK")),
            Fact(Words("Time", "時差"), Words("Japan is 2 h ahead", "日本が2時間早い")),
        ),
        "cities": (
            CityLine(Words("Luang Prabang", "ルアンパバーン"), "ຫຼວງພະບາງ", 90313, "2015", (1, 1, 1)),
            CityLine(Words("Vientiane", "ビエンチャン"), "ວຽງຈັນ", None, "", (0, 0, 0)),
        ),
        "groups": (Words("plan", "計画"), Words("ministry", "省"), Words("others", "その他")),
        "places": (
            MapPlace(Words("Vientiane", "ビエンチャン"), "ວຽງຈັນ", 17.97, 102.6, capital=True),
            MapPlace(Words("Luang Prabang", "ルアンパバーン"), "ຫຼວງພະບາງ", 19.89, 102.13),
        ),
        "chart": BarChart(
            Words("Bases", "拠点"), (Bar(Words("Thailand", "タイ"), 5856), Bar(Words("Laos", "ラオス"), None, True))
        ),
        "projects": ((Words("Luang Prabang", "ルアンパバーン"), projects(3)),),
        "offices": (Fact(Words("VTE"), Words(", Vientiane", "ビエンチャン"), Words("Embassy", "大使館")),),
        "counterparts": (Fact(Words("Ministry", "省庁"), Words("MPWT")),),
        "cases": cases(2),
        "sources": (Source("1", Words("example.org")),),
    }
    return CountryBrief(**(values | changes))  # type: ignore[arg-type]


def projects(number: int) -> tuple[ProjectLine, ...]:
    under_way = ProjectLine(NOTHING, years="2021", state=Words("ongoing", "進行中"), look="solid")
    return tuple(replace(under_way, title=Words(f"Project {at}x", f"事業{at}号")) for at in range(number))


def texts(built: Built) -> list[str]:
    document = pypdfium2.PdfDocument(built.pdf)
    try:
        found = []
        for page in document:
            text_page = page.get_textpage()
            found.append(re.sub(r"[\s\x00-\x1f\ufffe]+", "", text_page.get_text_range()))
            text_page.close()
            page.close()
        return found
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_takes_three_pages_and_no_letter_is_missing(language: PackLanguage) -> None:
    built = build_country_brief(laos(), pack_frame(language))
    assert built.pages == 3
    assert {warning.code for warning in built.warnings} == set()


def test_every_section_says_what_it_was_given() -> None:
    first, second, third = texts(build_country_brief(laos(), pack_frame("ja")))
    for said in ("ラオス人民民主共和国", "3件ともルアンパバーンにある", "日本が2時間早い", "90,313", "5,856", "未収集"):
        assert said in first
    assert "事業0号" in second and "事業2号" in second
    assert "大使館" in third and "MPWT" in third and "VTE-26-K3F7" in third


def test_the_caption_on_borders_stands_under_the_map() -> None:
    (first, *_) = texts(build_country_brief(laos(), pack_frame("both")))
    assert "地図は概略であり" in first and "impliesnopositionofJapan" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_projects_go_over_as_many_pages_as_they_need_and_none_is_lost(language: PackLanguage) -> None:
    many = tuple((Words(f"City {at}", f"都市{at}"), projects(23)) for at in range(4))
    built = build_country_brief(laos(projects=many), pack_frame(language))
    assert built.pages > 5
    pages = texts(built)[1:-1]
    title = "Project" if language == "en" else "事業"
    for at in range(23):
        assert len(re.findall(rf"{title}{at}[x号]", "".join(pages))) >= 4
    assert [warning for warning in built.warnings if warning.code == "text-overrun"] == []
    assert any("続き" in page or "continued" in page for page in pages[1:])


def test_a_country_of_which_little_is_known_says_so() -> None:
    bare = CountryBrief(Words("Timor-Leste", "東ティモール"), "tl")
    built = build_country_brief(bare, pack_frame("ja"))
    assert built.pages == 2
    sections = {warning.data["section"] for warning in built.warnings if warning.code == "empty-section"}
    assert sections == {"cities", "projects", "offices", "counterparts", "sources"}


def test_where_cases_are_not_for_the_reader_nothing_is_said_of_them() -> None:
    last = texts(build_country_brief(laos(cases=None), pack_frame("ja")))[-1]
    assert "未決の案件" not in last.replace("担当機関・未決の案件", "")
    none = texts(build_country_brief(laos(cases=()), pack_frame("ja")))[-1]
    assert "この国の未決の案件はない" in none


def test_the_same_content_gives_the_same_bytes() -> None:
    built = [build_country_brief(laos(), pack_frame("both")).pdf for _ in range(2)]
    assert built[0] == built[1]


def test_cities_beyond_the_page_are_counted_and_warned_of() -> None:
    city = CityLine(Words("Town", "町"), "", 1000, "2020", (1, 0, 0))
    crowded = laos(cities=tuple(replace(city, name=Words(f"Town {at}", f"町{at}")) for at in range(30)))
    built = build_country_brief(crowded, pack_frame("ja"))
    assert "件は省略" in texts(built)[0]
    assert "text-overrun" in {warning.code for warning in built.warnings}


def test_a_city_without_a_name_still_heads_its_projects() -> None:
    built = build_country_brief(laos(projects=((NOTHING, projects(2)),)), pack_frame("ja"))
    assert "事業1号" in texts(built)[1]


@pytest.mark.parametrize("number", range(20, 40))
def test_no_project_stands_alone_where_the_others_of_its_city_are_on_another_page(number: int) -> None:
    named = tuple(ProjectLine(Words(f"Plan {at:02d}."), years="2020") for at in range(number))
    groups = ((Words("Vientiane"), named[:15]), (Words("Pakse"), named[15:]))
    pages = texts(build_country_brief(laos(projects=groups), pack_frame("en", sections=("projects",))))
    assert sum(len(re.findall(r"Plan\d\d\.", page)) for page in pages) == number
    for of_city in (range(15), range(15, number)):
        counts = [sum(f"Plan{at:02d}." in page for at in of_city) for page in pages]
        assert 1 not in counts
