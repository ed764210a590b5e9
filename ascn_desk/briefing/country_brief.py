"""The country brief: the country with its cities on one page, all its projects, who works there and what is open.

Projects go over as many pages as they need, city by city, with the header and the city repeated; the other sections
give way row by row with a line that says so, as in the city brief.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ascn_desk.briefing.blocks import cases_block, empty_line, project_columns, project_row, sources_block
from ascn_desk.briefing.content import Built, CountryBrief, PackFrame, ProjectLine
from ascn_desk.briefing.grid import Grid, half_grid_at_least
from ascn_desk.briefing.page import Draw, Pack
from ascn_desk.briefing.parts.bars import Bars
from ascn_desk.briefing.parts.block import Block, draw_blocks, end_of, fit_blocks
from ascn_desk.briefing.parts.city_rows import CityRows
from ascn_desk.briefing.parts.country_map import CountryMap
from ascn_desk.briefing.parts.data_table import DataTable, Row, count_words
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.memo import draw_memo
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.two_columns import TwoColumns
from ascn_desk.briefing.say import NOTHING, Speaker, Words, day_words, fixed
from ascn_desk.briefing.sections import arranged
from ascn_desk.briefing.sheet import Sheet

_MAP_HEIGHT = 152.0
_CAPTION_DESCENT = 3.0
_MOST_BARS = 11
_FULL_BLOCK = 24.0
# The opener of a page without a message ends below the name of its section.
_SECTION_TOP, _SECTION_LINE = 108.0, 12.5


def build_country_brief(content: CountryBrief, frame: PackFrame) -> Built:
    """Print a country brief.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.name)
    add_country_pages(pack, content, frame.sections)
    return pack.build()


def add_country_pages(pack: Pack, content: CountryBrief, sections: Sequence[str]) -> None:
    """Put the pages of a country into a pack; one on which nothing of what was asked for stands is left out."""
    frame, speaker, grid = pack.frame, pack.speaker, pack.grid
    title = speaker.one(content.name)
    country_map = CountryMap(speaker, content.code, content.places, grid.main_width, _MAP_HEIGHT)
    first = arranged(sections, _country_blocks(content, frame, speaker, grid, country_map))
    last = arranged(sections, _last_blocks(content, frame, speaker, grid))

    def country_page(sheet: Sheet) -> None:
        top = _opener(content, speaker, NOTHING).draw(sheet, speaker)
        bottom = grid.bottom + _CAPTION_DESCENT
        fit_blocks(first, top, bottom)
        country_map.grow(bottom - end_of(first, top))
        draw_blocks(sheet, first, top, bottom)

    def last_page(sheet: Sheet) -> None:
        top = _opener(content, speaker, _last_words(content)).draw(sheet, speaker)
        y, _ = draw_blocks(sheet, last, top, grid.bottom)
        draw_memo(sheet, speaker, y)

    pages: list[tuple[str, Draw]] = [(title, country_page)] if first else []
    if not sections or "projects" in sections:
        for number, rows in enumerate(_project_pages(content, frame, speaker, grid)):
            pages.append((f"{title} {number + 2}", _project_page(content, rows, number, speaker, grid)))
    if last or not pages:
        pages.append((f"{title}: {speaker.one(_last_words(content))}", last_page))
    for name, draw in pages:
        pack.add(name, draw)


def _last_words(content: CountryBrief) -> Words:
    """What the last page is about; readers who are told of no case are not told that there are any."""
    return fixed("Who works there") if content.cases is None else fixed("Who works there, what is open")


def _opener(content: CountryBrief, speaker: Speaker, suffix: Words) -> Opener:
    lang = speaker.first
    title = content.name.of(lang)
    sign = content.code.upper()
    if suffix:
        return Opener(sign, fixed("Country"), title, ((lang, suffix.of(lang)),))
    other = content.name.of("en" if lang == "ja" else "ja")
    beside = (("en" if lang == "ja" else "ja", other),) if other != title else ()
    return Opener(sign, fixed("Country"), title, beside, content.lead)  # type: ignore[arg-type]


