"""A few choices side by side, one of them on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.candidates import Choice


class Segmented(Part):
    """One of two to five. Keys: Left and Right. Signal: ``changed(str)`` the id."""

    changed = Signal(str)
    ring_radius = 4

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        value: str = "",
        height: int = 36,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._choices = list(choices)
        self._value = value or self._choices[0].id
        self._height = height
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tell()

    def value(self) -> str:
        """The id of what is on."""
        return self._value

    def set_value(self, value: str) -> None:
        """Turn one on; gives no ``changed``."""
        self._value = value
        self._tell()
        self.update()

    def ring_rect(self) -> QRect:
        """What the focus ring goes around."""
        return self.rect()

    def _tell(self) -> None:
        self.setAccessibleDescription(next((c.title for c in self._choices if c.id == self._value), ""))

    def _index(self) -> int:
        return next((n for n, choice in enumerate(self._choices) if choice.id == self._value), 0)

    def _choose(self, number: int) -> None:
        chosen = self._choices[max(0, min(number, len(self._choices) - 1))].id
        if chosen != self._value:
            self.set_value(chosen)
            self.changed.emit(chosen)

    def sizeHint(self) -> QSize:
        widest = max(paint.width_of(choice.title, bold=True) for choice in self._choices)
        one = max(theme.px(76), int(widest) + theme.px(12))
        return QSize(one * len(self._choices), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        paint.box(painter, area, theme.px(4), look.color("background"), look.color("border"))
        width = area.width() / len(self._choices)
        chosen = self._index()
        for number, choice in enumerate(self._choices):
            part = QRectF(area.left() + number * width, area.top(), width, area.height())
            if number and number - 1 != chosen and number != chosen:
                inset = area.height() * 0.22
                paint.upright(painter, part.left(), part.top() + inset, part.bottom() - inset, look.color("line"))
            if number == chosen:
                paint.box(painter, part, theme.px(4), look.color("selection"), look.color("primary"), 1.5)
            ink = "on_selection_strong" if number == chosen else "text"
            paint.text(painter, part, choice.title, look.color(ink if self.isEnabled() else "disabled"),
                       bold=number == chosen, align=paint.CENTRE)  # fmt: skip
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().x() * len(self._choices) / max(1, self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self._index() + step)
        else:
            super().keyPressEvent(event)
