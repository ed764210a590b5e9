"""The pipeline: every project of a country or of the whole network, gate by gate, with what comes next and who pays."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.briefing.content import BarChart, Built, Fact, Figure, PackFrame, ProjectLine, Source
from ascn_desk.briefing.flow import Section, whole
from ascn_desk.briefing.flowing import (
    add_flow,
    continued_words,
    empty_section,
    facts_section,
    long_column,
    sources_section,
    table_section,
)
from ascn_desk.briefing.grid import GUTTER, Grid
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.badge import badge_width
from ascn_desk.briefing.parts.bars import Bars
from ascn_desk.briefing.parts.data_table import Cell, Column, Row, count_words
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.parts.key_figures import STALE_IN_MARGIN, KeyFigures
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed, months_since, range_words, reference_text

_MOST_BARS = 12


@dataclass(frozen=True)
class Pipeline:
    """Projects by place, and what is asked and paid for them.

    Shapes: ``code`` is ISO, two letters; empty for the whole network. ``groups`` are (place, its projects); ``calls``,
            ``proposals`` and ``financing`` as facts, the nearest day first.
    """

    name: Words
    code: str = ""
    lead: Words = NOTHING
    figures: tuple[Figure, ...] = ()
    chart: BarChart | None = None
    groups: tuple[tuple[Words, tuple[ProjectLine, ...]], ...] = ()
    calls: tuple[Fact, ...] = ()
    proposals: tuple[Fact, ...] = ()
    financing: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()


def build_pipeline(content: Pipeline, frame: PackFrame) -> Built:
    """Print a pipeline.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.name)
    speaker = pack.speaker

    def opener(is_first: bool) -> Opener:
        section = fixed("Pipeline") if is_first else continued_words(fixed("Pipeline"))
        lead = content.lead if is_first else NOTHING
        return Opener(content.code.upper() or "ASEAN", section, speaker.one(content.name), lead=lead)

    add_flow(pack, speaker.one(content.name), opener, _sections(content, frame, speaker, pack.grid), has_memo=False)
    return pack.build()


def _sections(content: Pipeline, frame: PackFrame, speaker: Speaker, grid: Grid) -> list[Section]:
    figures = KeyFigures(speaker, content.figures, frame.as_of, grid)
    sections = [Section(fixed("In figures"), (whole(figures),), figures.lead, full=True, name="figures")]
    if content.chart is not None and content.chart.bars:
        chart = content.chart
        # The longest name of a country is wider than the column of labels.
        room = grid.span(1, 4) + GUTTER
        bars = Bars(speaker, chart, room, grid.frame_width - room, _MOST_BARS)
        line = FlowLine(bars.height, lambda sheet, x, y: bars.draw(sheet, x + room, y))
        sections.append(Section(chart.title, (line,), bars.lead, chart.note, full=True, name="chart"))
    sections.append(_projects(content, frame, speaker, grid))
    for name, label, facts, none in (
        ("calls", fixed("Calls"), content.calls, fixed("No call is open on record.")),
        ("proposals", fixed("Proposals"), content.proposals, fixed("No proposal is pending on record.")),
        ("financing", fixed("Financing"), content.financing, fixed("No financing on record.")),
    ):
        if facts:
            sections.append(facts_section(name, label, facts, speaker, grid.main_width))
        else:
            sections.append(empty_section(name, label, none, speaker, grid.main_width))
    sections.append(sources_section(content.sources, speaker, grid))
    return sections


def _projects(content: Pipeline, frame: PackFrame, speaker: Speaker, grid: Grid) -> Section:
    label = fixed("Projects")
    every = [project for _, projects in content.groups for project in projects]
    if not every:
        return empty_section("projects", label, fixed("No project on record."), speaker, grid.main_width)
    states = [each.state or fixed("unknown") for each in every]
    # A column that no project fills is left out, and the title takes its room.
    offered = (
        ("title", long_column(fixed("Project and Japanese firm"), 2.4), True),
        ("programme", long_column(fixed("Programme"), 1.2), True),
        ("stage", long_column(fixed("Stage"), 0.8), any(each.stage for each in every)),
        ("state", Column(fixed("State"), badge_width(speaker, states)), True),
        ("next", long_column(fixed("What comes next"), 1.3), any(each.next_step for each in every)),
        ("years", Column(fixed("Years"), 42.0, "right"), True),
        ("source", Column(fixed("Source"), 28.0, "right"), True),
    )
    shown = [name for name, _, is_wanted in offered if is_wanted]
    columns = tuple(column for _, column, is_wanted in offered if is_wanted)
    rows: list[Row] = []
    for place, projects in content.groups:
        rows.append(Row(group=place or fixed("not known"), count=speaker.one(count_words(len(projects)))))
        rows += [_row(project, shown, frame) for project in projects]
    note = fixed("{n} on record, by city and year", n=len(every))
    return table_section("projects", label, columns, rows, speaker, grid.frame_width, note)


def _row(project: ProjectLine, shown: list[str], frame: PackFrame) -> Row:
    reference = Words(reference_text(project.ref, "en"), reference_text(project.ref, "ja"))
    age = months_since(project.as_of, frame.as_of) if project.as_of else None
    is_old = age is not None and age > STALE_IN_MARGIN
    cells = {
        "title": Cell(project.title, project.company, bold=project.ours),
        "programme": Cell(project.programme, project.ministry),
        "stage": Cell(project.stage),
        "state": Cell(project.state or fixed("unknown"), badge=project.look if project.state else "dashes"),
        "next": Cell(project.next_step),
        "years": Cell(range_words(project.years) if project.years else fixed("unknown")),
        "source": Cell(reference),
    }
    return Row(
        tuple(cells[name] for name in shown),
        old_year=project.as_of[:4] if is_old else "",
    )
