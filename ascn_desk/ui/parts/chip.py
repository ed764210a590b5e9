"""A condition of a filter, or a filter that can be on or off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready


class Chip(Pressable):
    """Signals: ``toggled(bool)`` for one that is on or off; ``clicked(bool)``; ``closed()`` by its cross or Delete."""

    closed = Signal()
    ring_radius = 14

    def __init__(
        self,
        words: str,
        *,
        on: bool = False,
        closable: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self.setText(words)
        self._closable = closable
        if closable:
            self.setAccessibleDescription(t("Delete removes it"))
        else:
            self.setCheckable(True)
            self.setChecked(on)

    def sizeHint(self) -> QSize:
        width = theme.px(24) + int(paint.width_of(self.text())) + 2 + (theme.px(20) if self._closable else 0)
        return QSize(width, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRectF:
        return QRectF(self.width() - theme.px(12 + 14), 0, theme.px(14), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        on = self._closable or self.isChecked()
        over = is_hovered(self)
        if on:
            fill = paint.mix(look.color("tint"), look.color("primary"), 0.1) if over else look.color("tint")
            paint.box(painter, area, area.height() / 2, fill)
        else:
            fill = look.color("surface" if over else "background")
            paint.box(painter, area, area.height() / 2, fill, look.color("border"))
        ink = look.color("primary" if on else "text")
        room = area.adjusted(theme.px(12), 0, -theme.px(12), 0)
        if self._closable:
            room.setRight(self._cross().left() - theme.px(6))
        paint.text(painter, room, self.text(), ink)
        if self._closable:
            icons.draw(painter, self._cross(), "x", ink)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._closable and self._cross().adjusted(-6, 0, 12, 0).contains(event.position()):
            self.setDown(False)
            self.closed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._closable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.closed.emit()
            return
        super().keyPressEvent(event)
