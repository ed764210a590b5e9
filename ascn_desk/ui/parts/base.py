"""What all parts share: a name for tests, words for screen readers, the theme, and a pretended state for pictures."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.theme import Theme

SHOWN_HOVER = "shownHover"
"""Property by which a picture shows a part as if the pointer were over it."""


def dress(widget: QWidget, name: str, accessible: str) -> None:
    """Give a widget the name by which tests find it and the words that a screen reader speaks."""
    if name:
        widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)


def is_hovered(widget: QWidget) -> bool:
    """Whether the pointer is over it, or a picture pretends so."""
    return widget.isEnabled() and (widget.underMouse() or bool(widget.property(SHOWN_HOVER)))


def ready(widget: QWidget) -> QPainter:
    """A painter for a widget's paintEvent, smooth edges on."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


class Part(QWidget):
    """A painted part that shows something and takes no focus."""

    def __init__(self, *, name: str = "", accessible: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name, accessible)

    @property
    def look(self) -> Theme:
        """The theme in which it stands."""
        return theme.of(self)


class Pressable(QAbstractButton):
    """A painted part that can be pressed: by pointer, Space or Enter."""

    ring_radius = 4

    def __init__(self, *, name: str = "", accessible: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, name, accessible)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def look(self) -> Theme:
        """The theme in which it stands."""
        return theme.of(self)

    def ring_rect(self) -> QRect:
        """What the focus ring goes around."""
        return self.rect()

    def area(self) -> QRectF:
        """Its whole area, for the painter."""
        return QRectF(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
