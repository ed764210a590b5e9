"""The sections of a pack in their order: ticked by click or Space, moved by dragging or Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.pack_definitions import KIND
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.check_box import BOX
from ascn_desk.ui.parts.rowed import RowedPart
from ascn_desk.ui.screens import telling

ROW = 34
_LINE, _BEFORE, _PAGE = 20, 4 + BOX + 10, 24
_GRIP = 20
_DRAG_FROM = 6
"""Pixels at 100 % that the pointer goes before a press becomes a drag."""


class SectionList(RowedPart):
    """Signal: ``changed()`` when a section was ticked, unticked or moved by the person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="pack-sections", accessible=telling.field_words(KIND, "sections"), parent=parent)
        self._called: dict[str, str] = {}
        self._order: list[str] = []
        self._off: set[str] = set()
        self._pages: Mapping[str, int] = {}
        self._pressed_at: QPointF | None = None
        self._dragged = ""
        self._drop = -1
        self.row_previewed.connect(self.toggle)
        self.row_activated.connect(self.toggle)

    def set_sections(self, sections: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        """Show the sections (name, words) of a template: those chosen first and ticked, all if none are named."""
        self._called = dict(sections)
        names = list(self._called)
        kept = [name for name in chosen if name in self._called]
        self._order = [*kept, *(name for name in names if name not in kept)] if kept else names
        self._off = set(self._order) - set(kept) if kept else set()
        self._pages = {}
        self._reset()

    def set_pages(self, pages: Mapping[str, int]) -> None:
        """Tell on which page each section stands."""
        self._pages = pages
        self.update()

    def chosen(self) -> tuple[str, ...]:
        """The names of the ticked sections in their order; nothing where all of them stand as the template has them."""
        ticked = tuple(name for name in self._order if name not in self._off)
        return () if ticked == tuple(self._called) else ticked

    def toggle(self, name: str) -> None:
        """Tick or untick a section; the last one stays."""
        if name in self._off:
            self._off.discard(name)
        elif len(self._off) < len(self._order) - 1:
            self._off.add(name)
        else:
            return
        self.update()
        self.changed.emit()

    def move_section(self, name: str, place: int) -> None:
        """Put a section at another place."""
        place = max(0, min(place, len(self._order) - 1))
        if self._order.index(name) == place:
            return
        self._order.remove(name)
        self._order.insert(place, name)
        self._reset()
        self.set_current_id(name)
        self.changed.emit()

    # Rows

    def _ids(self) -> list[str]:
        return self._order

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        areas: list[QRectF] = []
        top = 0
        room = width - theme.px(_BEFORE + _GRIP + 4 + _PAGE)
        for name in self._order:
            lines = len(paint.lines_of(self._called[name], room))
            high = theme.px(ROW) + (lines - 1) * theme.px(_LINE)
            areas.append(QRectF(0, top, width, high))
            top += high
        return areas, top

    def _words(self, row: int) -> str:
        name = self._order[row]
        state = t("left out") if name in self._off else t("included")
        return f"{self._called[name]}, {state}, {row + 1} / {len(self._order)}"

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        look = self.look
        areas, _ = self._layout(self.width())
        for row, area in enumerate(areas):
            if not area.intersects(clip):
                continue
            name = self._order[row]
            on = name not in self._off
            if name == self._dragged:
                paint.box(painter, area, theme.px(4), look.color("tint"))
            elif row == self._hovered:
                paint.box(painter, area, theme.px(4), look.color("surface"))
            self._paint_box(painter, area, on)
            right = area.right() - theme.px(_GRIP + 4)
            page = str(self._pages[name]) if on and name in self._pages else ""
            if page:
                room = QRectF(right - theme.px(_PAGE), area.top(), theme.px(_PAGE), area.height())
                paint.text(painter, room, page, look.color("second"), digits=True, align=paint.RIGHT)
            top = area.top() + theme.px(ROW - _LINE) / 2
            words = QRectF(theme.px(_BEFORE), top, right - theme.px(_BEFORE + _PAGE), area.height())
            ink = look.color("text" if on else "hint")
            paint.paragraph(painter, words, self._called[name], ink, line_height=_LINE)
            size = theme.px(16)
            grip = QRectF(area.right() - theme.px(_GRIP), area.center().y() - size / 2, size, size)
            icons.draw(painter, grip, "grip-vertical", look.color("hint"))
        if self._drop >= 0:
            at = areas[self._drop].top() if self._drop < len(areas) else areas[-1].bottom()
            painter.fillRect(QRectF(0, at - 1, self.width(), theme.px(2)), look.color("primary"))

    def _paint_box(self, painter: QPainter, area: QRectF, on: bool) -> None:
        look, size = self.look, theme.px(BOX)
        box = QRectF(area.left() + theme.px(4), area.center().y() - size / 2, size, size)
        if on:
            paint.box(painter, box, theme.px(4), look.color("primary"))
            inset = theme.px(2)
            icons.draw(painter, box.adjusted(inset, inset, -inset, -inset), "check", look.color("on_primary"))
        else:
            paint.box(painter, box, theme.px(4), look.color("background"), look.color("border"))

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        name = self.current_id()
        if step and name and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_section(name, self._order.index(name) + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = event.position() if self._row_at(event.position()) >= 0 else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._dragged and abs(event.position().y() - self._pressed_at.y()) >= theme.px(_DRAG_FROM):
            self._dragged = self.current_id()
        if self._dragged:
            areas, _ = self._layout(self.width())
            self._drop = sum(area.center().y() < event.position().y() for area in areas)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, drop, pressed = self._dragged, self._drop, self._pressed_at
        self._dragged, self._drop, self._pressed_at = "", -1, None
        self.update()
        if dragged and drop >= 0:
            here = self._order.index(dragged)
            self.move_section(dragged, drop - 1 if drop > here else drop)
        elif pressed is not None and self._row_at(event.position()) == self.current_row():
            self.toggle(self.current_id())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick clicks are two ticks.
        self.mousePressEvent(event)
