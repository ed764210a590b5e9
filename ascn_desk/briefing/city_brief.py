"""The city brief: one city on exactly two pages, in Japanese, English or both.

Page 1 says where the city stands: key figures, overview, who decides, location. Page 2 says what is going on
there: projects, a chart, Japanese involvement, open cases, notes, contacts, sources. What a page cannot hold
is left out row by row, in the order of `gives_way`, with a line that says so and a warning; never silently,
never on a third page.
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
from ascn_desk.briefing.content import (
    Built,
    CityBrief,
    Fact,
    MapPlace,
    NoteLine,
    PackFrame,
    PairingLine,
)
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.bars import Bars
from ascn_desk.briefing.parts.block import Block, draw_blocks, end_of
from ascn_desk.briefing.parts.city_map import CityMap
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.key_figures import KeyFigures
from ascn_desk.briefing.parts.memo import draw_memo
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.plain_line import PlainLine
from ascn_desk.briefing.parts.prose import Prose
from ascn_desk.briefing.say import (
    NOTHING,
    Speaker,
    Words,
    day_words,
    fixed,
    partial_day_words,
)
from ascn_desk.briefing.sections import arranged
from ascn_desk.briefing.sheet import Sheet

_MAP_HEIGHT = 176.0
_CAPTION_DESCENT = 3.0
_MOST_PROSE = 24
_MOST_BARS = 9


def build_city_brief(content: CityBrief, frame: PackFrame) -> Built:
    """Print a city brief.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.name)
    add_city_pages(pack, content, frame.sections)
    return pack.build()


def add_city_pages(pack: Pack, content: CityBrief, sections: Sequence[str]) -> None:
    """Put the pages of a city into a pack; one on which nothing of what was asked for stands is left out."""
    frame, speaker, grid = pack.frame, pack.speaker, pack.grid
    city_map = _city_map(content, speaker, grid)
    location = Block(speaker, fixed("Location"), city_map, gives_way=0, name="location")
    first = arranged(sections, [*_first_blocks(content, frame, speaker, grid), location])
    second = arranged(sections, _second_blocks(content, frame, speaker, grid))

    def first_page(sheet: Sheet) -> None:
        top = _opener(content, speaker, first=True).draw(sheet, speaker)
        bottom = grid.bottom + _CAPTION_DESCENT
        city_map.grow(bottom - end_of(first, top))
        draw_blocks(sheet, first, top, bottom)

    def second_page(sheet: Sheet) -> None:
        top = _opener(content, speaker, first=False).draw(sheet, speaker)
        y, _ = draw_blocks(sheet, second, top, grid.bottom)
        draw_memo(sheet, speaker, y)
        is_shown = any(block.name == "contacts" for block in second)
        if is_shown and any(contact.is_personal for contact in content.contacts):
            sheet.warn("contact-data-public", section="contacts")

    if first or not second:
        pack.add(speaker.one(content.name), first_page)
    if second:
        pack.add(f"{speaker.one(content.name)} 2", second_page)


def _opener(content: CityBrief, speaker: Speaker, first: bool) -> Opener:
    lang = speaker.first
    title = content.name.of(lang)
    if not first:
        suffix = fixed("Projects and Japanese involvement")
        return Opener(content.country_code.upper(), content.country, title, ((lang, suffix.of(lang)),))
    other: Language = "en" if lang == "ja" else "ja"
    beside: list[tuple[Language, str]] = []
    for name_lang, name in ((lang, content.local), (other, content.name.of(other))):
        if name and name != title and all(name != known for _, known in beside):
            beside.append((name_lang, name))
    return Opener(content.country_code.upper(), content.country, title, tuple(beside), content.lead)


