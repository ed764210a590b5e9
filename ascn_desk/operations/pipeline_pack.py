"""The pipeline of a country or of the whole network: all projects, and the calls, proposals and money behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import Bar, BarChart, Fact, Figure, ProjectLine
from ascn_desk.briefing.pipeline import Pipeline
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed, months_since
from ascn_desk.domain.money import show_amount
from ascn_desk.domain.vocabularies import Decision, FinancingState, ProjectStatus
from ascn_desk.operations.pack_names import listed
from ascn_desk.operations.pack_project_lines import is_japanese, project_line, project_order
from ascn_desk.operations.pack_records import (
    PackRecords,
    members_of,
    names_of,
    number_of,
    text_of,
    typed,
    vocabulary,
)
from ascn_desk.operations.views import Row

_MOST_BARS = 12
_STALE_MONTHS = 24
_LATER = "9999"
_UNDER_WAY = frozenset({ProjectStatus.COMMISSIONED.value, ProjectStatus.ONGOING.value, ProjectStatus.DELAYED.value})
_UNDECIDED = frozenset({None, Decision.PENDING.value, Decision.SCREENED.value, Decision.POSTPONED.value})


def pipeline(records: PackRecords, asked: Sequence[tuple[str, str]], as_of: date) -> Pipeline:
    """All that a pipeline says.

    Shapes: ``asked`` names a country; nothing stands for the whole network.
    Errors: CorrectableError ``unknown-record`` if there is no such country.
    """
    country = None
    if asked:
        country = records.get("country", asked[0][1])
        if country is None:
            raise CorrectableError("unknown-record", kind="country", id=asked[0][1])
    cities = records.find("city", country=country.id) if country else records.find("city")
    places = {row.id: row for row in cities}
    countries = {row.id: row for row in records.find("country")}
    # What is of no one city belongs to the network as a whole.
    projects = [row for row in records.find("project") if country is None or text_of(row, "city") in places]
    for row in projects:
        records.use(row)
    # The order in which sources get their numbers is that in which the pages name them.
    figures = tuple(_figures(records, projects, as_of))
    groups = tuple(_groups(records, projects, places, countries, is_network=country is None))
    shown = records.wants
    return Pipeline(
        name=names_of(country) if country else fixed("The whole network"),
        code=country.id if country else "",
        lead=_lead(projects),
        figures=figures,
        chart=_chart(records, projects, places, countries, country, as_of),
        groups=groups,
        calls=tuple(_calls(records, places, as_of, is_network=country is None)) if shown("calls") else (),
        proposals=tuple(_proposals(records, places, as_of)) if shown("proposals") else (),
        financing=tuple(_financing(records, projects)) if shown("financing") else (),
        sources=records.sources,
    )


def _groups(
    records: PackRecords, projects: list[Row], places: dict[str, Row], countries: dict[str, Row], *, is_network: bool
) -> Iterator[tuple[Words, tuple[ProjectLine, ...]]]:
    """Cities with projects, by country; what is of no one city comes first."""
    of_city: dict[str, list[Row]] = {}
    for row in projects:
        of_city.setdefault(text_of(row, "city"), []).append(row)
    nowhere = [row for city in [*of_city] if city not in places for row in of_city.pop(city)]
    if nowhere:
        yield fixed("No single city"), tuple(project_line(records, row) for row in sorted(nowhere, key=project_order))
    ordered = sorted((places[city] for city in of_city), key=lambda row: (text_of(row, "country"), row.id))
    for place in ordered:
        records.use(place)
        name = names_of(place)
        country = countries.get(text_of(place, "country"))
        if is_network and country is not None:
            of = names_of(records.use(country))
            name = Words(f"{of.of('en')} – {name.of('en')}", f"{of.of('ja')}　{name.of('ja')}")
        rows = sorted(of_city[place.id], key=project_order)
        yield name, tuple(project_line(records, row) for row in rows)


def _lead(projects: list[Row]) -> Words:
    if not projects:
        return NOTHING
    without = sum(1 for row in projects if not text_of(row, "next_step") and _is_alive(row))
    under_way = sum(1 for row in projects if row.values.get("status") in _UNDER_WAY)
    return fixed(
        "{n} projects, {under_way} of them under way. Of those not finished, {without} have no next step.",
        n=len(projects),
        under_way=under_way,
        without=without,
    )


def _is_alive(row: Row) -> bool:
    return row.values.get("status") not in (ProjectStatus.COMPLETED.value, ProjectStatus.ABANDONED.value)


def _figures(records: PackRecords, projects: list[Row], as_of: date) -> Iterator[Figure]:
    today = as_of.isoformat()[:7]
    own = records.ref_to(fixed("records of this desk, {day}", day=day_words(as_of)))
    items = Words("", "件")
    under_way = sum(1 for row in projects if row.values.get("status") in _UNDER_WAY)
    unknown = sum(1 for row in projects if row.values.get("status") in (None, ProjectStatus.UNKNOWN.value))
    old = 0
    for row in projects:
        age = months_since(text_of(row, "status_on"), as_of) if text_of(row, "status_on") else None
        old += age is not None and age > _STALE_MONTHS
    yield Figure(fixed("Projects on record"), len(projects), items, today, ref=own)
    yield Figure(fixed("Under way"), under_way, items, today, ref=own)
    japanese = sum(1 for row in projects if is_japanese(records, row))
    yield Figure(fixed("With Japan"), japanese, items, today, ref=own)
    note = fixed("{n} with a state over two years old", n=old) if old else NOTHING
    yield Figure(fixed("State unknown"), unknown, items, today, ref=own, note=note)


def _chart(
    records: PackRecords,
    projects: list[Row],
    places: dict[str, Row],
    countries: dict[str, Row],
    country: Row | None,
    as_of: date,
) -> BarChart | None:
    """Projects by country, or by city of one country; nothing to compare where there is one."""
    counted: dict[str, int] = {}
    named = places if country else countries
    for row in projects:
        place = places.get(text_of(row, "city"))
        key = "" if place is None else place.id if country else text_of(place, "country")
        if key in named:
            counted[key] = counted.get(key, 0) + 1
    if len(counted) < 2:
        return None
    ordered = sorted(counted, key=lambda key: (-counted[key], key))[:_MOST_BARS]
    bars = tuple(Bar(names_of(records.use(named[key])), counted[key]) for key in ordered)
    title = fixed("Projects on record by city") if country else fixed("Projects on record by country")
    day = day_words(as_of)
    note = fixed("{day}; a count, not a measure of size", day=day)
    return BarChart(title, bars, note, fixed("Source: ASCN Desk records. All programmes are counted alike."))


def _calls(records: PackRecords, places: dict[str, Row], as_of: date, *, is_network: bool) -> Iterator[Fact]:
    """Calls that are open, or will be, on the day; for a country those that name one of its cities, or none."""
    rows = []
    for row in records.find("call"):
        cities = members_of(row, "cities")
        is_meant = is_network or not cities or any(city in places for city in cities)
        closes = text_of(row, "closes_on")
        if is_meant and (not closes or closes >= as_of.isoformat()):
            rows.append(row)
    rows.sort(key=lambda row: (text_of(row, "closes_on") or _LATER, row.id))
    for row in rows:
        records.use(row)
        closes = text_of(row, "closes_on")
        behind = records.get("organisation", row.values.get("ministry"))
        budget = _money(number_of(row, "budget"), text_of(row, "budget_currency"))
        yield Fact(
            fixed("open until {day}", day=_day(closes)) if closes else fixed("no day set"),
            listed([each for each in (names_of(behind) if behind else NOTHING, budget) if each]),
            names_of(row, "title"),
        )


def _proposals(records: PackRecords, places: dict[str, Row], as_of: date) -> Iterator[Fact]:
    rows = [row for row in records.find("proposal") if text_of(row, "city") in places]
    rows = [row for row in rows if row.values.get("decision") in _UNDECIDED]
    rows = [row for row in rows if text_of(row, "received_on") <= as_of.isoformat()]
    rows.sort(key=lambda row: (text_of(row, "received_on") or _LATER, row.id))
    for row in rows:
        records.use(row)
        companies = [records.get("company", each) for each in members_of(row, "companies")]
        decision = vocabulary(Decision, row.values.get("decision")) or fixed("not decided")
        yield Fact(
            names_of(records.use(places[text_of(row, "city")])),
            listed([names_of(each) for each in companies if each is not None]),
            typed(text_of(row, "title")),
            note=decision,
        )


def _financing(records: PackRecords, projects: list[Row]) -> Iterator[Fact]:
    titles = {row.id: row for row in projects}
    rows = [row for row in records.find("financing") if text_of(row, "project") in titles]
    rows.sort(key=lambda row: (text_of(row, "state_on") or _LATER, row.id))
    for row in rows:
        records.use(row)
        facility = records.get("facility", row.values.get("facility"))
        state = vocabulary(FinancingState, row.values.get("state"))
        since = text_of(row, "state_on")
        amount = _money(number_of(row, "amount"), text_of(row, "currency"))
        yield Fact(
            state or fixed("unknown"),
            listed([each for each in (names_of(facility) if facility else NOTHING, amount) if each]),
            names_of(titles[text_of(row, "project")], "title"),
            note=_day(since) if since else NOTHING,
            ref=records.ref(row),
        )


def _money(amount: int | None, currency: str) -> Words:
    if amount is None:
        return NOTHING
    shown = show_amount(amount, currency or None)
    return Words(shown, shown)


def _day(text: str) -> Words:
    return day_words(date.fromisoformat(text))
