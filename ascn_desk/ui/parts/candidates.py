"""The list of candidates below a field: an overlay in the same window that takes no focus.

It is a child of the window, not a window of its own, so that an input method, the focus and the field's keys
stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.theme import Type

ROW = 36
MARGIN = 4
MOST_ROWS = 8
SHADOW = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked: its id, its words and a small addition at the right."""

    id: str
    title: str
    detail: str = ""


class Candidates(Part):
    """The open list. Signals: ``picked(int)`` the number of the row."""

    picked = Signal(int)

    def __init__(self, window: QWidget, *, name: str = "") -> None:
        super().__init__(name=name, parent=window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._rows: list[Choice] = []
        self._marked_icon = ""
        self._last_icon = ""
        self._chosen_id: str | None = None
        self._current = -1
        self._first = 0
        self._shown = 0
        self.hide()

    def open_below(
        self,
        anchor: QWidget,
        box: QRect,
        rows: Sequence[Choice],
        *,
        current: int,
        chosen_id: str | None = None,
        last_icon: str = "",
    ) -> None:
        """Show rows under a box of the anchor, or above it where there is more room."""
        self._rows, self._chosen_id, self._last_icon = list(rows), chosen_id, last_icon
        window = anchor.window()
        at = QRect(anchor.mapTo(window, box.topLeft()), box.size())
        step, rim, shadow = theme.px(ROW), theme.px(MARGIN), theme.px(SHADOW)
        below = window.height() - at.bottom() - 2 * rim - theme.px(8)
        above = at.top() - 2 * rim - theme.px(8)
        wanted = min(len(self._rows), MOST_ROWS)
        up = below < wanted * step and above > below
        self._shown = max(1, min(wanted, (above if up else below) // step))
        height = self._shown * step + 2 * rim
        top = at.top() - theme.px(4) - height if up else at.bottom() + 1 + theme.px(4)
        inner = QRect(at.left(), top, at.width(), height)
        self.setGeometry(inner.adjusted(-shadow, -shadow, shadow, shadow))
        self.set_current(current)
        self.raise_()
        self.show()
        self.update()

    def row_count(self) -> int:
        """How many rows it offers."""
        return len(self._rows)

    def current(self) -> int:
        """The number of the row that Enter would pick; -1 for none."""
        return self._current

    def row(self, number: int) -> Choice:
        """The row of that number."""
        return self._rows[number]

    def set_current(self, number: int) -> None:
        """Mark a row and scroll it into view."""
        self._current = max(-1, min(number, len(self._rows) - 1))
        if self._current >= 0:
            self._first = min(self._first, self._current)
            self._first = max(self._first, self._current - self._shown + 1)
        self._first = max(0, min(self._first, len(self._rows) - self._shown))
        self.update()

    def step(self, by: int) -> None:
        """Mark the next or previous row, around the ends."""
        if self._rows:
            self.set_current((self._current + by) % len(self._rows))

    def _inner(self) -> QRect:
        shadow = theme.px(SHADOW)
        return self.rect().adjusted(shadow, shadow, -shadow, -shadow)

    def _row_at(self, point: QPoint) -> int:
        inner = self._inner()
        number = self._first + (point.y() - inner.top() - theme.px(MARGIN)) // theme.px(ROW)
        inside = inner.contains(point) and 0 <= number < len(self._rows)
        return int(number) if inside else -1

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, inner = self.look, QRectF(self._inner())
        paint.shadow(painter, inner, theme.px(8), depth=10)
        paint.box(painter, inner, theme.px(8), look.color("raised"), look.color("line"))
        step = theme.px(ROW)
        top = inner.top() + theme.px(MARGIN)
        for number in range(self._first, min(self._first + self._shown, len(self._rows))):
            choice = self._rows[number]
            row = QRectF(inner.left() + theme.px(MARGIN), top, inner.width() - 2 * theme.px(MARGIN), step)
            if number == self._current:
                paint.box(painter, row, theme.px(4), look.color("selection"))
                paint.bar(painter, QRectF(row.left(), row.top() + 6, theme.px(3), step - 12), look.color("primary"))
            room = row.adjusted(theme.px(10), 0, -theme.px(10), 0)
            adds = self._last_icon and number == len(self._rows) - 1
            if adds:
                icons.draw(painter, QRectF(room.left(), top, theme.px(18), step), self._last_icon, look.color("link"))
                room.setLeft(room.left() + theme.px(26))
            elif choice.id == self._chosen_id:
                icons.draw(painter, QRectF(room.right() - theme.px(16), top, theme.px(16), step), "check",
                           look.color("primary"))  # fmt: skip
                room.setRight(room.right() - theme.px(24))
            if choice.detail:
                taken = min(paint.width_of(choice.detail, Type.CAPTION), room.width() * 0.5)
                detail = QRectF(room.right() - taken, top, taken + 1, step)
                ink = look.color("second" if number == self._current else "hint")
                paint.text(painter, detail, choice.detail, ink, kind=Type.CAPTION, align=paint.RIGHT)
                room.setRight(room.right() - taken - theme.px(12))
            paint.text(painter, room, choice.title, look.color("link" if adds else "text"),
                       bold=choice.id == self._chosen_id)  # fmt: skip
            top += step
        if len(self._rows) > self._shown:
            self._paint_position(inner)
        painter.end()

    def _paint_position(self, inner: QRectF) -> None:
        painter = ready(self)
        track = inner.height() - 2 * theme.px(6)
        share = self._shown / len(self._rows)
        top = inner.top() + theme.px(6) + track * self._first / len(self._rows)
        thumb = QRectF(inner.right() - theme.px(5), top, theme.px(3), max(theme.px(16), track * share))
        paint.box(painter, thumb, theme.px(2), self.look.color("border"))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number >= 0 and number != self._current:
            self._current = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number >= 0:
            self.picked.emit(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._first = max(0, min(self._first - event.angleDelta().y() // 60, len(self._rows) - self._shown))
        self.update()
        event.accept()
