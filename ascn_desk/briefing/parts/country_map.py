"""A whole country with its cities: the capital as a dot, others as rings; the caption on borders below it."""

from __future__ import annotations

from ascn_desk.base.outlines import Bounds, Projection, bounds_of, fit, outline_of
from ascn_desk.briefing import styles
from ascn_desk.briefing.content import MapPlace
from ascn_desk.briefing.palette import ACCENT, RULE, WHITE
from ascn_desk.briefing.parts.map_drawing import (
    Box,
    at_least,
    draw_land,
    draw_scale,
    free_label,
    place_names,
    short_name,
)
from ascn_desk.briefing.parts.piece import by_language, stack
from ascn_desk.briefing.say import NOTHING, Speaker, Words, fixed
from ascn_desk.briefing.sheet import Sheet

_SMALLEST_WINDOW = 1.4
_CAPTION_GAP = 7.0
_LEAST_HEIGHT = 112.0
_ROOMY = 150.0
_GREATEST_HEIGHT = 260.0
_STEP = 8.0
_DOT = 3.6
_RING = 2.2


class CountryMap:
    """The map over the main column; names that find no free place are shortened, or left out with a warning."""

    lead = 8.0
    left_out: Words = NOTHING

    def __init__(
        self, speaker: Speaker, code: str, places: tuple[MapPlace, ...], width: float, height: float
    ) -> None:
        self._speaker = speaker
        self._country = outline_of(code)
        # The capital first, since it gets its name whatever happens.
        self._places = sorted(places, key=lambda place: not place.capital)
        self._width = width
        self._map_height = height
        self._caption = stack(
            speaker,
            fixed("For orientation only; implies no position of Japan on borders or sovereignty."),
            by_language(styles.small),
            width,
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
        """Take up to so much more room."""
        steps = int(max(0.0, min(room, _GREATEST_HEIGHT - self._map_height)) // _STEP)
        self._map_height += steps * _STEP

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the map and its caption."""
        width, height = self._width, self._map_height
        projection = fit(self._window(), width, height)
        with sheet.clipped(x, y, width, height):
            sheet.box(x, y, width, height, fill=WHITE)
            draw_land(sheet, projection, x, y, width, height, self._country, 0.7)
            self._draw_places(sheet, projection, x, y)
        sheet.box(x, y, width, height, stroke=RULE, line=0.4)
        self._caption.draw(sheet, x, y + height + _CAPTION_GAP)

    def _window(self) -> Bounds:
        points = [(place.longitude, place.latitude) for place in self._places]
        if self._country is not None:
            points += [point for polygon in self._country.rings for point in polygon[0]]
        if not points:
            return Bounds(92.0, -15.5, 141.5, 28.8)
        return at_least(bounds_of(points).padded(0.06), _SMALLEST_WINDOW)

    def _draw_places(self, sheet: Sheet, projection: Projection, x: float, y: float) -> None:
        points = [projection.place(place.longitude, place.latitude) for place in self._places]
        dots = [Box(left - 4, top - 4, left + 4, top + 4) for left, top in points]
        taken = list(dots)
        for place, (left, top), own in zip(self._places, points, dots, strict=True):
            if place.capital:
                sheet.dot(x + left, y + top, _DOT, ACCENT, WHITE, 0.8)
                names = place_names(self._speaker, place, styles.table, bold=True, local_size=8.5)
            else:
                sheet.dot(x + left, y + top, _RING, WHITE, ACCENT, 1.0)
                names = place_names(self._speaker, place, styles.small, bold=False, local_size=8.0)
            others = [box for box in taken if box is not own]
            tried = (names, short_name(self._speaker, place, styles.small))
            free = (free_label(each, left, top, self._width, self._map_height, others, 5.5) for each in tried)
            label = next(filter(None, free), None)
            if label is None:
                sheet.warn("text-overrun", text=self._speaker.one(place.name))
                continue
            label.names.draw(sheet, x + label.box.left, y + label.box.top)
            taken.append(label.box)
        draw_scale(sheet, self._speaker.first, projection, x, y, self._width, self._map_height, taken)
