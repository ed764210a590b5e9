"""The state of a record as a pill: shape, word and colour together; a chevron where it can be changed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready
from ascn_desk.ui.shapes import Mark


class Badge(Pressable):
    """A state. With ``changeable`` it shows a chevron, takes the focus and gives ``clicked(bool)``."""

    ring_radius = 12

    def __init__(self, mark: Mark, *, changeable: bool = False, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, accessible=mark.word, parent=parent)
        self._mark, self._changeable = mark, changeable
        if not changeable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mark(self) -> Mark:
        """The state shown."""
        return self._mark

    def set_mark(self, mark: Mark) -> None:
        """Show another state."""
        self._mark = mark
        self.setAccessibleName(mark.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = theme.px(10 + 12 + 8 + 10) + paint.width_of(self._mark.word)
        if self._changeable:
            width += theme.px(18)
        return QSize(int(width) + 2, theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ring_rect(self) -> QRect:
        """The pill."""
        return self.rect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        ink, ground = look.ink(self._mark.tone), look.ground(self._mark.tone)
        if self._changeable and is_hovered(self):
            ground = paint.mix(ground, ink, 0.1)
        paint.box(painter, area, area.height() / 2, ground)
        left, size = theme.px(10), theme.px(12)
        shapes.draw(painter, QRectF(left, 0, size, area.height()), self._mark.shape, ink, ground)
        left += size + theme.px(8)
        room = QRectF(left, 0, area.width() - left, area.height())
        left += int(paint.text(painter, room, self._mark.word, ink))
        if self._changeable:
            icons.draw(painter, QRectF(left + theme.px(5), 0, theme.px(14), area.height()), "chevron-down", ink)
        painter.end()
