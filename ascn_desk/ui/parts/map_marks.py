"""What stands on a map: marks of places, the legend that explains them, and the card of one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ascn_desk.ui import paint, theme
from ascn_desk.ui.theme import Theme, Type

_CARD_WIDTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A place on the map. ``sort``: ``pilot`` square, ``member`` ring, ``other`` small square.

    ``weight`` from 0 to 2 makes the mark larger; ``lines`` stand in its card under the title.
    """

    id: str
    longitude: float
    latitude: float
    title: str
    second: str = ""
    sort: str = "pilot"
    weight: int = 0
    lines: tuple[str, ...] = ()


def mark_size(place: MapPlace) -> float:
    """How wide the mark of a place is, in px."""
    base = 7 if place.sort == "other" else 8
    return theme.px(base + 2 * min(place.weight, 2))


def around(at: QPointF, reach: float) -> QRectF:
    """The square around a point."""
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def paint_mark(painter: QPainter, look: Theme, sort: str, at: QPointF, size: float) -> None:
    """Draw the mark of a sort of place."""
    ink, white = look.color("primary"), look.color("background")
    if sort == "member":
        painter.setBrush(white)
        painter.setPen(QPen(ink, theme.px(2)))
        painter.drawEllipse(at, size / 2 - 1, size / 2 - 1)
        return
    painter.setPen(QPen(white, 1))
    painter.setBrush(ink if sort == "pilot" else look.color("second"))
    painter.drawRect(around(at, size / 2))


def paint_office(painter: QPainter, look: Theme, at: QPointF, radius: float) -> None:
    """Draw the circle of an office of Japan."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("conflict"), theme.px(1.25)))
    painter.drawEllipse(at, theme.px(radius), theme.px(radius))


def legend_area(legend: Sequence[tuple[str, str]], height: float) -> QRectF:
    """Where the legend stands on a map of that height: at the left below."""
    width = max((paint.width_of(words, Type.CAPTION) for _, words in legend), default=0.0) + theme.px(60)
    tall = theme.px(24) * len(legend) + theme.px(16)
    edge = theme.px(16)
    return QRectF(edge, height - edge - tall, width, tall)


def paint_legend(painter: QPainter, look: Theme, legend: Sequence[tuple[str, str]], area: QRectF) -> None:
    """Draw what the marks mean; sorts are those of places, ``office`` and ``more``."""
    paint.box(painter, area, theme.px(8), look.color("background"), look.color("line"))
    step = theme.px(24)
    for number, (sort, words) in enumerate(legend):
        row = QRectF(area.left(), area.top() + theme.px(8) + number * step, area.width(), step)
        at = QPointF(row.left() + theme.px(22), row.center().y())
        if sort == "more":
            paint_mark(painter, look, "pilot", at - QPointF(theme.px(5), 0), theme.px(6))
            paint_mark(painter, look, "pilot", at + QPointF(theme.px(5), 0), theme.px(11))
        elif sort == "office":
            paint_office(painter, look, at, 7)
        else:
            paint_mark(painter, look, sort, at, theme.px(9))
        paint.text(painter, row.adjusted(theme.px(42), 0, 0, 0), words, look.color("text"), kind=Type.CAPTION)


def paint_card(painter: QPainter, look: Theme, place: MapPlace, at: QPointF, *, hint: str, width: int) -> None:
    """Draw what is known of a place beside it, inside a map of that width; ``hint`` is its last line."""
    line, pad = theme.px(22), theme.px(14)
    rows = [*place.lines, *([hint] if hint else [])]
    wide = max(
        paint.width_of(place.title, bold=True) + theme.px(10) + paint.width_of(place.second, Type.CAPTION),
        *(paint.width_of(row) for row in rows), float(theme.px(150)),
    )  # fmt: skip
    wide = min(wide, theme.px(_CARD_WIDTH)) + 2 * pad
    height = pad * 1.5 + line * (1 + len(rows))
    area = QRectF(at.x() + theme.px(22), at.y() - height - theme.px(10), wide, height)
    if area.right() > width - theme.px(8):
        area.moveRight(at.x() - theme.px(22))
    if area.left() < theme.px(8):
        area.moveLeft(theme.px(8))
    if area.top() < theme.px(8):
        area.moveTop(at.y() + theme.px(16))
    paint.shadow(painter, area, theme.px(8), depth=10)
    paint.box(painter, area, theme.px(8), look.color("raised"), look.color("line") if look.is_dark else None)
    inner = area.adjusted(pad, pad * 0.75, -pad, 0)
    row = QRectF(inner.left(), inner.top(), inner.width() + 1, line)
    left = paint.text(painter, row, place.title, look.color("text"), bold=True) + theme.px(8)
    paint.text(painter, row.adjusted(left, 0, 0, 0), place.second, look.color("second"), kind=Type.CAPTION)
    for number, words in enumerate(rows):
        row.translate(0, line)
        last = bool(hint) and number == len(rows) - 1
        paint.text(painter, row, words, look.color("hint" if last else "second"),
                   kind=Type.CAPTION if last else Type.BODY)  # fmt: skip
