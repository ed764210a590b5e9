"""The room of the fields: as large as they want, scrolled where the window is lower."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Scroll

_WIDTH = 508
_BESIDE, _BESIDE_BAR = 4, 14


class Body(QWidget):
    """The fields; scrolled where the window is lower than they are. Signal: ``widened()``, to be fitted anew."""

    widened = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._beside = _BESIDE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = Scroll(content, padding=(0, _BESIDE, _BESIDE, _BESIDE))
        scroll.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        column.addWidget(scroll)

    @Slot(int, int)
    def _on_range_changed(self, lowest: int, highest: int) -> None:
        """Where it scrolls, the bar must not lie over the fields."""
        beside = _BESIDE_BAR if highest > lowest else _BESIDE
        around = self._content.parentWidget()
        layout = around.layout() if around is not None else None
        if layout is not None and beside != self._beside:
            self._beside = beside
            four = theme.px(_BESIDE)
            layout.setContentsMargins(0, four, theme.px(beside), four)
            self.widened.emit()

    def sizeHint(self) -> QSize:
        layout = self._content.layout()
        if layout is None:
            return super().sizeHint()
        layout.activate()
        width = max(theme.px(_WIDTH), layout.minimumSize().width())
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width + theme.px(self._beside), high + theme.px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(120))
