"""The handling grade of a record, in a thin frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.theme import Type


class Marking(Part):
    """A grade such as 取扱注意."""

    def __init__(self, words: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Show another grade."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(paint.width_of(self._words, Type.CAPTION)) + theme.px(14), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        area = QRectF(self.rect())
        paint.box(painter, area, theme.px(2), None, self.look.color("second"))
        paint.text(painter, area, self._words, self.look.color("second"), kind=Type.CAPTION, align=paint.CENTRE)
        painter.end()
