"""A short word that something was done, with its undo; it goes by itself and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.shapes import Shape

SHOWN_MS = 6000
HEIGHT = 40
EDGE = 24
_SHADE = 10


class Toast(Part):
    """The word itself. Signal: ``undone()`` when its undo was clicked; the key is an action of the window."""

    undone = Signal()

    def __init__(
        self, words: str, *, undo: str = "", key: str = "", name: str = "toast", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._words, self._undo = words, f"{undo} {key}".strip() if undo else ""
        self.resize(self.sizeHint())
        self.setMouseTracking(True)

    def words(self) -> str:
        """What it says."""
        return self._words

    def _undo_width(self) -> float:
        return paint.width_of(self._undo) if self._undo else 0.0

    def sizeHint(self) -> QSize:
        width = theme.px(12 + 12 + 8) + paint.width_of(self._words) + theme.px(16)
        if self._undo:
            width += theme.px(12) + self._undo_width()
        shade = theme.px(_SHADE)
        return QSize(int(width) + 2 + 2 * shade, theme.px(HEIGHT) + 2 * shade)

    def _panel(self) -> QRectF:
        shade = theme.px(_SHADE)
        return QRectF(self.rect()).adjusted(shade, shade, -shade, -shade)

    def _undo_area(self) -> QRectF:
        panel = self._panel()
        width = self._undo_width() + 1
        return QRectF(panel.right() - theme.px(16) - width, panel.top(), width, panel.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, panel = self.look, self._panel()
        paint.shadow(painter, panel, theme.px(8), depth=8)
        paint.box(painter, panel, theme.px(8), look.color("toast"))
        mark = QRectF(panel.left() + theme.px(12), panel.top(), theme.px(12), panel.height())
        shapes.draw(painter, mark, Shape.CHECK, look.color("toast_success"), look.color("toast"))
        room = QRectF(mark.right() + theme.px(8), panel.top(), panel.right() - mark.right(), panel.height())
        if self._undo:
            room.setRight(self._undo_area().left() - theme.px(12))
        paint.text(painter, room.adjusted(0, 0, 2, 0), self._words, look.color("on_toast"))
        if self._undo:
            paint.text(painter, self._undo_area(), self._undo, look.color("toast_link"))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._undo) and self._undo_area().contains(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._undo and self._undo_area().contains(event.position()):
            self.undone.emit()


class ToastHost(QObject):
    """Shows one toast at a time over a widget, 24 above its lower right corner. Signal: ``undone()``."""

    undone = Signal()

    def __init__(self, over: QWidget, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(over)
        self._over = over
        self._toast: Toast | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(shown_ms)
        self._wait.timeout.connect(self.clear)
        over.installEventFilter(self)

    def tell(self, words: str, *, undo: str = "", key: str = "Ctrl+Z") -> None:
        """Show words; with ``undo`` also a way back."""
        self.clear()
        self._toast = Toast(words, undo=undo, key=key, parent=self._over)
        self._toast.undone.connect(self._on_undone)
        self._place()
        self._toast.show()
        self._wait.start()

    def shown_words(self) -> str:
        """What is shown now, or nothing."""
        return self._toast.words() if self._toast is not None else ""

    @Slot()
    def clear(self) -> None:
        """Take the toast away."""
        self._wait.stop()
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
            self._toast = None

    @Slot()
    def _on_undone(self) -> None:
        self.clear()
        self.undone.emit()

    def _place(self) -> None:
        if self._toast is not None:
            edge = theme.px(EDGE) - theme.px(_SHADE)
            size = self._toast.sizeHint()
            self._toast.resize(size)
            self._toast.move(
                max(0, self._over.width() - edge - size.width()), self._over.height() - edge - size.height()
            )
            self._toast.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
