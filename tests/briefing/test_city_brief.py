"""The city brief as it leaves the printer: two pages, every letter, every warning, the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.briefing.city_brief import build_city_brief
from ascn_desk.briefing.content import (
    Built,
    CityBrief,
    Fact,
    Figure,
    PackFrame,
    ProjectLine,
    Source,
)
from ascn_desk.briefing.say import PackLanguage, Words
from tests.briefing.samples import (
    CARE,
    PUBLIC,
    cases,
    contacts,
    empty_city,
    from_reference,
    luang_prabang,
    notes,
    pack_frame,
)

LANGUAGES: tuple[PackLanguage, ...] = ("ja", "en", "both")
CITIES = (
    "vn-da-nang",
    "th-bangkok",
    "kh-phnom-penh",
    "mm-yangon",
    "la-luang-prabang",
    "sg-singapore",
    "id-makassar",
)
CAPTION = {
    "ja": "地図は概略であり、国境・領有権に関する日本国政府の立場を示すものではない。",
    "en": "For orientation only; implies no position of Japan on borders or sovereignty.",
}


def full(**changes: object) -> CityBrief:
    return luang_prabang(**({"cases": cases(), "contacts": contacts(), "notes": notes()} | changes))


def squeezed(text: str) -> str:
    """The letters without spaces and line ends, as readers of PDFs guess those."""
    return re.sub(r"[\s\x00-\x1f\ufffe]+", "", text)


def pages_by_pdfium(built: Built) -> list[str]:
    document = pypdfium2.PdfDocument(built.pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(squeezed(text_page.get_text_range()))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def text_by_poppler(built: Built, folder: Path) -> str:
    path = folder / "brief.pdf"
    path.write_bytes(built.pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return squeezed(done.stdout.decode("utf-8"))


def codes(built: Built) -> set[str]:
    return {warning.code for warning in built.warnings}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", [full(), empty_city()], ids=["full", "empty"])
def test_a_city_takes_exactly_two_pages(content: CityBrief, language: PackLanguage) -> None:
    built = build_city_brief(content, pack_frame(language))
    assert built.pages == 2
    assert len(pages_by_pdfium(built)) == 2


@pytest.mark.parametrize("code", CITIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_city_can_be_read_back_letter_by_letter(
    code: str, language: PackLanguage, tmp_path: Path
) -> None:
    content = from_reference(code)
    built = build_city_brief(content, pack_frame(language))
    assert "missing-glyph" not in codes(built)
    for text in ("".join(pages_by_pdfium(built)), text_by_poppler(built, tmp_path)):
        for name in (content.name.en, content.name.ja, content.local):
            assert squeezed(name) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_stands_under_the_map(language: PackLanguage) -> None:
    first, _ = pages_by_pdfium(build_city_brief(empty_city(), pack_frame(language)))
    for lang in ("ja", "en") if language == "both" else (language,):
        assert squeezed(CAPTION[lang]) in first


def test_the_overview_is_read_back_without_invented_spaces() -> None:
    content = full()
    document = pypdfium2.PdfDocument(build_city_brief(content, pack_frame("ja")).pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "2021年4月9日" in text
    assert "最初のSmart JAMP調査がここで行われた。" in text


def test_the_same_inputs_give_the_same_bytes_whatever_was_printed_before() -> None:
    content, frame = full(), pack_frame("both", draft=True)
    first = build_city_brief(content, frame)
    build_city_brief(from_reference("mm-yangon"), pack_frame("ja"))
    assert build_city_brief(content, frame) == first


def test_the_same_inputs_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; from tests.briefing.samples import *;"
        "from ascn_desk.briefing.city_brief import build_city_brief;"
        "pdf = build_city_brief(luang_prabang(), pack_frame('ja')).pdf;"
        "sys.stdout.write(hashlib.sha256(pdf).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1 and len(digests.pop()) == 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_clean_and_carries_its_fonts(language: PackLanguage, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(build_city_brief(full(), pack_frame(language)).pdf)
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors" in checked.stdout
    fonts = (
        subprocess.run(["pdffonts", str(path)], capture_output=True, check=True)
        .stdout.decode()
        .splitlines()[2:]
    )
    assert fonts
    for line in fonts:
        assert "NotoSans" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


def test_a_brief_stays_small_enough_for_a_slow_line() -> None:
    assert len(build_city_brief(full(), pack_frame("both")).pdf) < 500_000


def test_the_file_says_what_it_is() -> None:
    document = pypdfium2.PdfDocument(build_city_brief(full(), pack_frame("ja")).pdf)
    meta = document.get_metadata_dict()
    outline = [bookmark.get_title() for bookmark in document.get_toc()]
    label = document.get_page_label(1)
    document.close()
    assert meta["Title"] == "都市概要 ルアンパバーン"
    assert meta["Author"] == "在ラオス日本国大使館 経済班"
    assert outline[:3] == ["ルアンパバーン", "主な数値", "これまで"]
    assert label == "2"


def test_the_marking_limits_and_footer_stand_on_every_page() -> None:
    for page in pages_by_pdfium(build_city_brief(full(), pack_frame("ja", marking=CARE))):
        for words in (
            "取扱注意",
            "関係者限り・複製禁止",
            "VTE-26-PB7K2",
            "2026年11月24日現在",
            "在ラオス日本国大使館経済班",
            "印刷2026-11-2418:05（UTC+7）佐伯航",
        ):
            assert words in page


def test_an_english_brief_keeps_the_japanese_word_of_its_grade() -> None:
    first, second = pages_by_pdfium(build_city_brief(full(), pack_frame("en")))
    assert "公開PUBLIC" in first and "公開PUBLIC" in second
    assert first.count("1/2") == 1 and second.count("2/2") == 1


def test_a_draft_says_so_on_every_page_and_a_final_paper_does_not() -> None:
    assert all(
        "DRAFT" in page for page in pages_by_pdfium(build_city_brief(full(), pack_frame("en", draft=True)))
    )
    assert not any("DRAFT" in page for page in pages_by_pdfium(build_city_brief(full(), pack_frame("en"))))


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.28, 841.89)), ("Letter", (612.0, 792.0))])
@pytest.mark.parametrize("bound", [False, True])
def test_every_mark_lies_on_the_paper_and_inside_the_frame(
    paper: str, size: tuple[float, float], bound: bool
) -> None:
    built = build_city_brief(full(), pack_frame("both", paper=paper, bound=bound))
    document = pypdfium2.PdfDocument(built.pdf)
    for page in document:
        assert page.get_size() == pytest.approx(size, abs=0.01)
        left = (size[0] - 481.9) / 2 + (14.18 if bound else 0)
        text_page = page.get_textpage()
        for index in range(text_page.count_rects()):
            x1, y1, x2, y2 = text_page.get_rect(index)
            assert x1 >= left - 2 and x2 <= size[0] - 2
            assert y1 >= size[1] - (size[1] - 16) and y2 <= size[1] - 20
        text_page.close()
        page.close()
    document.close()


def test_figures_without_value_tell_whom_to_ask_and_by_when() -> None:
    first, _ = pages_by_pdfium(build_city_brief(full(), pack_frame("ja")))
    assert first.count("未収集") == 3
    assert "照会先：市役所期限12月10日" in first
    english, _ = pages_by_pdfium(build_city_brief(full(), pack_frame("en")))
    assert "nofigureyetAsk:cityofficeby10December" in english


def test_old_figures_are_named_in_text_margin_and_warnings() -> None:
    built = build_city_brief(full(), pack_frame("en"))
    first, second = pages_by_pdfium(built)
    assert "11years" in first and "Pop.2015" in first and "ADB2023" in first
    assert "asof2018–19" in second
    assert [dict(w.data) for w in built.warnings if w.code == "stale-figure"] == [
        {"label": "Population", "as_of": "2015"},
        {"label": "ADB works", "as_of": "2023-12"},
    ]


def test_every_figure_has_its_date_and_reference() -> None:
    first, _ = pages_by_pdfium(build_city_brief(full(), pack_frame("ja")))
    for words in ("2015年〔1〕", "2026年11月〔2〕", "2026年11月〔3〕", "2023年12月〔4〕", "2026年11月〔5〕"):
        assert words in first


def test_a_figure_without_source_or_date_says_so() -> None:
    content = full(figures=(Figure(Words("Parks", "公園"), 3),))
    first, _ = pages_by_pdfium(build_city_brief(content, pack_frame("en")))
    assert "sourceunknown,dateunknown" in first


def test_a_counted_zero_is_printed_as_zero() -> None:
    content = full(
        figures=(Figure(Words("Parks", "公園"), 0, Words("parks", "か所"), "2026-11", Words("city", "市")),)
    )
    first, _ = pages_by_pdfium(build_city_brief(content, pack_frame("en")))
    assert "0parks" in first and "nofigureyet" not in first


def test_empty_sections_say_so_and_are_listed() -> None:
    built = build_city_brief(empty_city(), pack_frame("ja"))
    first, second = pages_by_pdfium(built)
    assert "数値はまだ記録がない。" in first
    assert "記録した事業はない。" in second
    assert "2026年11月24日現在、この都市の未決の案件はない。" in second
    assert "メモ" in second
    assert {w.data["section"] for w in built.warnings if w.code == "empty-section"} == {
        "figures",
        "overview",
        "decides",
        "projects",
        "involvement",
        "sources",
    }


def test_overdue_cases_come_first() -> None:
    _, second = pages_by_pdfium(build_city_brief(full(cases=tuple(reversed(cases()))), pack_frame("ja")))
    assert second.index("VTE-26-K3F7") < second.index("VTE-26-A9XC") < second.index("VTE-26-Q4MB")


def test_contact_data_under_a_public_marking_is_reported() -> None:
    assert "contact-data-public" in codes(build_city_brief(full(), pack_frame("ja", marking=PUBLIC)))
    assert "contact-data-public" not in codes(build_city_brief(full(), pack_frame("ja", marking=CARE)))
    assert "contact-data-public" not in codes(build_city_brief(full(contacts=()), pack_frame("ja")))


def test_a_letter_no_font_has_is_reported_with_its_page() -> None:
    content = full(notes=(), overview=Words("Meets 한국 and 中国.", "한국と会う。"))
    built = build_city_brief(content, pack_frame("ja"))
    assert [(w.page, w.data["letters"]) for w in built.warnings if w.code == "missing-glyph"] == [(1, "한국")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_of_ten_thousand_letters_is_cut_in_sight(language: PackLanguage) -> None:
    content = full(overview=Words("A long word. " * 800, "長い記録である。" * 1300))
    built = build_city_brief(content, pack_frame(language))
    first, _ = pages_by_pdfium(built)
    assert built.pages == 2
    assert "text-overrun" in codes(built)
    assert ("…（続きは案件ファイル）" if language != "en" else "…continuedinthecasefile") in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_of_everything_still_takes_two_pages_and_counts_what_is_left_out(
    language: PackLanguage,
) -> None:
    one = full()
    content = replace(
        one,
        lead=Words("A lead that goes on. " * 30, "長い要約がここに続く。" * 30),
        overview=Words("Text. " * 500, "文章。" * 900),
        figures=one.figures * 3,
        decides=tuple(Fact(Words("Label", "項目"), Words("Value " * 60, "内容" * 90)) for _ in range(100)),
        projects=tuple(
            ProjectLine(
                Words("Project " * 20, "事業名" * 30), ministry=Words("M" * 90), company=Words("C" * 90)
            )
            for _ in range(100)
        ),
        cases=cases(100),
        contacts=contacts() * 50,
        notes=notes() * 100,
        sources=tuple(Source(str(n), Words("https://example.go.jp/" + "x" * 200)) for n in range(100)),
    )
    built = build_city_brief(content, pack_frame(language, paper="Letter", bound=True))
    _, second = pages_by_pdfium(built)
    assert built.pages == 2
    pattern = r"ほか(\d+)件。続きは案件ファイル" if language != "en" else r"…(\d+)more:continuedinthecasefile"
    assert len(re.findall(pattern, second)) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_normal_city_loses_nothing(language: PackLanguage) -> None:
    built = build_city_brief(from_reference("la-luang-prabang"), pack_frame(language))
    lost = [w.data["text"] for w in built.warnings if w.code == "text-overrun"]
    assert [text for text in lost if not text.startswith("http")] == []


words = st.builds(Words, st.text(max_size=60), st.text(max_size=60))


@given(words, st.text(max_size=40), words, words, words, st.sampled_from(LANGUAGES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_at_all_print_on_two_pages(
    name: Words, local: str, lead: Words, label: Words, text: Words, language: PackLanguage
) -> None:
    frame: PackFrame = pack_frame(language)
    content = full(
        name=name,
        local=local,
        lead=lead,
        overview=text,
        figures=(Figure(label, 5, text, "2015", text, "9"), Figure(label, None, ask=text)),
        decides=(Fact(label, text, name, lead, "1"),),
        projects=(ProjectLine(text, name, label, lead, text, local, label),),
    )
    assert build_city_brief(content, frame).pages == 2


def test_a_case_number_stands_on_one_line_whatever_letters_it_drew() -> None:
    wide = replace(cases(1)[0], number="HAN-26-WMWMW")
    document = pypdfium2.PdfDocument(build_city_brief(full(cases=(wide,)), pack_frame("en")).pdf)
    text_page = document[1].get_textpage()
    text = text_page.get_text_range()
    text_page.close()
    document.close()
    assert "HAN-26-WMWMW" in text


def test_cases_beyond_what_a_page_could_hold_are_counted_with_the_rest() -> None:
    built = build_city_brief(full(cases=cases(100), further_cases=6_000), pack_frame("ja"))
    text = pages_by_pdfium(built)[1]
    assert "未決6100件" in text
    hidden = [int(found) for found in re.findall(r"ほか(\d+)件。続きは案件ファイル", text)]
    assert any(6_080 < number < 6_100 for number in hidden)
