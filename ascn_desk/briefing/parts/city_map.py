"""A city on its country's map, the region beside it with a rectangle, and the facts of its place.

The map is fitted and clipped, never scaled to cover; places outside it are skipped; neighbours are not named,
and the caption that it implies no position on borders stands under every map.
"""

from __future__ import annotations

from ascn_desk.base.outlines import (
    Bounds,
    Outline,
    Projection,
    bounds_of,
    distance_km,
    fit,
    outline_of,
)
from ascn_desk.briefing import styles
from ascn_desk.briefing.content import MapPlace
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.palette import (
    ACCENT,
    HAIRLINE,
    INK,
    RULE,
    TEXT_2,
    WHITE,
)
from ascn_desk.briefing.paragraph import Style, set_text, shrink_to_fit
from ascn_desk.briefing.parts.map_drawing import (
    Box,
    at_least,
    draw_land,
    draw_scale,
    free_label,
    place_names,
    sure_label,
)
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet

REGION = Bounds(92.0, -15.5, 141.5, 28.8)

_LARGE_COUNTRY = 6.5
"""A country higher or wider than this many degrees is not shown whole."""
_WINDOW = 5.2
_SMALLEST_WINDOW = 1.4
_NEAR_KM = 650.0
_CAPTION_GAP = 7.0
_LEAST_HEIGHT = 112.0
_ROOMY = 136.0
_GREATEST_HEIGHT = 240.0
_STEP = 8.0
_DOT = 3.6
_RING = 2.2


