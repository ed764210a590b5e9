"""The case file: one case on as many pages as it needs, nothing left out."""

from __future__ import annotations

from ascn_desk.briefing.content import Built, CaseFile, PackFrame
from ascn_desk.briefing.flow import Section, whole
from ascn_desk.briefing.flowing import add_flow, empty_section, facts_section, prose_section
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.case_timeline import timeline_lines
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.two_columns import TwoColumns
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed


def build_case_file(content: CaseFile, frame: PackFrame) -> Built:
    """Print a case.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, Words(content.number, content.number))
    add_case_pages(pack, content)
    return pack.build()


def add_case_pages(pack: Pack, content: CaseFile) -> None:
    """Put the pages of a case into a pack."""

    def opener(is_first: bool) -> Opener:
        return _opener(content, pack.speaker, is_first=is_first)

    add_flow(pack, content.number, opener, _sections(content, pack.speaker, pack.grid))


def _opener(content: CaseFile, speaker: Speaker, *, is_first: bool) -> Opener:
    lang = speaker.first
    mark, _, _ = content.number.partition("-")
    company = content.company.of(lang) or speaker.one(fixed("not known"))
    lead = content.summary if is_first else NOTHING
    return Opener(mark, fixed("Support case"), company, ((lang, content.number),), lead)


def _sections(content: CaseFile, speaker: Speaker, grid: Grid) -> list[Section]:
    width = grid.main_width
    facts = TwoColumns(speaker, content.facts, NOTHING, width)
    sections = [Section(fixed("The case"), (whole(facts),), facts.lead, name="facts")]
    if content.next_steps:
        sections.append(facts_section("next", fixed("What is next"), content.next_steps, speaker, width))
    if content.details:
        sections.append(prose_section("details", fixed("Details"), content.details, speaker, width))
    if content.entries:
        lines = tuple(timeline_lines(speaker, content.entries, width))
        sections.append(Section(fixed("What happened"), lines, 6.0, fixed("oldest first"), name="entries"))
    else:
        none = fixed("Nothing has been logged yet.")
        sections.append(empty_section("entries", fixed("What happened"), none, speaker, width))
    if content.referrals:
        sections.append(facts_section("referrals", fixed("Asked of others"), content.referrals, speaker, width))
    if content.outcome:
        sections.append(prose_section("outcome", fixed("Outcome"), content.outcome, speaker, width))
    return sections
