"""The pack of a visiting delegation: cover, points, programme, people, places, cases, words to say, sources.

Each chapter begins on a page of its own; the cover lists them with links.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ascn_desk.briefing.blocks import contact_fact
from ascn_desk.briefing.case_tables import open_cases_section
from ascn_desk.briefing.city_brief import add_city_pages
from ascn_desk.briefing.company_brief import add_company_pages
from ascn_desk.briefing.content import Built, PackFrame
from ascn_desk.briefing.country_brief import add_country_pages
from ascn_desk.briefing.flow import Section
from ascn_desk.briefing.flowing import (
    continued_words,
    empty_section,
    facts_section,
    long_column,
    sources_section,
    table_section,
)
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.data_table import Cell, Column, Row
from ascn_desk.briefing.parts.numbered import numbered_lines
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.questions import question_lines
from ascn_desk.briefing.say import NOTHING, Words, fixed, reference_text, short_day_words, weekday_words
from ascn_desk.briefing.sections import chosen
from ascn_desk.briefing.visit_chapters import Sections, add_chapter, add_chapter_flow, add_places, only
from ascn_desk.briefing.visit_content import IN_CITY, IN_COMPANY, IN_COUNTRY, Day, Item, VisitPack
from ascn_desk.briefing.visit_cover import Chapter, draw_cover

_ON_ONE_PAGE = ("purpose", "objectives", "points", "never", "decisions")


def build_visit(content: VisitPack, frame: PackFrame, kept: KeptPages | None = None) -> Built:
    """Print the pack of a visit; ``kept`` has chapters that were drawn before.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.title, kept)
    chapters: list[Chapter] = []

    def chapter(title: Words, make: Sections, *fields: str) -> Callable[[], None]:
        return lambda: add_chapter(pack, chapters, title, make, only(content, *fields))

    makers: list[tuple[str, Callable[[], None]]] = [
        ("cover", lambda: _cover(pack, content, chapters)),
        ("brief", chapter(fixed("Points on one page"), _brief, *_ON_ONE_PAGE)),
        ("programme", lambda: _programme(pack, chapters, content)),
        ("counterparts", chapter(fixed("Whom we meet"), _counterparts, "counterparts")),
        ("country", lambda: add_places(pack, chapters, content.countries, add_country_pages, IN_COUNTRY)),
        ("cities", lambda: add_places(pack, chapters, content.cities, add_city_pages, IN_CITY)),
        ("companies", lambda: add_places(pack, chapters, content.companies, add_company_pages, IN_COMPANY)),
        ("cases", lambda: _cases(pack, chapters, content)),
        ("talking", chapter(fixed("What to say"), _talking, "talking", "questions")),
        ("instruments", chapter(fixed("Japan's instruments"), _instruments, "instruments")),
        ("contacts", chapter(fixed("Contacts"), _contacts, "contacts")),
        ("glossary", chapter(fixed("Glossary"), _glossary, "glossary")),
        ("sources", chapter(fixed("Sources"), _sources, "sources")),
    ]
    for make in chosen(frame.sections, makers):
        make()
    if not pack.pages:
        _cover(pack, content, chapters)
    return pack.build()


def _cover(pack: Pack, content: VisitPack, chapters: list[Chapter]) -> None:
    # The chapters that come after it are known once it is drawn.
    title = pack.speaker.one(fixed("Cover"))
    pack.add(title, lambda sheet: draw_cover(sheet, content, pack.frame, pack.speaker, chapters), "marking")


def _brief(content: VisitPack, pack: Pack) -> list[Section]:
    speaker, width = pack.speaker, pack.grid.main_width
    sections = []
    if content.purpose:
        lines = numbered_lines(speaker, (content.purpose,), width, mark="none")
        sections.append(Section(fixed("Purpose"), tuple(lines)))
    for label, items, none in (
        (fixed("Objectives"), content.objectives, fixed("No objective is written yet.")),
        (fixed("Points"), content.points, fixed("No point is written yet.")),
    ):
        if items:
            sections.append(Section(label, tuple(numbered_lines(speaker, items, width))))
        else:
            sections.append(empty_section("brief", label, none, speaker, width))
    if content.never:
        lines = numbered_lines(speaker, content.never, width, mark="bar")
        sections.append(Section(fixed("Not to be raised"), tuple(lines)))
    if content.decisions:
        sections.append(Section(fixed("Decisions wanted"), tuple(numbered_lines(speaker, content.decisions, width))))
    return sections


def _programme(pack: Pack, chapters: list[Chapter], content: VisitPack) -> None:
    """A page a day, or more where a day has so much."""
    speaker = pack.speaker
    title = fixed("Day by day")
    if not content.days:
        add_chapter(pack, chapters, title, _no_programme, only(content))
        return
    number = len(chapters) + 1
    chapters.append(Chapter(title, pack.pages + 1))
    for day in content.days:
        shown = _day_title(day.day)

        def opener(is_first: bool, shown: Words = shown) -> Opener:
            section = title if is_first else continued_words(title)
            return Opener(str(number), section, speaker.one(shown))

        of_day = replace(only(content, "time_zone"), days=(day,))
        add_chapter_flow(pack, f"{speaker.one(title)} {speaker.one(shown)}", opener, _days, of_day)


def _no_programme(content: VisitPack, pack: Pack) -> list[Section]:
    none = fixed("The programme is not written yet.")
    return [empty_section("programme", fixed("Day by day"), none, pack.speaker, pack.grid.main_width)]


def _days(content: VisitPack, pack: Pack) -> list[Section]:
    return [_day_section(day, content.time_zone, pack) for day in content.days]


def _day_title(day: date) -> Words:
    short, name = short_day_words(day), weekday_words(day)
    return Words(f"{name.en}, {short.en}", f"{short.ja}（{name.ja}）")


