"""What lies above a page, as links with arrows between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascn_desk.ui import icons, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.label import Label
from ascn_desk.ui.parts.link_label import LinkLabel

GAP = 26


class Crumbs(Part):
    """``[("companies", "Companies"), ("", "Railways")]``; one without id is no link. Signal: ``chosen(str)``."""

    chosen = Signal(str)

    def __init__(self, crumbs: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(name="crumbs", parent=parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(GAP))
        self._widgets: list[QWidget] = []
        self.set_crumbs(crumbs)

    def set_crumbs(self, crumbs: Sequence[tuple[str, str]]) -> None:
        """Show another way down."""
        while (item := self._row.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._widgets = []
        for crumb_id, words in crumbs:
            widget: QWidget
            if crumb_id:
                link = LinkLabel(words, name=f"crumb-{crumb_id}", parent=self)
                link.clicked.connect(self._on_clicked)
                widget = link
            else:
                widget = Label(words, color="second", parent=self)
            self._widgets.append(widget)
            self._row.addWidget(widget)
        self._row.addStretch(1)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName().removeprefix("crumb-"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        for before in self._widgets[:-1]:
            left = before.geometry().right() + theme.px(6)
            arrow = QRectF(left, 0, theme.px(14), self.height())
            icons.draw(painter, arrow, "chevron-right", self.look.color("second"))
        painter.end()
