"""A panel over the whole window, with a scrim: what stands below waits until it is closed.

It is a child of the window, so it looks the same everywhere and needs no window manager. It keeps what a window
of its own would keep: Tab stays inside, shortcuts of the window below do not fire, Esc closes, the focus returns.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready

CLOSED = ""
"""The answer when it was closed without one."""


class Overlay(Part):
    """Signal: ``finished(str)`` the answer, or :data:`CLOSED`. Put the content into the panel that it is given.

    Keys: Esc closes; others by :meth:`bind`.
    """

    finished = Signal(str)

    def __init__(
        self,
        window: QWidget,
        panel: QWidget,
        *,
        top: int = -1,
        scrim: bool = True,
        name: str = "",
        accessible: str = "",
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=window)
        self._panel = panel
        self._top, self._scrim = top, scrim
        self._before: QWidget | None = None
        self._keys: dict[str, Callable[[], None]] = {}
        self._closes_outside = False
        panel.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def bind(self, key: str, act: Callable[[], None]) -> None:
        """Let a key such as ``Ctrl+Enter`` act while the panel is open; both Enter keys count."""
        for name in {key, key.replace("Enter", "Return"), key.replace("Return", "Enter")}:
            self._keys[QKeySequence(name).toString()] = act

    def close_outside(self, closes: bool) -> None:
        """Let a click beside the panel close it."""
        self._closes_outside = closes

    def open(self, first: QWidget | None = None) -> None:
        """Show it and put the focus on its first control."""
        window = self.parentWidget()
        if window is None:
            return
        self._before = QApplication.focusWidget()
        window.installEventFilter(self)
        self._panel.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        target = first or self._next(None, forward=True)
        if target is not None:
            target.setFocus(Qt.FocusReason.PopupFocusReason)

    def run(self, first: QWidget | None = None) -> str:
        """Show it and wait for the answer."""
        loop = QEventLoop()
        answers: list[str] = []
        self.finished.connect(answers.append)
        self.finished.connect(loop.quit)
        self.open(first)
        loop.exec()
        return answers[0] if answers else CLOSED

    @Slot(str)
    def finish(self, answer: str = CLOSED) -> None:
        """Close it with an answer."""
        window = self.parentWidget()
        if window is None or not self.isVisibleTo(window):
            return
        window.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.finished.emit(answer)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        edge = theme.px(24)
        hint = self._panel.sizeHint()
        width = min(max(hint.width(), self._panel.minimumWidth()), self.width() - 2 * edge)
        layout = self._panel.layout()
        height = hint.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        height = min(height, self.height() - 2 * edge)
        top = theme.px(self._top) if self._top >= 0 else (self.height() - height) // 2
        top = max(edge, min(top, self.height() - edge - height))
        self._panel.setGeometry((self.width() - width) // 2, top, width, height)
        # The shadow lies outside the panel, where nothing is painted again by itself.
        self.update()

    def fit(self) -> None:
        """Give the panel the size that its content wants now."""
        layout = self._panel.layout()
        if layout is not None:
            layout.activate()
        self._place()

    def sizeHint(self) -> QSize:
        return self._panel.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        if self._scrim:
            painter.fillRect(self.rect(), QColor(0, 0, 0, look.scrim_percent * 255 // 100))
        area = QRectF(self._panel.geometry())
        paint.shadow(painter, area, theme.px(8), depth=16)
        edge = look.color("line") if look.is_dark else None
        paint.box(painter, area, theme.px(8), look.color("raised"), edge)
        painter.end()

    # Staying inside

    def _next(self, current: QWidget | None, *, forward: bool) -> QWidget | None:
        """The control after (before) one, in the order of the panel, around its ends."""
        order: list[QWidget] = []
        step: QWidget | None = self.nextInFocusChain()
        seen: set[int] = set()
        while step is not None and id(step) not in seen and step is not self:
            seen.add(id(step))
            takes_tab = step.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if (
                takes_tab
                and step.focusProxy() is None
                and self.isAncestorOf(step)
                and step.isVisibleTo(self)
                and (step.isEnabled())
            ):
                order.append(step)
            step = step.nextInFocusChain()
        if not order:
            return None
        if current not in order:
            return order[0]
        return order[(order.index(current) + (1 if forward else -1)) % len(order)]

    def focusNextPrevChild(self, next: bool) -> bool:
        target = self._next(QApplication.focusWidget(), forward=next)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's shortcuts wait; the key comes back as keyPressEvent
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(CLOSED)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._closes_outside and not self._panel.geometry().contains(event.position().toPoint()):
            self.finish(CLOSED)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self._panel and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._place)  # once the layout has taken in what changed
        return False
