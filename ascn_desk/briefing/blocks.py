"""Blocks that several packs have: projects, open cases, sources, and what an empty section says."""

from __future__ import annotations

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import CaseLine, ContactLine, Fact, PackFrame, ProjectLine, Source
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.paragraph import line_width
from ascn_desk.briefing.parts.badge import badge_width
from ascn_desk.briefing.parts.block import Block
from ascn_desk.briefing.parts.data_table import Cell, Column, DataTable, Row
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.key_figures import STALE_IN_MARGIN
from ascn_desk.briefing.parts.plain_line import PlainLine
from ascn_desk.briefing.parts.sources import Sources
from ascn_desk.briefing.say import (
    NOTHING,
    Speaker,
    Words,
    brief_day_words,
    fixed,
    months_since,
    range_words,
    reference_text,
)

MOST_ROWS = 60
"""Rows that are made ready; a page holds fewer, and thousands would only be made to be given up one by one."""

_LEAST_NUMBER, _MOST_NUMBER = 62.0, 90.0


def empty_line(speaker: Speaker, words: Words, grid: Grid, section: str) -> PlainLine:
    """What an empty section says; the name of the section goes on the list of warnings."""
    return PlainLine(speaker, words, grid.main_width, section)


def projects_block(
    projects: tuple[ProjectLine, ...],
    said: Words,
    frame: PackFrame,
    speaker: Speaker,
    grid: Grid,
    title: Words = NOTHING,
) -> Block:
    """A table of projects, bold where they are Japan's; ``title`` heads the first column where it is another."""
    label = fixed("Projects")
    if not projects:
        words = fixed("No project on record.")
        return Block(speaker, label, empty_line(speaker, words, grid, "projects"), note=said, name="projects")
    columns, fields = project_columns(projects, speaker, title)
    rows = tuple(project_row(project, fields, frame) for project in projects[:MOST_ROWS])
    table = DataTable(speaker, columns, rows, grid.frame_width, keep=4, further=len(projects[MOST_ROWS:]))
    note = said or fixed("{n} on record, by year", n=len(projects))
    return Block(speaker, label, table, full=True, note=note, gives_way=3, name="projects")


