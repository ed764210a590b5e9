"""What the pack of a visiting delegation says, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.briefing.content import (
    CaseLine,
    CityBrief,
    CompanyBrief,
    ContactLine,
    CountryBrief,
    Fact,
    MapPlace,
    Source,
)
from ascn_desk.briefing.say import NOTHING, Words

IN_CITY = ("figures", "overview", "decides", "location", "projects", "chart", "involvement", "notes")
IN_COUNTRY = ("facts", "cities", "location", "chart", "projects", "offices", "counterparts")
IN_COMPANY = ("facts", "sectors", "projects", "technologies", "interests", "cases", "entries", "contacts")
"""The sections of the pages of a city, a country and a company that stand in the pack; the others are chapters."""


@dataclass(frozen=True)
class Item:
    """A line of the programme. Times are the clock of the place, ``HH:MM``; ``is_travel`` is the way between two."""

    starts: str
    ends: str
    what: Words
    place: Words = NOTHING
    counterpart: Words = NOTHING
    lead: Words = NOTHING
    interpreter: Words = NOTHING
    note: Words = NOTHING
    is_travel: bool = False


@dataclass(frozen=True)
class Day:
    """A day of the programme."""

    day: date
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question that may come: what to answer, what stands behind it, and how far the answer may go."""

    question: Words
    answer: Words = NOTHING
    background: Words = NOTHING
    limit: Words = NOTHING


@dataclass(frozen=True)
class Counterpart:
    """Somebody whom the delegation meets."""

    name: Words
    reading: str = ""
    post: Words = NOTHING
    where: Words = NOTHING
    note: Words = NOTHING


@dataclass(frozen=True)
class Instrument:
    """Something that Japan can offer: who runs it, for whom, and up to how much."""

    name: Words
    institution: Words = NOTHING
    kind: Words = NOTHING
    ceiling: Words = NOTHING
    eligibility: Words = NOTHING
    ref: str = ""


@dataclass(frozen=True)
class VisitPack:
    """All that a delegation carries.

    Shapes: ``cases`` None: not for this reader. Lists of words are as they were typed, an item each.
    """

    title: Words
    country_code: str = ""
    country: Words = NOTHING
    starts: date | None = None
    ends: date | None = None
    purpose: Words = NOTHING
    delegation: Words = NOTHING
    telephone: str = ""
    office: Words = NOTHING
    support: Words = NOTHING
    places: tuple[MapPlace, ...] = ()
    objectives: tuple[Words, ...] = ()
    points: tuple[Words, ...] = ()
    never: tuple[Words, ...] = ()
    decisions: tuple[Words, ...] = ()
    days: tuple[Day, ...] = ()
    time_zone: Words = NOTHING
    counterparts: tuple[Counterpart, ...] = ()
    countries: tuple[CountryBrief, ...] = ()
    cities: tuple[CityBrief, ...] = ()
    companies: tuple[CompanyBrief, ...] = ()
    cases: tuple[CaseLine, ...] | None = ()
    talking: tuple[Words, ...] = ()
    questions: tuple[Question, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    glossary: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
