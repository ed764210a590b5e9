"""Lists and records offered while typing, on a real desk with the shipped data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.base.words import set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import count_records, find, find_companies, list_records
from ascn_desk.operations.search import search, search_with_cases
from tests.support.made_desk import make_desk, put

CASE = {"company": "hitachi", "category": "trouble", "city": "vn-hanoi"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The embassy in Viet Nam with three cases, the second of them closed."""
    made = make_desk(tmp_path_factory.mktemp("profile"), "emb-vn")
    put(made, "case", {**CASE, "summary": "都市鉄道信号の規制照会", "reference": "HAN-26-K3F7"})
    put(made, "case", {**CASE, "summary": "水処理", "status": "solved", "status_reason": "済", "outcome": "済"})
    put(made, "case", {**CASE, "summary": "港湾の照明", "details": "頭出し。" * 500 + "岸壁の図面"}, "country/vn")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("en")


def test_a_list_has_its_total_and_the_names_of_what_its_rows_refer_to(desk: Desk) -> None:
    page = list_records(desk, "case", limit=2)
    assert page.total == 3
    assert [row.values["summary"] for row in page.rows] == ["港湾の照明", "水処理"]
    assert page.rows[0].channel == "country/vn"
    assert page.rows[0].names["hitachi"] == "日立製作所"
    assert page.rows[0].names["case-category--trouble"] == "トラブル"


def test_closed_cases_can_be_left_out(desk: Desk) -> None:
    assert [row.values["summary"] for row in list_records(desk, "case", open_only=True).rows] == [
        "港湾の照明",
        "都市鉄道信号の規制照会",
    ]
    assert count_records(desk, "case", open_only=True) == 2
    assert count_records(desk, "case", {"channel": "country/vn"}) == 1


def test_a_kind_or_field_that_there_is_not_is_named(desk: Desk) -> None:
    with pytest.raises(CorrectableError, match="unknown-kind"):
        list_records(desk, "ship")
    with pytest.raises(UsageError, match="unknown-field"):
        list_records(desk, "case", {"colour": "red"})


def test_records_are_offered_by_name_the_closest_first(desk: Desk) -> None:
    offered = find(desk, "city", "はのい")
    assert offered[0].title == "ハノイ"
    assert offered[0].detail == "VN"
    assert [each.title for each in find(desk, "case", "k3f7")] == ["都市鉄道信号の規制照会"]
    assert len(find(desk, "city", "", 5)) == 5


@pytest.mark.parametrize("typed", ["日立", "㈱日立", "hitachi", "ひたち", "日立製作所"])
def test_a_company_is_offered_with_its_open_cases(desk: Desk, typed: str) -> None:
    offered = find_companies(desk, typed)
    assert offered[0].id == "hitachi"
    assert "未決2件" in offered[0].detail


def test_nothing_is_offered_for_what_there_is_not(desk: Desk) -> None:
    assert find_companies(desk, "存在しない社名") == ()


def test_a_search_gives_the_title_and_where_the_word_stands(desk: Desk) -> None:
    found = search(desk, "岸壁")
    assert (found.total, found.rows[0].title) == (1, "港湾の照明")
    assert "岸壁の図面" in found.rows[0].excerpt
    assert len(found.rows[0].excerpt) < 80


def test_a_search_offers_the_cases_of_a_city_and_a_company_found_by_name(desk: Desk) -> None:
    found = {(each.named.kind, each.named.id): each for each in search_with_cases(desk, "日立製作所").cases}
    of_company = found["company", "hitachi"]
    assert of_company.total == 3
    assert [hit.title for hit in of_company.rows] == ["港湾の照明", "水処理", "都市鉄道信号の規制照会"]
    of_city = search_with_cases(desk, "ハノイ").cases
    assert ("city", "vn-hanoi", 3) in {(each.named.kind, each.named.id, each.total) for each in of_city}


def test_a_search_finds_a_case_by_its_reference_and_of_one_kind_only(desk: Desk) -> None:
    assert [hit.title for hit in search(desk, "han-26-k3f7").rows] == ["都市鉄道信号の規制照会"]
    assert {hit.kind for hit in search(desk, "ハノイ", kind="city").rows} == {"city"}
    assert search(desk, "").rows == ()
    with pytest.raises(CorrectableError, match="unknown-kind"):
        search(desk, "ハノイ", kind="ship")


def test_a_search_shows_no_excerpt_where_the_title_says_it(desk: Desk) -> None:
    assert search(desk, "港湾").rows[0].excerpt == ""
