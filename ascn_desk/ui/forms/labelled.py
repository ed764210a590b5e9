"""The frame of a field around something that has no box of its own: a row of choices, chips, a set."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.base import ready
from ascn_desk.ui.parts.field import LABEL_HEIGHT, Field


class Labelled(Field):
    """Label above, content, and below it a note or what is wrong, on the measures of :class:`Field`.

    The content takes the width it is given and says its height by ``heightForWidth`` or its size hint.
    """

    def __init__(
        self, label: str, content: QWidget, *, required: bool = False, note: str = "", name: str = "",
        stretches: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(label, name=name, required=required, note=note, reserve_below=False, parent=parent)
        self._content, self._stretches = content, stretches
        content.setParent(self)
        content.setAccessibleName(label)
        self._fit()

    def _content_height(self) -> int:
        width = max(self.width(), theme.px(90))
        if self._content.hasHeightForWidth():
            return self._content.heightForWidth(width)
        return self._content.sizeHint().height()

    def _fit(self) -> None:
        wanted = self._content_height()
        unit = theme.px(100) / 100
        self._box_height = round(wanted / unit)
        top = theme.px(LABEL_HEIGHT)
        width = self.width() if self._stretches else min(self.width(), self._content.sizeHint().width())
        self._content.setGeometry(0, top, width, wanted)
        self.updateGeometry()

    def box_rect(self) -> QRect:
        return QRect(0, theme.px(LABEL_HEIGHT), self.width(), self._content_height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        self._paint_label(painter, look)
        self._paint_below(painter, look, QRectF(self.box_rect()))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()
