"""A framed place for things that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.label import Label


class Card(Part):
    """Title, lines in second text, and any widgets below. ``filled`` puts it on the surface colour, without frame."""

    def __init__(
        self,
        title: str = "",
        *,
        lines: Sequence[str] = (),
        content: Sequence[QWidget] = (),
        chosen: bool = False,
        filled: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=title, parent=parent)
        self._chosen, self._filled = chosen, filled
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        pad = theme.px(16)
        column.setContentsMargins(pad, pad - theme.px(2), pad, pad - theme.px(2))
        column.setSpacing(theme.px(4))
        if title:
            column.addWidget(Label(title, bold=True))
        for line in lines:
            column.addWidget(Label(line, color="second"))
        for widget in content:
            column.addWidget(widget)

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the chosen one."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        if self._chosen:
            paint.box(painter, area, theme.px(8), look.color("tint"), look.color("primary"), 2)
        elif self._filled:
            paint.box(painter, area, theme.px(8), look.color("surface"))
        else:
            paint.box(painter, area, theme.px(8), look.color("background"), look.color("line"))
        painter.end()
