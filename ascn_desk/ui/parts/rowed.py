"""What painted lists with rows of unlike height share: current row, pointer, keys, ring, scrolling into view.

Keys: Up/Down or K/J move, Enter opens, Space previews. With the list reached by Tab the current row is ringed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready


class RowedPart(Part):
    """Signals: ``row_activated(str)``, ``row_previewed(str)``, ``current_changed(str)``: the id of the row."""

    row_activated = Signal(str)
    row_previewed = Signal(str)
    current_changed = Signal(str)

    def __init__(self, *, name: str = "", accessible: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._current = -1
        self._hovered = -1
        self._laid_width = -1
        self._laid_scale = 0.0
        self._laid_height = 0
        self._areas: list[QRectF] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # What a list says of itself; Qt's own metaclass leaves no room for abstract methods

    def _ids(self) -> list[str]:
        """The ids of the rows in their order."""
        raise NotImplementedError

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        """Where each row lies at a width, and the whole height."""
        raise NotImplementedError

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        """Draw everything."""
        raise NotImplementedError

    def _words(self, row: int) -> str:
        """A row in words, for screen readers."""
        raise NotImplementedError

    def _on_press(self, at: QPointF) -> bool:
        """Take a click that is not on a row; tells whether it did."""
        return False

    # For screens

    def current_id(self) -> str:
        """The id of the current row, or nothing."""
        ids = self._ids()
        return ids[self._current] if 0 <= self._current < len(ids) else ""

    def current_row(self) -> int:
        """The number of the current row; -1 for none."""
        return self._current

    def set_current_row(self, row: int) -> None:
        """Make a row current and scroll to it."""
        count = len(self._ids())
        row = max(-1, min(row, count - 1))
        if row != self._current:
            self._current = row
            self.setAccessibleDescription(self._words(row) if row >= 0 else "")
            self.current_changed.emit(self.current_id())
        self.update()
        if row >= 0 and self.isVisible():
            self._show_row(row)

    def set_current_id(self, row_id: str) -> None:
        """Make the row of that id current."""
        ids = self._ids()
        if row_id in ids:
            self.set_current_row(ids.index(row_id))

    def _reset(self) -> None:
        """Rows have changed."""
        self._laid_width = -1
        self._hovered = -1
        self._current = min(self._current, len(self._ids()) - 1)
        self.updateGeometry()
        self.update()

    def _layout(self, width: int) -> tuple[list[QRectF], int]:
        if width != self._laid_width or theme.text_scale() != self._laid_scale:
            self._areas, self._laid_height = self._lay(float(width))
            self._laid_width, self._laid_scale = width, theme.text_scale()
        return self._areas, self._laid_height

    def _row_at(self, at: QPointF) -> int:
        areas, _ = self._layout(self.width())
        return next((number for number, area in enumerate(areas) if area.contains(at)), -1)

    def _show_row(self, row: int) -> None:
        area = self._layout(self.width())[0][row]
        step = self.parentWidget()
        while step is not None:
            if isinstance(step, QScrollArea):
                content = step.widget()
                if content is not None:
                    at = self.mapTo(content, area.center().toPoint())
                    step.ensureVisible(at.x(), at.y(), 0, int(area.height()) + theme.px(24))
                return
            step = step.parentWidget()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else theme.px(480)
        return QSize(theme.px(320), self._layout(width)[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        areas, _ = self._layout(self.width())
        self._paint_rows(painter, QRectF(event.rect()))
        if self.hasFocus() and 0 <= self._current < len(areas):
            paint.ring(painter, self._ring_area(areas[self._current]), theme.px(2), self.look)
        painter.end()

    def _ring_area(self, area: QRectF) -> QRectF:
        return area

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)
        if (plain and key == Qt.Key.Key_J) or key == Qt.Key.Key_Down:
            self.set_current_row(self._current + 1)
        elif (plain and key == Qt.Key.Key_K) or key == Qt.Key.Key_Up:
            self.set_current_row(max(0, self._current - 1))
        elif key == Qt.Key.Key_Home:
            self.set_current_row(0)
        elif key == Qt.Key.Key_End:
            self.set_current_row(len(self._ids()) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and self.current_id():
            self.row_activated.emit(self.current_id())
        elif key == Qt.Key.Key_Space and not held and self.current_id():
            self.row_previewed.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._current < 0 and self._ids():
            self.set_current_row(0)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._on_press(event.position()):
            row = self._row_at(event.position())
            if row >= 0:
                self.set_current_row(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event.position()) >= 0:
            self.row_activated.emit(self.current_id())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row != self._hovered:
            self._hovered = row
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row_at(QPointF(event.pos()))
        if row >= 0:
            self.set_current_row(row)
        super().contextMenuEvent(event)
