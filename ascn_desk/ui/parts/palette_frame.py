"""The palette: type a few letters, pick a command or a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.folding import marks
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.key_caps import KeyCaps, cap_width, paint_cap
from ascn_desk.ui.parts.line_input import LineInput
from ascn_desk.ui.parts.overlay import Overlay
from ascn_desk.ui.theme import Theme, Type

ROW = 40
HEADING = 30
MOST_HEIGHT = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteRow:
    """A command or a record; ``keys`` are its caps. A row without id is a heading."""

    id: str = ""
    words: str
    icon: str = ""
    meta: str = ""
    keys: tuple[str, ...] = ()


class _Search(Part):
    """The typing line at the top, ringed for as long as the palette is open."""

    def __init__(self, placeholder: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.line = LineInput(self)
        self.line.setObjectName("palette-input")
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.setFont(theme.font(Type.SECTION))
        self.setFocusProxy(self.line)
        self.setFixedHeight(theme.px(56))

    def resizeEvent(self, event: object) -> None:
        top = theme.px(14)
        self.line.setGeometry(theme.px(56), top, self.width() - theme.px(160), self.height() - 2 * top)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        area = QRectF(self.rect()).adjusted(theme.px(7), theme.px(7), -theme.px(7), -theme.px(7))
        paint.box(painter, area, theme.px(4), look.color("background"))
        paint.ring(painter, area, theme.px(4), look)
        icons.draw(painter, QRectF(theme.px(24), 0, theme.px(20), self.height()), "search", look.color("second"))
        room = area.adjusted(0, 0, -theme.px(20), 0)
        paint.text(painter, room, t("Esc closes"), look.color("hint"), kind=Type.CAPTION, align=paint.RIGHT)
        painter.end()


class PaletteRows(Part):
    """The rows below. Signal: ``picked(str)`` the id."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="palette-rows", parent=parent)
        self._rows: list[PaletteRow] = []
        self._needle = ""
        self._current = -1
        self._top = 0.0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: Sequence[PaletteRow], needle: str = "") -> None:
        """Show other rows; what matches the needle is bold and underlined."""
        self._rows, self._needle, self._top = list(rows), needle.strip(), 0.0
        self._current = next((n for n, row in enumerate(self._rows) if row.id), -1)
        self._tell()
        self.updateGeometry()
        self.update()

    def current_id(self) -> str:
        """The id that Enter would pick."""
        return self._rows[self._current].id if self._current >= 0 else ""

    def step(self, by: int) -> None:
        """Mark the next or previous row, over headings and around the ends."""
        places = [n for n, row in enumerate(self._rows) if row.id]
        if not places:
            return
        at = places.index(self._current) if self._current in places else -1
        self._current = places[(at + by) % len(places)]
        area = self._areas()[self._current]
        if area.top() < 0:
            self._top += area.top()
        elif area.bottom() > self.height():
            self._top += area.bottom() - self.height()
        if self._current == places[0]:
            self._top = 0.0
        self._tell()
        self.update()

    def _tell(self) -> None:
        row = self._rows[self._current] if self._current >= 0 else None
        self.setAccessibleName(f"{row.words}, {row.meta}" if row else "")

    def _height(self, row: PaletteRow) -> int:
        return theme.px(ROW if row.id else HEADING)

    def _areas(self) -> list[QRectF]:
        areas, top = [], -self._top
        for row in self._rows:
            areas.append(QRectF(0, top, self.width(), self._height(row)))
            top += self._height(row)
        return areas

    def sizeHint(self) -> QSize:
        height = sum(self._height(row) for row in self._rows)
        return QSize(theme.px(560), min(height, theme.px(MOST_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), min(self.sizeHint().height(), theme.px(ROW * 3)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        for number, (row, area) in enumerate(zip(self._rows, self._areas(), strict=True)):
            if area.bottom() < 0 or area.top() > self.height():
                continue
            if not row.id:
                room = area.adjusted(theme.px(24), theme.px(4), -theme.px(24), 0)
                paint.text(painter, room, row.words, look.color("second"), kind=Type.CAPTION)
            else:
                self._paint_row(painter, look, row, area, number == self._current)
        painter.end()

    def _paint_row(self, painter: QPainter, look: Theme, row: PaletteRow, area: QRectF, chosen: bool) -> None:
        if chosen:
            inset = theme.px(8)
            fill = area.adjusted(inset, 0, -inset, 0)
            paint.box(painter, fill, theme.px(4), look.color("selection"))
            bar = QRectF(fill.left(), fill.center().y() - theme.px(12), theme.px(3), theme.px(24))
            paint.bar(painter, bar, look.color("primary"))
        if row.icon:
            ink = look.color("on_selection_strong" if chosen else "second")
            icons.draw(painter, QRectF(theme.px(24), area.top(), theme.px(18), area.height()), row.icon, ink)
        right = area.right() - theme.px(24)
        for key in reversed(row.keys):
            right -= cap_width(key)
            paint_cap(painter, right, area.center().y(), key, look, raised=True)
            right -= theme.px(6)
        left = float(theme.px(56))
        left += self._paint_match(painter, look, row.words, QRectF(left, area.top(), right - left, area.height()))
        left += theme.px(12)
        if row.meta and right - left > theme.px(40):
            ink = look.color("second" if chosen else "hint")
            paint.text(painter, QRectF(left, area.top(), right - left - theme.px(8), area.height()), row.meta, ink,
                       kind=Type.CAPTION)  # fmt: skip

    def _paint_match(self, painter: QPainter, look: Theme, words: str, room: QRectF) -> float:
        spans = marks(words, self._needle) if self._needle else []
        return paint.marked_text(painter, room, words, spans, look.color("text"), look.color("primary"))

    def _row_at(self, at: QPointF) -> int:
        return next((n for n, area in enumerate(self._areas()) if area.contains(at) and self._rows[n].id), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row >= 0 and row != self._current:
            self._current = row
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row >= 0:
            self.picked.emit(self._rows[row].id)


class _PalettePanel(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), super().sizeHint().height())


class PaletteFrame(Overlay):
    """Signals: ``words_changed(str)`` – answer with :meth:`set_rows`; ``picked(str)`` the id, after it has closed;
    ``tab_pressed()``; ``finished(str)``.
    """

    words_changed = Signal(str)
    picked = Signal(str)
    tab_pressed = Signal()

    def __init__(
        self,
        window: QWidget,
        *,
        placeholder: str = "",
        keys: Sequence[tuple[str, str]] = (),
        name: str = "palette",
    ) -> None:
        panel = _PalettePanel()
        super().__init__(window, panel, top=96, name=name, accessible=placeholder)
        self.close_outside(True)
        self._search = _Search(placeholder, panel)
        self._rows = PaletteRows(panel)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._search)
        column.addWidget(Hairline())
        column.addWidget(self._rows, 1)
        column.addSpacing(theme.px(8))
        column.addWidget(Hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(24), theme.px(6), theme.px(24), theme.px(6))
        foot.addWidget(KeyCaps(keys or self._usual_keys()))
        column.addLayout(foot)
        self._search.line.textEdited.connect(self.words_changed)
        self._search.line.installEventFilter(self)
        self._rows.picked.connect(self._on_picked)

    def _usual_keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", t("choose")), ("Enter", t("run")), ("Tab", t("only commands")), ("?", t("all keys"))]

    def set_rows(self, rows: Sequence[PaletteRow]) -> None:
        """Show what was found for the words typed."""
        self._rows.set_rows(rows, self._search.line.text())
        self.fit()

    def text(self) -> str:
        """The words typed."""
        return self._search.line.text()

    def set_text(self, words: str) -> None:
        """Put words in as if typed."""
        self._search.line.setText(words)
        self.words_changed.emit(words)

    @Slot(str)
    def _on_picked(self, row_id: str) -> None:
        self.finish(row_id)
        self.picked.emit(row_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return not self._search.line.composing and self._on_key(event.key())
        return super().eventFilter(watched, event)

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Down:
            self._rows.step(1)
        elif key == Qt.Key.Key_Up:
            self._rows.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._rows.current_id():
                self._on_picked(self._rows.current_id())
        elif key == Qt.Key.Key_Tab:
            self.tab_pressed.emit()
        else:
            return False
        return True
