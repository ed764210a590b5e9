"""The company brief: a Japanese company on one page, in both languages on two, for whoever meets it or speaks for it.

What the page cannot hold is left out row by row, with a line that says so and a warning, as in the city brief.
"""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.base.words import Language
from ascn_desk.briefing.blocks import (
    cases_block,
    contacts_block,
    empty_line,
    projects_block,
    some_facts,
    sources_block,
)
from ascn_desk.briefing.content import Built, CompanyBrief, PackFrame
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Draw, Pack
from ascn_desk.briefing.parts.block import Block, draw_blocks
from ascn_desk.briefing.parts.memo import draw_memo
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.prose import Prose
from ascn_desk.briefing.parts.two_columns import TwoColumns
from ascn_desk.briefing.say import NOTHING, Speaker, day_words, fixed
from ascn_desk.briefing.sections import arranged
from ascn_desk.briefing.sheet import Sheet

_MOST_SECTORS = 4
_SIGN = "JP"
"""The companies of the pack are Japan's; a country's sheet bears its own two letters there."""


def build_company_brief(content: CompanyBrief, frame: PackFrame) -> Built:
    """Print a company brief.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.name)
    add_company_pages(pack, content, frame.sections)
    return pack.build()


def add_company_pages(pack: Pack, content: CompanyBrief, sections: Sequence[str]) -> None:
    """Put the page of a company into a pack, or its two where every row takes two lines."""
    frame, speaker, grid = pack.frame, pack.speaker, pack.grid
    who, support = _who(content, frame, speaker, grid), _support(content, frame, speaker, grid)
    # Side by side, every row takes two lines: what is open goes over to a page of its own.
    lots = [[*who, *support]] if len(speaker.languages) == 1 else [who, support]
    pages = [blocks for blocks in (arranged(sections, lot) for lot in lots) if blocks] or [[]]
    for number, shown in enumerate(pages):
        title = speaker.one(content.name) if number == 0 else f"{speaker.one(content.name)} {number + 1}"
        pack.add(title, _page(content, frame, speaker, shown, number, len(pages)))


def _page(
    content: CompanyBrief, frame: PackFrame, speaker: Speaker, blocks: list[Block], number: int, total: int
) -> Draw:
    def draw(sheet: Sheet) -> None:
        top = _opener(content, speaker, is_first=number == 0).draw(sheet, speaker)
        y, _ = draw_blocks(sheet, blocks, top, sheet.grid.bottom)
        if number < total - 1:
            return
        draw_memo(sheet, speaker, y)
        is_shown = any(block.name == "contacts" for block in blocks)
        if is_shown and any(contact.is_personal for contact in content.contacts):
            sheet.warn("contact-data-public", section="contacts")

    return draw


def _opener(content: CompanyBrief, speaker: Speaker, *, is_first: bool) -> Opener:
    lang = speaker.first
    other: Language = "en" if lang == "ja" else "ja"
    title, beside = content.name.of(lang), content.name.of(other)
    if not is_first:
        return Opener(_SIGN, fixed("Company"), title, ((lang, fixed("Support and sources").of(lang)),))
    names = ((other, beside),) if beside and beside != title else ()
    return Opener(_SIGN, fixed("Company"), title, names, content.lead)


def _who(content: CompanyBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Block]:
    facts = TwoColumns(speaker, content.facts, content.facts_note, grid.main_width)
    blocks = [
        Block(speaker, fixed("The company"), facts, name="facts"),
        projects_block(content.projects, NOTHING, frame, speaker, grid, title=fixed("Project and city")),
    ]
    if content.sectors:
        prose = Prose(speaker, content.sectors, grid.main_width, _MOST_SECTORS)
        blocks.insert(1, Block(speaker, fixed("Sectors"), prose, gives_way=3, name="sectors"))
    if content.technologies:
        rows = some_facts(content.technologies, speaker, grid, keep=2)
        blocks.append(Block(speaker, fixed("Technologies"), rows, gives_way=1, name="technologies"))
    if content.interests:
        rows = some_facts(content.interests, speaker, grid, keep=2)
        blocks.append(Block(speaker, fixed("Interest"), rows, gives_way=1, name="interests"))
    return blocks


def _support(content: CompanyBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Block]:
    blocks: list[Block] = []
    if content.cases is not None:
        none = fixed("None open with this company on {day}.", day=day_words(frame.as_of))
        blocks.append(cases_block(content.cases, content.further_cases, none, frame, speaker, grid))
        label = fixed("Support so far")
        if content.done:
            rows = some_facts(content.done, speaker, grid, keep=2)
            blocks.append(Block(speaker, label, rows, note=fixed("newest first"), gives_way=0, name="entries"))
        else:
            line = empty_line(speaker, fixed("Nothing has been logged yet."), grid, "entries")
            blocks.append(Block(speaker, label, line, name="entries"))
    if content.contacts:
        blocks.append(contacts_block(content.contacts, speaker, grid))
    blocks.append(sources_block(content.sources, NOTHING, speaker, grid))
    return blocks
