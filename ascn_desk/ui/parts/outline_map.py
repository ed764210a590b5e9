"""An outline map with places to choose: countries as vector paths, marks with names, hovered, chosen by keys.

- The map is fitted and clipped, never scaled to cover; neighbours are pale and not named.
- Names that would cover another are left out until their place is current; the list beside has them all.
- The caption that the map takes no position on borders belongs under it: :func:`caption`.

Keys: arrows go to the nearest place that way, J/K or Page Down/Up to the next in order, Home and End to the first and
last, Enter opens. Hovered and current places show a card with what is known there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.outlines import Bounds, Outline, Projection, fit, load_outlines
from ascn_desk.base.words import t
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.map_labels import lay_labels
from ascn_desk.ui.parts.map_marks import (
    MapPlace,
    around,
    legend_area,
    mark_size,
    paint_card,
    paint_legend,
    paint_mark,
    paint_office,
)
from ascn_desk.ui.theme import Theme, Type

REGION = Bounds(93.5, -10.5, 140.5, 23.5)
"""The ten countries and Timor-Leste, with a little sea around."""

_REACH = 14


def caption() -> str:
    """The words under every map."""
    return t(
        "The map is an outline only and does not show a position of the Government of Japan on borders or territory."
    )


@cache
def _path(outline: Outline) -> QPainterPath:
    """A country in degrees, north up: y is minus latitude."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in outline.rings:
        for ring in polygon:
            made.addPolygon(QPolygonF([QPointF(lon, -lat) for lon, lat in ring]))
            made.closeSubpath()
    return made


