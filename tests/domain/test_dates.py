"""Days as people write them, and as they are shown back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.dates import (
    fiscal_year,
    fiscal_year_bounds,
    parse_day,
    preference_of,
    reiwa,
    show_day,
    show_day_era,
    show_day_long,
    show_day_named,
    show_fiscal_year,
)

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/5", "2026-12-05"), ("１２／５", "2026-12-05"), ("12月5日", "2026-12-05"), ("12-5", "2026-12-05"),
        ("12/5(土)", "2026-12-05"), ("12/5 (Sat)", "2026-12-05"), ("1/10", "2027-01-10"),
        ("11/20", "2026-11-20"),
        ("2/29", "2028-02-29"), ("5日", "2026-12-05"), ("20日", "2026-11-20"),
        ("5 Dec", "2026-12-05"), ("5 December 2027", "2027-12-05"), ("Dec 5, 2027", "2027-12-05"),
        ("Sept 5", "2026-09-05"),
        ("2026-12-05", "2026-12-05"), ("2026/12/5", "2026-12-05"), ("20261205", "2026-12-05"),
        ("26.12.5", "2026-12-05"),
        ("2026年12月5日", "2026-12-05"), ("令和8年12月5日", "2026-12-05"),
        ("令和 ８年 12月 5日", "2026-12-05"),
        ("令和元年5月1日", "2019-05-01"), ("R8.12.5", "2026-12-05"), ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("3d", "2026-11-27"), ("+3d", "2026-11-27"), ("-3d", "2026-11-21"), ("2w", "2026-12-08"),
        ("3m", "2027-02-24"), ("1y", "2027-11-24"), ("0d", "2026-11-24"),
        ("3日後", "2026-11-27"), ("3日前", "2026-11-21"), ("2週間後", "2026-12-08"),
        ("1か月後", "2026-12-24"),
        ("1年後", "2027-11-24"),
        ("fri", "2026-11-27"), ("Friday", "2026-11-27"), ("金", "2026-11-27"), ("金曜日", "2026-11-27"),
        ("火", "2026-12-01"), ("来週金", "2026-12-04"), ("来週の金曜", "2026-12-04"),
        ("next fri", "2026-12-04"),
        ("today", "2026-11-24"), ("本日", "2026-11-24"), ("明日", "2026-11-25"), ("昨日", "2026-11-23"),
        ("月末", "2026-11-30"), ("来月末", "2026-12-31"), ("年末", "2026-12-31"), ("年度末", "2027-03-31"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "someday",
        "13/1",
        "2026-02-30",
        "32日",
        "5月",
        "tues",
        "99999y",
        "9999y",
        "5 Foo",
        "8年12月5日",
        "12/5/",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(CorrectableError, match="bad-date"):
        parse_day(typed, TODAY)


def test_a_number_before_day_is_the_day_of_the_month_not_a_distance() -> None:
    assert parse_day("3日", TODAY) == date(2026, 12, 3)


def test_a_short_date_may_be_asked_to_lie_ahead_or_behind() -> None:
    assert parse_day("6/30", TODAY) == date(2026, 6, 30)
    assert parse_day("6/30", TODAY, "future") == date(2027, 6, 30)
    assert parse_day("12/5", TODAY, "past") == date(2025, 12, 5)
    assert parse_day("11/24", TODAY, "future") == parse_day("11/24", TODAY, "past") == TODAY


def test_due_dates_lie_ahead() -> None:
    assert preference_of("next_due") == preference_of("due") == preference_of("ask_by") == "future"
    assert preference_of("happened_on") == "nearest"


def test_a_month_later_than_the_31st_is_the_last_day_of_a_short_month() -> None:
    assert parse_day("1m", date(2027, 1, 31)) == date(2027, 2, 28)


@given(DAYS, DAYS)
def test_what_is_shown_is_read_back(day: date, today: date) -> None:
    assert parse_day(show_day(day, "ja"), today) == day
    assert parse_day(show_day(day, "en"), today) == day
    assert parse_day(show_day_long(day, "ja"), today) == day
    assert parse_day(show_day_long(day, "en"), today) == day
    assert parse_day(show_day_era(day), today) == day


@given(DAYS, st.integers(-150, 150))
def test_a_short_date_near_today_is_read_back_without_its_year(today: date, distance: int) -> None:
    day = today + timedelta(days=distance)
    assert parse_day(f"{day.month}/{day.day}", today) == day or (day.month, day.day) == (2, 29)


def test_days_are_shown_as_in_the_ministry() -> None:
    day = date(2026, 11, 20)
    assert show_day(day, "ja", TODAY) == "11/20(金)"
    assert show_day(day, "en", TODAY) == "20 Nov"
    assert show_day(date(2025, 11, 20), "ja", TODAY) == "2025/11/20(木)"
    assert show_day(date(2025, 11, 20), "en", TODAY) == "20 Nov 2025"
    assert show_day_long(day, "ja") == show_day_named(day, "ja") == "2026年11月20日(金)"
    assert show_day_named(day, "en") == "Friday, 20 November 2026"
    assert show_day_era(day) == "令和8年11月20日(金)"
    assert show_day_era(date(2019, 5, 1)) == "令和元年5月1日(水)"
    assert show_day_era(date(2019, 4, 30)) == "2019年4月30日(火)"


def test_fiscal_years_run_from_april_to_march() -> None:
    assert fiscal_year(date(2026, 3, 31)) == 2025
    assert fiscal_year(date(2026, 4, 1)) == 2026
    assert fiscal_year_bounds(2025) == (date(2025, 4, 1), date(2026, 3, 31))
    assert show_fiscal_year(2026, "ja") == "2026年度(令和8年度)"
    assert show_fiscal_year(2019, "ja") == "2019年度(令和元年度)"
    assert show_fiscal_year(2018, "ja") == "2018年度"
    assert show_fiscal_year(2026, "en") == "FY2026 (April 2026 – March 2027)"


def test_years_before_reiwa_stay_western() -> None:
    assert [reiwa(year) for year in (2018, 2019, 2026)] == ["2018年", "令和元年", "令和8年"]
