"""Days as people write them, read and shown back; Japanese years and fiscal years.

| typed | meaning |
|---|---|
| ``12/5``, ``12月5日``, ``5 Dec`` | that day of the year that fits |
| ``5日`` | that day of the month that fits |
| ``2026-12-05``, ``2026/12/5``, ``20261205``, ``令和8年12月5日``, ``R8.12.5`` | that day |
| ``3d`` ``2w`` ``1m`` ``1y``, ``3日後``, ``-3d``, ``3日前`` | so far from today |
| ``fri``, ``金``, ``来週金`` | the next such day after today; that of next week |
| ``today`` ``今日``, ``tomorrow`` ``明日``, ``yesterday`` ``昨日`` | |
| ``月末`` ``eom``, ``来月末``, ``年末``, ``年度末`` | the last day of that month, year or fiscal year |

Full-width letters and a weekday behind the day, ``12/5(土)``, are read as well.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal
from unicodedata import normalize

from ascn_desk.base.errors import CorrectableError

Preference = Literal["nearest", "future", "past"]

WEEKDAYS_JA = "月火水木金土日"
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_LONG = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FISCAL_YEAR_STARTS_IN = 4
REIWA_BEGAN = date(2019, 5, 1)
_REIWA_ZERO = 2018
_ERA_ZERO = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}

_NEAR_DAYS = {
    "today": 0, "今日": 0, "本日": 0, "きょう": 0,
    "tomorrow": 1, "明日": 1, "あす": 1, "あした": 1, "明後日": 2, "あさって": 2,
    "yesterday": -1, "昨日": -1, "きのう": -1, "一昨日": -2, "おととい": -2,
}  # fmt: skip
_WEEKDAY_BEHIND = re.compile(r"\s*\((?:[月火水木金土日]|[a-z]{3})\)$")
_FULL = re.compile(r"(\d{4}|\d{2})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_FULL_JA = re.compile(
    r"(令和|平成|昭和|[rhs])?\s*(\d{1,4}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})日?"
)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_DAY_ALONE = re.compile(r"(\d{1,2})日")
_DAY_MONTH_EN = re.compile(r"(\d{1,2})\s*([a-z]{3,9})\.?,?\s*(\d{4})?")
_MONTH_DAY_EN = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:,?\s*(\d{4}))?")
_DISTANCE = re.compile(r"([+-]?)\s*(\d{1,4})\s*(d|w|m|y|日|週間?|[かヶケカヵ箇]月|月|年)(後|前|間後|間前)?")
_UNITS = {"日": "d", "週": "w", "週間": "w", "月": "m", "年": "y"}


def parse_day(text: str, today: date, prefer: Preference = "nearest") -> date:
    """The day that a person means.

    ``prefer`` says which year ``12/5`` has: the nearest to today, or the next to come, or the last gone.

    Errors: CorrectableError ``bad-date`` if it is no day, or does not exist.
    """
    typed = _WEEKDAY_BEHIND.sub("", normalize("NFKC", text).strip().lower())
    for read in (_read_full, _read_near, _read_month_day, _read_distance):
        try:
            day = read(typed, today, prefer)
        except (ValueError, OverflowError):
            break
        if day is not None:
            return day
    raise CorrectableError("bad-date", value=text)


def preference_of(field_name: str) -> Preference:
    """Which day a short date means in a field of that name: a due date lies ahead."""
    ahead = "due" in field_name or field_name in ("ask_by", "closes_on", "opens_on", "starts_on", "ends_on")
    return "future" if ahead else "nearest"


def show_day(day: date, lang: str, today: date | None = None) -> str:
    """A day in a list: ``11/20(金)``, ``20 Nov``; with its year where that is not this one, or not known."""
    with_year = today is None or day.year != today.year
    if lang == "ja":
        year = f"{day.year}/" if with_year else ""
        return f"{year}{day.month}/{day.day}({WEEKDAYS_JA[day.weekday()]})"
    year = f" {day.year}" if with_year else ""
    return f"{day.day} {MONTHS_EN[day.month - 1]}{year}"


def show_day_long(day: date, lang: str) -> str:
    """A day in a text: ``2026年11月20日(金)``, ``20 November 2026``."""
    if lang == "ja":
        return f"{day.year}年{day.month}月{day.day}日({WEEKDAYS_JA[day.weekday()]})"
    return f"{day.day} {MONTHS_LONG[day.month - 1]} {day.year}"


def show_day_named(day: date, lang: str) -> str:
    """A day with its weekday, to stand by itself: ``2026年11月20日(金)``, ``Friday, 20 November 2026``."""
    told = show_day_long(day, lang)
    return told if lang == "ja" else f"{WEEKDAYS_LONG[day.weekday()]}, {told}"


def show_day_era(day: date) -> str:
    """A day by the Japanese year, ``令和8年11月20日(金)``; a day before Reiwa by the western year."""
    if day < REIWA_BEGAN:
        return show_day_long(day, "ja")
    return f"{reiwa(day.year)}{day.month}月{day.day}日({WEEKDAYS_JA[day.weekday()]})"


def reiwa(year: int) -> str:
    """The Japanese year that a western year ends in, ``令和8年``; the western one before 2019."""
    if year < REIWA_BEGAN.year:
        return f"{year}年"
    return f"令和{_ordinal(year - _REIWA_ZERO)}年"


def fiscal_year(day: date) -> int:
    """The Japanese fiscal year of a day: April to March, named after the year it begins in."""
    return day.year if day.month >= FISCAL_YEAR_STARTS_IN else day.year - 1


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """The first and the last day of a fiscal year."""
    return date(year, FISCAL_YEAR_STARTS_IN, 1), date(year + 1, FISCAL_YEAR_STARTS_IN, 1) - timedelta(days=1)


def show_fiscal_year(year: int, lang: str) -> str:
    """A fiscal year in words: ``2026年度(令和8年度)``, ``FY2026 (April 2026 – March 2027)``."""
    if lang != "ja":
        return f"FY{year} (April {year} – March {year + 1})"
    era = f"(令和{_ordinal(year - _REIWA_ZERO)}年度)" if year >= REIWA_BEGAN.year else ""
    return f"{year}年度{era}"


def _ordinal(year: int) -> str:
    return "元" if year == 1 else str(year)


def _read_full(typed: str, today: date, prefer: Preference) -> date | None:
    if match := _FULL.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return date(year + 2000 if year < 100 else year, month, day)
    if match := _FULL_JA.fullmatch(typed):
        era, counted, month_text, day_text = match.groups()
        year = (1 if counted == "元" else int(counted)) + _ERA_ZERO.get(era or "", 0)
        return date(year, int(month_text), int(day_text)) if era or year >= 1000 else None
    return None


def _read_near(typed: str, today: date, prefer: Preference) -> date | None:
    if typed in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[typed])
    match typed:
        case "月末" | "今月末" | "eom":
            return _last_of_month(today.year, today.month)
        case "来月末":
            return _last_of_month(*_month_after(today, 1))
        case "年末" | "eoy":
            return date(today.year, 12, 31)
        case "年度末":
            return fiscal_year_bounds(fiscal_year(today))[1]
        case _:
            return _read_weekday(typed, today)


def _read_weekday(typed: str, today: date) -> date | None:
    is_next_week = typed.startswith(("来週", "next "))
    name = typed.removeprefix("来週").removeprefix("next ").removeprefix("の").strip()
    name = name.removesuffix("曜日").removesuffix("曜")
    if name in WEEKDAYS_JA and len(name) == 1:
        weekday = WEEKDAYS_JA.index(name)
    elif name[:3] in _WEEKDAYS_EN and re.fullmatch(r"[a-z]{3}|[a-z]+day", name):
        weekday = _WEEKDAYS_EN.index(name[:3])
    else:
        return None
    if is_next_week:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _read_month_day(typed: str, today: date, prefer: Preference) -> date | None:
    if match := _MONTH_DAY.fullmatch(typed):
        return _in_fitting_year(int(match[1]), int(match[2]), today, prefer)
    if match := _DAY_ALONE.fullmatch(typed):
        return _in_fitting_month(int(match[1]), today, prefer)
    if match := _DAY_MONTH_EN.fullmatch(typed):
        day_text, name, year_text = match.groups()
    elif match := _MONTH_DAY_EN.fullmatch(typed):
        name, day_text, year_text = match.groups()
    else:
        return None
    names = [each for each in MONTHS_LONG if name in (each.lower(), each[:3].lower(), each[:4].lower())]
    if not names:
        return None
    month = MONTHS_LONG.index(names[0]) + 1
    if year_text:
        return date(int(year_text), month, int(day_text))
    return _in_fitting_year(month, int(day_text), today, prefer)


def _read_distance(typed: str, today: date, prefer: Preference) -> date | None:
    match = _DISTANCE.fullmatch(typed)
    if match is None:
        return None
    sign, number, unit, direction = match.groups()
    if unit in _UNITS and direction is None:
        return None
    back = sign == "-" or (direction or "").endswith("前")
    count = -int(number) if back else int(number)
    match _UNITS.get(unit, unit[-1]):
        case "d":
            return today + timedelta(days=count)
        case "w":
            return today + timedelta(weeks=count)
        case "y":
            return _same_day(today.year + count, today.month, today.day)
        case _:
            year, month = _month_after(today, count)
            return _same_day(year, month, today.day)


def _in_fitting_year(month: int, day: int, today: date, prefer: Preference) -> date:
    return _fitting(lambda step: date(today.year + step, month, day), range(-4, 9), today, prefer)


def _in_fitting_month(day: int, today: date, prefer: Preference) -> date:
    return _fitting(lambda step: date(*_month_after(today, step), day), range(-2, 3), today, prefer)


def _fitting(make: Callable[[int], date], steps: range, today: date, prefer: Preference) -> date:
    days = []
    for step in steps:
        try:
            days.append(make(step))
        except ValueError:
            continue  # 29 February, or the 31st of a short month
    match prefer:
        case "future":
            days = [each for each in days if each >= today]
        case "past":
            days = [each for each in days if each <= today]
    return min(days, key=lambda each: (abs((each - today).days), each < today))


def _month_after(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _same_day(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise ValueError(f"no such year: {year}")
    return date(year, month, min(day, monthrange(year, month)[1]))
