"""Packs whose sections go on over as many pages as they need: nothing is left out, the head of a page is repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Fact, Source
from ascn_desk.briefing.flow import Section, air, flow_pages, text_lines, whole
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Draw, Pack
from ascn_desk.briefing.paragraph import set_text
from ascn_desk.briefing.parts.block import Block
from ascn_desk.briefing.parts.data_table import Column, DataTable, Row
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.memo import draw_memo
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.plain_line import PlainLine
from ascn_desk.briefing.parts.sources import Sources
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sections import chosen
from ascn_desk.briefing.sheet import Sheet

_BETWEEN = 8.0
_ORPHANS = 2
_FACT_LINES = 20
_CELL_LINES = 40
_TALLEST_ROW = 480.0
"""A page has so much room below its head, the label of the section, the header of the table and the name of a group."""

OpenerOf = Callable[[bool], Opener]
"""The head of the first page, and of those after it."""


def add_flow(
    pack: Pack,
    title: str,
    opener_of: OpenerOf,
    sections: Sequence[Section],
    *,
    has_memo: bool = True,
    contacts_in: str = "",
    asked: Sequence[str] | None = None,
) -> int:
    """Put sections into a pack, as far as they are asked for; how many pages they took.

    Shapes: ``title`` is their place in the outline; ``contacts_in`` the section that tells how to reach people, if any;
            ``asked`` the sections to print where those of the pack are others.
    """
    speaker, grid = pack.speaker, pack.grid
    names = pack.frame.sections if asked is None else asked
    shown = chosen(names, [(section.name, section) for section in sections])
    tops = [opener_of(is_first).content_top(grid, speaker) for is_first in (True, False)]
    pages = flow_pages(speaker, shown, tops[0], tops[1], grid.bottom)
    for number, blocks in enumerate(pages):
        is_last = number == len(pages) - 1
        named = title if number == 0 else f"{title} {number + 1}"
        draw = _page(blocks, tops[number > 0], speaker, has_memo=has_memo and is_last)
        is_open = any(block.name == contacts_in for block in blocks if block.name)
        pack.add(named, _warning(draw, contacts_in) if is_open else draw, head=head_of(opener_of, speaker)(number == 0))
    return len(pages)


def facts_section(
    name: str, label: Words, facts: Sequence[Fact], speaker: Speaker, width: float, note: Words = NOTHING
) -> Section:
    """Facts beside a label, row by row."""
    rows = Facts(speaker, tuple(facts), width, most_lines=_FACT_LINES)
    return Section(label, tuple(_kept_together(rows.flow_lines())), rows.lead, note, name=name)


def long_column(title: Words, share: float, gap: float = 8.0) -> Column:
    """A column whose words go on as long as a page can bear: a row never splits."""
    return Column(title, share=share, gap=gap, most_lines=_CELL_LINES, second_lines=_CELL_LINES)


def table_section(
    name: str,
    label: Words,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    speaker: Speaker,
    width: float,
    note: Words = NOTHING,
) -> Section:
    """A table over the whole frame, its header on every page."""
    table = DataTable(speaker, columns, tuple(rows), width, tallest=_TALLEST_ROW)
    head, lines = table.flow_lines()
    return Section(label, tuple(_kept_together(lines)), 0.0, note, full=True, head=head, name=name)


def empty_section(
    name: str, label: Words, words: Words, speaker: Speaker, width: float, *, is_gap: bool = True
) -> Section:
    """What an empty section says; it is named in the warnings unless it is no gap that nothing is there."""
    line = PlainLine(speaker, words, width, name if is_gap else "")
    return Section(label, (whole(line),), line.lead, name=name)


def sources_section(sources: tuple[Source, ...], speaker: Speaker, grid: Grid) -> Section:
    """Where everything is from."""
    label = fixed("Sources")
    if not sources:
        return empty_section("sources", label, fixed("No source on record."), speaker, grid.main_width)
    lines = Sources(speaker, sources, grid).flow_lines()
    return Section(label, tuple(_kept_together(lines)), 0.0, full=True, name="sources")


def prose_section(name: str, label: Words, words: Words, speaker: Speaker, width: float) -> Section:
    """Running text beside a label."""
    return Section(label, tuple(prose_lines(words, speaker, width)), name=name)


def prose_lines(words: Words, speaker: Speaker, width: float) -> list[FlowLine]:
    """Running text in the pack's languages, paragraph by paragraph."""
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


def continued_words(words: Words) -> Words:
    """What stands in the head of further pages."""
    return fixed("{words} (continued)", words=words)


def _kept_together(lines: Sequence[FlowLine]) -> list[FlowLine]:
    """Rows of which none stands alone: neither the first before a page's end nor the last after its beginning."""
    made = list(lines)
    for at in {0, len(made) - 2} & set(range(len(made) - 1)):
        made[at] = replace(made[at], stays=True)
    return made


def _warning(draw: Draw, section: str) -> Draw:
    def drawn(sheet: Sheet) -> None:
        draw(sheet)
        sheet.warn("contact-data-public", section=section)

    return drawn


def head_of(opener_of: OpenerOf, speaker: Speaker) -> Callable[[bool], Draw]:
    """The head of the first page, and of those after it, as it is drawn."""

    def head(is_first: bool) -> Draw:
        opener = opener_of(is_first)

        def draw(sheet: Sheet) -> None:
            opener.draw(sheet, speaker)

        return draw

    return head


def _page(blocks: list[Block], top: float, speaker: Speaker, *, has_memo: bool) -> Draw:
    def draw(sheet: Sheet) -> None:
        y = top
        for block in blocks:
            block.draw(sheet, y)
            y = block.next_rule(y)
        if has_memo and blocks:
            draw_memo(sheet, speaker, y)

    return draw
