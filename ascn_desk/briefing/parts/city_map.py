"""A city on its country's map, the region beside it with a rectangle, and the facts of its place.

The map is fitted and clipped, never scaled to cover; places outside it are skipped; neighbours are not named,
and the caption that it implies no position on borders stands under every map.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ascn_desk.base.outlines import (
    Bounds,
    Outline,
    Projection,
    bounds_of,
    distance_km,
    fit,
    load_outlines,
    outline_of,
)
from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.content import MapPlace
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.palette import (
    ACCENT,
    ACCENT_QUARTER,
    HAIRLINE,
    INK,
    LAND,
    LAND_OUTSIDE,
    RULE,
    TEXT_2,
    WHITE,
)
from ascn_desk.briefing.paragraph import Setting, Style, set_text, shrink_to_fit
from ascn_desk.briefing.parts.piece import Stack, by_language, stack
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
_SCALE_KM = (5, 10, 20, 50, 100, 200, 500)
_SCALE_HEIGHT = 23.4


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return not (
            self.right < other.left
            or other.right < self.left
            or self.bottom < other.top
            or other.bottom < self.top
        )

    def within(self, width: float, height: float) -> bool:
        return self.left >= 2 and self.top >= 2 and self.right <= width - 2 and self.bottom <= height - 2


@dataclass(frozen=True)
class _Label:
    names: Stack
    box: _Box


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
            _land(sheet, projection, x, y, width, self._map_height, self._country, 0.7)
            self._draw_places(sheet, projection, x, y, width)
        sheet.box(x, y, width, self._map_height, stroke=RULE, line=0.4)
        side = self._grid.column(10)
        below = self._draw_region(sheet, projection.seen(width, self._map_height), side, y)
        self._draw_facts(sheet, side, below)
        self._caption.draw(sheet, x, y + self._map_height + _CAPTION_GAP)

    def _draw_places(self, sheet: Sheet, projection: Projection, x: float, y: float, width: float) -> None:
        height = self._map_height
        city_x, city_y = projection.place(self._city.longitude, self._city.latitude)
        taken = [_Box(city_x - 5, city_y - 5, city_x + 5, city_y + 5)]
        names = self._names(self._city, styles.table, bold=True, local_size=8.5)
        label = _label(names, city_x, city_y, width, height, taken, 6.0)
        taken.append(label.box)
        seen: list[tuple[float, float, MapPlace]] = []
        for place in self._places:
            at_x, at_y = projection.place(place.longitude, place.latitude)
            if 4 < at_x < width - 4 and 4 < at_y < height - 4 and abs(at_x - city_x) + abs(at_y - city_y) > 6:
                seen.append((at_x, at_y, place))
                taken.append(_Box(at_x - 4, at_y - 4, at_x + 4, at_y + 4))
        for at_x, at_y, place in seen:
            sheet.dot(x + at_x, y + at_y, _RING, WHITE, ACCENT, 1.0)
            own = [box for box in taken if box != _Box(at_x - 4, at_y - 4, at_x + 4, at_y + 4)]
            names = self._names(place, styles.small, bold=False, local_size=8.0)
            small = _free_label(names, at_x, at_y, width, height, own, 5.5)
            if small is not None:
                small.names.draw(sheet, x + small.box.left, y + small.box.top)
                taken.append(small.box)
        sheet.dot(x + city_x, y + city_y, _DOT, ACCENT, WHITE, 0.8)
        label.names.draw(sheet, x + label.box.left, y + label.box.top)
        _scale(sheet, self._speaker.first, projection, x, y, width, height, taken)

    def _names(
        self, place: MapPlace, style_of: Callable[[Language], Style], bold: bool, local_size: float
    ) -> Stack:
        lang = self._speaker.first
        style = style_of(lang).but(leading=11.5, colour=INK, bold=bold)
        name = set_text(self._speaker.one(place.name), style, 130, 2)
        if not place.local or place.local in (place.name.en, place.name.ja):
            return Stack((name,))
        local = Style(local_size, 12.5, lang, colour=TEXT_2)
        return Stack((name, set_text(place.local, local, 130, 2)))

    def _draw_region(self, sheet: Sheet, seen: Bounds, x: float, y: float) -> float:
        width = self._grid.span(10, 12)
        height = min(width * 0.9, self._map_height - 62)
        projection = fit(REGION, width, height)
        with sheet.clipped(x, y, width, height):
            sheet.box(x, y, width, height, fill=WHITE)
            _land(sheet, projection, x, y, width, height, self._country, 0.35)
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
        whole = Bounds(
            min(box.west, here[0]), min(box.south, here[1]), max(box.east, here[0]), max(box.north, here[1])
        )
        if max(whole.east - whole.west, whole.north - whole.south) <= _LARGE_COUNTRY:
            return _at_least(whole.padded(0.05), _SMALLEST_WINDOW)
    near = [here]
    for place in places:
        there = (place.longitude, place.latitude)
        if place.capital and distance_km(here, there) <= _NEAR_KM:
            near.append(there)
    return _at_least(bounds_of(near).padded(0.2), _WINDOW)


def _at_least(box: Bounds, span: float) -> Bounds:
    wide = max(0.0, span - (box.east - box.west)) / 2
    high = max(0.0, span - (box.north - box.south)) / 2
    return Bounds(box.west - wide, box.south - high, box.east + wide, box.north + high)


def _land(
    sheet: Sheet,
    projection: Projection,
    x: float,
    y: float,
    width: float,
    height: float,
    country: Outline | None,
    border: float,
) -> None:
    seen = projection.seen(width, height)
    for outline in load_outlines():
        polygons = [one for one in outline.rings if bounds_of(one[0]).meets(seen)]
        if not polygons:
            continue
        rings = []
        for polygon in polygons:
            for ring in polygon:
                places = [projection.place(lon, lat) for lon, lat in ring]
                rings.append([(x + px, y + py) for px, py in places])
        colour = LAND if outline.is_member else LAND_OUTSIDE
        sheet.shape(rings, ACCENT_QUARTER if outline is country else colour, WHITE, border)


def _candidates(names: Stack, x: float, y: float, away: float) -> list[_Box]:
    wide, high = names.width, names.height
    first = names.settings[0].leading
    right = _Box(x + away, y - first * 0.55, x + away + wide, y - first * 0.55 + high)
    left = _Box(x - away - wide, right.top, x - away, right.bottom)
    below = _Box(x - wide / 2, y + away - 1, x + wide / 2, y + away - 1 + high)
    above = _Box(x - wide / 2, y - away - high, x + wide / 2, y - away)
    return [right, left, below, above]


def _free_label(
    names: Stack, x: float, y: float, width: float, height: float, taken: list[_Box], away: float
) -> _Label | None:
    for box in _candidates(names, x, y, away):
        if box.within(width, height) and not any(box.meets(other) for other in taken):
            return _Label(names, box)
    return None


def _label(
    names: Stack, x: float, y: float, width: float, height: float, taken: list[_Box], away: float
) -> _Label:
    """The visited city is always named, if need be moved into the frame."""
    own = taken[1:]
    free = _free_label(names, x, y, width, height, own, away)
    if free is not None:
        return free
    box = _candidates(names, x, y, away)[0]
    shift = min(0.0, width - 3 - box.right)
    return _Label(names, _Box(box.left + shift, box.top, box.right + shift, box.bottom))


def _scale(
    sheet: Sheet,
    lang: Language,
    projection: Projection,
    x: float,
    y: float,
    width: float,
    height: float,
    taken: list[_Box],
) -> None:
    """A bar of round kilometres in a white box, in the corner where it covers no name."""
    lengths = [(km, projection.length(km)) for km in _SCALE_KM]
    km, length = max((one for one in lengths if one[1] <= width * 0.26), default=lengths[0])
    box_width = max(length + 14, 40.0)
    corners = [
        _Box(0.3, height - _SCALE_HEIGHT - 0.3, box_width, height),
        _Box(width - box_width, height - _SCALE_HEIGHT - 0.3, width - 0.3, height),
        _Box(0.3, 0.3, box_width, _SCALE_HEIGHT),
        _Box(width - box_width, 0.3, width - 0.3, _SCALE_HEIGHT),
    ]
    corner = next((box for box in corners if not any(box.meets(other) for other in taken)), corners[0])
    left, top = x + corner.left, y + corner.top
    sheet.box(left, top, box_width, _SCALE_HEIGHT, fill=WHITE)
    middle = left + box_width / 2
    start, end, at = middle - length / 2, middle + length / 2, top + 15.0
    sheet.line(start, at, end, at, 0.9, INK)
    for tick in (start, end):
        sheet.line(tick, at - 3, tick, at + 3, 0.6, INK)
    text: Setting = set_text(f"{km} km", styles.small(lang).but(colour=INK))
    sheet.write(text, middle, top + 10.0 - 8.25, "centre")
