"""A country as the country brief prints it: collected from records, as they stood on the day of the pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from ascn_desk.base.clock import TOKYO
from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import Bar, BarChart, CityLine, CountryBrief, Fact, MapPlace
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import OfficeKind
from ascn_desk.operations.pack_case_lines import open_cases
from ascn_desk.operations.pack_names import unsure, with_abbreviation
from ascn_desk.operations.pack_project_lines import project_line, project_order
from ascn_desk.operations.pack_records import PackRecords, names_of, number_of, text_of, typed, zone_of
from ascn_desk.operations.views import Row

_GROUPS = (("ascn-action-plan",), ("smart-jamp", "mlit-subsidy"))
"""The programmes that are counted by themselves; all others together come last."""

_MOST_NAMED = 6


def country_brief(records: PackRecords, country_id: str, as_of: date) -> CountryBrief:
    """All that a country's pages say.

    Errors: CorrectableError ``unknown-record`` if there is no such country.
    """
    country = records.get("country", country_id)
    if country is None:
        raise CorrectableError("unknown-record", kind="country", id=country_id)
    cities = [records.use(row) for row in records.find("city", country=country.id) if _is_member(row)]
    projects = {row.id: _projects(records, row) for row in cities}
    cities.sort(key=lambda row: (-len(projects[row.id]), -(number_of(row, "population") or 0), row.id))
    offices = [records.use(row) for row in records.find("office", country=country.id)]
    offices.sort(key=lambda row: (row.values.get("office_kind") != OfficeKind.EMBASSY, row.id))
    cases, further = (
        open_cases(records, _cases(records, country, offices), as_of) if records.wants("cases") else (None, 0)
    )
    # The order in which sources get their numbers is that in which the pages name them.
    facts = tuple(_facts(records, country, cities, offices, as_of))
    lines = tuple((names_of(row), tuple(project_line(records, each) for each in projects[row.id])) for row in cities)
    return CountryBrief(
        name=names_of(country),
        code=country.id,
        lead=_lead(cities, projects),
        facts=facts,
        facts_note=fixed("Source: records of this desk, {day}", day=day_words(as_of)),
        cities=tuple(_city_line(row, projects[row.id]) for row in cities),
        groups=(fixed("ASCN action plan"), fixed("infrastructure ministry"), fixed("others")),
        cities_note=_population_note(cities),
        places=tuple(_places(cities, country)),
        chart=_bases(records, country),
        projects=tuple((name, rows) for name, rows in lines if rows),
        offices=tuple(_office_facts(records, offices, as_of)),
        counterparts=tuple(_counterparts(records, country)),
        cases=cases,
        further_cases=further,
        sources=records.sources,
    )


def _is_member(city: Row) -> bool:
    return city.values.get("ascn_status") not in (None, "none")


def _projects(records: PackRecords, city: Row) -> list[Row]:
    return sorted((records.use(row) for row in records.find("project", city=city.id)), key=project_order)


def _facts(records: PackRecords, country: Row, cities: list[Row], offices: list[Row], as_of: date) -> Iterator[Fact]:
    capital = Words(text_of(country, "capital_en"), text_of(country, "capital_ja"))
    ref = records.ref(country)
    yield Fact(fixed("Capital"), capital or fixed("not known"), ref=ref)
    yield Fact(fixed("Languages"), typed(text_of(country, "languages")) or fixed("not known"))
    yield Fact(fixed("Currency"), Words(text_of(country, "currency")) or fixed("not known"))
    yield Fact(fixed("Time"), _time(country, as_of) or fixed("not known"))
    joined = text_of(country, "joined_asean")
    yield Fact(fixed("In ASEAN since"), day_words(date.fromisoformat(joined)) if joined else fixed("not known"))
    yield Fact(fixed("ASCN cities"), fixed("{n} cities", n=len(cities)) if cities else fixed("none on record"))
    yield Fact(fixed("Offices"), fixed("{n} offices", n=len(offices)) if offices else fixed("none on record"))
    bases, year = number_of(country, "japanese_bases"), number_of(country, "japanese_bases_year")
    if bases is None:
        yield Fact(fixed("Japanese bases"), fixed("no figure yet"))
    else:
        note = fixed("of {year}", year=year) if year else fixed("date unknown")
        yield Fact(fixed("Japanese bases"), Words(f"{bases:,}", f"{bases:,}"), note=note)


def _time(country: Row, as_of: date) -> Words:
    """How far the country's time is from Japan's on the day."""
    zone = zone_of(country)
    if zone is None:
        return NOTHING
    noon = datetime.combine(as_of, time(12), zone)
    there, japan = noon.utcoffset(), TOKYO.utcoffset(None)
    if there is None or japan is None:
        return NOTHING
    minutes = int((japan - there).total_seconds()) // 60
    if minutes == 0:
        return fixed("the same as in Japan")
    hours = f"{abs(minutes) / 60:g}"
    return fixed("Japan is {n} h ahead", n=hours) if minutes > 0 else fixed("Japan is {n} h behind", n=hours)


def _lead(cities: list[Row], projects: dict[str, list[Row]]) -> Words:
    """The message of the first page: where the projects are, and which cities have none."""
    total = sum(map(len, projects.values()))
    busiest = [row for row in cities if projects[row.id]][:2]
    if total < 4 or len(busiest) < 2:
        return NOTHING
    first, second = (names_of(row) for row in busiest)
    held = sum(len(projects[row.id]) for row in busiest)
    return fixed(
        "{held} of {total} projects on record are in {first} and {second}.",
        held=held,
        total=total,
        first=first,
        second=second,
    )


def _city_line(city: Row, projects: list[Row]) -> CityLine:
    counts = [0] * (len(_GROUPS) + 1)
    for row in projects:
        programme = text_of(row, "programme")
        counts[next((at for at, group in enumerate(_GROUPS) if programme in group), len(_GROUPS))] += 1
    year = number_of(city, "population_year")
    return CityLine(
        names_of(city),
        text_of(city, "name_local"),
        number_of(city, "population"),
        str(year) if year else "",
        tuple(counts),
    )


def _population_note(cities: list[Row]) -> Words:
    """Which populations are to be checked, since a number does not say so itself."""
    doubtful = [row for row in cities if "memory" in text_of(row, "population_basis") or unsure(row)]
    if not doubtful:
        return NOTHING
    names = [names_of(row) for row in doubtful[:_MOST_NAMED]]
    listed = Words(", ".join(name.of("en") for name in names), "、".join(name.of("ja") for name in names))
    return fixed("Populations to be checked before use: {cities}", cities=listed)


def _places(cities: list[Row], country: Row) -> Iterator[MapPlace]:
    capital = text_of(country, "capital_en")
    for row in cities:
        latitude, longitude = text_of(row, "latitude"), text_of(row, "longitude")
        if latitude and longitude:
            is_capital = text_of(row, "name_en") == capital
            yield MapPlace(names_of(row), text_of(row, "name_local"), float(latitude), float(longitude), is_capital)


def _bases(records: PackRecords, country: Row) -> BarChart | None:
    """Japanese business bases of every country that has a figure, and this one."""
    known = [row for row in records.find("country") if row.values.get("japanese_bases") or row.id == country.id]
    known.sort(key=lambda row: -(number_of(row, "japanese_bases") or 0))
    if len(known) < 2:
        return None
    years = sorted({str(number_of(row, "japanese_bases_year") or "") for row in known} - {""})
    bars = []
    for row in known:
        bases = number_of(records.use(row), "japanese_bases")
        bars.append(Bar(names_of(row), float(bases) if bases is not None else None, row.id == country.id))
    return BarChart(
        fixed("Japanese business bases"),
        tuple(bars),
        fixed("countries with a figure; of {years}", years=", ".join(years)) if years else NOTHING,
        fixed("Source: survey of the foreign ministry"),
    )


def _office_facts(records: PackRecords, offices: list[Row], as_of: date) -> Iterator[Fact]:
    day = as_of.isoformat()
    for row in offices:
        cities: list[Words] = []
        for area in records.find("jurisdiction", office=row.id):
            ended = text_of(area, "valid_until") and text_of(area, "valid_until") < day
            city = records.get("city", area.values.get("city"))
            if city is not None and text_of(area, "valid_from") <= day and not ended:
                cities.append(names_of(city))
        shown = cities[:_MOST_NAMED]
        more = fixed("{n} more", n=len(cities) - len(shown)) if len(cities) > len(shown) else NOTHING
        parts = [*shown, more] if more else shown
        areas = Words(", ".join(part.of("en") for part in parts), "、".join(part.of("ja") for part in parts))
        phone = text_of(row, "telephones").split("\n")[0]
        yield Fact(
            Words(text_of(row, "mark")) or fixed("Office"),
            Words(f", {areas.en}" if areas else "", areas.ja),
            names_of(row),
            note=Words(phone) if phone else NOTHING,
            ref=records.ref(row),
        )


def _counterparts(records: PackRecords, country: Row) -> Iterator[Fact]:
    for row in records.find("organisation", country=country.id):
        if text_of(row, "organisation_kind").startswith("partner-"):
            kind = records.choice("organisation_kind", row.values.get("organisation_kind"))
            role = typed(text_of(records.use(row), "role"))
            yield Fact(
                fixed("Agency") if text_of(row, "organisation_kind") == "partner-agency" else fixed("Ministry"),
                Words(f", {role.of('en')}" if role else "", role.of("ja")) if role else kind,
                with_abbreviation(row),
                note=unsure(row),
                ref=records.ref(row),
            )


def _cases(records: PackRecords, country: Row, offices: list[Row]) -> list[Row]:
    """The cases of the country: of its cities, and of its offices where no city is named."""
    found: dict[tuple[str, str], Row] = {}
    for city in records.find("city", country=country.id):
        found |= {(row.id, row.channel): row for row in records.find("case", city=city.id)}
    for office in offices:
        rows = records.find("case", lead_office=office.id)
        found |= {(row.id, row.channel): row for row in rows if not row.values.get("city")}
    return [found[key] for key in sorted(found)]
