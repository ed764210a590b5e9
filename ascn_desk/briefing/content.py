"""What goes into a pack, filled from records by whoever builds it; frozen, in both languages.

Conventions:
- `Words` are the same words in English and Japanese; an empty one borrows from the other.
- `as_of` of a figure or a project is as exact as it is known: ``2015``, ``2023-12`` or ``2023-12-11``; "" =
  unknown.
- `ref` is the mark of a `Source` in the same pack: "1" prints as [1] or 〔1〕.
- `None` and "" mean "not known"; a counted zero is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ascn_desk.briefing.grid import Paper
from ascn_desk.briefing.say import NOTHING, PackLanguage, Words

BadgeLook = Literal["solid", "tint", "line", "dashes"]
"""How a state looks: under way, done, other, unknown or on hold."""

WarningCode = Literal["missing-glyph", "stale-figure", "text-overrun", "empty-section", "contact-data-public"]


@dataclass(frozen=True)
class Marking:
    """The handling grade printed on every page, with its limits; `code` names the grade: ``public``."""

    code: str
    grade: Words
    limits: tuple[Words, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether anyone may have the paper."""
        return self.code == "public"


@dataclass(frozen=True)
class PackFrame:
    """What stands on every page of a pack, and how it is printed.

    Shapes: `sections` names those to print, in their order; none named means all, in the order of the template. Where
            sections share a page, the order holds within the page.
    Units:  `printed_at` is UTC; it is shown at `utc_offset_minutes`, the office's distance from UTC.
    """

    title: Words
    marking: Marking
    pack_number: str
    version: int
    as_of: date
    office: Words
    printed_at: datetime
    printed_by: str
    language: PackLanguage = "ja"
    utc_offset_minutes: int = 0
    draft: bool = False
    paper: Paper = "A4"
    bound: bool = False
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where something is from. `url` makes it a link; it is printed only through `text`."""

    mark: str
    text: Words
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A key figure. `value` None prints "no figure yet" and whom to `ask`, by when."""

    label: Words
    value: str | int | float | None
    unit: Words = NOTHING
    as_of: str = ""
    source: Words = NOTHING
    ref: str = ""
    note: Words = NOTHING
    ask: Words = NOTHING
    ask_by: date | None = None
    short: Words = NOTHING
    """A shorter label for the margin, where a figure older than 24 months is named."""


@dataclass(frozen=True)
class Fact:
    """A line under a label: `strong` words, then `value`, then `note` in grey ("to be checked")."""

    label: Words
    value: Words
    strong: Words = NOTHING
    note: Words = NOTHING
    ref: str = ""


@dataclass(frozen=True)
class ProjectLine:
    """A project in the table. `ours` prints the title bold: the project is Japan's."""

    title: Words
    programme: Words = NOTHING
    area: Words = NOTHING
    ministry: Words = NOTHING
    company: Words = NOTHING
    years: str = ""
    state: Words = NOTHING
    look: BadgeLook = "dashes"
    as_of: str = ""
    ref: str = ""
    ours: bool = False
    stage: Words = NOTHING
    next_step: Words = NOTHING


@dataclass(frozen=True)
class PairingLine:
    """A Japanese municipality working with the city."""

    partner: Words
    kind: Words = NOTHING
    field: Words = NOTHING
    since: str = ""
    ref: str = ""


@dataclass(frozen=True)
class CaseLine:
    """An open support case; `reason` says why it stands where it does, `next_step` what comes next."""

    number: str
    company: Words
    summary: Words
    state: Words = NOTHING
    look: BadgeLook = "line"
    due: date | None = None
    overdue: bool = False
    next_step: Words = NOTHING
    reason: Words = NOTHING


@dataclass(frozen=True)
class NoteLine:
    """Something learnt about the city: when, what, and how far it can be trusted."""

    day: str
    text: Words
    reliability: Words = NOTHING


@dataclass(frozen=True)
class ContactLine:
    """A person or desk to call. Anything but `role` and `office` counts as contact data."""

    role: Words
    office: Words = NOTHING
    person: Words = NOTHING
    phone: str = ""
    email: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether it tells who it is or how to reach them."""
        return bool(self.person or self.phone or self.email)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `subject` is the one the page is about. `value` None prints "no figure yet"."""

    label: Words
    value: float | None
    subject: bool = False