def _day_section(day: Day, zone: Words, pack: Pack) -> Section:
    columns = (
        Column(fixed("Clock"), 78.0, most_lines=2),
        long_column(fixed("What and where"), 2.0),
        long_column(fixed("With whom"), 1.2),
        long_column(fixed("Who leads"), 0.9),
    )
    rows = [_travel_row(item) if item.is_travel else _item_row(item) for item in day.items]
    note = zone or fixed("local time")
    return table_section("programme", fixed("Day by day"), columns, rows, pack.speaker, pack.grid.frame_width, note)


def _time(item: Item) -> str:
    return f"{item.starts}–{item.ends}" if item.ends else item.starts


def _travel_row(item: Item) -> Row:
    said = [each for each in (item.what, item.place, item.note) if each]
    time = _time(item)
    return Row(
        group=Words(
            "  ".join((time, *(each.of("en") for each in said))), "　".join((time, *(each.of("ja") for each in said)))
        ),
        goes_on=False,
    )


def _item_row(item: Item) -> Row:
    end = Words(f"–{item.ends}", f"–{item.ends}") if item.ends else NOTHING
    where = _under(item.place, item.note)
    interpreter = fixed("interpreter: {name}", name=item.interpreter) if item.interpreter else NOTHING
    return Row(
        (
            Cell(end, strong=Words(item.starts, item.starts)),
            Cell(second=where, strong=item.what),
            Cell(item.counterpart, interpreter) if item.counterpart or interpreter else Cell(is_blank=True),
            Cell(item.lead, is_blank=True),
        )
    )


def _under(first: Words, then: Words) -> Words:
    if not first or not then:
        return first or then
    return Words(f"{first.of('en')}\n{then.of('en')}", f"{first.of('ja')}\n{then.of('ja')}")


def _counterparts(content: VisitPack, pack: Pack) -> list[Section]:
    label = fixed("Whom we meet")
    if not content.counterparts:
        none = fixed("Nobody is on record yet.")
        return [empty_section("counterparts", label, none, pack.speaker, pack.grid.main_width)]
    columns = (
        long_column(fixed("Person"), 1.0),
        long_column(fixed("Post and place"), 1.4),
        long_column(fixed("To know"), 1.4),
    )
    rows = [
        Row((Cell(each.name, Words(each.reading, each.reading)), Cell(each.post, each.where), Cell(each.note)))
        for each in content.counterparts
    ]
    return [table_section("counterparts", label, columns, rows, pack.speaker, pack.grid.frame_width)]


def _cases(pack: Pack, chapters: list[Chapter], content: VisitPack) -> None:
    if content.cases is not None:
        add_chapter(pack, chapters, fixed("Open cases"), _open_cases, only(content, "cases"))


def _open_cases(content: VisitPack, pack: Pack) -> list[Section]:
    return [open_cases_section("cases", content.cases or (), pack.speaker, pack.grid)]


def _talking(content: VisitPack, pack: Pack) -> list[Section]:
    speaker, grid = pack.speaker, pack.grid
    label = fixed("Talking points")
    sections = []
    if content.talking:
        lines = numbered_lines(speaker, content.talking, grid.main_width)
        sections.append(Section(label, tuple(lines)))
    else:
        none = fixed("No talking point is written yet.")
        sections.append(empty_section("talking", label, none, speaker, grid.main_width))
    label = fixed("Questions and answers")
    if content.questions:
        note = fixed("say what is bold; beside it, the line not to cross")
        lines = question_lines(speaker, content.questions, grid)
        sections.append(Section(label, tuple(lines), 4.0, note, full=True))
    else:
        none = fixed("No question is written yet.")
        sections.append(empty_section("talking", label, none, speaker, grid.main_width))
    return sections


def _instruments(content: VisitPack, pack: Pack) -> list[Section]:
    label = fixed("What Japan can offer")
    if not content.instruments:
        none = fixed("Nothing is on record.")
        return [empty_section("instruments", label, none, pack.speaker, pack.grid.main_width)]
    columns = (
        long_column(fixed("Instrument"), 1.2),
        # Wide enough for the longest of its words, such as "Demonstration".
        long_column(fixed("Kind"), 0.75),
        long_column(fixed("Open to"), 1.5),
        long_column(fixed("Up to (yen)"), 1.4),
        Column(fixed("Source"), 28.0, "right"),
    )
    rows = [
        Row(
            (
                Cell(strong=each.name, second=each.institution),
                Cell(each.kind),
                Cell(each.eligibility),
                Cell(each.ceiling),
                Cell(Words(reference_text(each.ref, "en"), reference_text(each.ref, "ja"))),
            )
        )
        for each in content.instruments
    ]
    note = fixed("{n} on record", n=len(rows))
    return [table_section("instruments", label, columns, rows, pack.speaker, pack.grid.frame_width, note)]


def _contacts(content: VisitPack, pack: Pack) -> list[Section]:
    label = fixed("Contacts")
    facts = [contact_fact(contact) for contact in content.contacts]
    if not facts:
        none = fixed("No contact on record.")
        return [empty_section("contacts", label, none, pack.speaker, pack.grid.main_width)]
    return [facts_section("contacts", label, facts, pack.speaker, pack.grid.main_width)]


def _glossary(content: VisitPack, pack: Pack) -> list[Section]:
    label = fixed("Terms")
    if not content.glossary:
        none = fixed("No abbreviation stands in this paper.")
        return [empty_section("glossary", label, none, pack.speaker, pack.grid.main_width, is_gap=False)]
    return [facts_section("glossary", label, content.glossary, pack.speaker, pack.grid.main_width)]


def _sources(content: VisitPack, pack: Pack) -> list[Section]:
    return [sources_section(content.sources, pack.speaker, pack.grid)]
