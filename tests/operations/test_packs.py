"""City briefs from the records of real desks: what they say, how they are marked, what they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.base.words import error_text, set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.views import BuiltPack
from ascn_desk.operations.writing import new_change, write
from tests.support.made_desk import make_desk, put
from tests.support.page_text import words_by_pdfium

HANOI = [("city", "vn-hanoi")]
CASE = {
    "reference": "HAN-26-K3F7",
    "company": "nippon-koei",
    "category": "trouble",
    "city": "vn-hanoi",
    "summary": "練習：処理場の見学",
    "received_on": "2026-10-02",
    "status": "waiting",
    "status_on": "2026-10-02",
    "next_action": "市に電話",
    "next_due": "2026-11-20",
}
NOTE = {"city": "vn-hanoi", "text": "練習：駐車データ", "reliability": "b", "seen_on": "2026-10-02"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", "emb-vn")
    yield desk
    desk.close()


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "hq")
    yield desk
    desk.close()


def text_of(built: BuiltPack) -> str:
    """All letters of a pack, without blanks and line ends."""
    return re.sub(r"[\s\x00-\x1f\ufffe]+", "", words_by_pdfium(built.pdf))


def sentences(built: BuiltPack, code: str) -> list[str]:
    return [sentence for found, _, sentence in built.warnings if found == code]


def test_a_city_brief_says_what_the_records_say(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    put(embassy, "city_note", NOTE)
    text = text_of(build_pack(embassy, "city-brief", HANOI))
    for said in ("ハノイ", "HàNội", "8,053,663", "横浜市", "ベトナム建設省", "在ベトナム日本国大使館", "日本工営",
                 "NorthHanoismartcity", "HAN-26-K3F7", "処理場の見学", "先方待ち", "駐車データ"):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("language", ["ja", "en", "both"])
def test_every_city_of_the_shipped_data_prints_without_a_missing_letter(embassy: Desk, language: str) -> None:
    for city in ("kh-phnom-penh", "mm-yangon", "la-vientiane", "th-bangkok", "vn-da-nang", "sg-singapore"):
        built = build_pack(embassy, "city-brief", [("city", city)], language)
        assert built.pages == 2
        assert sentences(built, "missing-glyph") == []


def test_the_same_records_and_instant_give_the_same_bytes_and_number(embassy: Desk) -> None:
    first, again = (build_pack(embassy, "city-brief", HANOI) for _ in range(2))
    assert (first.pdf, first.sha256) == (again.pdf, again.sha256)
    number = re.search(r"HAN-26-P[2-9A-HJKMNP-Z]{4}", text_of(first))
    assert number is not None and number[0] in text_of(again)


def test_other_records_give_another_number(embassy: Desk) -> None:
    before = text_of(build_pack(embassy, "city-brief", HANOI))
    put(embassy, "case", CASE)
    after = text_of(build_pack(embassy, "city-brief", HANOI))
    form = re.compile(r"HAN-26-P[2-9A-HJKMNP-Z]{4}")
    assert form.findall(before)[0] != form.findall(after)[0]


def test_the_marking_is_the_highest_grade_of_the_content_with_every_limit(embassy: Desk) -> None:
    assert "機密性1情報" in text_of(build_pack(embassy, "city-brief", HANOI))
    put(embassy, "case", {**CASE, "limits:restrict-copy": True})
    text = text_of(build_pack(embassy, "city-brief", HANOI))
    assert "機密性2情報" in text and "複製禁止" in text


def test_a_marking_below_the_content_is_raised_and_said(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    built = build_pack(embassy, "city-brief", HANOI, marking="public")
    assert "機密性2情報" in text_of(built)
    (sentence,) = sentences(built, "marking-raised")
    assert "Confidentiality 2" in sentence and "Public" in sentence


def test_a_marking_above_the_content_is_taken(embassy: Desk) -> None:
    built = build_pack(embassy, "city-brief", HANOI, marking="care")
    assert "取扱注意" in text_of(built) and sentences(built, "marking-raised") == []


def test_a_delegation_learns_nothing_of_cases_notes_and_contacts_not_even_that_there_are_none(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    put(embassy, "city_note", NOTE)
    put(embassy, "contact", {"name": "練習花子", "city": "vn-hanoi", "consent": True})
    built = build_pack(embassy, "city-brief", HANOI, redaction="delegation")
    text = text_of(built)
    for hidden in ("HAN-26", "練習", "未決の案件", "都市情報メモ"):
        assert hidden not in text.replace("HAN-26-P", "")
    assert "機密性1情報" in text
    assert len(sentences(built, "left-out")) == 3


def test_a_ministry_is_not_told_of_sensitive_cases_hearsay_and_people_who_did_not_agree(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    put(embassy, "case", {**CASE, "reference": "HAN-26-XXXX", "sensitive": True})
    put(embassy, "city_note", {**NOTE, "text": "噂", "reliability": "d"})
    put(embassy, "contact", {"name": "同意太郎", "city": "vn-hanoi", "consent": True})
    put(embassy, "contact", {"name": "不明次郎", "city": "vn-hanoi"})
    built = build_pack(embassy, "city-brief", HANOI, redaction="ministry")
    text = text_of(built)
    assert "HAN-26-K3F7" in text and "同意太郎" in text
    assert not any(hidden in text for hidden in ("HAN-26-XXXX", "噂", "不明次郎"))
    assert sentences(built, "left-out") == [
        "Left out under the profile chosen: Support case, 1.",
        "Left out under the profile chosen: City note, 1.",
        "Left out under the profile chosen: Contact, 1.",
    ]


def test_what_may_not_be_passed_on_stays_inside(embassy: Desk) -> None:
    put(embassy, "case", {**CASE, "limits:restrict-party": True})
    built = build_pack(embassy, "city-brief", HANOI, redaction="ministry")
    text = text_of(built)
    assert "HAN-26-K3F7" not in text and "未決の案件" not in text
    assert "HAN-26-K3F7" in text_of(build_pack(embassy, "city-brief", HANOI))


def test_a_pack_of_an_earlier_day_shows_what_held_then(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    assert "HAN-26-K3F7" not in text_of(build_pack(embassy, "city-brief", HANOI, as_of=date(2026, 10, 1)))
    for day, office in ((date(2021, 1, 1), "在ベトナム日本国大使館"), (date(2026, 1, 1), "在ダナン日本国総領事館")):
        text = text_of(build_pack(embassy, "city-brief", [("city", "vn-da-nang")], as_of=day))
        assert f"日本の窓口{office}" in text


def test_of_a_fact_only_the_newest_known_on_the_day_is_printed(headquarters: Desk) -> None:
    fact = {"city": "vn-hanoi", "label_en": "Waste collected", "label_ja": "ごみ収集量", "unit": "t"}
    for value, day in (("6500", "2024-06-30"), ("7200", "2026-03-31"), ("9999", "2026-12-01")):
        put(headquarters, "city_fact", {**fact, "value": value, "as_of": day})
    text = text_of(build_pack(headquarters, "city-brief", HANOI))
    assert "7,200" in text and "6,500" not in text and "9,999" not in text


def test_closed_archived_and_deleted_cases_are_not_among_the_open_ones(embassy: Desk) -> None:
    put(embassy, "case", {**CASE, "status": "solved", "status_reason": "済み", "outcome": "済み"})
    put(embassy, "case", {**CASE, "archived": True, "archived_reason": "試し"})
    put(embassy, "case", {**CASE, "deleted": True})
    assert "HAN-26-K3F7" not in text_of(build_pack(embassy, "city-brief", HANOI))


def test_a_company_that_was_merged_into_another_is_called_like_that_one(headquarters: Desk) -> None:
    stub = put(headquarters, "company", {"name_ja": "仮の名", "merged_into": "nippon-koei"})
    put(headquarters, "case", {**CASE, "company": stub})
    text = text_of(build_pack(headquarters, "city-brief", HANOI))
    assert "日本工営" in text and "仮の名" not in text


def test_the_paper_names_office_officer_and_local_time(embassy: Desk) -> None:
    text = text_of(build_pack(embassy, "city-brief", HANOI))
    assert "印刷2026-11-2410:00（UTC+7）佐伯航" in text
    assert "2026年11月24日現在" in text


def test_a_practice_desk_prints_its_papers_as_practice(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "practice", "emb-vn", is_practice=True)
    try:
        assert "都市概要（練習）" in text_of(build_pack(desk, "city-brief", HANOI))
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("error", "code", "asked"),
    [
        (UsageError, "unknown-template", {"template": "town-brief"}),
        (UsageError, "pack-takes", {"records": [("city", "vn-hanoi"), ("city", "vn-da-nang")]}),
        (UsageError, "pack-takes", {"records": [("country", "vn")]}),
        (CorrectableError, "unknown-record", {"records": [("city", "vn-nowhere")]}),
        (UsageError, "bad-choice", {"language": "fr"}),
        (UsageError, "bad-choice", {"marking": "conf-3"}),
        (UsageError, "bad-choice", {"redaction": "press"}),
        (UsageError, "bad-choice", {"sections": ["weather"]}),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(
    embassy: Desk, error: type[CorrectableError], code: str, asked: dict[str, object]
) -> None:
    with pytest.raises(error) as told:
        build_pack(embassy, **{"template": "city-brief", "records": HANOI, **asked})  # type: ignore[arg-type]
    assert told.value.code == code
    for lang in ("ja", "en"):
        assert "{" not in error_text(told.value, lang)  # type: ignore[arg-type]


def test_only_the_sections_asked_for_are_printed_in_their_order(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    built = build_pack(embassy, "city-brief", HANOI, "en", sections=["sources", "projects"])
    text = text_of(built)
    assert built.pages == 1
    assert "HAN-26-K3F7" not in text and "Keyfigures" not in text
    assert text.index("Sources") < text.index("Projectand")


def test_what_is_not_printed_does_not_mark_the_paper(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    assert "機密性2情報" in text_of(build_pack(embassy, "city-brief", HANOI, sections=["cases"]))
    assert "機密性1情報" in text_of(build_pack(embassy, "city-brief", HANOI, sections=["figures", "projects"]))


@pytest.mark.parametrize(
    ("template", "place"), [("country-brief", ("country", "vn")), ("company-brief", ("company", "nippon-koei"))]
)
def test_every_section_of_a_brief_is_printed_by_itself(embassy: Desk, template: str, place: tuple[str, str]) -> None:
    put(embassy, "case", CASE)
    whole = text_of(build_pack(embassy, template, [place], "en"))
    chosen = template_named(template)
    for each in chosen.section_names:
        label = chosen.section_words(each).en.replace(" ", "")
        alone = text_of(build_pack(embassy, template, [place], "en", sections=[each]))
        assert (label in alone) is (label in whole), each
        assert len(alone) < len(whole)


def test_a_city_without_a_place_on_the_map_is_refused_with_a_sentence(headquarters: Desk) -> None:
    city = put(headquarters, "city", {"country": "vn", "name_en": "Nowhere"})
    with pytest.raises(CorrectableError, match="city-without-place"):
        build_pack(headquarters, "city-brief", [("city", city)])


def test_a_country_brief_names_cities_projects_offices_and_its_open_cases(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    put(embassy, "case", {**CASE, "city": None, "reference": "HAN-26-QQQQ", "lead_office": "emb-vn"})
    put(embassy, "case", {**CASE, "city": "kh-phnom-penh", "reference": "HAN-26-ZZZZ"})
    text = text_of(build_pack(embassy, "country-brief", [("country", "vn")]))
    for said in ("国別概要", "ベトナム社会主義共和国", "日本が2時間早い", "1995年7月28日", "3都市", "ダナン", "2,394",
                 "NorthHanoismartcity", "ベトナム建設省", "在ダナン日本国", "HAN-26-K3F7", "HAN-26-QQQQ"):  # fmt: skip
        assert said in text
    assert "HAN-26-ZZZZ" not in text


@pytest.mark.parametrize("country", ["bn", "id", "kh", "la", "mm", "my", "ph", "sg", "th", "tl", "vn"])
def test_every_country_of_the_shipped_data_prints_without_a_missing_letter(embassy: Desk, country: str) -> None:
    for language in ("ja", "en", "both"):
        built = build_pack(embassy, "country-brief", [("country", country)], language)
        assert sentences(built, "missing-glyph") == []


def test_a_country_brief_for_a_delegation_says_nothing_of_cases(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    text = text_of(build_pack(embassy, "country-brief", [("country", "vn")], redaction="delegation"))
    assert "HAN-26-K3F7" not in text and "この国の未決の案件" not in text


def test_a_case_file_tells_all_that_was_logged_until_its_day(embassy: Desk) -> None:
    case = put(embassy, "case", CASE)
    for day, text in (("2026-10-03", "先に"), ("2026-10-20", "後に"), ("2026-12-01", "これから")):
        put(embassy, "log_entry", {"case": case, "happened_on": day, "text": f"練習：{text}", "medium": "phone"})
    put(embassy, "follow_up", {"what": "宿題", "due": "2026-12-04", "of_kind": "case", "of_id": case})
    asked = {"case": case, "to_organisation": "jica", "request": "前例の照会", "sent_on": "2026-10-10"}
    put(embassy, "referral", asked)
    for named in (case, "HAN-26-K3F7", "han-26-k3f7"):
        text = text_of(build_pack(embassy, "case-file", [("case", named)]))
        for said in ("日本工営", "処理場の見学", "市に電話", "期限超過", "先に", "後に", "宿題", "国際協力機構"):
            assert said in text
        assert "これから" not in text and "機密性2情報" in text


def test_a_case_file_is_not_printed_for_readers_who_may_not_know_of_it(embassy: Desk) -> None:
    case = put(embassy, "case", {**CASE, "sensitive": True})
    for redaction in ("ministry", "delegation"):
        with pytest.raises(CorrectableError, match="not-for-these-readers"):
            build_pack(embassy, "case-file", [("case", case)], redaction=redaction)
    with pytest.raises(CorrectableError, match="unknown-record"):
        build_pack(embassy, "case-file", [("case", "HAN-26-NONE")])


def test_of_many_open_cases_the_most_urgent_are_printed_and_all_are_counted(embassy: Desk) -> None:
    with embassy.writing() as ledger:
        later = [{**CASE, "reference": f"HAN-26-A{at:03d}", "next_due": "2027-04-01"} for at in range(70)]
        write(embassy, ledger, [new_change(embassy, ledger, "case", values) for values in later])
    put(embassy, "case", {**CASE, "reference": "HAN-26-SOON"})
    text = text_of(build_pack(embassy, "city-brief", HANOI))
    assert "未決71件" in text and "HAN-26-SOON" in text