class OutlineMap(Part):
    """Signals: ``place_activated(str)`` Enter or double click; ``current_changed(str)``.

    ``offices`` are (longitude, latitude) circled; ``own_country`` is filled in its colour; ``here`` is the place that
    a small map is about: bold, with a halo. ``window`` is what to show, else the whole region.
    """

    place_activated = Signal(str)
    current_changed = Signal(str)
    ring_radius = 0

    def __init__(
        self,
        places: Sequence[MapPlace] = (),
        *,
        offices: Sequence[tuple[float, float]] = (),
        own_country: str = "",
        window: Bounds | None = None,
        here: str = "",
        legend: Sequence[tuple[str, str]] = (),
        hint: str = "",
        takes_keys: bool = True,
        rounded: bool = False,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._places = list(places)
        self._offices, self._own, self._window, self._here = list(offices), own_country, window, here
        self._legend, self._hint, self._rounded = list(legend), hint, rounded
        self._current, self._hovered = -1, -1
        self._takes_keys = takes_keys
        self._labels: list[QRectF | None] = []
        self._laid_for: tuple[int, int, float] | None = None
        self.setMouseTracking(takes_keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # For screens

    def set_places(self, places: Sequence[MapPlace], offices: Sequence[tuple[float, float]] = ()) -> None:
        """Show other places; the current one stays if it is still there."""
        before = self.current_id()
        self._places, self._offices = list(places), list(offices)
        self._current = next((n for n, place in enumerate(self._places) if place.id == before), -1)
        self._hovered, self._laid_for = -1, None
        self.update()

    def set_legend(self, legend: Sequence[tuple[str, str]]) -> None:
        """(sort, words) of what the marks mean; sorts are those of places, ``office`` and ``more``."""
        self._legend = list(legend)
        self._laid_for = None
        self.update()

    def current_id(self) -> str:
        """The id of the current place, or nothing."""
        return self._places[self._current].id if 0 <= self._current < len(self._places) else ""

    def set_current(self, place_id: str) -> None:
        """Make a place current."""
        self._choose(next((n for n, place in enumerate(self._places) if place.id == place_id), -1))

    def position_of(self, place_id: str) -> QPointF:
        """Where a place lies in this widget now."""
        projection = self._projection()
        return next(
            (QPointF(*projection.place(p.longitude, p.latitude)) for p in self._places if p.id == place_id), QPointF()
        )

    # Where things lie

    def _projection(self) -> Projection:
        return fit(self._window or REGION, max(1, self.width()), max(1, self.height()))

    def _points(self) -> list[QPointF]:
        projection = self._projection()
        return [QPointF(*projection.place(place.longitude, place.latitude)) for place in self._places]

    def _lay_labels(self) -> None:
        key = (self.width(), self.height(), theme.text_scale())
        if key == self._laid_for:
            return
        self._laid_for = key
        legend = legend_area(self._legend, self.height()).adjusted(-4, -4, 4, 4)
        self._labels = lay_labels(
            self._places,
            self._points(),
            QRectF(self.rect()).adjusted(2, 2, -2, -2),
            here=self._here,
            circled=[self._is_office(place) for place in self._places],
            kept_free=[legend] if self._legend else [],
        )

    def _is_office(self, place: MapPlace) -> bool:
        return any(abs(lon - place.longitude) < 0.25 and abs(lat - place.latitude) < 0.25 for lon, lat in self._offices)

    def _at(self, spot: QPointF) -> int:
        reach = float(theme.px(_REACH))
        best, found = reach, -1
        for number, point in enumerate(self._points()):
            distance = max(abs(point.x() - spot.x()), abs(point.y() - spot.y()))
            label = self._labels[number] if number < len(self._labels) else None
            if label is not None and label.contains(spot):
                distance = min(distance, reach - 1)
            if distance < best:
                best, found = distance, number
        return found

    def _choose(self, number: int) -> None:
        if number == self._current or not -1 <= number < len(self._places):
            return
        self._current = number
        place = self._places[number] if number >= 0 else None
        words = (place.title, place.second, *place.lines) if place else ()
        self.setAccessibleDescription(", ".join(filter(None, words)))
        self.current_changed.emit(self.current_id())
        self.update()

    def _towards(self, x: int, y: int) -> int:
        """The nearest place in a direction; what lies far aside counts as farther."""
        points = self._points()
        if self._current < 0:
            return 0 if points else -1
        here = points[self._current]
        best, found = float("inf"), self._current
        for number, point in enumerate(points):
            along = (point.x() - here.x()) * x + (point.y() - here.y()) * y
            aside = abs((point.x() - here.x()) * y) + abs((point.y() - here.y()) * x)
            if number != self._current and along > 1 and along + 2.5 * aside < best:
                best, found = along + 2.5 * aside, number
        return found

    # Drawing

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        clip = QPainterPath()
        radius = theme.px(8) if self._rounded else 0
        clip.addRoundedRect(area, radius, radius)
        painter.setClipPath(clip)
        painter.fillRect(area, paint.mix(look.color("background"), look.color("surface"), 0.45))
        self._lay_labels()
        self._paint_land(painter, look)
        self._paint_offices(painter, look)
        points = self._points()
        for number, place in enumerate(self._places):
            self._paint_mark(painter, look, place, points[number])
        for number, label in enumerate(self._labels):
            if label is not None and number != self._current:
                self._paint_name(painter, look, self._places[number], label)
        if self._legend:
            paint_legend(painter, look, self._legend, legend_area(self._legend, self.height()))
        shown = self._hovered if self._hovered >= 0 else self._current
        if 0 <= self._current < len(points):
            self._paint_current(painter, look, points[self._current])
        if 0 <= shown < len(points) and self._takes_keys:
            paint_card(painter, look, self._places[shown], points[shown], hint=self._hint, width=self.width())
        painter.end()

    def _paint_land(self, painter: QPainter, look: Theme) -> None:
        projection = self._projection()
        seen = projection.seen(self.width(), self.height())
        turn = QTransform(
            projection.scale_x, 0, 0, projection.scale_y,
            projection.left - projection.bounds.west * projection.scale_x,
            projection.top + projection.bounds.north * projection.scale_y,
        )  # fmt: skip
        edge = paint.mix(look.color("border"), look.color("line"), 0.35)
        for outline in load_outlines():
            if not outline.bounds.meets(seen):
                continue
            token = "own_country" if outline.iso2 == self._own.upper() else "hair" if outline.is_member else "surface"
            painter.setPen(QPen(edge if outline.is_member else look.color("line"), 0))
            painter.setBrush(look.color(token))
            painter.drawPath(turn.map(_path(outline)))

    def _paint_offices(self, painter: QPainter, look: Theme) -> None:
        projection = self._projection()
        for lon, lat in self._offices:
            paint_office(painter, look, QPointF(*projection.place(lon, lat)), 10)

    def _paint_mark(self, painter: QPainter, look: Theme, place: MapPlace, at: QPointF) -> None:
        if place.id == self._here:
            halo = QColor(look.color("primary"))  # a copy: the theme keeps its colours
            halo.setAlpha(48)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawEllipse(at, theme.px(16), theme.px(16))
        size = mark_size(place) + (theme.px(2) if place.id == self._here else 0)
        paint_mark(painter, look, place.sort, at, size)

    def _paint_name(self, painter: QPainter, look: Theme, place: MapPlace, area: QRectF) -> None:
        bold = place.id == self._here
        kind = Type.BODY if bold else Type.CAPTION
        ground = QPainterPath()
        ground.addText(area.left(), paint.baseline(area, kind, bold=bold), theme.font(kind, bold=bold), place.title)
        halo = QColor(look.color("background"))
        halo.setAlpha(215)
        painter.strokePath(ground, QPen(halo, theme.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
        paint.text(painter, area.adjusted(0, 0, 2, 0), place.title, look.color("text"), kind=kind, bold=bold)

    def _paint_current(self, painter: QPainter, look: Theme, at: QPointF) -> None:
        place = self._places[self._current]
        reach = mark_size(place) / 2 + theme.px(3)
        area = around(at, reach)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            two = theme.px(2)
            paint.ring(painter, area.adjusted(-two, -two, two, two), theme.px(3), look)
        else:
            paint.box(painter, area, theme.px(3), None, look.color("primary"), theme.px(2))
        if self._labels[self._current] is not None:
            self._paint_name(painter, look, place, self._labels[self._current] or QRectF())

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._laid_for = None
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if over != self._hovered:
            self._hovered = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._takes_keys:
            self._choose(self._at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if self._takes_keys and at >= 0:
            self._choose(at)
            self.place_activated.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = event.key(), len(self._places)
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(key))
        if way is not None:
            self._choose(self._towards(*way))
        elif key in (Qt.Key.Key_J, Qt.Key.Key_PageDown) and count:
            self._choose((self._current + 1) % count)
        elif key in (Qt.Key.Key_K, Qt.Key.Key_PageUp) and count:
            self._choose((self._current - 1) % count)
        elif key == Qt.Key.Key_Home and count:
            self._choose(0)
        elif key == Qt.Key.Key_End and count:
            self._choose(count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.place_activated.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._current < 0 and self._places and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose(0)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)