def _first_blocks(content: CityBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Block]:
    blocks = [_figures_block(content, frame, speaker, grid)]
    label = fixed("Where it stands")
    if content.overview:
        prose = Prose(speaker, content.overview, grid.main_width, _MOST_PROSE)
        blocks.append(Block(speaker, label, prose, gives_way=2, name="overview"))
    else:
        blocks.append(
            Block(
                speaker,
                label,
                empty_line(speaker, fixed("Nothing has been written about this city yet."), grid, "overview"),
                name="overview",
            )
        )
    label = fixed("Who decides")
    if content.decides:
        facts = Facts(speaker, content.decides, grid.main_width, keep=4)
        blocks.append(Block(speaker, label, facts, gives_way=3, name="decides"))
    else:
        line = empty_line(speaker, fixed("Not on record yet."), grid, "decides")
        blocks.append(Block(speaker, label, line, name="decides"))
    return blocks


def _city_map(content: CityBrief, speaker: Speaker, grid: Grid) -> CityMap:
    city = MapPlace(content.name, content.local, content.latitude, content.longitude)
    return CityMap(speaker, content.country_code, city, content.places, grid, _MAP_HEIGHT)


def _figures_block(content: CityBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> Block:
    label = fixed("Key figures")
    if not content.figures:
        line = PlainLine(speaker, fixed("No figures on record yet."), grid.main_width, "figures")
        return Block(speaker, label, line, name="figures")
    figures = KeyFigures(speaker, content.figures, frame.as_of, grid)
    note = fixed("older than 12 months; older than 24 also in the margin") if figures.any_stale else NOTHING
    return Block(
        speaker, label, figures, full=True, note=note, stale_note=figures.any_stale, gives_way=1, name="figures"
    )


def _second_blocks(content: CityBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Block]:
    blocks = [projects_block(content.projects, content.projects_note, frame, speaker, grid)]
    if content.chart is not None and content.chart.bars:
        blocks.append(_chart_block(content, speaker, grid))
    involvement = (*content.involvement, *(_pairing_fact(pairing) for pairing in content.pairings))
    label = fixed("Japanese involvement")
    if involvement:
        rows = some_facts(involvement, speaker, grid, keep=3)
        blocks.append(Block(speaker, label, rows, gives_way=4, name="involvement"))
    else:
        line = empty_line(speaker, fixed("None on record."), grid, "involvement")
        blocks.append(Block(speaker, label, line, name="involvement"))
    if content.cases is not None:
        none = fixed("None open for this city on {day}.", day=day_words(frame.as_of))
        blocks.append(cases_block(content.cases, content.further_cases, none, frame, speaker, grid))
    if content.notes:
        facts = tuple(_note_fact(note) for note in content.notes)
        rows = some_facts(facts, speaker, grid, keep=1)
        blocks.append(Block(speaker, fixed("City notes"), rows, gives_way=1, name="notes"))
    if content.contacts:
        blocks.append(contacts_block(content.contacts, speaker, grid))
    blocks.append(sources_block(content.sources, content.sources_note, speaker, grid))
    return blocks


def _chart_block(content: CityBrief, speaker: Speaker, grid: Grid) -> Block:
    assert content.chart is not None
    chart = content.chart
    bars = Bars(speaker, chart, grid.span(1, 3) + 12, grid.main_width, _MOST_BARS)
    return Block(speaker, chart.title, bars, full=True, note=chart.note, main_in_full=True, gives_way=0, name="chart")


def _pairing_fact(pairing: PairingLine) -> Fact:
    since = fixed("since {year}", year=pairing.since) if pairing.since else fixed("year unknown")
    value = Words(
        en=", ".join(filter(None, (pairing.kind.of("en"), pairing.field.of("en"), since.en))),
        ja="、".join(filter(None, (pairing.kind.of("ja"), pairing.field.of("ja"), since.ja))),
    )
    return Fact(fixed("Pairing"), Words(en=f", {value.en}", ja=value.ja), pairing.partner, ref=pairing.ref)


def _note_fact(note: NoteLine) -> Fact:
    when = partial_day_words(note.day) if note.day else fixed("date unknown")
    short = Words(en=when.en, ja=when.ja)
    return Fact(short, note.text, note=note.reliability)
