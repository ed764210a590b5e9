"""Buttons: primary (one a screen), secondary, quiet, danger, plain; with icon, key hint, chevron."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready
from ascn_desk.ui.theme import Theme, Type


class ButtonKind(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"
    PLAIN = "plain"


class Button(Pressable):
    """A button with words. Signals: ``clicked(bool)``, ``toggled(bool)`` if checkable.

    ``key`` is only shown; the shortcut itself belongs to the table of actions. ``height`` is 32 in a page,
    36 in a dialog, 40 where it stands alone.
    """

    def __init__(
        self,
        words: str,
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str = "",
        key: str = "",
        chevron: str = "",
        height: int = 32,
        name: str = "",
        accessible: str = "",
        enabled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible or words, parent=parent)
        self.setText(words)
        self._kind, self._icon, self._key, self._chevron, self._height = kind, icon, key, chevron, height
        self.setEnabled(enabled)
        if key:
            self.setAccessibleDescription(key)

    def kind(self) -> ButtonKind:
        """How much it stands out."""
        return self._kind

    def set_kind(self, kind: ButtonKind) -> None:
        """Let it stand out more or less, e.g. the suggested answer of a choice."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def _is_bold(self) -> bool:
        return self._kind is ButtonKind.PRIMARY

    def _padding(self) -> int:
        slim = self._kind in (ButtonKind.QUIET, ButtonKind.PLAIN)
        return theme.px(8 if slim else 16 if self._height >= 40 else 12)

    def sizeHint(self) -> QSize:
        width = 2 * self._padding() + paint.width_of(self.text(), bold=self._is_bold())
        if self._icon:
            width += theme.px(18 + 6)
        if self._key:
            width += theme.px(15) + paint.width_of(self._key, Type.CAPTION)
        if self._chevron:
            width += theme.px(18 + 4)
        return QSize(int(width) + 2, theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colors(self, look: Theme) -> tuple[QColor | None, QColor | None, QColor, QColor]:
        """Fill, edge, ink of the words, ink of the key."""
        over = is_hovered(self) or self.isDown()
        grey = look.color("disabled")
        kind = self._kind
        if not self.isEnabled():
            edge = look.color("hair") if kind is ButtonKind.PRIMARY else look.color("line")
            framed = kind in (ButtonKind.SECONDARY, ButtonKind.DANGER)
            return (look.color("surface") if kind is ButtonKind.PRIMARY else None,
                    edge if framed else None, grey, grey)  # fmt: skip
        if kind is ButtonKind.PRIMARY:
            ink = look.color("on_primary")
            return look.color("primary_hover" if over else "primary"), None, ink, ink
        if kind is ButtonKind.SECONDARY:
            fill = "tint" if over or self.isChecked() else "background"
            return look.color(fill), look.color("primary"), look.color("primary"), look.color("hint")
        if kind is ButtonKind.DANGER:
            fill = "error_ground" if over else "background"
            return look.color(fill), look.color("error"), look.color("error"), look.color("error")
        ink = look.color("text" if kind is ButtonKind.PLAIN else "link")
        return (look.color("surface") if over else None), None, ink, look.color("hint")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        area = self.area()
        fill, edge, ink, key_ink = self._colors(self.look)
        if fill is not None or edge is not None:
            paint.box(painter, area, theme.px(4), fill, edge)
        if self.isDown():
            painter.translate(0, 0.5)
        left = area.left() + self._padding()
        spare = (area.width() - self.sizeHint().width()) / 2
        left += max(0.0, spare)
        icon = theme.px(18)
        if self._icon:
            icons.draw(painter, QRectF(left, 0, icon, area.height()), self._icon, ink)
            left += icon + theme.px(6)
        words = QRectF(left, 0, paint.width_of(self.text(), bold=self._is_bold()) + 2, area.height())
        left += paint.text(painter, words, self.text(), ink, bold=self._is_bold())
        if self._key:
            left += theme.px(15)
            room = QRectF(left, 0, paint.width_of(self._key, Type.CAPTION) + 2, area.height())
            left += paint.text(painter, room, self._key, key_ink, kind=Type.CAPTION)
        if self._chevron:
            icons.draw(painter, QRectF(left + theme.px(4), 0, icon, area.height()), self._chevron, ink)
        painter.end()
