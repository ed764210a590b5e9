"""The row above a list: its filter, what narrows it, and at the right what changes how it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.select import Select

FILTER_WIDTH = 196


class ListTools(QWidget):
    """``beside``: what narrows the list, as wide as it wants; ``growing``: chips that may take several lines."""

    def __init__(
        self,
        filter_field: QWidget,
        beside: Sequence[QWidget] = (),
        *,
        growing: QWidget | None = None,
        trailing: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(8))
        row.setSpacing(theme.px(8))
        for widget in (filter_field, *beside):
            if widget is filter_field or isinstance(widget, Select):
                widget.setFixedWidth(theme.px(FILTER_WIDTH))
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop if growing is not None else Qt.AlignmentFlag(0))
        if growing is not None:
            row.addWidget(growing, 1)
        else:
            row.addStretch(1)
        for widget in trailing:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
