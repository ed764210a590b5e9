"""The blue panel at the left of the first pages: the sign, the name, and the network on the map."""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ascn_desk.base.outlines import bounds_of, fit, load_outlines
from ascn_desk.base.resources import resource_text
from ascn_desk.base.words import t
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.rail import paint_logo
from ascn_desk.ui.theme import Type

WIDTH = 456
_LEAST = 240
"""Where less would be left for it, it is not shown."""


class BrandPanel(Part):
    """Painted; says nothing that is not said elsewhere."""

    def __init__(self) -> None:
        super().__init__(name="brand", accessible="ASCN Desk")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def leave_room(self, window: int, beside: int) -> None:
        """Take what a window leaves beside its form: ``window`` in pixels, ``beside`` in px at 100 %."""
        left = window - theme.px(beside)
        self.setFixedWidth(max(1, min(left, theme.px(WIDTH))))
        self.setVisible(left >= theme.px(_LEAST))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(320))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        ground, ink = look.color("brand_ground"), look.color("on_brand")
        painter.fillRect(self.rect(), ground)
        left = theme.px(48)
        paint_logo(painter, QRectF(left, theme.px(48), theme.px(48), theme.px(48)), ink, look.color("brand"))
        room = self.width() - left - theme.px(24)
        line = theme.px(28)
        at = theme.px(112)
        paint.text(painter, QRectF(left, at, room, theme.px(36)), "ASCN Desk", ink, kind=Type.PAGE, bold=True)
        at += theme.px(40)
        for words in (t("Japan–ASEAN smart city network"), t("Records and papers of the contact points")):
            for row in paint.lines_of(words, room, Type.FORM):
                paint.text(painter, QRectF(left, at, room + 1, line), row, ink, kind=Type.FORM)
                at += line
        top = max(at + theme.px(24), self.height() * 0.42)
        self._paint_map(painter, QRectF(theme.px(8), top, self.width() - theme.px(16), self.height() - top - 24), ink)
        painter.end()

    def _paint_map(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        if area.height() < theme.px(80):
            return
        land, cities = _geometry()
        box = land.boundingRect()
        scale = min(area.width() / box.width(), area.height() / box.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(area.center().x() - box.center().x() * scale, area.center().y() - box.center().y() * scale)
        painter.scale(scale, scale)
        edge = QColor(ink)
        edge.setAlphaF(0.35)
        painter.setPen(QPen(edge, 0))
        painter.setBrush(self.look.color("brand"))
        painter.drawPath(land)
        painter.setPen(Qt.PenStyle.NoPen)
        dot = QColor(ink)
        dot.setAlphaF(0.75)
        painter.setBrush(dot)
        for city in cities:
            painter.drawEllipse(city, theme.px(2.5) / scale, theme.px(2.5) / scale)
        painter.restore()


@lru_cache(maxsize=1)
def _geometry() -> tuple[QPainterPath, tuple[QPointF, ...]]:
    """The member countries as one path, and the cities of the network, in the same lengths."""
    members = [outline for outline in load_outlines() if outline.name_ja]
    points = [point for outline in members for polygon in outline.rings for ring in polygon for point in ring]
    projection = fit(bounds_of(points), 1000, 1000)
    land = QPainterPath()
    for outline in members:
        for polygon in outline.rings:
            for ring in polygon:
                corners = [QPointF(*projection.place(*point)) for point in ring]
                land.moveTo(corners[0])
                for corner in corners[1:]:
                    land.lineTo(corner)
                land.closeSubpath()
    # Read as they stand: making records of them would cost the first window more than all else.
    rows = csv.DictReader(io.StringIO(resource_text("reference/cities.csv")))
    cities = tuple(
        QPointF(*projection.place(float(row["longitude"]), float(row["latitude"])))
        for row in rows
        if row["ascn_pilot"] == "yes" and row["longitude"]
    )
    return land, cities