@dataclass(frozen=True)
class BarChart:
    """Bars to compare, in the order given, with what they count and where that is from."""

    title: Words
    bars: tuple[Bar, ...]
    note: Words = NOTHING
    source: Words = NOTHING


@dataclass(frozen=True)
class MapPlace:
    """Another place on the city's map: the capital, a neighbour."""

    name: Words
    local: str
    latitude: float
    longitude: float
    capital: bool = False


@dataclass(frozen=True)
class CityBrief:
    """A city on two pages.

    Shapes: figures beyond eight, and whatever the pages cannot hold, are left out with a warning and a line
            that says so. The map shows the country `country_code` (ISO, two letters, either case).
            `cases` None: not for this reader, so nothing is said of cases, not even that there are none;
            `further_cases` are open too, less urgent, and only counted.
    Units:  degrees north and east.
    """

    name: Words
    local: str
    country_code: str
    country: Words
    latitude: float
    longitude: float
    lead: Words = NOTHING
    overview: Words = NOTHING
    figures: tuple[Figure, ...] = ()
    decides: tuple[Fact, ...] = ()
    places: tuple[MapPlace, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    projects_note: Words = NOTHING
    chart: BarChart | None = None
    involvement: tuple[Fact, ...] = ()
    pairings: tuple[PairingLine, ...] = ()
    cases: tuple[CaseLine, ...] | None = ()
    further_cases: int = 0
    notes: tuple[NoteLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    sources: tuple[Source, ...] = ()
    sources_note: Words = NOTHING


@dataclass(frozen=True)
class CityLine:
    """A city in the table of a country; `counts` are its projects by group, in the order of the groups."""

    name: Words
    local: str = ""
    population: int | None = None
    year: str = ""
    counts: tuple[int, ...] = ()
    note: Words = NOTHING


@dataclass(frozen=True)
class CountryBrief:
    """A country: one page of its cities, then its projects, then who works there and what is open.

    Shapes: `code` is ISO, two letters, either case; `groups` name the counts of the cities, three at most;
            `projects` are (city, its projects). `cases` None as in :class:`CityBrief`.
    """

    name: Words
    code: str
    lead: Words = NOTHING
    facts: tuple[Fact, ...] = ()
    facts_note: Words = NOTHING
    cities: tuple[CityLine, ...] = ()
    groups: tuple[Words, ...] = ()
    cities_note: Words = NOTHING
    places: tuple[MapPlace, ...] = ()
    chart: BarChart | None = None
    projects: tuple[tuple[Words, tuple[ProjectLine, ...]], ...] = ()
    offices: tuple[Fact, ...] = ()
    counterparts: tuple[Fact, ...] = ()
    cases: tuple[CaseLine, ...] | None = ()
    further_cases: int = 0
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class CompanyBrief:
    """A company on one page, in both languages on two: who it is, where it works, what is open and what was done.

    Shapes: the `company` of a project is the city where it is. `done` says what happened, by day, newest first.
            `cases` None as in :class:`CityBrief`; then `done` is empty.
    """

    name: Words
    lead: Words = NOTHING
    sectors: Words = NOTHING
    facts: tuple[Fact, ...] = ()
    facts_note: Words = NOTHING
    projects: tuple[ProjectLine, ...] = ()
    technologies: tuple[Fact, ...] = ()
    interests: tuple[Fact, ...] = ()
    cases: tuple[CaseLine, ...] | None = ()
    further_cases: int = 0
    done: tuple[Fact, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class CaseEntry:
    """Something that happened in a case; `day` is ``YYYY-MM-DD`` or unknown, `kind` one short word."""

    day: str
    kind: Words
    text: Words
    people: str = ""
    overdue: bool = False


@dataclass(frozen=True)
class CaseFile:
    """One case, whole: what it is, what is next, and all that happened, oldest first."""

    number: str
    company: Words
    summary: Words
    facts: tuple[Fact, ...] = ()
    next_steps: tuple[Fact, ...] = ()
    details: Words = NOTHING
    entries: tuple[CaseEntry, ...] = ()
    outcome: Words = NOTHING
    referrals: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class PackWarning:
    """Something to look at before printing.

    Shapes: `page` counts from 1. `data` by code: missing-glyph letters, text; stale-figure label, as_of;
            text-overrun text; empty-section and contact-data-public section.
    """

    code: WarningCode
    page: int
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """A finished pack."""

    pdf: bytes
    pages: int
    warnings: tuple[PackWarning, ...]
