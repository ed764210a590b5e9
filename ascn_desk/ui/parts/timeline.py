"""What happened, newest first: date, disc with icon or bare shape, title, text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.rowed import RowedPart
from ascn_desk.ui.shapes import Mark
from ascn_desk.ui.theme import Theme, Tone, Type

DISC = 24
TITLE = 24
LINE = 22
GAP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One thing that happened. Give an ``icon`` (in a disc) or a ``mark`` (bare shape: a change of state).

    ``tone`` colours the icon (sent and received: success); ``strong`` makes the title bold; ``body`` is running text
    in text colour, ``note`` in second colour; ``meta_icon`` stands before the meta, e.g. ``check``.
    """

    id: str
    when: str
    title: str
    icon: str = ""
    mark: Mark | None = None
    meta: str = ""
    meta_icon: str = ""
    body: str = ""
    note: str = ""
    tone: Tone | None = None
    strong: bool = False


class Timeline(RowedPart):
    """Items under each other, joined by a line. Signals: those of rows."""

    def __init__(
        self,
        items: Sequence[TimelineItem] = (),
        *,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._items: list[TimelineItem] = []
        self.set_items(items)

    def set_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other items."""
        self._items = list(items)
        self._current = -1
        self._reset()

    def _ids(self) -> list[str]:
        return [item.id for item in self._items]

    def _words(self, row: int) -> str:
        item = self._items[row]
        return ", ".join(filter(None, (item.when, item.title, item.meta, item.body, item.note)))

    def _date_width(self) -> float:
        widest = max((paint.width_of(item.when, digits=True) for item in self._items), default=0.0)
        return max(theme.px(40), widest)

    def _text_left(self) -> float:
        return self._date_width() + theme.px(8 + DISC + 13)

    def _item_height(self, item: TimelineItem, width: float) -> float:
        height = float(theme.px(TITLE))
        for words in (item.body, item.note):
            if words:
                height += paint.paragraph_height(words, width, line_height=LINE)
        return height

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        areas: list[QRectF] = []
        top = 0.0
        room = width - self._text_left()
        for item in self._items:
            height = self._item_height(item, room)
            areas.append(QRectF(0, top, width, height))
            top += height + theme.px(GAP)
        return areas, int(max(0.0, top - theme.px(GAP))) + 2

    def _ring_area(self, area: QRectF) -> QRectF:
        return area.adjusted(0, -theme.px(4), 0, theme.px(4)).intersected(QRectF(self.rect()))

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        look = self.look
        middle = self._date_width() + theme.px(8) + theme.px(DISC) / 2
        for number, area in enumerate(self._areas):
            if number + 1 < len(self._areas):
                gap = theme.px(2)
                start = area.top() + theme.px(TITLE) + gap
                end = self._areas[number + 1].top() - gap
                paint.upright(painter, middle, start, end, look.color("line"))
            if area.adjusted(0, 0, 0, theme.px(GAP)).intersects(clip):
                self._paint_item(painter, area, self._items[number], look)

    def _paint_item(self, painter: QPainter, area: QRectF, item: TimelineItem, look: Theme) -> None:
        line = QRectF(0, area.top(), self._date_width(), theme.px(TITLE))
        paint.text(painter, line, item.when, look.color("second"), digits=True, align=paint.RIGHT)
        disc = QRectF(line.right() + theme.px(8), area.top(), theme.px(DISC), theme.px(DISC))
        if item.mark is not None:
            inset = theme.px(6)
            shapes.draw(painter, disc.adjusted(inset, inset, -inset, -inset), item.mark.shape,
                        look.ink(item.mark.tone), look.color("background"))  # fmt: skip
        else:
            ink = look.ink(item.tone) if item.tone else look.color("second")
            paint.box(painter, disc, disc.height() / 2, look.color("surface"))
            inset = theme.px(5)
            icons.draw(painter, disc.adjusted(inset, inset, -inset, -inset), item.icon or "circle-dot", ink)
        left = self._text_left()
        self._paint_title(painter, QRectF(left, area.top(), area.right() - left, theme.px(TITLE)), item, look)
        top = area.top() + theme.px(TITLE)
        for words, token in ((item.body, "text"), (item.note, "second")):
            if words:
                room = QRectF(left, top, area.right() - left, area.bottom() - top)
                top += paint.paragraph(painter, room, words, look.color(token), line_height=LINE)

    def _paint_title(self, painter: QPainter, row: QRectF, item: TimelineItem, look: Theme) -> None:
        meta = paint.width_of(item.meta, Type.CAPTION) + 1 if item.meta else 0.0
        lead = theme.px(16) if item.meta_icon else 0
        share = max(row.width() * 0.68, row.width() - meta - lead - theme.px(11))
        wanted = paint.width_of(item.title, bold=item.strong)
        title = QRectF(row.left(), row.top(), min(wanted + 1, share), row.height())
        left = row.left() + paint.text(painter, title, item.title, look.color("text"), bold=item.strong) + theme.px(11)
        if item.meta_icon:
            icons.draw(painter, QRectF(left, row.top(), theme.px(13), row.height()), item.meta_icon,
                       look.color("hint"))  # fmt: skip
            left += lead
        paint.text(painter, QRectF(left, row.top(), row.right() - left, row.height()), item.meta, look.color("hint"),
                   kind=Type.CAPTION)  # fmt: skip
