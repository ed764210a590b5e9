"""One of several, each a card: with a radio mark and a line of explanation, or slim with a digit to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Part, Pressable, is_hovered, ready
from ascn_desk.ui.parts.candidates import Choice
from ascn_desk.ui.theme import Theme, Type


class _Card(Pressable):
    def __init__(self, choice: Choice, digit: str, parent: QWidget) -> None:
        super().__init__(name=f"choice-{choice.id}", accessible=choice.title, parent=parent)
        self.setAccessibleDescription(choice.detail or digit)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice, self.digit = choice, digit

    def sizeHint(self) -> QSize:
        title = int(paint.width_of(self.choice.title, bold=True))
        if self.digit:
            return QSize(theme.px(10 + 16 + 8 + 24 + 8) + title, theme.px(34))
        detail = int(paint.width_of(self.choice.detail, Type.CAPTION))
        return QSize(theme.px(14 + 18 + 10 + 14) + max(title, detail), theme.px(66 if self.choice.detail else 48))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it is picked already: Enter goes to the form around it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        on = self.isChecked()
        if on:
            edge_width = 1.5 if self.digit else 2.0
            paint.box(painter, area, theme.px(4), look.color("tint" if not self.digit else "selection"),
                      look.color("primary"), edge_width)  # fmt: skip
        else:
            fill = look.color("tint" if is_hovered(self) else "background")
            paint.box(painter, area, theme.px(4), fill, look.color("line" if self.digit else "border"))
        if self.digit:
            self._paint_slim(painter, look, area, on)
        else:
            self._paint_full(painter, look, area, on)
        painter.end()

    def _paint_slim(self, painter: QPainter, look: Theme, area: QRectF, on: bool) -> None:
        ink = look.color("on_selection_strong" if on else "text")
        digit = QRectF(theme.px(10), 0, theme.px(12), area.height())
        paint.text(painter, digit, self.digit, ink if on else look.color("hint"), kind=Type.CAPTION)
        left = theme.px(26)
        right = area.right() - theme.px(30 if on else 8)
        paint.text(painter, QRectF(left, 0, right - left, area.height()), self.choice.title, ink, bold=on)
        if on:
            icons.draw(painter, QRectF(area.right() - theme.px(28), 0, theme.px(18), area.height()), "check", ink)

    def _paint_full(self, painter: QPainter, look: Theme, area: QRectF, on: bool) -> None:
        size = theme.px(18)
        first = QRectF(0, theme.px(10), area.width(), theme.px(26))
        if not self.choice.detail:
            first = QRectF(area)
        radio = QRectF(theme.px(14), first.center().y() - size / 2, size, size)
        paint.box(painter, radio, size / 2, look.color("background"), look.color("primary" if on else "border"), 1.6)
        if on:
            inset = size * 0.26
            paint.box(painter, radio.adjusted(inset, inset, -inset, -inset), size, look.color("primary"))
        left = theme.px(14 + 18 + 10)
        room = area.right() - left - theme.px(10)
        ink = look.color("primary" if on else "text")
        paint.text(painter, QRectF(left, first.top(), room, first.height()), self.choice.title, ink, bold=on)
        if self.choice.detail:
            second = QRectF(left, first.bottom() - theme.px(1), room, theme.px(20))
            paint.text(painter, second, self.choice.detail, look.color("second"), kind=Type.CAPTION)


class ChoiceCards(Part):
    """One of several. With ``digits`` the cards are slim and 1 … 9 pick one. Signal: ``changed(str)`` the id.

    Keys: arrows move and pick, digits pick; both only while one of the cards has the focus.
    """

    changed = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        value: str = "",
        columns: int = 0,
        digits: bool = False,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._columns = columns or len(choices)
        self._cards: list[_Card] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        for number, choice in enumerate(choices):
            card = _Card(choice, str(number + 1) if digits else "", self)
            self._cards.append(card)
            self._group.addButton(card)
            grid.addWidget(card, number // self._columns, number % self._columns)
            card.clicked.connect(self._on_clicked)
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        self.set_value(value)

    def value(self) -> str:
        """The id of what is picked, or nothing."""
        return next((card.choice.id for card in self._cards if card.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Pick one, or none; gives no ``changed``."""
        self._group.setExclusive(bool(value))
        for card in self._cards:
            card.setChecked(card.choice.id == value)
        self._group.setExclusive(True)

    def pick_digit(self, digit: str) -> bool:
        """Pick by digit, from a screen where the digit may be pressed anywhere; tells whether there was such one."""
        for card in self._cards:
            if card.digit == digit:
                card.click()
                return True
        return False

    @Slot()
    def _on_clicked(self) -> None:
        self.changed.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._columns,
                 Qt.Key.Key_Down: self._columns}  # fmt: skip
        step = steps.get(Qt.Key(event.key()), 0)
        at = next((n for n, card in enumerate(self._cards) if card.hasFocus()), -1)
        if step and 0 <= at + step < len(self._cards) and at >= 0:
            self._cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)
            self._cards[at + step].click()
        elif not (event.text() and self.pick_digit(event.text())):
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Put the focus on the picked card, else on the first."""
        card = next((card for card in self._cards if card.isChecked()), self._cards[0])
        card.setFocus(Qt.FocusReason.OtherFocusReason)
