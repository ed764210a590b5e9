"""Draws the cells of a list: ground, hairline, bar of the selection, value."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.cells import paint_cell
from ascn_desk.ui.parts.paged_model import PagedModel

_SELECTED = QStyle.StateFlag.State_Selected


class RowDelegate(QStyledItemDelegate):
    """One delegate for all columns; ``outer`` is the padding left of the first and right of the last cell, ``ends``."""

    def __init__(self, outer: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._outer = outer
        self.ends = (0, -1)
        self.hovered_row = -1
        self.ringed_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(32))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, PagedModel):
            return
        look = theme.of(option.widget)
        row, number = index.row(), index.column()
        first, last = number == self.ends[0], number == self.ends[1]
        area = QRectF(option.rect)
        selected = bool(option.state & _SELECTED)
        ground = look.color("background")
        if selected:
            ground = look.color("selection")
        elif row == self.hovered_row:
            ground = look.color("surface")
        if selected or row == self.hovered_row:
            # Cells side by side show light seams at 150 %: half a pixel over each edge covers them.
            painter.fillRect(area.adjusted(-0.5, 0, 0.5, 0), ground)
        else:
            outer = theme.px(self._outer)
            paint.hairline(painter, area.left() + (outer if first else 0), area.bottom() - 0.5,
                           area.right() - (outer if last else 0), look.color("hair"))  # fmt: skip
        if selected and first and row != self.ringed_row:
            paint.bar(painter, QRectF(area.left(), area.top(), theme.px(3), area.height()), look.color("primary"))
        pad = theme.px(8)
        outer = theme.px(self._outer)
        inner = area.adjusted(outer if first else pad, 0, -(outer if last else pad), 0)
        paint_cell(painter, inner, model.column(number), model.value(row, number), look, selected=selected,
                   ground=ground)  # fmt: skip
