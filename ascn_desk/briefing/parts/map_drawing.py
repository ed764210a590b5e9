"""What every map is drawn of: land, names that do not cover each other, and a bar of kilometres."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ascn_desk.base.outlines import Bounds, Outline, Point, Projection, bounds_of, clip, load_outlines
from ascn_desk.base.words import Language
from ascn_desk.briefing import styles
from ascn_desk.briefing.content import MapPlace
from ascn_desk.briefing.palette import ACCENT_QUARTER, INK, LAND, LAND_OUTSIDE, TEXT_2, WHITE
from ascn_desk.briefing.paragraph import Setting, Style, set_text
from ascn_desk.briefing.parts.piece import Stack
from ascn_desk.briefing.say import Speaker
from ascn_desk.briefing.sheet import Sheet

_SCALE_KM = (5, 10, 20, 50, 100, 200, 500)
_SCALE_HEIGHT = 23.4


@dataclass(frozen=True)
class Box:
    """A place on the map that is taken; points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether it covers a part of another."""
        return not (
            self.right < other.left or other.right < self.left or self.bottom < other.top or other.bottom < self.top
        )

    def within(self, width: float, height: float) -> bool:
        """Whether it lies inside the map."""
        return self.left >= 2 and self.top >= 2 and self.right <= width - 2 and self.bottom <= height - 2


@dataclass(frozen=True)
class Label:
    """Names where they may stand."""

    names: Stack
    box: Box


def place_names(
    speaker: Speaker, place: MapPlace, style_of: Callable[[Language], Style], bold: bool, local_size: float
) -> Stack:
    """The name of a place over its local form."""
    lang = speaker.first
    name = set_text(speaker.one(place.name), style_of(lang).but(leading=11.5, colour=INK, bold=bold), 130, 2)
    if not place.local or place.local in (place.name.en, place.name.ja):
        return Stack((name,))
    return Stack((name, set_text(place.local, Style(local_size, 12.5, lang, colour=TEXT_2), 130, 2)))


def short_name(speaker: Speaker, place: MapPlace, style_of: Callable[[Language], Style]) -> Stack:
    """Where there is no room for both names: the name alone, without what stands in brackets behind it."""
    lang = speaker.first
    name = re.split(r"\s*[(（]", speaker.one(place.name))[0]
    return Stack((set_text(name, style_of(lang).but(leading=11.5, colour=INK), 130, 1),))


def at_least(box: Bounds, span: float) -> Bounds:
    """The same middle, but so many degrees wide and high at least."""
    wide = max(0.0, span - (box.east - box.west)) / 2
    high = max(0.0, span - (box.north - box.south)) / 2
    return Bounds(box.west - wide, box.south - high, box.east + wide, box.north + high)


def draw_land(
    sheet: Sheet,
    projection: Projection,
    x: float,
    y: float,
    width: float,
    height: float,
    country: Outline | None,
    border: float,
) -> None:
    """Draw all land in sight, the country in its own tint."""
    iso2 = country.iso2 if country is not None else ""

    def draw(sheet: Sheet) -> None:
        _draw_land(sheet, projection, x, y, width, height, iso2, border)

    sheet.again(("land", projection, x, y, width, height, iso2, border), draw)


def _draw_land(
    sheet: Sheet, projection: Projection, x: float, y: float, width: float, height: float, iso2: str, border: float
) -> None:
    # A little more than is in sight: the sides along which land is cut off lie outside.
    seen = projection.seen(width, height).padded(0.02)
    # As Projection.place has it, written out: a map of one city has twenty thousand points.
    left, top, west, north = projection.left, projection.top, projection.bounds.west, projection.bounds.north
    across, down = projection.scale_x, projection.scale_y
    for number, outline in enumerate(load_outlines()):
        rings = [
            [(x + (left + (lon - west) * across), y + (top + (north - lat) * down)) for lon, lat in ring]
            for ring in _in_sight(number, seen)
        ]
        if not rings:
            continue
        colour = LAND if outline.is_member else LAND_OUTSIDE
        sheet.shape(rings, ACCENT_QUARTER if outline.iso2 == iso2 else colour, WHITE, border)


@lru_cache(maxsize=256)
def _in_sight(number: int, seen: Bounds) -> tuple[list[Point], ...]:
    """The rings of a country, cut to what is seen: a map of one city would else carry the coasts of all."""
    rings = (
        ring
        for polygon in load_outlines()[number].rings
        if bounds_of(polygon[0]).meets(seen)
        for ring in (clip(each, seen) for each in polygon)
    )
    return tuple(ring for ring in rings if len(ring) > 2)


def _candidates(names: Stack, x: float, y: float, away: float) -> list[Box]:
    wide, high = names.width, names.height
    first = names.settings[0].leading
    right = Box(x + away, y - first * 0.55, x + away + wide, y - first * 0.55 + high)
    left = Box(x - away - wide, right.top, x - away, right.bottom)
    below = Box(x - wide / 2, y + away - 1, x + wide / 2, y + away - 1 + high)
    above = Box(x - wide / 2, y - away - high, x + wide / 2, y - away)
    return [right, left, below, above]


def free_label(
    names: Stack, x: float, y: float, width: float, height: float, taken: list[Box], away: float
) -> Label | None:
    """Where names fit beside a point without covering anything; None if nowhere."""
    for box in _candidates(names, x, y, away):
        if box.within(width, height) and not any(box.meets(other) for other in taken):
            return Label(names, box)
    return None


def sure_label(names: Stack, x: float, y: float, width: float, height: float, taken: list[Box], away: float) -> Label:
    """Where names stand that must not be left out, if need be moved; the first box taken is the point's own."""
    own = taken[1:]
    free = free_label(names, x, y, width, height, own, away)
    if free is not None:
        return free
    box = _candidates(names, x, y, away)[0]
    shift = min(0.0, width - 3 - box.right)
    return Label(names, Box(box.left + shift, box.top, box.right + shift, box.bottom))


def draw_scale(
    sheet: Sheet,
    lang: Language,
    projection: Projection,
    x: float,
    y: float,
    width: float,
    height: float,
    taken: list[Box],
) -> None:
    """A bar of round kilometres in a white box, in the corner where it covers no name."""
    lengths = [(km, projection.length(km)) for km in _SCALE_KM]
    km, length = max((one for one in lengths if one[1] <= width * 0.26), default=lengths[0])
    box_width = max(length + 14, 40.0)
    corners = [
        Box(0.3, height - _SCALE_HEIGHT - 0.3, box_width, height),
        Box(width - box_width, height - _SCALE_HEIGHT - 0.3, width - 0.3, height),
        Box(0.3, 0.3, box_width, _SCALE_HEIGHT),
        Box(width - box_width, 0.3, width - 0.3, _SCALE_HEIGHT),
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
