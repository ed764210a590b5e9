"""The parts of a record, one shown at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready

HEIGHT = 40
GAP = 24
LEAST_GAP = 14


class Tabs(Part):
    """``[("timeline", "Timeline"), …]``. Keys: Left, Right. Signal: ``chosen(str)`` the id.

    ``outer`` is the padding at both sides; the line below runs the whole width.
    """

    chosen = Signal(str)
    ring_radius = 4

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]],
        *,
        current: str = "",
        outer: int = 0,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._tabs = list(tabs)
        self._counts: dict[str, int] = {}
        self._current = current or (self._tabs[0][0] if self._tabs else "")
        self._outer = outer
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def current(self) -> str:
        """The id of the tab shown."""
        return self._current

    def set_current(self, tab_id: str) -> None:
        """Show a tab as current; gives no ``chosen``."""
        self._current = tab_id
        self._tell()
        self.update()

    def set_count(self, tab_id: str, count: int | None) -> None:
        """How many things a tab holds; None shows nothing."""
        if count is None:
            self._counts.pop(tab_id, None)
        else:
            self._counts[tab_id] = count
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(next((words for key, words in self._tabs if key == self._current), ""))

    def _index(self) -> int:
        return next((n for n, (key, _) in enumerate(self._tabs) if key == self._current), 0)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._tabs) and self._tabs[number][0] != self._current:
            self.set_current(self._tabs[number][0])
            self.chosen.emit(self._current)

    def _places(self) -> list[QRectF]:
        """Where the tabs lie: closer where it is narrow, then moved so that the current one shows whole."""
        widths = self._widths()
        outer = theme.px(self._outer)
        room = self.width() - 2 * outer
        gaps = max(1, len(widths) - 1)
        gap = max(float(theme.px(LEAST_GAP)), min(float(theme.px(GAP)), (room - sum(widths)) / gaps))
        lefts = [sum(widths[:number]) + number * gap for number in range(len(widths))]
        moved = 0.0
        if lefts and lefts[-1] + widths[-1] > room:
            current = self._index()
            moved = max(0.0, lefts[current] + widths[current] + theme.px(GAP) - room)
            moved = min(moved, lefts[-1] + widths[-1] - room)
        return [QRectF(outer + left - moved, 0, width, theme.px(HEIGHT))
                for left, width in zip(lefts, widths, strict=True)]  # fmt: skip

    def _widths(self) -> list[float]:
        made = []
        for key, words in self._tabs:
            width = paint.width_of(words, bold=key == self._current)
            if key in self._counts:
                width += theme.px(6) + paint.width_of(f"{self._counts[key]:,}", digits=True)
            made.append(width)
        return made

    def ring_rect(self) -> QRect:
        """The current tab."""
        places = self._places()
        area = places[self._index()] if places else QRectF(self.rect())
        return area.adjusted(-4, 4, 4, -4).toRect()

    def sizeHint(self) -> QSize:
        widths = self._widths()
        width = sum(widths) + max(0, len(widths) - 1) * theme.px(GAP) + 2 * theme.px(self._outer)
        return QSize(int(width) + theme.px(12), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        paint.hairline(painter, 0, self.height() - 0.5, self.width(), look.color("line"))
        for number, (area, (key, words)) in enumerate(zip(self._places(), self._tabs, strict=True)):
            on = key == self._current
            row = area.adjusted(0, 0, 2, -theme.px(2))
            ink = look.color("text" if on or number == self._hovered else "second")
            width = paint.text(painter, row, words, ink, bold=on)
            if key in self._counts:
                row.setLeft(row.left() + width + theme.px(6))
                paint.text(painter, row, f"{self._counts[key]:,}", look.color("hint"), digits=True)
            if on or number == self._hovered:
                thick = theme.px(3 if on else 1)
                line = QRectF(area.left(), self.height() - thick, area.width(), thick)
                painter.fillRect(line, look.color("primary" if on else "border"))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        over = next((n for n, area in enumerate(self._places()) if area.contains(at)), -1)
        if over != self._hovered:
            self._hovered = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, area in enumerate(self._places()):
            if area.adjusted(-theme.px(8), 0, theme.px(8), 0).contains(event.position()):
                self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self._index() + step)
        else:
            super().keyPressEvent(event)
