"""The ring around the control that has the focus: dark line, yellow halo, over everything in its window.

A ring drawn by the control itself would need room inside it, and every layout would be off by that room.
So one transparent overlay a window follows the focus; it is cut where a scrolled area ends.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ascn_desk.ui import paint, theme

REACH = 4
"""How far the ring stands out of the control, in px at 100 %."""

_MOVING = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange,
     QEvent.Type.EnabledChange)
)  # fmt: skip


class FocusRing(QWidget):
    """The overlay that rings one control of its window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus-ring")
        self._control: QWidget | None = None
        self._watched: list[QObject] = []
        self._ring = QRect()

    def follow(self, control: QWidget | None) -> None:
        """Ring this control from now on, or nothing."""
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self._control = control
        step = control
        while step is not None:
            step.installEventFilter(self)
            self._watched.append(step)
            if step.isWindow():
                break
            step = step.parentWidget()
        self.place()

    def place(self) -> None:
        """Move to where the control is now."""
        control = self._control
        window = self.parentWidget()
        if control is None or not isValid(control) or not control.isVisible() or not control.isEnabled():
            self.hide()
            return
        if window is None:
            return
        asked = getattr(control, "ring_rect", control.rect)()
        reach = theme.px(REACH)
        ring = QRect(control.mapTo(window, asked.topLeft()), asked.size()).adjusted(-reach, -reach, reach, reach)
        visible = window.rect()
        step = control.parentWidget()
        while step is not None and step is not window:
            if isinstance(step.parentWidget(), QAbstractScrollArea):
                view = QRect(step.mapTo(window, QPoint(0, 0)), step.size())
                visible = visible.intersected(view.adjusted(-reach, -reach, reach, reach))
            step = step.parentWidget()
        shown = ring.intersected(visible)
        if shown.isEmpty():
            self.hide()
            return
        self._ring = ring.translated(-shown.topLeft())
        self.setGeometry(shown)
        self.raise_()
        self.show()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVING:
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._control is None or not isValid(self._control):
            return
        painter = QPainter(self)
        radius = getattr(self._control, "ring_radius", 4)
        paint.ring(painter, QRectF(self._ring), theme.px(radius), theme.of(self))
        painter.end()


class FocusRings(QObject):
    """Keeps one ring a window on whatever control has the focus. Child of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("focus-rings")
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self.on_focus_changed)

    @Slot(QWidget, QWidget)
    def on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Move the ring to the control that has the focus now."""
        control = _ringed(now)
        window = control.window() if control is not None else None
        if self._ring is not None and (not isValid(self._ring) or self._ring.parentWidget() is not window):
            if isValid(self._ring):
                self._ring.follow(None)
                self._ring.deleteLater()
            self._ring = None
        if control is None or window is None:
            return
        if self._ring is None:
            self._ring = FocusRing(window)
        self._ring.follow(control)


def _ringed(widget: QWidget | None) -> QWidget | None:
    """The part that asks for a ring: the focused widget itself or the field around it."""
    step = widget
    for _ in range(4):
        if step is None or hasattr(step, "ring_rect"):
            return step
        step = step.parentWidget()
    return None
