"""The case file as it leaves the printer: all that happened, in order, on as many pages as it takes."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from ascn_desk.briefing.case_file import build_case_file
from ascn_desk.briefing.content import Built, CaseEntry, CaseFile, Fact
from ascn_desk.briefing.say import NOTHING, PackLanguage, Words
from tests.briefing.samples import pack_frame

LANGUAGES: tuple[PackLanguage, ...] = ("ja", "en", "both")
CASE = CaseFile(
    number="HAN-26-K3F7",
    company=Words("Shinonome Sensing", "東雲計測システム"),
    summary=Words(ja="入札保証の返還"),
    facts=tuple(Fact(Words(f"Label {at}", f"項目{at}"), Words(f"value {at}", f"値{at}")) for at in range(5)),
    next_steps=(Fact(Words("20 November 2026", "2026年11月20日"), NOTHING, Words(ja="財務当局へ再度の申入れ")),),
    details=Words(ja="一段落目。\n二段落目。"),
    entries=(
        CaseEntry("2025-12-20", Words("Telephone", "電話"), Words(ja="相談を受ける。"), "佐伯\nグエン"),
        CaseEntry("2026-01-14", Words("Visit to the office", "来館"), Words("Papers handed over.")),
    ),
    outcome=Words(ja="返還された。"),
    referrals=(Fact(Words("1 July", "7月1日"), Words(ja="前例を照会"), Words("JICA", "国際協力機構")),),
)


def pages(built: Built) -> list[str]:
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
def test_a_short_case_is_one_page_that_says_everything(language: PackLanguage) -> None:
    built = build_case_file(CASE, pack_frame(language))
    assert (built.pages, built.warnings) == (1, ())
    (page,) = pages(built)
    for said in ("HAN-26-K3F7", "入札保証の返還", "財務当局へ再度の申入れ", "二段落目。", "相談を受ける。",
                 "佐伯·グエン", "Papershandedover.", "返還された。", "前例を照会"):  # fmt: skip
        assert said in page


def test_entries_stand_in_their_order_with_the_year_before_its_first_day() -> None:
    (page,) = pages(build_case_file(CASE, pack_frame("ja")))
    assert page.index("12/20") < page.index("1/14")
    assert "2025" in page[: page.index("相談を受ける。")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_case_goes_on_over_pages_and_loses_nothing(language: PackLanguage) -> None:
    long = "市の担当課は、関係する局の意見がまだ届いていないと説明した。" * 6
    entries = tuple(
        CaseEntry(f"2026-{at % 12 + 1:02d}-03", Words("Mail", "メール"), Words(ja=f"第{at}項。{long}"))
        for at in range(40)
    )
    built = build_case_file(replace(CASE, entries=entries), pack_frame(language))
    assert built.pages > 3 and built.warnings == ()
    text = "".join(pages(built))
    assert all(f"第{at}項。" in text for at in range(40))
    assert text.count("市の担当課は") == 40 * 6
    assert ("続き" if language != "en" else "continued") in text


def test_an_entry_longer_than_a_page_is_printed_whole() -> None:
    entry = CaseEntry("2026-01-14", Words("Letter", "書簡"), Words(ja="長い記録である。" * 2_500))
    built = build_case_file(replace(CASE, entries=(entry,)), pack_frame("ja"))
    assert built.pages > 3 and built.warnings == ()
    assert "".join(pages(built)).count("録") == 2_500


def test_a_case_of_which_nothing_is_logged_says_so() -> None:
    built = build_case_file(CaseFile("HAN-26-K3F7", NOTHING, NOTHING), pack_frame("ja"))
    assert built.pages == 1
    assert "経過の記録はまだない。" in pages(built)[0]
    assert [(warning.code, warning.data) for warning in built.warnings] == [("empty-section", {"section": "entries"})]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert build_case_file(CASE, pack_frame("both")).pdf == build_case_file(CASE, pack_frame("both")).pdf
