"""The pack of a visiting delegation: the visit itself, and the pages of the places and companies that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import CaseLine, ContactLine, Fact, MapPlace
from ascn_desk.briefing.say import NOTHING, Words, fixed
from ascn_desk.briefing.visit_content import (
    IN_CITY,
    IN_COMPANY,
    IN_COUNTRY,
    Counterpart,
    Day,
    Instrument,
    Item,
    Question,
    VisitPack,
)
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.city_pack import city_brief
from ascn_desk.operations.company_pack import company_brief
from ascn_desk.operations.country_pack import country_brief
from ascn_desk.operations.pack_case_lines import case_line, is_open_on
from ascn_desk.operations.pack_records import (
    PackRecords,
    members_of,
    names_of,
    number_of,
    text_of,
    typed,
    zone_of,
)
from ascn_desk.operations.views import Row

_LATER = "9999"
_TRAVEL = ("移動", "travel", "transfer", "drive", "flight")


def visit_pack(records: PackRecords, visit_id: str, as_of: date) -> VisitPack:
    """All that the pack of a visit says.

    Errors: CorrectableError ``unknown-record``; ``not-for-these-readers`` where the profile leaves the visit out;
            ``city-without-place`` if a city on the way has no coordinates.
    """
    visit = records.get("visit", visit_id)
    if visit is None:
        if records.left_out["visit"]:
            raise CorrectableError("not-for-these-readers", redaction=records.redaction.value)
        raise CorrectableError("unknown-record", kind="visit", id=visit_id)
    wants = records.wants
    cities = [row for row in (records.get("city", each) for each in members_of(visit, "cities")) if row is not None]
    days = tuple(_days(records, visit))
    cities.sort(key=lambda row: (_first_day(days, row), text_of(row, "name_en")))
    companies = [each for each in members_of(visit, "companies") if records.get("company", each) is not None]
    countries = list(dict.fromkeys(text_of(row, "country") for row in cities if row.values.get("country")))
    country = records.get("country", countries[0]) if countries else None
    office = records.get("office", records.desk.office)
    internal = records.redaction is not Redaction.DELEGATION
    # The order in which sources get their numbers is that in which the pages name them.
    country_pages = (
        tuple(country_brief(records.within(IN_COUNTRY), each, as_of) for each in countries) if wants("country") else ()
    )
    city_pages = (
        tuple(city_brief(records.within(IN_CITY), row.id, as_of) for row in cities) if wants("cities") else ()
    )
    company_pages = (
        tuple(company_brief(records.within(IN_COMPANY), each, as_of) for each in companies)
        if wants("companies")
        else ()
    )
    starts, ends = text_of(visit, "starts_on"), text_of(visit, "ends_on")
    return VisitPack(
        title=typed(text_of(visit, "title")),
        country_code=country.id if country else "",
        country=names_of(country) if country else NOTHING,
        starts=date.fromisoformat(starts) if starts else None,
        ends=date.fromisoformat(ends) if ends else None,
        purpose=typed(text_of(visit, "purpose")),
        delegation=typed(text_of(visit, "delegation")),
        telephone=text_of(office, "telephones").split("\n")[0] if office else "",
        office=names_of(office) if office else NOTHING,
        support=records.choice("visit_class", visit.values.get("class")),
        places=tuple(_places(cities)),
        objectives=_lines(visit, "objectives"),
        points=_lines(visit, "points"),
        # What is not to be raised and not decided yet stays with the office.
        never=_lines(visit, "do_not_raise"),
        decisions=_lines(visit, "decisions_wanted") if internal else (),
        days=days if wants("programme") else (),
        time_zone=_zone(country),
        counterparts=tuple(_counterparts(records, cities)) if wants("counterparts") else (),
        countries=country_pages,
        cities=city_pages,
        companies=company_pages,
        cases=_cases(records, cities, companies, as_of) if wants("cases") else None,
        talking=_lines(visit, "talking_points") if wants("talking") else (),
        questions=tuple(_questions(visit)) if wants("talking") else (),
        instruments=tuple(_instruments(records)) if wants("instruments") else (),
        contacts=tuple(_contacts(records, office, cities, as_of)) if wants("contacts") else (),
        glossary=tuple(_glossary(records)) if wants("glossary") else (),
        sources=records.sources,
    )


def _lines(row: Row, field: str) -> tuple[Words, ...]:
    return tuple(typed(line) for line in text_of(row, field).splitlines() if line.strip())


def _days(records: PackRecords, visit: Row) -> Iterator[Day]:
    rows = [row for row in records.find("programme_item", visit=visit.id) if not row.values.get("archived")]
    rows.sort(key=lambda row: (text_of(row, "starts_at"), text_of(row, "ends_at"), row.id))
    of_day: dict[str, list[Item]] = {}
    for row in rows:
        records.use(row)
        starts, ends = text_of(row, "starts_at"), text_of(row, "ends_at")
        what = text_of(row, "what")
        item = Item(
            starts=starts[11:16],
            ends=_until(starts, ends),
            what=typed(what),
            place=typed(text_of(row, "place")),
            counterpart=typed(text_of(row, "counterpart")),
            lead=typed(text_of(row, "lead")),
            interpreter=typed(text_of(row, "interpreter")),
            note=typed(text_of(row, "note")),
            is_travel=what.strip().lower().startswith(_TRAVEL) and not row.values.get("counterpart"),
        )
        of_day.setdefault(starts[:10], []).append(item)
    for day, items in of_day.items():
        yield Day(date.fromisoformat(day), tuple(items))


def _until(starts: str, ends: str) -> str:
    """The clock at the end, with the day where it is another one."""
    if not ends:
        return ""
    return ends[11:16] if ends[:10] == starts[:10] else f"{int(ends[5:7])}/{int(ends[8:10])} {ends[11:16]}"


def _first_day(days: Sequence[Day], city: Row) -> str:
    """When the programme first names a city, so that the pages stand in the order of the way."""
    names = [name for name in (text_of(city, "name_ja"), text_of(city, "name_en")) if name]
    for day in days:
        for item in day.items:
            said = f"{item.place.of('ja')} {item.what.of('ja')} {item.place.of('en')} {item.what.of('en')}"
            if any(name in said for name in names):
                return f"{day.day.isoformat()}T{item.starts}"
    return _LATER


def _places(cities: Sequence[Row]) -> Iterator[MapPlace]:
    for row in cities:
        latitude, longitude = text_of(row, "latitude"), text_of(row, "longitude")
        if latitude and longitude:
            yield MapPlace(names_of(row), text_of(row, "name_local"), float(latitude), float(longitude), capital=True)


def _zone(country: Row | None) -> Words:
    zone = zone_of(country)
    return fixed("local time, {zone}", zone=zone.key) if zone is not None else fixed("local time")


def _counterparts(records: PackRecords, cities: Sequence[Row]) -> Iterator[Counterpart]:
    for city in cities:
        for row in records.find("contact", city=city.id):
            if row.values.get("archived"):
                continue
            records.use(row)
            where = records.get("organisation", row.values.get("organisation"))
            place = names_of(city)
            if where is not None:
                body = names_of(where)
                place = Words(f"{body.of('en')}, {place.of('en')}", f"{body.of('ja')}　{place.of('ja')}")
            yield Counterpart(
                typed(text_of(row, "name")),
                text_of(row, "reading"),
                typed(text_of(row, "post")),
                place,
                typed(text_of(row, "note")),
            )


def _cases(
    records: PackRecords, cities: Sequence[Row], companies: Sequence[str], as_of: date
) -> tuple[CaseLine, ...] | None:
    """Open cases of the companies that come along, and of the cities on the way."""
    found: dict[str, Row] = {}
    for company in companies:
        found |= {row.id: row for row in records.find("case", company=company)}
    for city in cities:
        found |= {row.id: row for row in records.find("case", city=city.id)}
    rows = [records.use(row) for row in found.values() if is_open_on(row, as_of.isoformat())]
    if not rows and (records.left_out["case"] or records.redaction is Redaction.DELEGATION):
        return None
    rows.sort(key=lambda row: (text_of(row, "next_due") or _LATER, text_of(row, "reference"), row.id))
    return tuple(case_line(records, row, as_of.isoformat()) for row in rows)


def _questions(visit: Row) -> Iterator[Question]:
    """Questions as they are typed: question, answer, background and limit a line each, an empty line between."""
    lot: list[str] = []
    for line in [*text_of(visit, "questions").splitlines(), ""]:
        if line.strip():
            lot.append(line.strip())
        elif lot:
            question, answer, background, *limits = [*lot, "", "", ""][: max(4, len(lot))]
            limit = "\n".join(filter(None, limits))
            yield Question(typed(question), typed(answer), typed(background), typed(limit))
            lot = []


def _instruments(records: PackRecords) -> Iterator[Instrument]:
    for row in records.find("facility"):
        if row.values.get("archived"):
            continue
        records.use(row)
        institution = records.get("organisation", row.values.get("institution"))
        ceiling = number_of(row, "ceiling_jpy")
        shown = f"{ceiling:,}" if ceiling is not None else ""
        basis = typed(text_of(row, "ceiling_basis"))
        yield Instrument(
            names_of(row),
            names_of(institution) if institution else NOTHING,
            records.choice("facility_kind", row.values.get("facility_kind")),
            Words(
                "\n".join(filter(None, (shown, basis.of("en")))), "\n".join(filter(None, (shown, basis.of("ja"))))
            ),
            typed(text_of(row, "eligibility")),
            records.ref(row),
        )


def _contacts(
    records: PackRecords, office: Row | None, cities: Sequence[Row], as_of: date
) -> Iterator[ContactLine]:
    """The desk that made the pack, the offices of the cities on the way, and the officers of the office."""
    offices: dict[str, Row] = {office.id: office} if office else {}
    day = as_of.isoformat()
    for city in cities:
        for row in records.find("jurisdiction", city=city.id):
            until = text_of(row, "valid_until")
            found = records.get("office", row.values.get("office"))
            if found is not None and text_of(row, "valid_from") <= day and (not until or until >= day):
                offices[found.id] = found
    for row in offices.values():
        for number, phone in enumerate(text_of(row, "telephones").splitlines() or [""]):
            role = fixed("Office") if number == 0 else fixed("Further number")
            yield ContactLine(role, names_of(row), phone=phone.strip())
    if office is not None and records.redaction is not Redaction.DELEGATION:
        for row in records.find("officer", office=office.id):
            records.use(row)
            yield ContactLine(fixed("Officer"), names_of(office), Words(text_of(row, "name"), text_of(row, "name_ja")))


def _glossary(records: PackRecords) -> Iterator[Fact]:
    """The abbreviations of the bodies that the pack names."""
    rows = [row for row in records.used("organisation") if text_of(row, "abbr")]
    for row in sorted(rows, key=lambda row: (text_of(row, "abbr").casefold(), row.id)):
        abbreviation = text_of(row, "abbr")
        yield Fact(Words(abbreviation, abbreviation), names_of(row))
