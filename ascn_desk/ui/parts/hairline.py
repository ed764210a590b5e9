"""A line between sections or panes: one device pixel, level or upright."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint
from ascn_desk.ui.parts.base import Part, ready


class Hairline(Part):
    """A thin line; ``color`` is a token: ``line`` between panes, ``hair`` between rows."""

    def __init__(self, *, upright: bool = False, color: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._upright, self._color = upright, color
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else wide, wide if upright else fixed)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        # At 0 the line falls between two device pixels at 150 % and vanishes; the middle is safe.
        if self._upright:
            paint.upright(painter, 0.5, 0, self.height(), self.look.color(self._color))
        else:
            paint.hairline(painter, 0, 0.5, self.width(), self.look.color(self._color))
        painter.end()
