"""Setting text: nothing is lost, lines break where they may, cuts are visible."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascn_desk.base.words import Language
from ascn_desk.briefing.paragraph import (
    Line,
    Style,
    is_blank,
    line_width,
    set_text,
    set_with_end,
    shrink_to_fit,
)
from ascn_desk.briefing.units import NOT_FIRST, NOT_LAST, Kind, Run, plain

BODY_JA = Style(10.5, 16, "ja", justified=True)
BODY_EN = Style(10, 16, "en")
CELL_JA = Style(9, 12.5, "ja")
MAIN = 358.4

SIEM_REAP = (
    "州は2035年までの行程表を持ち、その第1段階（2020～22年）でJICAと課題を洗い出した〔S11〕。技協第1期"
    "（2022年5月～2025年5月）は、ごみ収集、違法駐車、観光データ、文書、環境計測の5分野で試した〔S5〕。"
)
PIECES = st.sampled_from(
    [
        "都市計画",
        "のための",
        "スマートシティ",
        "、",
        "。",
        "（",
        "）",
        "「",
        "」",
        "〔S11〕",
        "第1期",
        "2026年",
        "19万人",
        " ",
        "　",
        "Smart JAMP",
        "bank-financed",
        "https://example.go.jp/a_b-c?d=e&f=1",
        "ສະຫວັນ",
        "ภูเก็ต",
        "ភ្នំពេញ",
        "ရန်ကုန်",
        "Đà Nẵng",
        "é",
        "e\u0301",
        "฿",
        "៛",
        "₭",
        "𠮷",
        "葛\U000e0100",
        "한",
        "☃",
        "\u200b",
        "\u00a0",
        "ー",
        "っ",
        "～",
        "…",
        "!",
        "?",
        "1,134,310",
        "👩‍👧",
        "\u0301",
        "\ufe0f",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["ja", "en"])


def letters(line: Line) -> str:
    return "".join(placed.unit.text for placed in line.placed)


@given(TEXTS, LANGUAGES, st.floats(4, 600), st.booleans(), st.booleans())
@settings(deadline=None)
def test_no_letter_of_a_mixed_text_is_lost(
    text: str, lang: Language, width: float, justified: bool, bold: bool
) -> None:
    style = Style(9, 12.5, lang, bold=bold, justified=justified)
    setting = set_text(text, style, width)
    assert setting.text == text.replace("\n", "").replace("\r", "")


@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=6), LANGUAGES)
@settings(deadline=None)
def test_no_letter_is_lost_between_looks(runs: list[tuple[str, bool]], lang: Language) -> None:
    rich = tuple(Run(text, bold) for text, bold in runs)
    assert set_text(rich, CELL_JA.but(lang=lang), 120).text == plain(rich).replace("\n", "").replace("\r", "")


@given(TEXTS, LANGUAGES, st.floats(60, 600))
@settings(deadline=None)
def test_units_of_a_line_never_run_backwards_more_than_half_an_em(
    text: str, lang: Language, width: float
) -> None:
    for line in set_text(text, Style(9, 12.5, lang), width).lines:
        for before, after in zip(line.placed, line.placed[1:], strict=False):
            assert after.x >= before.x + before.unit.width - 4.5 - 0.001


@given(TEXTS, st.floats(80, 600))
@settings(deadline=None)
def test_no_line_is_wider_than_its_measure(text: str, width: float) -> None:
    for line in set_text(text, CELL_JA, width).lines:
        assert line.width <= width + 0.01 or len(line.placed) == 1 or _has_no_break(line)


def test_the_body_of_the_print_language_breaks_as_in_its_pattern() -> None:
    assert [letters(line) for line in set_text(SIEM_REAP, BODY_JA, MAIN).lines] == [
        "州は2035年までの行程表を持ち、その第1段階（2020～22年）でJICAと課",
        "題を洗い出した〔S11〕。技協第1期（2022年5月～2025年5月）は、ごみ収",
        "集、違法駐車、観光データ、文書、環境計測の5分野で試した〔S5〕。",
    ]


def test_justified_lines_fill_the_measure_and_the_last_does_not() -> None:
    setting = set_text(SIEM_REAP, BODY_JA, MAIN)
    assert [line.width for line in setting.lines[:-1]] == pytest.approx([MAIN, MAIN], abs=0.01)
    assert setting.lines[-1].width < MAIN


def test_the_last_line_of_every_paragraph_stays_ragged() -> None:
    text = "都" * 33 + "\n" + "都" * 34
    assert set_text(text, BODY_JA, MAIN).lines[0].width == pytest.approx(33 * 10.5)


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_no_line_begins_or_ends_with_what_must_not(width: int) -> None:
    for style in (CELL_JA, BODY_JA):
        for line in set_text(SIEM_REAP, style, width).lines:
            assert letters(line)[0] not in NOT_FIRST
            assert letters(line)[-1] not in NOT_LAST


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_a_number_stays_with_its_counter(width: int) -> None:
    lines = [letters(line) for line in set_text(SIEM_REAP, CELL_JA, width).lines]
    for before, after in itertools.pairwise(lines):
        assert not (before[-1].isdigit() and after[0] in "年月期段分"), (before, after)


def test_ragged_japanese_ends_its_lines_after_a_stop() -> None:
    lead = "人口19万の観光都市。技協第2期は2028年8月まで。その後の維持費をだれが払うか、当方に記録がない。"
    lines = set_text(lead, Style(12, 20, "ja"), MAIN).lines
    assert [letters(line) for line in lines] == [
        "人口19万の観光都市。技協第2期は2028年8月まで。",
        "その後の維持費をだれが払うか、当方に記録がない。",
    ]


def test_a_headline_in_english_ends_its_line_where_a_phrase_ends() -> None:
    lead = "A World Heritage town: master plan finished in 2022, bank-financed works under way since 2023."
    first, second = set_text(lead, Style(12, 20, "en", phrased=True), MAIN).lines
    assert letters(first).endswith("2022, ")
    assert letters(second).startswith("bank-financed")


def test_an_opening_bracket_hangs_at_the_start_of_a_line() -> None:
    line = set_text("（市の職員）", CELL_JA).lines[0]
    assert line.placed[0].x == pytest.approx(-4.5)


def test_a_stop_counts_half_at_the_end_of_a_line() -> None:
    assert set_text("記録。", CELL_JA).lines[0].width == pytest.approx(2.5 * 9)
    assert len(set_text("記録がない。", CELL_JA, 5.5 * 9).lines) == 1


def test_two_marks_that_meet_lose_half_an_em() -> None:
    assert line_width("省）。次", CELL_JA) == pytest.approx(3.5 * 9)
    assert line_width("「（注", CELL_JA) == pytest.approx(2.0 * 9)


def test_kanji_and_latin_stand_apart_and_a_counter_closer() -> None:
    wide = line_width("州A", CELL_JA) - line_width("州", CELL_JA) - line_width("A", CELL_JA)
    close = line_width("5件", CELL_JA) - line_width("5", CELL_JA) - line_width("件", CELL_JA)
    title = line_width("州A", CELL_JA.but(title=True)) - line_width("州", CELL_JA) - line_width("A", CELL_JA)
    assert (wide, close, title) == pytest.approx((0.12 * 9, 0.05 * 9, 0.06 * 9))


def test_a_long_address_breaks_after_its_marks() -> None:
    address = "https://www.mlit.go.jp/kokusai/kokusai_tk3_000200.html"
    lines = [letters(line) for line in set_text(address, BODY_EN, 120).lines]
    assert "".join(lines) == address
    assert all(line[-1] in "/-_.?&=" for line in lines[:-1])


def test_a_word_wider_than_the_line_breaks_between_letters() -> None:
    setting = set_text("M" * 50, BODY_EN, 60)
    assert len(setting.lines) > 5
    assert setting.width <= 60.01


def test_a_shaped_run_wider_than_the_line_breaks_between_clusters() -> None:
    name = "กรุงเทพมหานคร" * 4
    setting = set_text(name, Style(9, 12.5, "ja"), 60)
    assert setting.text == name
    assert setting.width <= 60.01


def test_a_short_last_line_is_cured_without_another_line() -> None:
    text = "都" * 36
    lines = set_text(text, BODY_JA, MAIN).lines
    assert len(lines) == 2
    assert len(letters(lines[1])) >= 3


def test_an_english_title_leaves_no_short_word_alone() -> None:
    lines = set_text("Smart city development master plan", Style(9, 12.5, "en", bold=True), 150).lines
    assert [letters(line).strip() for line in lines] == ["Smart city development", "master plan"]


def test_a_text_too_long_is_cut_with_a_visible_tail() -> None:
    setting = set_text("記録がある。" * 100, BODY_JA, MAIN, 3, "…（続きは案件ファイル）")
    assert setting.cut and len(setting.lines) == 3
    assert letters(setting.lines[-1]).endswith("…（続きは案件ファイル）")
    assert setting.lines[-1].width <= MAIN + 0.01


def test_a_text_whose_sequel_is_left_out_says_so_even_if_it_fits() -> None:
    setting = set_text("短い。", BODY_JA, MAIN, 1, "…", unfinished=True)
    assert setting.cut and setting.text == "短い。…"


def test_a_text_that_fits_is_not_cut() -> None:
    assert not set_text("短い。", BODY_JA, MAIN, 1).cut


def test_the_end_of_a_source_line_survives_the_cut() -> None:
    setting = set_with_end(
        "Census by the national statistics office of the country", ", 2015 [1]", BODY_EN, 100, 1
    )
    assert setting.cut
    assert setting.text.endswith("…, 2015 [1]")


def test_a_source_line_that_fits_is_left_alone() -> None:
    assert set_with_end("Census", ", 2015 [1]", BODY_EN, 200, 1).text == "Census, 2015 [1]"


def test_a_number_too_wide_is_set_smaller() -> None:
    setting = shrink_to_fit("10,562,088", Style(21, 28, "en"), 80, 11)
    assert setting.width <= 80
    assert not setting.cut


def test_a_letter_no_font_has_prints_the_geta_mark_and_is_named() -> None:
    setting = set_text("韓国語の한", CELL_JA)
    assert setting.missing == "한"
    assert setting.lines[0].placed[-1].unit.shown == "〓"


def test_a_space_of_any_width_is_not_missing() -> None:
    assert set_text("a\u2003b\u2009c　d", BODY_EN).missing == ""


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    assert set_text("word   ", BODY_EN).width == set_text("word", BODY_EN).width


@pytest.mark.parametrize(("text", "blank"), [("", True), (" \n　", True), ("a", False)])
def test_a_text_of_spaces_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


def _has_no_break(line: Line) -> bool:
    """A line of units that all stick together, like a row of closing marks."""
    from ascn_desk.briefing.units import may_break

    units = [placed.unit for placed in line.placed if placed.unit.kind is not Kind.SPACE]
    return not any(may_break(a, b) for a, b in itertools.pairwise(units))
