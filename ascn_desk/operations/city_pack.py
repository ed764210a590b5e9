"""A city as the city brief prints it: collected from records, as they stood on the day of the pack.

What is dated after that day is left out: facts, notes, cases, and offices whose jurisdiction began later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import Bar, BarChart, CityBrief, ContactLine, Fact, MapPlace, NoteLine, PairingLine
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import Interest, OfficeKind, Reliability
from ascn_desk.operations.pack_case_lines import open_cases
from ascn_desk.operations.pack_city_figures import city_figures
from ascn_desk.operations.pack_names import listed, marked_unsure, unsure, with_abbreviation
from ascn_desk.operations.pack_project_lines import project_line, project_order
from ascn_desk.operations.pack_records import PackRecords, members_of, names_of, number_of, text_of, typed, vocabulary
from ascn_desk.operations.views import Row

_MOST_BARS = 9
_OTHER_PLACES = 3


def city_brief(records: PackRecords, city_id: str, as_of: date) -> CityBrief:
    """All that a city's two pages say.

    Errors: CorrectableError ``unknown-record`` if there is no such city; ``city-without-place`` if it has no
            coordinates, since the map needs them.
    """
    city = records.get("city", city_id)
    if city is None:
        raise CorrectableError("unknown-record", kind="city", id=city_id)
    latitude, longitude = text_of(city, "latitude"), text_of(city, "longitude")
    if not latitude or not longitude:
        raise CorrectableError("city-without-place", city=city_id)
    country = records.get("country", city.values.get("country"))
    office = _office_of(records, city, as_of)
    projects = _projects(records, city)
    pairings = [records.use(row) for row in records.find("pairing", city=city.id)]
    pairings.sort(key=lambda row: (number_of(row, "since_year") or 9999, row.id))
    cases, further = (
        open_cases(records, records.find("case", city=city.id), as_of) if records.wants("cases") else (None, 0)
    )
    # The order in which sources get their numbers is that in which the pages name them.
    figures = tuple(city_figures(records, city, country, projects, pairings, as_of))
    decides = tuple(_decides(records, city, office))
    project_lines = tuple(project_line(records, row) for row in projects)
    return CityBrief(
        name=names_of(city),
        local=text_of(city, "name_local"),
        country_code=text_of(city, "country"),
        country=names_of(country) if country else NOTHING,
        latitude=float(latitude),
        longitude=float(longitude),
        lead=names_of(city, "lead"),
        overview=names_of(city, "overview") or typed(text_of(city, "admin_note")),
        figures=figures,
        decides=decides,
        places=tuple(_places(records, city, country)),
        projects=project_lines,
        chart=_chart(records, city, country, as_of),
        involvement=tuple(_involvement(records, city, projects)),
        pairings=tuple(_pairing_line(records, row) for row in pairings),
        cases=cases,
        further_cases=further,
        notes=tuple(_notes(records, city, as_of)) if records.wants("notes") else (),
        contacts=tuple(_contacts(records, city, office)) if records.wants("contacts") else (),
        sources=records.sources,
    )


def _decides(records: PackRecords, city: Row, office: Row | None) -> Iterator[Fact]:
    post = text_of(city, "officer_post")
    if post:
        yield Fact(fixed("City"), typed(post), ref=records.ref(city))
    for row in records.find("organisation", country=text_of(city, "country")):
        if text_of(row, "organisation_kind").startswith("partner-"):
            records.use(row)
            yield Fact(fixed("Ministry"), with_abbreviation(row), note=unsure(row), ref=records.ref(row))
    if office is not None:
        yield Fact(fixed("Japan"), names_of(office), ref=records.ref(office))


def _office_of(records: PackRecords, city: Row, as_of: date) -> Row | None:
    """The office whose jurisdiction holds the city on the day, else its country; else the embassy."""
    day = as_of.isoformat()
    for where in ({"city": city.id}, {"country": text_of(city, "country")}):
        for row in records.find("jurisdiction", **where):
            begun = text_of(row, "valid_from") <= day
            ended = text_of(row, "valid_until") and text_of(row, "valid_until") < day
            if begun and not ended and ("city" in where or not row.values.get("city")):
                return records.get("office", row.values.get("office"))
    offices = records.find("office", country=text_of(city, "country"))
    return next((records.use(row) for row in offices if row.values.get("office_kind") == OfficeKind.EMBASSY), None)


def _places(records: PackRecords, city: Row, country: Row | None) -> Iterator[MapPlace]:
    """The capital, and the pilot cities of the country, as far as a small map bears them."""
    if country is None:
        return
    capital = text_of(country, "capital_en")
    others = [row for row in records.find("city", country=country.id) if row.id != city.id]
    others = [row for row in others if row.values.get("latitude") and row.values.get("longitude")]
    wanted = [row for row in others if text_of(row, "name_en") == capital]
    wanted += [row for row in others if row.values.get("pilot") and row not in wanted][:_OTHER_PLACES]
    for row in wanted:
        records.use(row)
        yield MapPlace(
            names_of(row),
            text_of(row, "name_local"),
            float(text_of(row, "latitude")),
            float(text_of(row, "longitude")),
            capital=text_of(row, "name_en") == capital,
        )


def _projects(records: PackRecords, city: Row) -> list[Row]:
    return sorted((records.use(row) for row in records.find("project", city=city.id)), key=project_order)


def _chart(records: PackRecords, city: Row, country: Row | None, as_of: date) -> BarChart | None:
    """How many projects each city of the country has; nothing to compare where there is one city."""
    if country is None:
        return None
    counted = [
        (len(records.find("project", city=row.id)), row)
        for row in records.find("city", country=country.id)
        if row.id == city.id or row.values.get("ascn_status") not in (None, "none")
    ]
    counted.sort(key=lambda pair: (-pair[0], pair[1].id))
    shown = counted[:_MOST_BARS]
    if city.id not in {row.id for _, row in shown}:
        shown[-1:] = [pair for pair in counted if pair[1].id == city.id]
    if len(shown) < 2:
        return None
    return BarChart(
        fixed("Projects on record by city"),
        tuple(Bar(names_of(records.use(row)), number, row.id == city.id) for number, row in shown),
        fixed("ASCN cities of {country}, {day}; a count, not a measure of size", country=names_of(country),
              day=day_words(as_of)),
        fixed("Source: ASCN Desk records. All programmes are counted alike."),
    )  # fmt: skip


def _involvement(records: PackRecords, city: Row, projects: list[Row]) -> Iterator[Fact]:
    leading: dict[str, Words] = {}
    partners: set[str] = set()
    for row in projects:
        if company := records.get("company", row.values.get("lead_company")):
            leading[company.id] = names_of(company)
        partners.update(members_of(row, "members"))
    if leading:
        more = len(partners - leading.keys())
        yield Fact(
            fixed("Firms"),
            listed(list(leading.values())),
            note=fixed("leading; {n} more firms", n=more) if more else fixed("leading"),
        )
    for row in records.find("interest", city=city.id):
        company = records.get("company", row.values.get("company"))
        if company is not None and text_of(row, "interest") != Interest.NONE:
            records.use(row)
            yield Fact(fixed("Firm"), vocabulary(Interest, row.values.get("interest")), names_of(company))


def _pairing_line(records: PackRecords, row: Row) -> PairingLine:
    return PairingLine(
        marked_unsure(row, names_of(row, "partner")),
        records.choice("pairing_kind", row.values.get("pairing_kind")),
        typed(text_of(row, "field")),
        text_of(row, "since_year"),
        records.ref(row),
    )


def _notes(records: PackRecords, city: Row, as_of: date) -> Iterator[NoteLine]:
    rows = [row for row in records.find("city_note", city=city.id) if text_of(row, "seen_on") <= as_of.isoformat()]
    rows.sort(key=lambda row: (text_of(row, "seen_on"), row.id), reverse=True)
    for row in rows:
        if not row.values.get("archived"):
            records.use(row)
            reliability = vocabulary(Reliability, row.values.get("reliability"))
            yield NoteLine(text_of(row, "seen_on"), typed(text_of(row, "text")), reliability)


def _contacts(records: PackRecords, city: Row, office: Row | None) -> Iterator[ContactLine]:
    if office is not None:
        phone = text_of(office, "telephones").split("\n")[0]
        yield ContactLine(fixed("Support desk"), names_of(office), phone=phone)
    for row in records.find("contact", city=city.id):
        if row.values.get("archived"):
            continue
        records.use(row)
        where = records.get("organisation", row.values.get("organisation"))
        where = where or records.get("company", row.values.get("company"))
        yield ContactLine(
            typed(text_of(row, "post")) or fixed("Contact"),
            names_of(where) if where else NOTHING,
            typed(text_of(row, "name")),
            text_of(row, "telephones").split("\n")[0],
            text_of(row, "mail").split("\n")[0],
        )
