"""The pages of a company and of a city."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.operations.views.records import RecordView, Row


@dataclass(frozen=True, slots=True)
class CompanyView:
    record: RecordView
    title: str
    cases: tuple[Row, ...]
    projects: tuple[Row, ...]
    technologies: tuple[Row, ...]
    contacts: tuple[Row, ...]
    notes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CityView:
    """A city's page; ``facts`` newest first for each indicator."""

    record: RecordView
    title: str
    country: Row | None
    office: Row | None
    facts: tuple[Row, ...]
    pairings: tuple[Row, ...]
    projects: tuple[Row, ...]
    cases: tuple[Row, ...]
    companies: tuple[Row, ...]
    notes: tuple[Row, ...]
    organisations: tuple[Row, ...]
