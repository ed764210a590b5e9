"""Words, days and numbers as a pack prints them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ascn_desk.briefing.say import (
    Speaker,
    Words,
    age_words,
    brief_day_words,
    day_words,
    fixed,
    months_since,
    number_text,
    partial_day_words,
    printed_words,
    reference_text,
)

NOVEMBER = date(2026, 11, 24)


def test_empty_words_borrow_from_the_other_language() -> None:
    assert Words(en="Lao").of("ja") == "Lao"
    assert Words(ja="ラオス").of("en") == "ラオス"
    assert not Words("  ", "")


def test_both_languages_speak_japanese_first_and_never_say_the_same_twice() -> None:
    both = Speaker("both")
    assert both.say(Words("Laos", "ラオス")) == (("ja", "ラオス"), ("en", "Laos"))
    assert both.say(Words("JICA", "JICA")) == (("ja", "JICA"),)
    assert both.say(Words(en="Laos")) == (("en", "Laos"),)


@pytest.mark.parametrize(
    ("partial", "en", "ja"),
    [
        ("2015", "2015", "2015年"),
        ("2023-12", "December 2023", "2023年12月"),
        ("2023-12-01", "1 December 2023", "2023年12月1日"),
        ("2023-13", "2023-13", "2023-13"),
        ("spring", "spring", "spring"),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(partial: str, en: str, ja: str) -> None:
    assert partial_day_words(partial) == Words(en=en, ja=ja)


@pytest.mark.parametrize(
    ("partial", "months"),
    [("2015", 132), ("2025", 12), ("2023-12", 35), ("2025-11-25", 11), ("2025-11-24", 12), ("spring", None)],
)
def test_the_age_of_a_figure_is_counted_in_months(partial: str, months: int | None) -> None:
    assert months_since(partial, NOVEMBER) == months


def test_an_age_is_told_in_months_and_from_two_years_on_in_years() -> None:
    assert age_words(14).en == "14 months"
    assert age_words(35) == Words(en="3 years", ja="3年前")


def test_days_are_written_out() -> None:
    assert day_words(NOVEMBER) == Words(en="24 November 2026", ja="2026年11月24日")
    assert brief_day_words(date(2026, 12, 4)) == Words(en="4 Dec", ja="12/04")


@pytest.mark.parametrize(
    ("value", "shown"), [(90313, "90,313"), (2.5, "2.5"), (45.0, "45"), ("2018", "2018"), (0, "0")]
)
def test_numbers_part_their_thousands(value: str | int | float, shown: str) -> None:
    assert number_text(value) == shown


@pytest.mark.parametrize(
    ("offset", "shown"),
    [(420, "18:05 (UTC+7)"), (390, "17:35 (UTC+6:30)"), (0, "11:05 (UTC+0)"), (-180, "08:05 (UTC-3)")],
)
def test_the_time_of_printing_is_the_offices_own(offset: int, shown: str) -> None:
    words = printed_words(datetime(2026, 11, 24, 11, 5, tzinfo=UTC), offset, "W. Saeki")
    assert words.en == f"Printed 24 November 2026 {shown} by W. Saeki"


def test_references_have_the_brackets_of_their_language() -> None:
    assert (reference_text("5", "ja"), reference_text("5", "en"), reference_text("", "ja")) == (
        "〔5〕",
        "[5]",
        "",
    )


def test_fixed_words_take_words_in_their_own_language() -> None:
    asked = fixed("Ask: {whom}", whom=Words("city office", "市役所"))
    assert asked == Words(en="Ask: city office", ja="照会先：市役所")
