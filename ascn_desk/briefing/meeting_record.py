"""The record of a meeting: what it was, what was said, and who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.briefing.content import BadgeLook, Built, Fact, PackFrame, Source
from ascn_desk.briefing.flow import Section
from ascn_desk.briefing.flowing import (
    add_flow,
    continued_words,
    empty_section,
    facts_section,
    long_column,
    prose_section,
    sources_section,
    table_section,
)
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.badge import badge_width
from ascn_desk.briefing.parts.data_table import Cell, Column, Row
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.say import NOTHING, Speaker, Words, brief_day_words, fixed


@dataclass(frozen=True)
class Action:
    """Something to be done; ``reason`` says why it stands where it does."""

    what: Words
    owner: Words = NOTHING
    paragraph: str = ""
    due: date | None = None
    state: Words = NOTHING
    look: BadgeLook = "line"
    reason: Words = NOTHING
    is_done: bool = False
    overdue: bool = False


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting. ``open_actions`` counts those that are still to be done."""

    name: Words
    number: int | None = None
    lead: Words = NOTHING
    facts: tuple[Fact, ...] = ()
    minutes: Words = NOTHING
    actions: tuple[Action, ...] = ()
    open_actions: int = 0
    sources: tuple[Source, ...] = ()


def build_meeting_record(content: MeetingRecord, frame: PackFrame) -> Built:
    """Print the record of a meeting.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.name)
    speaker = pack.speaker
    sign = f"No. {content.number}" if content.number is not None else "–"

    def opener(is_first: bool) -> Opener:
        section = fixed("Meeting record") if is_first else continued_words(fixed("Meeting record"))
        return Opener(sign, section, speaker.one(content.name), lead=content.lead if is_first else NOTHING)

    add_flow(pack, speaker.one(content.name), opener, _sections(content, speaker, pack.grid))
    return pack.build()


def _sections(content: MeetingRecord, speaker: Speaker, grid: Grid) -> list[Section]:
    label = fixed("Minutes")
    if content.minutes:
        minutes = prose_section("minutes", label, content.minutes, speaker, grid.main_width)
    else:
        minutes = empty_section("minutes", label, fixed("No minutes on record yet."), speaker, grid.main_width)
    return [
        facts_section("facts", fixed("The meeting"), content.facts, speaker, grid.main_width),
        minutes,
        _actions(content, speaker, grid),
        sources_section(content.sources, speaker, grid),
    ]


def _actions(content: MeetingRecord, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("Action items")
    if not content.actions:
        none = fixed("No action item on record.")
        return empty_section("actions", label, none, speaker, grid.main_width)
    states = [each.state or fixed("unknown") for each in content.actions]
    columns = (
        Column(Words(" ", " "), 10.0),
        long_column(fixed("To be done"), 2.2, gap=6),
        long_column(fixed("By whom"), 1.2),
        Column(fixed("Paragraph"), 44.0, "right", most_lines=3),
        Column(fixed("Due"), 50.0, "right", gap=10),
        Column(fixed("State"), badge_width(speaker, states), gap=12),
    )
    rows = [
        Row(
            (
                Cell(tick=each.is_done),
                Cell(each.what, each.reason),
                Cell(each.owner),
                Cell(Words(each.paragraph, each.paragraph)),
                Cell(brief_day_words(each.due), overdue=each.overdue) if each.due else Cell(),
                Cell(each.state or fixed("unknown"), badge=each.look if each.state else "dashes"),
            )
        )
        for each in content.actions
    ]
    note = fixed("{n} in all, {open} still to be done", n=len(rows), open=content.open_actions)
    return table_section("actions", label, columns, rows, speaker, grid.frame_width, note)
