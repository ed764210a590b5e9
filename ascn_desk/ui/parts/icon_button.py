"""A button that is only an icon: its words are the tool tip and what a screen reader speaks."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready


class IconButton(Pressable):
    """A square button of 32 with an icon of 20. Signals: ``clicked(bool)``, ``toggled(bool)`` if checkable."""

    def __init__(
        self,
        icon: str,
        words: str,
        *,
        key: str = "",
        size: int = 32,
        icon_size: int = 20,
        color: str = "text",
        name: str = "",
        enabled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._icon, self._size, self._icon_size, self._color = icon, size, icon_size, color
        self.setToolTip(f"{words}  {key}" if key else words)
        self.setEnabled(enabled)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        if self.isChecked():
            paint.box(painter, area, theme.px(4), look.color("tint"))
        elif is_hovered(self) or self.isDown():
            paint.box(painter, area, theme.px(4), look.color("surface"))
        ink = "disabled" if not self.isEnabled() else "primary" if self.isChecked() else self._color
        inset = (area.width() - theme.px(self._icon_size)) / 2
        icons.draw(painter, area.adjusted(inset, inset, -inset, -inset), self._icon, look.color(ink))
        painter.end()
