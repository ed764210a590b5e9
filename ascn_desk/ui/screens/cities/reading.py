"""What the room of cities asks of the operations, each in one go on the worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ascn_desk.base.words import language
from ascn_desk.operations import cities, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import CityView, RecordView, Row
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.telling import country_words


@dataclass(frozen=True, slots=True)
class Network:
    """All cities with what stands beside them in the list and on the map. ``countries``: code → name."""

    cities: tuple[Row, ...]
    offices: tuple[tuple[float, float], ...]
    countries: Mapping[str, str]
    projects: Mapping[str, int]
    pairings: Mapping[str, int]
    reader: Reader


@dataclass(frozen=True, slots=True)
class CityPageData:
    """One city, other places of its country for the small map, and what is needed to show values."""

    view: CityView
    neighbours: tuple[Row, ...]
    reader: Reader
    may_write: bool


def network(desk: Desk) -> Network:
    """The list and the map."""
    found = lists.list_records(desk, "city", sort="name_ja" if language() == "ja" else "name_en", limit=None).rows
    named = lists.list_records(desk, "country", limit=None).rows
    countries = {row.id: country_words(storing.row_title(row)) for row in named}
    offices = lists.list_records(desk, "office", limit=None).rows
    return Network(
        cities=found,
        offices=tuple(place for row in offices if (place := place_of(row)) is not None and row.id != "hq"),
        countries=countries,
        projects=_count(desk, "project"),
        pairings=_count(desk, "pairing"),
        reader=_reader(desk),
    )


def city_page(desk: Desk, city_id: str, channel: str | None) -> CityPageData:
    """A city's page."""
    view = cities.city_view(desk, city_id, channel)
    country = view.record.values.get("country")
    near = lists.list_records(desk, "city", where={"country": str(country)}, limit=None).rows if country else ()
    may_write = desk.office_kind == "headquarters"
    return CityPageData(view, near, _reader(desk), may_write)


def city_of(desk: Desk, kind: str, record_id: str, channel: str | None) -> tuple[str, RecordView | None]:
    """The city that a record belongs to, and the record itself where it is not the city."""
    if kind == "city":
        return record_id, None
    view = records.show_record(desk, kind, record_id, channel)
    city = view.values.get("city")
    return (city if isinstance(city, str) else ""), view


def place_of(row: Row) -> tuple[float, float] | None:
    """(longitude, latitude) of a record that has them."""
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    try:
        return (float(str(longitude)), float(str(latitude))) if latitude and longitude else None
    except ValueError:
        return None


def _count(desk: Desk, kind: str) -> dict[str, int]:
    rows = lists.list_records(desk, kind, limit=None).rows
    return dict(Counter(str(row.values["city"]) for row in rows if row.values.get("city")))


def _reader(desk: Desk) -> Reader:
    return Reader(language(), lists.today_of(desk), storing.load_lists(desk))
