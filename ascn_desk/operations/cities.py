"""A city's page: facts with their dates, projects, pairings, cases, companies, notes, and who looks after it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from ascn_desk.base.words import language
from ascn_desk.operations.case_pages import case_rows
from ascn_desk.operations.companies import named_rows
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import rows_of, today_of
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import CityView, Row
from ascn_desk.store import queries
from ascn_desk.store.queries import Selection, Shown, Wanted
from ascn_desk.store.titles import title_of

_MOST_CASES = 200


def city_view(desk: Desk, city_id: str, channel: str | None = None) -> CityView:
    """A city with all that this desk holds of it.

    Shapes: ``facts`` indicator by indicator, each newest first; ``companies`` are those of its cases, projects and
            declared interests; ``organisations`` those of its country.
    Errors: CorrectableError ``unknown-record``.
    """
    record = show_record(desk, "city", city_id, channel)
    country = record.values.get("country")
    with desk.store.reading() as connection:
        cases = _shown(desk, connection, Selection(kind="case", where={"city": city_id}))
        projects = _shown(desk, connection, Selection(kind="project", where={"city": city_id}))
        interests = _shown(desk, connection, Selection(kind="interest", where={"city": city_id}))
        return CityView(
            record=record,
            title=title_of("city", record.values, {}, language()) or city_id,
            country=_one(desk, connection, "country", {"id": str(country)}) if country else None,
            office=_office(desk, connection, city_id, country),
            facts=_facts(desk, connection, city_id),
            pairings=named_rows(desk, connection, "pairing", ["city"], city_id),
            projects=rows_of(desk, connection, projects),
            cases=case_rows(desk, connection, cases[:_MOST_CASES]),
            companies=_companies(desk, connection, cases, projects, interests),
            notes=named_rows(desk, connection, "city_note", ["city"], city_id),
            organisations=named_rows(desk, connection, "organisation", ["country"], str(country)) if country else (),
        )


def _facts(desk: Desk, connection: Connection, city_id: str) -> tuple[Row, ...]:
    wanted = Selection(kind="city_fact", where={"city": city_id}, sort="as_of", descending=True)
    facts = _shown(desk, connection, wanted)
    # Sorting keeps the order of equals, so each indicator stays newest first.
    return rows_of(desk, connection, sorted(facts, key=lambda each: str(each.values.get("label_en") or "").casefold()))


def _office(desk: Desk, connection: Connection, city_id: str, country: object) -> Row | None:
    """The office whose jurisdiction has the city today; else the one that stands there; else the country's embassy."""
    day = today_of(desk).isoformat()
    for where in ({"city": city_id}, {"country": str(country), "city": None} if country else None):
        rules = _shown(desk, connection, Selection(kind="jurisdiction", where=where)) if where else []
        for rule in rules:
            since, until = rule.values.get("valid_from"), rule.values.get("valid_until")
            if str(since or "") <= day and (until is None or day <= str(until)):
                return _one(desk, connection, "office", {"id": str(rule.values.get("office"))})
    there = _one(desk, connection, "office", {"city": city_id})
    if there is not None or not country:
        return there
    return _one(desk, connection, "office", {"country": str(country), "office_kind": "embassy"})


def _companies(desk: Desk, connection: Connection, *sources: Iterable[Shown]) -> tuple[Row, ...]:
    ids: set[str] = set()
    for source in sources:
        for each in source:
            for name in ("company", "lead_company"):
                if value := each.values.get(name):
                    ids.add(str(value))
            for name in ("other_companies", "members"):
                members = each.values.get(name)
                ids |= set(members) if isinstance(members, tuple) else set()
    if not ids:
        return ()
    wanted = Selection(kind="company", where={"id": ids}, sort="name_ja" if language() == "ja" else "name_en")
    return rows_of(desk, connection, _shown(desk, connection, wanted))


def _shown(desk: Desk, connection: Connection, wanted: Selection) -> list[Shown]:
    return queries.page(connection, desk.store.tables, wanted)[1]


def _one(desk: Desk, connection: Connection, kind: str, where: dict[str, Wanted]) -> Row | None:
    wanted = Selection(kind=kind, where=where)
    rows = rows_of(desk, connection, queries.page(connection, desk.store.tables, wanted, 1)[1])
    return rows[0] if rows else None
