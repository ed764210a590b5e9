"""Arranges the fields of a form in one to three columns whose rows keep their heights."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.base import Part


class FormLayout(Part):
    """A grid of fields: ``add(field)`` goes on in the row, ``add(field, span=2)`` takes two columns.

    Every field stands at the top of its cell, so that labels and boxes of a row line up whatever their notes.
    """

    def __init__(
        self, columns: int = 1, *, gap: int = 16, row_gap: int = 4, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._columns = columns
        self._row, self._column = 0, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(gap))
        self._grid.setVerticalSpacing(theme.px(row_gap))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def add(self, field: QWidget, *, span: int = 1) -> None:
        """Put a field into the next free place; a wide one begins a new row if it does not fit."""
        span = min(span, self._columns)
        if self._column + span > self._columns:
            self.end_row()
        self._grid.addWidget(field, self._row, self._column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._column += span
        if self._column >= self._columns:
            self.end_row()

    def end_row(self) -> None:
        """Begin a new row."""
        if self._column:
            self._row, self._column = self._row + 1, 0
