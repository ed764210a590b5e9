"""Something that is on or off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready

BOX = 18


class CheckBox(Pressable):
    """A box with words, and small words at the right end. Signals: ``toggled(bool)``, ``clicked(bool)``."""

    ring_radius = 4

    def __init__(
        self,
        words: str,
        *,
        checked: bool = False,
        detail: str = "",
        name: str = "",
        accessible: str = "",
        enabled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible or words, parent=parent)
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setEnabled(enabled)
        self._detail = detail
        policy = QSizePolicy.Policy.Expanding if detail else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)

    def set_detail(self, detail: str) -> None:
        """Change the small words at the right."""
        self._detail = detail
        self.update()

    def ring_rect(self) -> QRect:
        """The box with its words."""
        width = theme.px(BOX + 12) + int(paint.width_of(self.text()))
        height = theme.px(24)
        return QRect(0, (self.height() - height) // 2, min(self.width(), width), height)

    def sizeHint(self) -> QSize:
        width = theme.px(BOX + 12) + int(paint.width_of(self.text())) + 2
        if self._detail:
            width += theme.px(16) + int(paint.width_of(self._detail)) + 2
        return QSize(width, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(80), self.sizeHint().width()), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        size = theme.px(BOX)
        box = QRectF(0, (area.height() - size) / 2, size, size)
        on, able = self.isChecked(), self.isEnabled()
        if on:
            fill = "disabled" if not able else "primary_hover" if is_hovered(self) else "primary"
            paint.box(painter, box, theme.px(4), look.color(fill))
            inset = theme.px(2)
            icons.draw(painter, box.adjusted(inset, inset, -inset, -inset), "check",
                       look.color("on_primary" if able else "background"))  # fmt: skip
        else:
            fill = "tint" if is_hovered(self) else "background" if able else "surface"
            paint.box(painter, box, theme.px(4), look.color(fill), look.color("border" if able else "disabled"))
        left = size + theme.px(11)
        right = area.right()
        if self._detail:
            width = paint.width_of(self._detail, digits=True) + 1
            paint.text(painter, QRectF(right - width, 0, width, area.height()), self._detail, look.color("second"),
                       digits=True, align=paint.RIGHT)  # fmt: skip
            right -= width + theme.px(12)
        ink = "disabled" if not able else "text" if on else "second"
        paint.text(painter, QRectF(left, 0, right - left, area.height()), self.text(), look.color(ink))
        painter.end()
