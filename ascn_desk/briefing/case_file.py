"""The case file: one case on as many pages as it needs, nothing left out."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Built, CaseFile, PackFrame
from ascn_desk.briefing.flow import FlowLine, Section, air, flow_pages, text_lines, whole
from ascn_desk.briefing.grid import Grid, half_grid_at_least
from ascn_desk.briefing.page import Draw, Pack
from ascn_desk.briefing.paragraph import set_text
from ascn_desk.briefing.parts.block import Block
from ascn_desk.briefing.parts.case_timeline import timeline_lines
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.memo import LEAST, Memo
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.plain_line import PlainLine
from ascn_desk.briefing.parts.two_columns import TwoColumns
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet

_BETWEEN = 8.0
_ORPHANS = 2
_SECTION_TOP, _SECTION_LINE = 108.0, 12.5
_LEAD_TOP, _LEAD_LINE = 120.0, 20.0


def build_case_file(content: CaseFile, frame: PackFrame) -> Built:
    """Print a case.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, Words(content.number, content.number))
    speaker, grid = pack.speaker, pack.grid
    next_top = half_grid_at_least(_SECTION_TOP + _SECTION_LINE * len(speaker.languages))
    first_top = max(next_top, _first_top(content, speaker, grid))
    pages = flow_pages(speaker, _sections(content, speaker, grid), first_top, next_top, grid.bottom)
    for number, blocks in enumerate(pages):
        title = content.number if number == 0 else f"{content.number} {number + 1}"
        pack.add(title, _page(content, blocks, number, len(pages), speaker, (first_top, next_top)))
    return pack.build()


def _page(
    content: CaseFile, blocks: list[Block], number: int, total: int, speaker: Speaker, tops: tuple[float, float]
) -> Draw:
    def draw(sheet: Sheet) -> None:
        _opener(content, speaker, is_first=number == 0).draw(sheet, speaker)
        y = tops[0] if number == 0 else tops[1]
        for block in blocks:
            block.draw(sheet, y)
            y = block.next_rule(y)
        if number == total - 1 and sheet.grid.bottom - y >= LEAST:
            Block(speaker, fixed("Memo"), Memo(sheet.grid.main_width, sheet.grid.bottom - y)).draw(sheet, y)

    return draw


def _opener(content: CaseFile, speaker: Speaker, *, is_first: bool) -> Opener:
    lang = speaker.first
    mark, _, _ = content.number.partition("-")
    company = content.company.of(lang) or speaker.one(fixed("not known"))
    lead = content.summary if is_first else NOTHING
    return Opener(mark, fixed("Support case"), company, ((lang, content.number),), lead)


def _first_top(content: CaseFile, speaker: Speaker, grid: Grid) -> float:
    """Where the first page's content begins, by the lines that its message takes; as the opener has it."""
    lines = 0.0
    for number, (lang, spoken) in enumerate(speaker.say(content.summary)):
        style = styles.lead(lang) if number == 0 else styles.lead(lang).but(size=10, leading=16)
        lines += set_text(spoken, style, grid.main_width, max_lines=2).height
    return half_grid_at_least(_LEAD_TOP + lines) if lines else 0.0


def _sections(content: CaseFile, speaker: Speaker, grid: Grid) -> list[Section]:
    width = grid.main_width
    sections = [Section(fixed("The case"), (whole(TwoColumns(speaker, content.facts, NOTHING, width)),), 3.2)]
    if content.next_steps:
        steps = Facts(speaker, content.next_steps, width, keep=len(content.next_steps), most_lines=4)
        sections.append(Section(fixed("What is next"), (whole(steps),), steps.lead))
    if content.details:
        sections.append(Section(fixed("Details"), tuple(_prose(content.details, speaker, width))))
    if content.entries:
        lines = tuple(timeline_lines(speaker, content.entries, width))
        sections.append(Section(fixed("What happened"), lines, 6.0, fixed("oldest first")))
    else:
        line = PlainLine(speaker, fixed("Nothing has been logged yet."), width, "entries")
        sections.append(Section(fixed("What happened"), (whole(line),), line.lead))
    if content.referrals:
        asked = Facts(speaker, content.referrals, width, keep=len(content.referrals), most_lines=6)
        sections.append(Section(fixed("Asked of others"), (whole(asked),), asked.lead))
    if content.outcome:
        sections.append(Section(fixed("Outcome"), tuple(_prose(content.outcome, speaker, width))))
    return sections


def _prose(words: Words, speaker: Speaker, width: float) -> list[FlowLine]:
    lines: list[FlowLine] = []
    for lang, spoken in speaker.say(words):
        for paragraph in spoken.splitlines():
            if not paragraph.strip():
                continue
            if lines:
                lines.append(air(_BETWEEN))
            setting = set_text(paragraph, styles.body(lang), width)
            lines += text_lines(setting, stays=min(_ORPHANS, len(setting.lines)) - 1)
    return lines
