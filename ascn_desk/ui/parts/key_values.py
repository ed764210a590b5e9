"""Names and values under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Theme, Tone

LINE = 22
GAP = 6



@dataclass(frozen=True, slots=True)
class OneLine:
    """A value that stays on one line, as the name of a file: cut in its middle where it is long, whole in a tip."""

    words: str


Value = str | Mark | OneLine


class KeyValueList(Part):
    """``[("Office", "Consulate-General in Da Nang"), ("Key", Mark(…))]``; long values wrap, but for ``OneLine``."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, Value]] = (),
        *,
        name_width: int = 96,
        gap: int = GAP,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._pairs: list[tuple[str, Value]] = []
        self._name_width, self._gap = name_width, gap
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[str, Value]]) -> None:
        """Show other values."""
        self._pairs = list(pairs)
        words = (f"{key}: {_whole(value)}" for key, value in self._pairs)
        self.setAccessibleName("; ".join(words))
        self.updateGeometry()
        self.update()

    def _value_width(self, width: int) -> float:
        return max(theme.px(60), width - theme.px(self._name_width))

    def _lines(self, value: Value, width: float) -> list[str]:
        if isinstance(value, OneLine):
            return [paint.middle_cut(value.words, width)]
        if isinstance(value, Mark):
            return paint.lines_of(value.word, width - theme.px(20)) or [""]
        return paint.lines_of(value, width) or [""]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = sum(len(self._lines(value, self._value_width(width))) for _, value in self._pairs)
        return lines * theme.px(LINE) + len(self._pairs) * theme.px(self._gap)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else theme.px(300)
        return QSize(theme.px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(LINE))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.cut_at(event.pos().y()), self)
            return True
        return super().event(event)

    def cut_at(self, y: int) -> str:
        """The whole of the value at a height in px, where it is shown cut; else nothing."""
        top, width = 0.0, self._value_width(self.width())
        for _, value in self._pairs:
            lines = self._lines(value, width)
            top += len(lines) * theme.px(LINE) + theme.px(self._gap)
            if y < top:
                return value.words if isinstance(value, OneLine) and lines != [value.words] else ""
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, step = self.look, theme.px(LINE)
        top = theme.px(self._gap) / 2
        left, width = theme.px(self._name_width), self._value_width(self.width())
        for key, value in self._pairs:
            paint.text(painter, QRectF(0, top, left - theme.px(8), step), key, look.color("second"))
            top = self._paint_value(painter, look, value, left, top, width)
            top += theme.px(self._gap)
        painter.end()

    def _paint_value(
        self, painter: QPainter, look: Theme, value: Value, left: float, top: float, width: float
    ) -> float:
        step = theme.px(LINE)
        ink = look.color("text")
        lines = self._lines(value, width)
        if isinstance(value, Mark):
            size = theme.px(12)
            shapes.draw(painter, QRectF(left, top, size, step), value.shape, look.ink(value.tone),
                        look.color("background"))  # fmt: skip
            if value.tone in (Tone.WARNING, Tone.ERROR) and value.shape is not Shape.RING:
                ink = look.ink(value.tone)
            left += theme.px(20)
        for line in lines:
            paint.text(painter, QRectF(left, top, width + 1, step), line, ink)
            top += step
        return top


def _whole(value: Value) -> str:
    if isinstance(value, Mark):
        return value.word
    return value.words if isinstance(value, OneLine) else value
