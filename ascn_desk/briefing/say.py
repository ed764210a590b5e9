"""The words of a pack in its language: Japanese, English, or both with the Japanese first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from ascn_desk.base.words import Language, text
from ascn_desk.domain.dates import MONTHS_LONG, WEEKDAYS_JA, WEEKDAYS_LONG

PackLanguage = Literal["ja", "en", "both"]


@dataclass(frozen=True)
class Words:
    """The same words in English and Japanese. Either may be empty: then the other stands in for it."""

    en: str = ""
    ja: str = ""

    def of(self, lang: Language) -> str:
        """The words in a language, or in the other one where there are none."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)

    def __bool__(self) -> bool:
        return bool(self.en.strip() or self.ja.strip())


NOTHING = Words()


def fixed(english: str, **values: object) -> Words:
    """Words of the program itself in both languages; values that are `Words` are taken in the right one."""

    def in_language(lang: Language) -> str:
        return text(
            english, lang, **{k: v.of(lang) if isinstance(v, Words) else v for k, v in values.items()}
        )

    return Words(en=in_language("en"), ja=in_language("ja"))


@dataclass(frozen=True)
class Speaker:
    """Chooses which languages a pack prints."""

    language: PackLanguage

    @property
    def first(self) -> Language:
        """The language that leads: of names, dates and numbers."""
        return "en" if self.language == "en" else "ja"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages printed, the leading one first."""
        return ("ja", "en") if self.language == "both" else (self.first,)

    def say(self, words: Words) -> tuple[tuple[Language, str], ...]:
        """What to print for some words, each with its language; what would stand there twice stands once."""
        said: list[tuple[Language, str]] = []
        for lang in self.languages:
            spoken = words.of(lang)
            actual: Language = lang if (words.ja if lang == "ja" else words.en) else _other(lang)
            if spoken and all(spoken != other for _, other in said):
                said.append((actual, spoken))
        return tuple(said)

    def one(self, words: Words) -> str:
        """The words in the leading language only."""
        return words.of(self.first)

    def joined(self, words: Words, between: str = " ") -> str:
        """All words printed, on one line."""
        return between.join(spoken for _, spoken in self.say(words))


def _other(lang: Language) -> Language:
    return "en" if lang == "ja" else "ja"


def day_words(day: date) -> Words:
    """A day as it is written in text: 24 November 2026, 2026年11月24日."""
    return Words(
        en=f"{day.day} {MONTHS_LONG[day.month - 1]} {day.year}", ja=f"{day.year}年{day.month}月{day.day}日"
    )


def weekday_words(day: date) -> Words:
    """The day of the week: Monday, 月."""
    return Words(en=WEEKDAYS_LONG[day.weekday()], ja=WEEKDAYS_JA[day.weekday()])


def short_day_words(day: date) -> Words:
    """A day without its year: 10 December, 12月10日."""
    return Words(en=f"{day.day} {MONTHS_LONG[day.month - 1]}", ja=f"{day.month}月{day.day}日")


def brief_day_words(day: date) -> Words:
    """A day without its year where room is short: 10 Dec, 12/10."""
    return Words(en=f"{day.day} {MONTHS_LONG[day.month - 1][:3]}", ja=f"{day.month}/{day.day:02d}")


def partial_day_words(partial: str) -> Words:
    """A day as far as it is known: ``2015``, ``2023-12``, ``2023-12-11``; other text stays as it is."""
    parts = partial.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return Words(en=partial, ja=partial)
    if len(parts) == 1:
        return Words(en=partial, ja=f"{partial}年")
    month = int(parts[1])
    if not 1 <= month <= 12:
        return Words(en=partial, ja=partial)
    if len(parts) == 2:
        return Words(en=f"{MONTHS_LONG[month - 1]} {parts[0]}", ja=f"{parts[0]}年{month}月")
    return Words(
        en=f"{int(parts[2])} {MONTHS_LONG[month - 1]} {parts[0]}", ja=f"{parts[0]}年{month}月{int(parts[2])}日"
    )


def months_since(partial: str, as_of: date) -> int | None:
    """How many months old something dated ``2015``, ``2023-12`` or ``2023-12-11`` is; None if the date is
    unclear.

    A year alone counts in whole years: 2015 is 11 years before any day of 2026.
    """
    parts = partial.split("-")
    if not parts[0].isdigit() or not all(part.isdigit() for part in parts):
        return None
    months = (as_of.year - int(parts[0])) * 12
    if len(parts) > 1:
        months += as_of.month - int(parts[1])
    if len(parts) > 2 and as_of.day < int(parts[2]):
        months -= 1
    return months


def age_words(months: int) -> Words:
    """An age for people: 14 months, 3 years, 5年前."""
    if months < 24:
        return fixed("{n} months", n=months)
    return fixed("{n} years", n=round(months / 12))


def reference_text(ref: str, lang: Language) -> str:
    """The mark of a source as it stands in a text; nothing for no source."""
    if not ref:
        return ""
    return f"〔{ref}〕" if lang == "ja" else f"[{ref}]"


def printed_words(instant: datetime, utc_offset_minutes: int, by: str) -> Words:
    """When and by whom a paper was printed, in the office's own time."""
    zone = timezone(timedelta(minutes=utc_offset_minutes))
    local = instant.astimezone(zone)
    hours, minutes = divmod(abs(utc_offset_minutes), 60)
    sign = "+" if utc_offset_minutes >= 0 else "-"
    shown = f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
    clock = f"{local.hour:02d}:{local.minute:02d}"
    en = f"Printed {day_words(local.date()).en} {clock} ({shown})"
    ja = f"印刷 {local.date().isoformat()} {clock}（{shown}）"
    return Words(en=f"{en} by {by}" if by else en, ja=f"{ja}　{by}" if by else ja)


def range_words(span: str) -> Words:
    """A range such as 2021–22, with the mark of its language between: ～ in Japanese."""
    return Words(en=span, ja=span.replace("–", "～"))


def number_text(value: str | int | float) -> str:
    """A number with its thousands parted; text stays as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{int(value):,}"
