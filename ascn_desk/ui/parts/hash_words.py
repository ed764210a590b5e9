"""Six words by which two people on the telephone know that they hold the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.theme import Type

HEIGHT = 36
GAP = 8


class HashWords(Part):
    """The words in numbered boxes, three a row."""

    def __init__(
        self, words: Sequence[str] = (), *, columns: int = 3, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._words: list[str] = []
        self._columns = columns
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: Sequence[str]) -> None:
        """Show other words."""
        self._words = list(words)
        self.setAccessibleName(", ".join(self._words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = -(-len(self._words) // self._columns)
        widest = max((paint.width_of(word, Type.FORM, bold=True) for word in self._words), default=0.0)
        one = int(widest) + theme.px(10 + 14 + 10)
        width = one * self._columns + theme.px(GAP) * (self._columns - 1)
        return QSize(width, max(0, rows * theme.px(HEIGHT + GAP) - theme.px(GAP)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, gap = self.look, theme.px(GAP)
        width = (self.width() - gap * (self._columns - 1)) / self._columns
        for number, word in enumerate(self._words):
            row, column = divmod(number, self._columns)
            area = QRectF(column * (width + gap), row * (theme.px(HEIGHT) + gap), width, theme.px(HEIGHT))
            paint.box(painter, area, theme.px(4), look.color("surface"))
            digit = QRectF(area.left() + theme.px(10), area.top(), theme.px(14), area.height())
            paint.text(painter, digit, str(number + 1), look.color("hint"), kind=Type.CAPTION)
            room = area.adjusted(theme.px(22), 0, -theme.px(6), 0)
            paint.text(painter, room, word, look.color("text"), kind=Type.FORM, bold=True, align=paint.CENTRE)
        painter.end()
