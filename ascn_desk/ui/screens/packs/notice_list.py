"""Sentences under each other, each with its shape and where it belongs; one is chosen by a click or Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.rowed import RowedPart
from ascn_desk.ui.shapes import Mark

_LINE, _PAD, _LEAD = 20, 7, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence with its shape; ``bold`` for one that heads those after it."""

    id: str
    words: str
    mark: Mark
    bold: bool = False


class NoticeList(RowedPart):
    """Signal of a row: ``row_activated(str)`` by a click or Enter."""

    def __init__(self, *, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._notices: list[Notice] = []

    def set_notices(self, notices: Sequence[Notice]) -> None:
        """Say other things; the current row stays where it can."""
        current = self.current_id()
        self._notices = list(notices)
        self._reset()
        self.set_current_id(current)

    def notices(self) -> list[Notice]:
        """What is said."""
        return list(self._notices)

    def _ids(self) -> list[str]:
        return [each.id for each in self._notices]

    def _words(self, row: int) -> str:
        notice = self._notices[row]
        return " ".join(part for part in (notice.mark.word, notice.words) if part)

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        areas: list[QRectF] = []
        top = 0.0
        for notice in self._notices:
            room = width - theme.px(_LEAD + 4)
            high = paint.paragraph_height(notice.words, room, bold=notice.bold, line_height=_LINE) + theme.px(2 * _PAD)
            areas.append(QRectF(0, top, width, high))
            top += high
        return areas, int(top)

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        look = self.look
        areas, _ = self._layout(self.width())
        for row, (notice, area) in enumerate(zip(self._notices, areas, strict=True)):
            if not area.intersects(clip):
                continue
            ground = "background"
            if row == self.current_row() and self.hasFocus():
                ground = "selection"
                paint.box(painter, area, theme.px(4), look.color("selection"))
            elif row == self._hovered:
                ground = "surface"
                paint.box(painter, area, theme.px(4), look.color("surface"))
            top = area.top() + theme.px(_PAD)
            mark = QRectF(theme.px(4), top, theme.px(14), theme.px(_LINE))
            shapes.draw(painter, mark, notice.mark.shape, look.ink(notice.mark.tone), look.color(ground))
            room = QRectF(theme.px(_LEAD), top, area.width() - theme.px(_LEAD + 4), area.height())
            paint.paragraph(painter, room, notice.words, look.color("text"), bold=notice.bold, line_height=_LINE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._row_at(event.position()) == self.current_row() >= 0:
            self.row_activated.emit(self.current_id())
