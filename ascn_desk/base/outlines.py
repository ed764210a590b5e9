"""Outlines of the countries for maps on paper and on the screen, and the plain arithmetic to place them.

Rules of every map drawn from here:
- a polygon with its holes is one path, filled even-odd;
- a map is fitted, never scaled to cover: covering cuts the country; points outside the frame are skipped;
- the names of neighbours are not printed, and the orientation-only caption stands under every map.

The projection is equirectangular, with longitudes narrowed by the cosine of the middle latitude, so that
small regions keep their shape. The region straddles the equator, so no better one is needed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ascn_desk.base.resources import resource_text

KM_PER_DEGREE = 111.195
"""Length of one degree of latitude on a sphere of 6,371 km."""

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then the holes."""


class Bounds(NamedTuple):
    """A box of longitudes and latitudes in degrees."""

    west: float
    south: float
    east: float
    north: float

    def padded(self, share: float) -> Bounds:
        """The same box with a margin, as a share of its larger side."""
        margin = max(self.east - self.west, self.north - self.south) * share
        return Bounds(self.west - margin, self.south - margin, self.east + margin, self.north + margin)

    def meets(self, other: Bounds) -> bool:
        """Whether the two boxes share a place."""
        return not (
            self.east < other.west or other.east < self.west
            or self.north < other.south or other.north < self.south
        )


@dataclass(frozen=True)
class Outline:
    """One country: its codes, names, caption point and polygons.

    Shapes: `label` and all points are (longitude, latitude) in degrees; `rings` has one entry a polygon,
            each with the outer ring first and its holes after it. `name_ja` is empty for neighbours.
    """

    iso2: str
    iso3: str
    name_en: str
    name_ja: str
    is_member: bool
    label: Point | None
    rings: tuple[Polygon, ...]

    @property
    def bounds(self) -> Bounds:
        """The box around all polygons."""
        return bounds_of(point for polygon in self.rings for point in polygon[0])

    @property
    def main_bounds(self) -> Bounds:
        """The box around the largest polygon: the country without its far islands."""
        return bounds_of(max(self.rings, key=lambda polygon: _area(polygon[0]))[0])


@dataclass(frozen=True)
class Projection:
    """How degrees become lengths inside a frame. Origin at the upper left, y downwards, as on a screen."""

    bounds: Bounds
    scale_x: float
    scale_y: float
    left: float
    top: float

    def place(self, lon: float, lat: float) -> Point:
        """Where a place lies in the frame."""
        return (
            self.left + (lon - self.bounds.west) * self.scale_x,
            self.top + (self.bounds.north - lat) * self.scale_y,
        )

    def length(self, km: float) -> float:
        """How long a distance is at the middle of the map."""
        return km / KM_PER_DEGREE * self.scale_y

    def seen(self, width: float, height: float) -> Bounds:
        """What a frame of that size shows, which is more than the fitted box on one side pair."""
        return Bounds(
            self.bounds.west - self.left / self.scale_x,
            self.bounds.north - (height - self.top) / self.scale_y,
            self.bounds.west + (width - self.left) / self.scale_x,
            self.bounds.north + self.top / self.scale_y,
        )


@cache
def load_outlines() -> tuple[Outline, ...]:
    """All shipped outlines, in the order of the file; read once.

    Source: Natural Earth 1:10m by way of ``resources/map``; see the README there.
    """
    features = json.loads(resource_text("map/asean.geojson"))["features"]
    return tuple(_outline(feature) for feature in features)


def outline_of(iso2: str) -> Outline | None:
    """The outline of one country by its two-letter code, either case; None if it is not on the map."""
    wanted = iso2.upper()
    return next((outline for outline in load_outlines() if outline.iso2 == wanted), None)


def bounds_of(points: Iterable[Point]) -> Bounds:
    """The box around some places. ValueError if there are none."""
    lons, lats = zip(*points, strict=True)
    return Bounds(min(lons), min(lats), max(lons), max(lats))


def clip(ring: Sequence[Point], box: Bounds) -> list[Point]:
    """The part of a closed ring inside a box, closed along its sides; empty where nothing of it is inside.

    Source: Sutherland and Hodgman, Reentrant polygon clipping, CACM 17 (1974).
    """
    sides = ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1))
    kept = list(ring)
    for axis, limit, sign in sides:
        before, kept = kept, []
        for start, end in zip(before[-1:] + before[:-1], before, strict=True):
            is_in, was_in = (sign * (place[axis] - limit) >= 0 for place in (end, start))
            if is_in is not was_in:
                share = (limit - start[axis]) / (end[axis] - start[axis])
                other = 1 - axis
                across = start[other] + share * (end[other] - start[other])
                kept.append((limit, across) if axis == 0 else (across, limit))
            if is_in:
                kept.append(end)
    return kept


def fit(bounds: Bounds | tuple[float, float, float, float], width: float, height: float) -> Projection:
    """Fit a box of degrees into a frame, whole and centred.

    Errors: ValueError for an empty box or frame.
    """
    box = Bounds(*bounds)
    if box.east <= box.west or box.north <= box.south or width <= 0 or height <= 0:
        raise ValueError("nothing to fit")
    narrowing = math.cos(math.radians((box.south + box.north) / 2))
    scale = min(width / ((box.east - box.west) * narrowing), height / (box.north - box.south))
    scale_x, scale_y = scale * narrowing, scale
    return Projection(
        bounds=box,
        scale_x=scale_x,
        scale_y=scale_y,
        left=(width - (box.east - box.west) * scale_x) / 2,
        top=(height - (box.north - box.south) * scale_y) / 2,
    )


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance between two (lon, lat) places in kilometres."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*one, *other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _outline(feature: dict[str, object]) -> Outline:
    properties = feature["properties"]
    geometry = feature["geometry"]
    assert isinstance(properties, dict) and isinstance(geometry, dict)
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    label = properties.get("label")
    return Outline(
        iso2=properties["iso_a2"],
        iso3=properties["iso_a3"],
        name_en=properties["name_en"],
        name_ja=properties.get("name_ja") or "",
        is_member=properties["asean"],
        label=(label[0], label[1]) if label else None,
        rings=tuple(
            tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in polygons
        ),
    )


def _area(ring: Ring) -> float:
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))
    return abs(twice) / 2