def _country_blocks(
    content: CountryBrief, frame: PackFrame, speaker: Speaker, grid: Grid, country_map: CountryMap
) -> list[Block]:
    facts = TwoColumns(speaker, content.facts, content.facts_note, grid.main_width)
    blocks = [Block(speaker, fixed("At a glance"), facts, name="facts")]
    label = fixed("Cities and projects")
    if content.cities:
        rows = CityRows(speaker, content.cities, content.groups, content.cities_note, frame.as_of, grid.main_width)
        note = fixed("a count, not a measure of size")
        blocks.append(Block(speaker, label, rows, note=note, gives_way=3, name="cities"))
    else:
        line = empty_line(speaker, fixed("No city on record."), grid, "cities")
        blocks.append(Block(speaker, label, line, name="cities"))
    note = fixed("dot: the capital") if any(place.capital for place in content.places) else NOTHING
    blocks.append(Block(speaker, fixed("Location"), country_map, note=note, gives_way=0, name="location"))
    if content.chart is not None and content.chart.bars:
        chart = content.chart
        bars = Bars(speaker, chart, grid.span(1, 3) + 12, grid.main_width, _MOST_BARS)
        blocks.append(
            Block(
                speaker, chart.title, bars, full=True, note=chart.note, main_in_full=True, gives_way=1, name="chart"
            )
        )
    return blocks


def _all_projects(content: CountryBrief) -> tuple[ProjectLine, ...]:
    return tuple(project for _, projects in content.projects for project in projects)


def _project_pages(content: CountryBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[list[Row]]:
    """The rows of all projects, page by page; a city's name stands over its first row of every page."""
    columns, fields = project_columns(_all_projects(content), speaker)
    top = half_grid_at_least(_SECTION_TOP + _SECTION_LINE * len(speaker.languages))
    room = grid.bottom - top - _FULL_BLOCK

    def fits(rows: list[Row]) -> bool:
        return DataTable(speaker, columns, tuple(rows), grid.frame_width).height <= room

    return _split(_grouped(content, fields, frame, speaker), fits)


def _grouped(content: CountryBrief, fields: tuple[str, ...], frame: PackFrame, speaker: Speaker) -> list[list[Row]]:
    """For each city its name and its projects."""
    groups = []
    for named, projects in content.projects:
        # A row without cells is one of a group only if it has words.
        city = named or fixed("not known")
        group = Row(group=city, count=count_words(len(projects)).of(speaker.first))
        groups.append([group, *(project_row(project, fields, frame) for project in projects)])
    return groups


def _split(groups: list[list[Row]], fits: Callable[[list[Row]], bool]) -> list[list[Row]]:
    """The rows page by page; of a city no row stands alone where its other rows are on another page."""
    pages: list[list[Row]] = []
    page: list[Row] = []
    for group, *rows in groups:
        head = group
        while rows:
            fitting = 0
            while fitting < len(rows) and fits([*page, head, *rows[: fitting + 1]]):
                fitting += 1
            if fitting == len(rows) - 1 > 1:
                fitting -= 1
            if page and fitting < min(2, len(rows)):
                fitting = 0
            if not page:
                fitting = max(1, fitting)
            if fitting:
                page += [head, *rows[:fitting]]
                rows = rows[fitting:]
                head = Row(group=_continued(group.group), count=group.count)
            if rows:
                pages.append(page)
                page = []
    return [*pages, page] if page else pages


def _continued(words: Words) -> Words:
    return fixed("{words} (continued)", words=words)


def _project_page(content: CountryBrief, rows: list[Row], number: int, speaker: Speaker, grid: Grid) -> Draw:
    columns, _ = project_columns(_all_projects(content), speaker)

    def draw(sheet: Sheet) -> None:
        top = _opener(content, speaker, fixed("Projects")).draw(sheet, speaker)
        table = DataTable(speaker, columns, tuple(rows), grid.frame_width, keep=len(rows))
        label = fixed("Projects") if number == 0 else _continued(fixed("Projects"))
        note = fixed("{n} on record, by city and year", n=len(_all_projects(content)))
        draw_blocks(sheet, [Block(speaker, label, table, full=True, note=note)], top, grid.bottom)

    return draw


def _last_blocks(content: CountryBrief, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Block]:
    blocks: list[Block] = []
    for label, facts, none, section in (
        (fixed("Japan's offices"), content.offices, fixed("Not on record yet."), "offices"),
        (fixed("Counterparts"), content.counterparts, fixed("Not on record yet."), "counterparts"),
    ):
        if facts:
            rows = Facts(speaker, facts, grid.main_width, keep=4, most_lines=3)
            blocks.append(Block(speaker, label, rows, gives_way=2, name=section))
        else:
            blocks.append(Block(speaker, label, empty_line(speaker, none, grid, section), name=section))
    if not content.projects:
        words = fixed("No project on record.")
        line = empty_line(speaker, words, grid, "projects")
        blocks.insert(0, Block(speaker, fixed("Projects"), line, name="projects"))
    if content.cases is not None:
        none = fixed("None open for this country on {day}.", day=day_words(frame.as_of))
        blocks.append(cases_block(content.cases, content.further_cases, none, frame, speaker, grid))
    blocks.append(sources_block(content.sources, NOTHING, speaker, grid))
    return blocks
