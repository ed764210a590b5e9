"""Where the names of places stand on a map, so that none covers another, a mark, or the legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.map_marks import MapPlace, around, mark_size
from ascn_desk.ui.theme import Type

_RANKS = {"pilot": 0, "member": 1}


def lay_labels(
    places: Sequence[MapPlace],
    points: Sequence[QPointF],
    edge: QRectF,
    *,
    here: str,
    circled: Sequence[bool],
    kept_free: Sequence[QRectF] = (),
) -> list[QRectF | None]:
    """Where the name of each place stands; None where there is no room for it.

    Shapes: ``points`` of the places; ``here`` is the place that the map is about; ``circled``: an office lies there.
    """
    taken = [around(point, mark_size(place) / 2 + 1) for point, place in zip(points, places, strict=True)]
    taken += kept_free
    laid: list[QRectF | None] = [None] * len(places)
    order = sorted(range(len(places)), key=lambda n: (places[n].id != here, _RANKS.get(places[n].sort, 2), n))
    for number in order:
        place, point = places[number], points[number]
        if not edge.contains(point):
            continue
        own = taken[number]
        for area in _offers(place, point, is_bold=place.id == here, is_circled=circled[number]):
            if edge.contains(area) and not any(area.intersects(box) for box in taken if box is not own):
                laid[number] = area
                taken.append(area.adjusted(-1, 2, 1, -2))
                break
    return laid


def _offers(place: MapPlace, at: QPointF, *, is_bold: bool, is_circled: bool) -> list[QRectF]:
    """Where the name of a place may stand, the best first."""
    width = paint.width_of(place.title, Type.BODY if is_bold else Type.CAPTION, bold=is_bold) + 2
    height = theme.px(18)
    near = theme.px(13) if is_circled else mark_size(place) / 2 + theme.px(4)
    middle, slant = height / 2, height * 0.95
    x, y = at.x(), at.y()
    return [
        QRectF(x + near, y - middle, width, height),
        QRectF(x - near - width, y - middle, width, height),
        QRectF(x + near * 0.8, y - slant, width, height),
        QRectF(x + near * 0.8, y - height + slant, width, height),
        QRectF(x - near * 0.8 - width, y - slant, width, height),
        QRectF(x - near * 0.8 - width, y - height + slant, width, height),
        QRectF(x - width / 2, y - near - height, width, height),
        QRectF(x - width / 2, y + near, width, height),
        QRectF(x + near * 0.5, y - near - height * 0.8, width, height),
        QRectF(x - near * 0.5 - width, y - near - height * 0.8, width, height),
    ]
