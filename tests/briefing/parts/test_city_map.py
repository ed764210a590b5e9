"""The map: every city can be shown, named and measured."""

from __future__ import annotations

import csv
import io

import pytest

from ascn_desk.base.resources import resource_text
from ascn_desk.briefing.content import MapPlace
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.city_map import CityMap
from ascn_desk.briefing.say import Speaker, Words
from tests.briefing.samples import blank_sheet

GRID = grid_for("A4", bound=False)
CITIES = list(csv.DictReader(io.StringIO(resource_text("reference/cities.csv"))))


def city_map(city: MapPlace, country: str = "la", *places: MapPlace, height: float = 176.0) -> CityMap:
    return CityMap(Speaker("ja"), country, city, places, GRID, height)


def place(name: str, lat: float, lon: float, capital: bool = False) -> MapPlace:
    return MapPlace(Words(name, name), "", lat, lon, capital)


@pytest.mark.parametrize("row", CITIES, ids=[row["code"] for row in CITIES])
def test_every_city_of_the_reference_can_be_drawn(row: dict[str, str]) -> None:
    city = MapPlace(
        Words(row["name_en"], row["name_ja"]),
        row["name_local"],
        float(row["latitude"]),
        float(row["longitude"]),
    )
    sheet, warnings = blank_sheet(GRID)
    city_map(city, row["country_code"]).draw(sheet, GRID.main, 500)
    assert warnings == []


def test_a_city_with_a_very_long_name_at_the_edge_stays_inside_the_frame() -> None:
    city = place("M" * 30, 19.89, 102.15)
    neighbours = [place("N" * 18, 19.89 + n / 10, 102.15 + n / 10) for n in range(-6, 7)]
    sheet, warnings = blank_sheet(GRID)
    city_map(city, "la", *neighbours).draw(sheet, GRID.main, 500)
    assert {code for code, _ in warnings} <= {"text-overrun"}


def test_a_place_in_a_country_that_is_not_on_the_map_is_still_shown() -> None:
    sheet, warnings = blank_sheet(GRID)
    city_map(place("Somewhere", 5.0, 100.0), "zz").draw(sheet, GRID.main, 500)
    assert warnings == []


def test_a_map_grows_and_shrinks_by_half_lines_of_the_grid() -> None:
    made = city_map(place("Here", 19.89, 102.15))
    before = made.height
    made.grow(7)
    assert made.height == before
    made.grow(17)
    assert made.height == before + 16
    assert made.shrink(hard=False) and made.height == before + 8


def test_a_map_is_never_lower_than_can_be_read() -> None:
    made = city_map(place("Here", 19.89, 102.15))
    while made.shrink(hard=True):
        pass
    assert made.height >= 112
