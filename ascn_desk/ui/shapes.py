"""The shapes that tell a state without colour, drawn to one measure of 12 units.

A state is shape + word + colour; :class:`Mark` carries the three together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ascn_desk.ui.theme import Tone


class Shape(StrEnum):
    """One shape a kind of state."""

    RING = "ring"  # new, nothing yet
    HALF = "half"  # in progress
    BARS = "bars"  # waiting for others
    UP = "up"  # asked headquarters; goes there
    CHECK = "check"  # solved, good
    QUARTER = "quarter"  # partly solved
    CROSS = "cross"  # not solved, refused
    SLASH = "slash"  # withdrawn
    DASH = "dash"  # out of scope
    TRIANGLE = "triangle"  # late or doubtful
    DIAMOND = "diamond"  # conflict or duplicate
    DASHED = "dashed"  # not yet due
    DOT = "dot"  # due today, current


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as it is shown: its shape, its colour and its word."""

    shape: Shape
    tone: Tone
    word: str = ""


def draw(painter: QPainter, area: QRectF, shape: Shape, color: QColor, ground: QColor) -> None:
    """Draw a shape centred in an area; ``ground`` is the colour of what is cut out of filled shapes."""
    size = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center().x() - size / 2, area.center().y() - size / 2)
    painter.scale(size / 12, size / 12)
    _DRAW[shape](painter, color, ground)
    painter.restore()


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _circle(painter: QPainter, color: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color, 1.6))
    painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)


def _disc(painter: QPainter, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(6, 6), 6, 6)


def _strokes(painter: QPainter, color: QColor, width: float, *lines: tuple[tuple[float, float], ...]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color, width))
    for line in lines:
        path = QPainterPath(QPointF(*line[0]))
        for point in line[1:]:
            path.lineTo(QPointF(*point))
        painter.drawPath(path)


def _ring(painter: QPainter, color: QColor, ground: QColor) -> None:
    _circle(painter, color)


def _dot(painter: QPainter, color: QColor, ground: QColor) -> None:
    _disc(painter, color)


def _half(painter: QPainter, color: QColor, ground: QColor) -> None:
    _circle(painter, color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPie(QRectF(2.7, 2.7, 6.6, 6.6), -90 * 16, 180 * 16)


def _bars(painter: QPainter, color: QColor, ground: QColor) -> None:
    _circle(painter, color)
    _strokes(painter, color, 1.6, ((4.6, 4), (4.6, 8)), ((7.4, 4), (7.4, 8)))


def _up(painter: QPainter, color: QColor, ground: QColor) -> None:
    _disc(painter, color)
    _strokes(painter, ground, 1.5, ((6, 9), (6, 3.4)), ((3.7, 5.6), (6, 3.3), (8.3, 5.6)))


def _check(painter: QPainter, color: QColor, ground: QColor) -> None:
    _disc(painter, color)
    _strokes(painter, ground, 1.5, ((3.3, 6.2), (5.2, 8.1), (8.8, 4.2)))


def _quarter(painter: QPainter, color: QColor, ground: QColor) -> None:
    _circle(painter, color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPie(QRectF(2.7, 2.7, 6.6, 6.6), 0, 90 * 16)


def _cross(painter: QPainter, color: QColor, ground: QColor) -> None:
    _disc(painter, color)
    _strokes(painter, ground, 1.5, ((4.1, 4.1), (7.9, 7.9)), ((7.9, 4.1), (4.1, 7.9)))


def _slash(painter: QPainter, color: QColor, ground: QColor) -> None:
    _circle(painter, color)
    _strokes(painter, color, 1.5, ((2.8, 9.2), (9.2, 2.8)))


def _dash(painter: QPainter, color: QColor, ground: QColor) -> None:
    _disc(painter, color)
    _strokes(painter, ground, 1.6, ((3.6, 6), (8.4, 6)))


def _triangle(painter: QPainter, color: QColor, ground: QColor) -> None:
    path = QPainterPath(QPointF(6, 1.4))
    path.lineTo(11.2, 10.6)
    path.lineTo(0.8, 10.6)
    path.closeSubpath()
    painter.setPen(_pen(color, 1.4))
    painter.setBrush(color)
    painter.drawPath(path)
    _strokes(painter, ground, 1.35, ((6, 4.6), (6, 7)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(6, 9.1), 0.8, 0.8)


def _diamond(painter: QPainter, color: QColor, ground: QColor) -> None:
    path = QPainterPath(QPointF(6, 0.5))
    path.lineTo(11.5, 6)
    path.lineTo(6, 11.5)
    path.lineTo(0.5, 6)
    path.closeSubpath()
    painter.setPen(_pen(color, 1))
    painter.setBrush(color)
    painter.drawPath(path)
    _strokes(painter, ground, 1.3, ((4, 4.9), (8, 4.9)), ((4, 7.1), (8, 7.1)))


def _dashed(painter: QPainter, color: QColor, ground: QColor) -> None:
    pen = QPen(color, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.5, 1.0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)


_DRAW = {
    Shape.RING: _ring, Shape.HALF: _half, Shape.BARS: _bars, Shape.UP: _up, Shape.CHECK: _check,
    Shape.QUARTER: _quarter, Shape.CROSS: _cross, Shape.SLASH: _slash, Shape.DASH: _dash,
    Shape.TRIANGLE: _triangle, Shape.DIAMOND: _diamond, Shape.DASHED: _dashed, Shape.DOT: _dot,
}  # fmt: skip
