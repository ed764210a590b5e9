"""The steps of something done once: which are done, which is now, which come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.shapes import Shape


class Stepper(Part):
    """Names of the steps in a row, shapes before them."""

    def __init__(
        self, steps: Sequence[str], *, current: int = 0, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._steps, self._current = list(steps), current
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Which step is now."""
        self._current = current
        self.setAccessibleName(f"{current + 1}/{len(self._steps)} {self._steps[current]}")
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(paint.width_of(step, bold=True) for step in self._steps)
        return QSize(int(words) + theme.px(76) * len(self._steps), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, size, left = self.look, theme.px(14), 0.0
        for number, step in enumerate(self._steps):
            done, now = number < self._current, number == self._current
            shape = Shape.CHECK if done else Shape.DOT if now else Shape.RING
            ink = look.color("success" if done else "primary" if now else "border")
            shapes.draw(painter, QRectF(left, 0, size, self.height()), shape, ink, look.color("background"))
            left += size + theme.px(9)
            width = paint.width_of(step, bold=now) + 2
            words = look.color("text" if done or now else "second")
            paint.text(painter, QRectF(left, 0, width, self.height()), step, words, bold=now)
            left += width + theme.px(9)
            if number + 1 < len(self._steps):
                paint.hairline(painter, left, self.height() / 2, left + theme.px(32), look.color("border"))
                left += theme.px(32 + 10)
        painter.end()
