"""Keys as caps with what they do: at the foot of a page, in menus, in empty states."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.theme import Theme, Type


def cap_width(key: str) -> int:
    """How wide one cap is."""
    return max(theme.px(18), int(paint.width_of(key, Type.CAPTION)) + theme.px(12))


def paint_cap(painter: QPainter, left: float, middle: float, key: str, look: Theme, *, raised: bool = False) -> float:
    """Draw one cap at ``left``, centred at ``middle``; gives its width."""
    width, height = cap_width(key), theme.px(20)
    area = QRectF(left, middle - height / 2, width, height)
    fill = look.color("background" if raised and not look.is_dark else "surface")
    if raised and look.is_dark:
        fill = look.color("background")
    paint.box(painter, area, theme.px(3), fill, look.color("line"))
    paint.text(painter, area, key, look.color("second"), kind=Type.CAPTION, align=paint.CENTRE)
    return float(width)


class KeyCaps(Part):
    """A row of keys: ``[("Enter", "open"), ("D", "done")]``."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._keys: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_keys(keys)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self._keys = list(keys)
        self.setAccessibleName(", ".join(f"{key} {word}" for key, word in self._keys))
        self.updateGeometry()
        self.update()

    def _width(self, count: int) -> int:
        width = 0
        for key, word in self._keys[:count]:
            width += cap_width(key) + theme.px(6) + ceil(paint.width_of(word, Type.CAPTION)) + 1 + theme.px(18)
        return max(0, width - theme.px(18))

    def sizeHint(self) -> QSize:
        return QSize(self._width(len(self._keys)), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, middle = self.look, self.height() / 2
        count = len(self._keys)
        while count and self._width(count) > self.width():
            count -= 1  # whole keys drop from the end; half a hint would mislead
        left = 0.0
        for key, word in self._keys[:count]:
            left += paint_cap(painter, left, middle, key, look) + theme.px(6)
            width = paint.width_of(word, Type.CAPTION) + 1
            paint.text(painter, QRectF(left, 0, width, self.height()), word, look.color("second"), kind=Type.CAPTION)
            left += width + theme.px(18)
        painter.end()
