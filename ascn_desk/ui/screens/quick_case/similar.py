"""Earlier cases like the one being typed, each a line that leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.operations.views import Row
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts import Pressable, Type
from ascn_desk.ui.parts.base import is_hovered, ready
from ascn_desk.ui.screens.cases.marks import short_reference, status_mark


class SimilarRow(Pressable):
    """State, number and summary as a link; month and state in words at the right. Signal: ``clicked(bool)``."""

    ring_radius = 2

    def __init__(self, row: Row, *, parent: QWidget | None = None) -> None:
        values = row.values
        status = values.get("status")
        self.row = row
        self._mark = status_mark(status if isinstance(status, str) else None)
        number = short_reference(str(values.get("reference") or ""))
        self._words = f"{number}  {values.get('summary') or ''}"
        month = str(values.get("received_on") or "")[:7]
        self._meta = "・".join(part for part in (month, self._mark.word) if part)
        super().__init__(name=f"similar-{row.id}", accessible=f"{self._words} {self._meta}", parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        size = theme.px(12)
        shapes.draw(painter, QRectF(0, 0, size, area.height()), self._mark.shape, look.ink(self._mark.tone),
                    look.color("raised"))  # fmt: skip
        meta = paint.width_of(self._meta, Type.CAPTION, digits=True)
        paint.text(painter, area, self._meta, look.color("second"), kind=Type.CAPTION, digits=True,
                   align=paint.RIGHT)  # fmt: skip
        room = area.adjusted(size + theme.px(9), 0, -(meta + theme.px(12)), 0)
        paint.text(painter, room, self._words, look.color("link"), underline=is_hovered(self))
        painter.end()


class SimilarCases(QWidget):
    """Some of them under each other. Signal: ``opened(Row)``."""

    opened = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other cases."""
        while (item := self._column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        for row in rows:
            shown = SimilarRow(row)
            shown.clicked.connect(self._on_clicked)
            self._column.addWidget(shown)
        self.setVisible(bool(rows))

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, SimilarRow):
            self.opened.emit(sender.row)