def project_columns(
    projects: tuple[ProjectLine, ...], speaker: Speaker, title: Words = NOTHING
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns that no project fills are left out, and the title takes their room."""
    states = [project.state or fixed("unknown") for project in projects]
    offered = (
        ("title", Column(title or fixed("Project and Japanese firm"), share=2.5, most_lines=4), True),
        (
            "programme",
            Column(fixed("Programme"), share=1.25),
            any(p.programme or p.ministry for p in projects),
        ),
        ("area", Column(fixed("Area"), share=1.5), any(p.area for p in projects)),
        ("years", Column(fixed("Years"), 42.0, "right"), True),
        ("state", Column(fixed("State"), badge_width(speaker, states), gap=10), True),
        ("ref", Column(fixed("Source"), 30.0, "right"), True),
    )
    chosen = [(name, column) for name, column, wanted in offered if wanted]
    return tuple(column for _, column in chosen), tuple(name for name, _ in chosen)


def project_row(project: ProjectLine, fields: tuple[str, ...], frame: PackFrame) -> Row:
    """A row of that table."""
    reference = Words(en=reference_text(project.ref, "en"), ja=reference_text(project.ref, "ja"))
    cells = {
        "title": Cell(project.title, second=project.company, bold=project.ours),
        "programme": Cell(project.programme, second=project.ministry),
        "area": Cell(project.area),
        "years": Cell(range_words(project.years) if project.years else fixed("unknown")),
        "state": Cell(project.state or fixed("unknown"), badge=project.look if project.state else "dashes"),
        "ref": Cell(reference),
    }
    age = months_since(project.as_of, frame.as_of) if project.as_of else None
    old = age is not None and age > STALE_IN_MARGIN
    return Row(tuple(cells[name] for name in fields), old_year=project.as_of[:4] if old else "")


def cases_block(
    cases: tuple[CaseLine, ...], further: int, none: Words, frame: PackFrame, speaker: Speaker, grid: Grid
) -> Block:
    """Open cases, those overdue first; ``further`` ones are only counted, ``none`` stands where there are none."""
    label = fixed("Open cases")
    if not cases:
        return Block(speaker, label, PlainLine(speaker, none, grid.main_width), name="cases")
    ordered = sorted(
        cases,
        key=lambda case: (not case.overdue, case.due is None, case.due or frame.as_of, case.number),
    )
    shown = tuple(ordered[:MOST_ROWS])
    further += len(ordered) - len(shown)
    columns = (
        Column(fixed("Number"), number_width(shown, speaker)),
        Column(fixed("Company and subject"), share=1.0, most_lines=2),
        Column(fixed("State"), badge_width(speaker, [case.state for case in shown])),
        Column(fixed("Due"), 46.0, "right", gap=10),
    )
    rows = tuple(_case_row(case, speaker) for case in shown)
    table = DataTable(speaker, columns, rows, grid.main_width, lead=4.0, keep=3, further=further)
    return Block(speaker, label, table, note=fixed("{n} open", n=len(rows) + further), gives_way=5, name="cases")


def number_width(cases: tuple[CaseLine, ...], speaker: Speaker) -> float:
    """How wide the column of numbers must be: a number never breaks, whatever letters it drew."""
    widest = max(line_width(case.number, styles.table(speaker.first)) for case in cases)
    return min(_MOST_NUMBER, max(_LEAST_NUMBER, widest + 1.0))


def _case_row(case: CaseLine, speaker: Speaker) -> Row:
    due = brief_day_words(case.due) if case.due else NOTHING
    summary = case.summary
    if case.company and len(speaker.languages) == 1:
        summary = Words(en=summary.of("en"), ja=summary.of("ja"))
    # Side by side, a summary that was typed in one language is not said twice.
    subject = Words(
        en=": ".join(filter(None, (case.company.of("en"), summary.en))),
        ja="　".join(filter(None, (case.company.of("ja"), summary.ja))),
    )
    return Row(
        (
            Cell(Words(en=case.number, ja=case.number)),
            Cell(subject),
            Cell(case.state or fixed("unknown"), badge=case.look if case.state else "dashes"),
            Cell(due, overdue=case.overdue),
        )
    )


def sources_block(sources: tuple[Source, ...], said: Words, speaker: Speaker, grid: Grid) -> Block:
    """Where everything is from."""
    label = fixed("Sources")
    if not sources:
        line = empty_line(speaker, fixed("No source on record."), grid, "sources")
        return Block(speaker, label, line, name="sources")
    return Block(speaker, label, Sources(speaker, sources, grid), full=True, note=said, gives_way=9, name="sources")


def some_facts(facts: tuple[Fact, ...], speaker: Speaker, grid: Grid, keep: int) -> Facts:
    """As many facts as a page could hold at all; the rest are counted."""
    return Facts(speaker, facts[:MOST_ROWS], grid.main_width, keep=keep, further=len(facts[MOST_ROWS:]))


def contacts_block(contacts: tuple[ContactLine, ...], speaker: Speaker, grid: Grid) -> Block:
    """Whom to call."""
    facts = tuple(contact_fact(contact) for contact in contacts)
    rows = some_facts(facts, speaker, grid, keep=2)
    return Block(speaker, fixed("Contacts"), rows, gives_way=2, name="contacts")


def contact_fact(contact: ContactLine) -> Fact:
    """Whom to call, as a fact."""
    reach = " ".join(filter(None, (contact.phone, contact.email)))
    value = Words(
        en=", ".join(filter(None, (contact.office.of("en"), reach))),
        ja="　".join(filter(None, (contact.office.of("ja"), reach))),
    )
    strong = contact.person
    if strong and value:
        value = Words(en=f", {value.en}", ja=value.ja)
    return Fact(contact.role, value or fixed("not known"), strong)
