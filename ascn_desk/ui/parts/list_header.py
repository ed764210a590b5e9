"""The head of a list: small titles over a line, an arrow at the column that sorts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.cells import Column
from ascn_desk.ui.theme import Type

HEAD = 28


class ListHeader(QHeaderView):
    """Painted titles. The list that owns it says where the columns lie."""

    def __init__(self, outer: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._outer = outer
        self._columns: list[Column] = []
        self._ends = (0, -1)
        self._sorted_key = ""
        self._descending = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(24))
        self.setStretchLastSection(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)

    def set_columns(self, columns: list[Column]) -> None:
        """Show the titles of these columns."""
        self._columns = columns
        self.viewport().update()

    def set_ends(self, first: int, last: int) -> None:
        """Say which columns shown are the outermost."""
        self._ends = (first, last)

    def show_sorting(self, key: str, descending: bool) -> None:
        """Put the arrow at the column by which the rows are sorted."""
        self._sorted_key, self._descending = key, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme.of(self)
        painter.fillRect(self.viewport().rect(), look.color("background"))
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                left = self.sectionViewportPosition(section)
                self.paintSection(painter, QRect(left, 0, self.sectionSize(section), self.height()), section)
        outer = theme.px(self._outer)
        y = self.height() - 0.5
        paint.hairline(painter, outer, y, self.viewport().width() - outer, look.color("line"))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._columns):
            return
        column, look = self._columns[logicalIndex], theme.of(self)
        first, last = logicalIndex == self._ends[0], logicalIndex == self._ends[1]
        pad, outer = theme.px(8), theme.px(self._outer)
        area = QRectF(rect).adjusted(outer if first else pad, 0, -(outer if last else pad), 0)
        by_this = column.key == self._sorted_key
        ink = look.color("text" if by_this else "second")
        arrow = "chevron-down" if self._descending else "chevron-up"
        size = theme.px(14)
        if column.is_right:
            width = paint.text(painter, area, column.title, ink, kind=Type.CAPTION, align=paint.RIGHT)
            place = area.right() - width - theme.px(6) - size
        else:
            room = area.adjusted(0, 0, -(size + theme.px(4)) if by_this else 0, 0)
            width = paint.text(painter, room, column.title, ink, kind=Type.CAPTION)
            place = area.left() + width + theme.px(6)
        if by_this:
            icons.draw(painter, QRectF(place, area.top(), size, area.height()), arrow, ink)
