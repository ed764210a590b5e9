"""The body of a dialog that may be higher than its window: it scrolls there, and takes its whole height elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.scroll import Scroll

_EDGE, _BAR = 4, 14
"""Room for the focus ring, and for the bar; px at 100 %."""


class ScrolledBody(QWidget):
    """Shows one widget, as wide as the dialog wants it."""

    def __init__(self, content: QWidget, width: int) -> None:
        super().__init__()
        self._content, self._wide = content, width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(content, padding=(_EDGE, _EDGE, _BAR, _EDGE))
        column.addWidget(self._scroll)

    def to_read(self) -> QWidget:
        """What takes the focus where nothing in the content does: arrows and page keys scroll."""
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return self._scroll

    def sizeHint(self) -> QSize:
        layout = self._content.layout()
        width = theme.px(self._wide)
        if layout is None:
            return QSize(width, self._content.sizeHint().height())
        layout.activate()
        inner = width - theme.px(_EDGE + _BAR)
        high = layout.totalHeightForWidth(inner) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width, high + theme.px(2 * _EDGE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(96))
