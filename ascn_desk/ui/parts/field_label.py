"""The label of a field that stands at its left, as in a small dialog."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.theme import Type


class FieldLabel(Part):
    """Bold words with the required mark, as high as the box that it names."""

    def __init__(
        self, words: str, *, required: bool = False, width: int = 96, height: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(accessible=words, parent=parent)
        self._words, self._required, self._width, self._height = words, required, width, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = paint.width_of(self._words, bold=True)
        if self._required:
            width += theme.px(8) + paint.width_of(t("required"), Type.CAPTION)
        return QSize(max(theme.px(self._width), int(width) + 2), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        area = QRectF(self.rect())
        area.setLeft(paint.text(painter, area, self._words, self.look.color("text"), bold=True) + theme.px(8))
        if self._required:
            paint.text(painter, area, t("required"), self.look.color("error"), kind=Type.CAPTION)
        painter.end()
