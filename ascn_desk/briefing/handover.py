"""The handover of an officer's or an office's work: what was promised, what is late, whom to meet, what is open.

Nothing is left out: tables go on over as many pages as they need. The last sections are filled in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.briefing.blocks import number_width
from ascn_desk.briefing.case_tables import open_cases_section
from ascn_desk.briefing.content import Built, CaseLine, Fact, PackFrame
from ascn_desk.briefing.flow import Section, whole
from ascn_desk.briefing.flowing import (
    add_flow,
    continued_words,
    empty_section,
    facts_section,
    long_column,
    table_section,
)
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.checklist import Checklist
from ascn_desk.briefing.parts.data_table import Cell, Column, Row
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.signatures import Signatures
from ascn_desk.briefing.parts.two_columns import TwoColumns
from ascn_desk.briefing.say import NOTHING, Speaker, Words, brief_day_words, day_words, fixed

_DAY = 44.0
_TICK = 10.0


@dataclass(frozen=True)
class Promise:
    """Something that was promised: to whom, what, when it was said, by when, and where that is written."""

    whom: Words
    what: Words
    said: date | None = None
    due: date | None = None
    basis: Words = NOTHING
    overdue: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody to meet; ``reach`` is how, ``note`` what to know, ``met`` when they were met last."""

    name: Words
    reading: str = ""
    post: Words = NOTHING
    where: Words = NOTHING
    reach: str = ""
    note: Words = NOTHING
    met: Words = NOTHING

    @property
    def is_reachable(self) -> bool:
        """Whether the paper tells how to reach them."""
        return bool(self.reach)


@dataclass(frozen=True)
class Handover:
    """All that goes over from one person to the next.

    Shapes: ``giver`` and ``taker`` may be unknown: the office hands over then. ``cases`` are the open ones, the most
            urgent first, with what is next; ``late`` those of them that are overdue, and why.
    """

    office: Words
    year: int
    giver: Words = NOTHING
    taker: Words = NOTHING
    lead: Words = NOTHING
    scope: tuple[Fact, ...] = ()
    promises: tuple[Promise, ...] = ()
    late: tuple[CaseLine, ...] = ()
    people: tuple[Person, ...] = ()
    first_weeks: tuple[Fact, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    things: tuple[Words, ...] = ()


def build_handover(content: Handover, frame: PackFrame) -> Built:
    """Print a handover.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.giver or content.office)
    speaker = pack.speaker

    def opener(is_first: bool) -> Opener:
        return _opener(content, speaker, is_first=is_first)

    sections = _sections(content, frame, speaker, pack.grid)
    title = speaker.one(fixed("Handover"))
    contacts_in = "people" if any(person.is_reachable for person in content.people) else ""
    add_flow(pack, title, opener, sections, contacts_in=contacts_in)
    return pack.build()


def _opener(content: Handover, speaker: Speaker, *, is_first: bool) -> Opener:
    lang = speaker.first
    giver, taker = content.giver.of(lang), content.taker.of(lang)
    title = f"{giver} → {taker}" if giver and taker else giver or content.office.of(lang)
    section = fixed("Handover") if is_first else continued_words(fixed("Handover"))
    return Opener(str(content.year), section, title, lead=content.lead if is_first else NOTHING)


def _sections(content: Handover, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Section]:
    scope = TwoColumns(speaker, content.scope, NOTHING, grid.main_width)
    things = Checklist(speaker, content.things, grid.frame_width)
    names = (
        (fixed("Hands over"), content.giver),
        (fixed("Takes over"), content.taker),
        (fixed("Witness"), NOTHING),
    )
    signed = Signatures(speaker, names, grid.frame_width)
    each = fixed("all three sign, and each keeps a copy")
    return [
        Section(fixed("What is handed over"), (whole(scope),), scope.lead, name="scope"),
        _promises(content, speaker, grid),
        _late(content, speaker, grid),
        _people(content, speaker, grid),
        _first_weeks(content, frame, speaker, grid),
        open_cases_section("cases", content.cases, speaker, grid, has_tick=True),
        Section(fixed("Things to hand over"), tuple(things.flow_lines()), full=True, name="things"),
        Section(fixed("Signatures"), (whole(signed),), note=each, full=True, name="signatures"),
    ]


def _promises(content: Handover, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("What was promised")
    if not content.promises:
        none = fixed("No promise on record. Add those made by word of mouth.")
        return empty_section("promises", label, none, speaker, grid.main_width)
    columns = (
        Column(Words(" ", " "), _TICK),
        long_column(fixed("To whom"), 1.0, gap=6),
        long_column(fixed("Promised"), 1.6),
        Column(fixed("Said on"), _DAY, "right"),
        Column(fixed("Due"), _DAY, "right", gap=12),
        Column(fixed("Where it is written"), 84.0, gap=12, most_lines=6),
    )
    rows = [
        Row(
            (
                Cell(tick=False),
                Cell(each.whom),
                Cell(each.what),
                _day_cell(each.said),
                _day_cell(each.due, overdue=each.overdue),
                Cell(each.basis),
            )
        )
        for each in content.promises
    ]
    note = fixed("also by word of mouth; tick what is done")
    return table_section("promises", label, columns, rows, speaker, grid.frame_width, note)


def _late(content: Handover, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("What is overdue")
    if not content.late:
        return _plain("late", label, fixed("Nothing is overdue."), speaker, grid)
    columns = (
        Column(fixed("Due"), _DAY, "right"),
        Column(fixed("Number"), number_width(content.late, speaker), gap=12),
        long_column(fixed("Company and subject"), 1.2),
        long_column(fixed("What comes next"), 1.0),
    )
    rows = [
        Row(
            (
                _day_cell(each.due, overdue=True),
                Cell(Words(each.number, each.number)),
                Cell(each.summary, each.reason, strong=each.company),
                Cell(each.next_step or fixed("not decided")),
            )
        )
        for each in content.late
    ]
    note = fixed("{n}; why, and what comes next", n=len(rows))
    return table_section("late", label, columns, rows, speaker, grid.frame_width, note)


def _people(content: Handover, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("People to meet")
    if not content.people:
        return empty_section("people", label, fixed("No contact on record."), speaker, grid.main_width)
    columns = (
        long_column(fixed("Person"), 1.0),
        long_column(fixed("Post and place"), 1.5),
        long_column(fixed("To reach"), 1.3),
        long_column(fixed("To know"), 1.2),
    )
    rows = [
        Row(
            (
                Cell(each.name, Words(each.reading, each.reading)),
                Cell(each.post, each.where),
                Cell(Words(each.reach, each.reach)),
                Cell(each.note, each.met),
            )
        )
        for each in content.people
    ]
    note = fixed("{n} on record", n=len(rows))
    return table_section("people", label, columns, rows, speaker, grid.frame_width, note)


def _first_weeks(content: Handover, frame: PackFrame, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("The first two weeks")
    if not content.first_weeks:
        return _plain("weeks", label, fixed("Nothing falls into them."), speaker, grid)
    note = fixed("from {day}", day=day_words(frame.as_of))
    return facts_section("weeks", label, content.first_weeks, speaker, grid.main_width, note)


def _plain(name: str, label: Words, words: Words, speaker: Speaker, grid: Grid) -> Section:
    """A good answer is no gap to be warned of."""
    return empty_section(name, label, words, speaker, grid.main_width, is_gap=False)


def _day_cell(day: date | None, *, overdue: bool = False) -> Cell:
    return Cell(brief_day_words(day), overdue=overdue) if day else Cell()