class CityMap:
    """The location block: map in columns 4 to 9, region and facts in 10 to 12."""

    lead = 8.0
    left_out = NOTHING

    def __init__(
        self,
        speaker: Speaker,
        country_code: str,
        city: MapPlace,
        places: tuple[MapPlace, ...],
        grid: Grid,
        height: float,
    ) -> None:
        self._speaker = speaker
        self._country = outline_of(country_code)
        self._city = city
        self._places = places
        self._grid = grid
        self._map_height = height
        self._caption = stack(
            speaker,
            fixed("For orientation only; implies no position of Japan on borders or sovereignty."),
            by_language(styles.small),
            grid.main_width,
            2,
        )

    @property
    def height(self) -> float:
        """Map and caption."""
        return self._map_height + _CAPTION_GAP + self._caption.height

    def shrink(self, hard: bool) -> bool:
        """Make the map lower."""
        if self._map_height - _STEP < (_LEAST_HEIGHT if hard else _ROOMY):
            return False
        self._map_height -= _STEP
        return True

    def grow(self, room: float) -> None:
        """Take up to so much more room, as far as the map gains by it."""
        steps = int(max(0.0, min(room, _GREATEST_HEIGHT - self._map_height)) // _STEP)
        self._map_height += steps * _STEP

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the map, the region, the facts and the caption."""
        width = self._grid.span(4, 9)
        window = _window(self._country, self._city, self._places)
        projection = fit(window, width, self._map_height)
        with sheet.clipped(x, y, width, self._map_height):
            sheet.box(x, y, width, self._map_height, fill=WHITE)
            draw_land(sheet, projection, x, y, width, self._map_height, self._country, 0.7)
            self._draw_places(sheet, projection, x, y, width)
        sheet.box(x, y, width, self._map_height, stroke=RULE, line=0.4)
        side = self._grid.column(10)
        below = self._draw_region(sheet, projection.seen(width, self._map_height), side, y)
        self._draw_facts(sheet, side, below)
        self._caption.draw(sheet, x, y + self._map_height + _CAPTION_GAP)

    def _draw_places(self, sheet: Sheet, projection: Projection, x: float, y: float, width: float) -> None:
        height = self._map_height
        city_x, city_y = projection.place(self._city.longitude, self._city.latitude)
        taken = [Box(city_x - 5, city_y - 5, city_x + 5, city_y + 5)]
        names = place_names(self._speaker, self._city, styles.table, bold=True, local_size=8.5)
        label = sure_label(names, city_x, city_y, width, height, taken, 6.0)
        taken.append(label.box)
        seen: list[tuple[float, float, MapPlace]] = []
        for place in self._places:
            at_x, at_y = projection.place(place.longitude, place.latitude)
            if 4 < at_x < width - 4 and 4 < at_y < height - 4 and abs(at_x - city_x) + abs(at_y - city_y) > 6:
                seen.append((at_x, at_y, place))
                taken.append(Box(at_x - 4, at_y - 4, at_x + 4, at_y + 4))
        for at_x, at_y, place in seen:
            sheet.dot(x + at_x, y + at_y, _RING, WHITE, ACCENT, 1.0)
            own = [box for box in taken if box != Box(at_x - 4, at_y - 4, at_x + 4, at_y + 4)]
            names = place_names(self._speaker, place, styles.small, bold=False, local_size=8.0)
            small = free_label(names, at_x, at_y, width, height, own, 5.5)
            if small is not None:
                small.names.draw(sheet, x + small.box.left, y + small.box.top)
                taken.append(small.box)
        sheet.dot(x + city_x, y + city_y, _DOT, ACCENT, WHITE, 0.8)
        label.names.draw(sheet, x + label.box.left, y + label.box.top)
        draw_scale(sheet, self._speaker.first, projection, x, y, width, height, taken)

    def _draw_region(self, sheet: Sheet, seen: Bounds, x: float, y: float) -> float:
        width = self._grid.span(10, 12)
        height = min(width * 0.9, self._map_height - 62)
        projection = fit(REGION, width, height)
        with sheet.clipped(x, y, width, height):
            sheet.box(x, y, width, height, fill=WHITE)
            draw_land(sheet, projection, x, y, width, height, self._country, 0.35)
            left, top = projection.place(max(seen.west, 80), min(seen.north, 40))
            right, bottom = projection.place(seen.east, seen.south)
            if right - left < 5:
                left, right = (left + right) / 2 - 2.5, (left + right) / 2 + 2.5
            if bottom - top < 5:
                top, bottom = (top + bottom) / 2 - 2.5, (top + bottom) / 2 + 2.5
            sheet.box(x + left, y + top, right - left, bottom - top, stroke=INK, line=0.9)
        sheet.box(x, y, width, height, stroke=RULE, line=0.4)
        return y + height

    def _draw_facts(self, sheet: Sheet, x: float, y: float) -> None:
        width = self._grid.span(10, 12)
        style = Style(8.5, 12.5, self._speaker.first)
        facts = self._place_facts()
        labels = [set_text(label, style.but(colour=TEXT_2), width * 0.6, 1) for label, _ in facts]
        indent = max(54.0 if self._speaker.first == "en" else 46.0, max(one.width for one in labels) + 6)
        top = y + 6.2
        for number, (label, (_, value)) in enumerate(zip(labels, facts, strict=True)):
            if number:
                sheet.line(x, top - 3.4, x + width, top - 3.4, 0.3, HAIRLINE)
            sheet.write(label, x, top)
            sheet.write(shrink_to_fit(value, style, width - indent, 8.0), x + indent, top)
            top += 20

    def _place_facts(self) -> list[tuple[str, str]]:
        one = self._speaker.one
        facts: list[tuple[str, str]] = []
        here = (self._city.longitude, self._city.latitude)
        capital = next((place for place in self._places if place.capital), None)
        if capital is not None:
            km = distance_km(here, (capital.longitude, capital.latitude))
            if km > 5:
                rounded = round(km, -1) if km >= 50 else round(km)
                facts.append((one(Words(en=capital.name.of("en"), ja=fixed("From the capital").ja)),
                              one(fixed("{km} km", km=f"{rounded:,.0f}"))))  # fmt: skip
        latitude, longitude = self._city.latitude, self._city.longitude
        north = fixed("{degrees}° N", degrees=f"{abs(latitude):.2f}")
        south = fixed("{degrees}° S", degrees=f"{abs(latitude):.2f}")
        facts.append((one(fixed("Latitude")), one(north if latitude >= 0 else south)))
        facts.append((one(fixed("Longitude")), one(fixed("{degrees}° E", degrees=f"{longitude:.2f}"))))
        return facts


def _window(country: Outline | None, city: MapPlace, places: tuple[MapPlace, ...]) -> Bounds:
    """What to show: the country if it is small, else the city, with its capital if that is near."""
    here = (city.longitude, city.latitude)
    if country is not None:
        box = country.main_bounds
        whole = Bounds(min(box.west, here[0]), min(box.south, here[1]), max(box.east, here[0]), max(box.north, here[1]))
        if max(whole.east - whole.west, whole.north - whole.south) <= _LARGE_COUNTRY:
            return at_least(whole.padded(0.05), _SMALLEST_WINDOW)
    near = [here]
    for place in places:
        there = (place.longitude, place.latitude)
        if place.capital and distance_km(here, there) <= _NEAR_KM:
            near.append(there)
    return at_least(bounds_of(near).padded(0.2), _WINDOW)
