"""The rail at the left: where one can go, how much waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Part, Pressable, is_hovered, ready
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.theme import Type

WIDTH, NARROW = 176, 56


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place to go: id, icon, word, and the key shown in its tool tip."""

    id: str
    icon: str
    word: str
    key: str = ""


class _RailButton(Pressable):
    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(name=f"rail-{item.id}", accessible=item.word, parent=parent)
        self.setCheckable(True)
        self.setToolTip(f"{item.word}  {item.key}".strip())
        self.item = item
        self.count = 0
        self.is_narrow = False

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW - 16 if self.is_narrow else WIDTH - 16), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        chosen = self.isChecked()
        if chosen:
            paint.box(painter, area, theme.px(4), look.color("selection"))
            bar = QRectF(0, area.center().y() - theme.px(12), theme.px(3), theme.px(24))
            paint.bar(painter, bar, look.color("primary"))
        elif is_hovered(self):
            paint.box(painter, area, theme.px(4), look.color("hair"))
        ink = look.color("on_selection_strong" if chosen else "text")
        soft = ink if chosen else look.color("second")
        left = (area.width() - theme.px(20)) / 2 if self.is_narrow else theme.px(12)
        icons.draw(painter, QRectF(left, 0, theme.px(20), area.height()), self.item.icon, soft)
        if self.is_narrow:
            if self.count:
                dot = theme.px(7)
                place = QRectF(left + theme.px(17), area.center().y() - theme.px(13), dot, dot)
                paint.box(painter, place, dot / 2, look.color("primary"))
            painter.end()
            return
        right = area.right() - theme.px(12)
        if self.count:
            words = f"{self.count:,}"
            width = paint.width_of(words, digits=True)
            paint.text(painter, QRectF(right - width - 1, 0, width + 1, area.height()), words,
                       ink if chosen else look.color("hint"), digits=True, align=paint.RIGHT)  # fmt: skip
            right -= width + theme.px(6)
        else:
            right += theme.px(8)
        left = theme.px(42)
        paint.text(painter, QRectF(left, 0, right - left, area.height()), self.item.word, ink, bold=chosen)
        painter.end()


class Rail(Part):
    """The places of the program. Signals: ``chosen(str)`` the id. Up and Down move between the items."""

    chosen = Signal(str)

    def __init__(
        self,
        items: Sequence[RailItem],
        bottom_items: Sequence[RailItem] = (),
        *,
        title: str = "ASCN Desk",
        current: str = "",
        name: str = "rail",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._title = title
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _RailButton] = {}
        self._is_narrow = False
        self.setFixedWidth(theme.px(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._lay_out(items, bottom_items)
        if current:
            self.set_current(current)

    def _lay_out(self, items: Sequence[RailItem], bottom_items: Sequence[RailItem]) -> None:
        column = QVBoxLayout(self)
        self._column = column
        column.setContentsMargins(theme.px(8), theme.px(64), theme.px(8), theme.px(20))
        column.setSpacing(theme.px(4))
        for item in items:
            column.addWidget(self._make(item))
        column.addStretch(1)
        if bottom_items:
            inset = QVBoxLayout()
            inset.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
            inset.addWidget(Hairline())
            column.addLayout(inset)
        for item in bottom_items:
            column.addWidget(self._make(item))

    def _make(self, item: RailItem) -> _RailButton:
        button = _RailButton(item, self)
        self._buttons[item.id] = button
        self._group.addButton(button)
        button.clicked.connect(self._on_clicked)
        return button

    def current(self) -> str:
        """The id of the place shown."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, closer together, where there is no room for words; a dot says that something waits."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for button in self._buttons.values():
            button.is_narrow = narrow
            button.updateGeometry()
        top, bottom = (52, 4) if narrow else (64, 20)
        self._column.setContentsMargins(theme.px(8), theme.px(top), theme.px(8), theme.px(bottom))
        self._column.setSpacing(theme.px(0 if narrow else 4))
        self.setFixedWidth(theme.px(NARROW if narrow else WIDTH))
        self.update()

    def set_current(self, item_id: str) -> None:
        """Mark the place shown, or none for what is no place of the rail; gives no ``chosen``."""
        if item_id in self._buttons:
            self._buttons[item_id].setChecked(True)
        elif (marked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            marked.setChecked(False)
            self._group.setExclusive(True)

    def set_count(self, item_id: str, count: int) -> None:
        """How much waits there; 0 shows nothing."""
        button = self._buttons[item_id]
        button.count = count
        button.setAccessibleDescription(f"{count:,}" if count else "")
        button.update()

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.current())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(400))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = next((n for n, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and focused >= 0:
            buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        painter.fillRect(self.rect(), look.color("surface"))
        paint.upright(painter, self.width() - 0.5, 0, self.height(), look.color("line"))
        mark = QRectF(theme.px(16), theme.px(14), theme.px(24), theme.px(24))
        paint_logo(painter, mark, look.color("brand"), look.color("on_brand"))
        if not self._is_narrow:
            room = QRectF(theme.px(50), 0, self.width() - theme.px(58), theme.px(52))
            paint.text(painter, room, self._title, look.color("text"), kind=Type.FORM, bold=True)
        painter.end()


def paint_logo(painter: QPainter, area: QRectF, ground: QColor, ink: QColor) -> None:
    """The sign of the program: three places joined, on a rounded square."""
    size = area.width()
    paint.box(painter, area, size * 0.22, ground)
    top = QPointF(area.center().x(), area.top() + size * 0.30)
    left = QPointF(area.left() + size * 0.28, area.top() + size * 0.68)
    right = QPointF(area.right() - size * 0.28, area.top() + size * 0.68)
    painter.save()
    painter.setPen(QPen(ink, size * 0.07))
    for one, other in ((top, left), (left, right), (right, top)):
        painter.drawLine(one, other)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for point in (top, left, right):
        painter.drawEllipse(point, size * 0.1, size * 0.1)
    painter.restore()
