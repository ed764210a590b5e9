"""A company as the company brief prints it: collected from records, as they stood on the day of the pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import CompanyBrief, ContactLine, Fact, ProjectLine
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed, partial_day_words
from ascn_desk.domain.prefectures import prefecture_words
from ascn_desk.domain.vocabularies import Interest, LogKind
from ascn_desk.operations.pack_case_lines import open_cases
from ascn_desk.operations.pack_names import listed, unsure
from ascn_desk.operations.pack_project_lines import project_line, project_order
from ascn_desk.operations.pack_records import (
    PackRecords,
    members_of,
    names_of,
    text_of,
    typed,
    vocabulary,
)
from ascn_desk.operations.views import Row

_MOST_DONE = 12
"""Entries that are looked up for a page, which holds fewer."""


def company_brief(records: PackRecords, company_id: str, as_of: date) -> CompanyBrief:
    """All that a company's page says.

    Errors: CorrectableError ``unknown-record`` if there is no such company.
    """
    company = records.get("company", company_id)
    if company is None:
        raise CorrectableError("unknown-record", kind="company", id=company_id)
    found = records.find("case", company=company.id)
    has_cases = records.wants("cases") or records.wants("entries")
    cases, further = open_cases(records, found, as_of) if has_cases else (None, 0)
    # The order in which sources get their numbers is that in which the page names them.
    source = records.ref(company)
    projects = tuple(_projects(records, company))
    return CompanyBrief(
        name=names_of(company),
        lead=_lead(projects, None if cases is None else len(cases) + further),
        sectors=listed([records.choice("sector", each) for each in members_of(company, "sectors")]),
        facts=tuple(_facts(records, company, source)),
        facts_note=unsure(company),
        projects=projects,
        technologies=tuple(_technologies(records, company)),
        interests=tuple(_interests(records, company)),
        cases=cases,
        further_cases=further,
        done=tuple(_done(records, found, as_of)) if cases is not None and records.wants("entries") else (),
        contacts=tuple(_contacts(records, company)) if records.wants("contacts") else (),
        sources=records.sources,
    )


def _lead(projects: tuple[ProjectLine, ...], cases: int | None) -> Words:
    """The message of the page: how far the company is in the region, and what is open with it."""
    if cases is None:
        return fixed("Projects on record: {projects}.", projects=len(projects)) if projects else NOTHING
    if not projects and not cases:
        return NOTHING
    return fixed("Projects on record: {projects}. Open cases: {cases}.", projects=len(projects), cases=cases)


def _facts(records: PackRecords, company: Row, source: str) -> Iterator[Fact]:
    unknown = fixed("not known")
    written = text_of(company, "prefecture")
    prefecture = Words(prefecture_words(written, "en"), prefecture_words(written, "ja"))
    yield Fact(fixed("Head office"), prefecture or unknown, ref=source)
    number = text_of(company, "corporate_number")
    yield Fact(fixed("Corporate number"), Words(number, number) or unknown)
    if size := records.choice("size_band", company.values.get("size_band")):
        yield Fact(fixed("Size"), size)
    member = company.values.get("jasca_member")
    known = {True: fixed("member"), False: fixed("no member")}
    yield Fact(Words("JASCA", "JASCA"), known[member] if isinstance(member, bool) else fixed("not checked"))
    if role := records.choice("company_role", company.values.get("role_in_scheme")):
        yield Fact(fixed("Role"), role)
    if site := text_of(company, "website"):
        shown = site.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        yield Fact(fixed("Web site"), Words(shown, shown))


def _projects(records: PackRecords, company: Row) -> Iterator[ProjectLine]:
    """Those that it leads, then those that it takes part in."""
    rows = records.find("project")
    leads = [row for row in rows if row.values.get("lead_company") == company.id]
    shares = [row for row in rows if company.id in members_of(row, "members") and row not in leads]
    for part in (leads, shares):
        for row in sorted(part, key=project_order):
            line = project_line(records, records.use(row))
            city = records.get("city", row.values.get("city"))
            yield _placed(line, names_of(city) if city is not None else NOTHING)


def _placed(line: ProjectLine, city: Words) -> ProjectLine:
    """The company is the page's own, so the city stands where the company stands in other tables."""
    return ProjectLine(
        title=line.title, programme=line.programme, area=line.area, ministry=line.ministry, company=city,
        years=line.years, state=line.state, look=line.look, as_of=line.as_of, ref=line.ref, ours=line.ours,
    )  # fmt: skip


def _technologies(records: PackRecords, company: Row) -> Iterator[Fact]:
    for row in records.find("technology"):
        if company.id in members_of(row, "providers"):
            records.use(row)
            category = records.choice("technology_category", row.values.get("category"))
            yield Fact(category or fixed("Technology"), names_of(row), ref=records.ref(row))


def _interests(records: PackRecords, company: Row) -> Iterator[Fact]:
    for row in records.find("interest", company=company.id):
        place = records.get("city", row.values.get("city")) or records.get("country", row.values.get("country"))
        if place is not None and text_of(row, "interest") != Interest.NONE:
            records.use(row)
            day = text_of(row, "as_of")
            note = partial_day_words(day) if day else fixed("date unknown")
            yield Fact(names_of(place), vocabulary(Interest, row.values.get("interest")), note=note)


def _done(records: PackRecords, cases: list[Row], as_of: date) -> Iterator[Fact]:
    """The newest entries of all its cases."""
    entries = [
        (text_of(row, "happened_on"), case, row)
        for case in cases
        for row in records.find("log_entry", case=case.id)
        if text_of(row, "happened_on") <= as_of.isoformat() and not row.values.get("archived")
    ]
    entries.sort(key=lambda each: (each[0], each[2].id), reverse=True)
    for day, case, row in entries[:_MOST_DONE]:
        records.use(case)
        records.use(row)
        when = day_words(date.fromisoformat(day)) if day else fixed("date unknown")
        reference = text_of(case, "reference")
        note = Words(reference, reference) or vocabulary(LogKind, row.values.get("log_kind"))
        yield Fact(when, typed(text_of(row, "text")), note=note)


def _contacts(records: PackRecords, company: Row) -> Iterator[ContactLine]:
    for row in records.find("contact", company=company.id):
        if not row.values.get("archived"):
            records.use(row)
            city = records.get("city", row.values.get("city"))
            yield ContactLine(
                typed(text_of(row, "post")) or fixed("Contact"),
                names_of(city) if city is not None else NOTHING,
                typed(text_of(row, "name")),
                text_of(row, "telephones").split("\n")[0],
                text_of(row, "mail").split("\n")[0],
            )
