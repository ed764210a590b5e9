"""What is due, in groups: heading with count, then rows; one list for the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.domain.folding import marks
from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.rowed import RowedPart
from ascn_desk.ui.shapes import Mark
from ascn_desk.ui.theme import Theme, Tone

ROW = 36
STACKED = 56
HEADING = 40
GAP = 4
OUTER = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One row: shape or icon, title, who and where, how late, date. ``tone`` colours the lateness and the date."""

    id: str
    title: str
    mark: Mark | None = None
    icon: str = ""
    second: str = ""
    late: str = ""
    when: str = ""
    tone: Tone | None = None
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading with a count, its rows, and a link at the right (“4 more”)."""

    id: str
    title: str
    rows: Sequence[GroupRow] = ()
    count: int = 0
    tone: Tone | None = None
    link: str = ""


class GroupedList(RowedPart):
    """Signals besides those of rows: ``link_chosen(str)`` the id of the group. Key L follows the link of the group.

    ``stacks``: where a title would be cut, all second texts stand below the titles.
    """

    link_chosen = Signal(str)
    pads_itself = True

    def __init__(
        self,
        groups: Sequence[Group] = (),
        *,
        stacks: bool = False,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible, parent=parent)
        self._groups: list[Group] = []
        self._searched = ""
        self._stacks = stacks
        self._headings: list[QRectF] = []
        self._links: list[QRectF] = []
        self.set_groups(groups)

    def set_groups(self, groups: Sequence[Group], *, searched: str = "") -> None:
        """Show other rows, what was searched marked; the current row stays on the same record if it is still there."""
        self._searched = searched
        before = self.current_id() if self._groups else ""
        self._groups = list(groups)
        self._current = -1
        self._reset()
        self.set_current_id(before)

    def _rows(self) -> list[GroupRow]:
        return [row for group in self._groups for row in group.rows]

    def _ids(self) -> list[str]:
        return [row.id for row in self._rows()]

    def _words(self, row: int) -> str:
        shown = self._rows()[row]
        return ", ".join(filter(None, (shown.title, shown.second, shown.late, shown.when)))

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        areas: list[QRectF] = []
        self._headings, self._links = [], []
        top = 0.0
        high = theme.px(STACKED if self._is_stacked(width) else ROW)
        for group in self._groups:
            heading = QRectF(0, top, width, theme.px(HEADING))
            self._headings.append(heading)
            link = paint.width_of(group.link) if group.link else 0.0
            self._links.append(QRectF(width - theme.px(OUTER) - link, top, link, heading.height()))
            top += heading.height()
            for _ in group.rows:
                areas.append(QRectF(0, top, width, high))
                top += high
            top += theme.px(GAP)
        return areas, int(top)

    def _is_stacked(self, width: float) -> bool:
        """Whether the second text stands below the title, since a title would be cut beside it."""
        if not self._stacks:
            return False
        start, words_right, _, _ = self._edges(width)
        title, second = self._widest()
        return title + second > words_right - start

    def _widest(self) -> tuple[float, float]:
        """What the widest title, with the gap after it, and the widest second text need."""
        rows = self._rows()
        title = max((paint.width_of(row.title) for row in rows), default=0.0) + theme.px(24)
        return title, max((paint.width_of(row.second) for row in rows), default=0.0)

    def _edges(self, width: float) -> tuple[float, float, float, float]:
        """Left and right of the words, right of the lateness, left of the date."""
        rows, outer = self._rows(), theme.px(OUTER)
        when = max((paint.width_of(row.when, digits=True) for row in rows), default=0.0)
        late = max((paint.width_of(row.late, digits=True) for row in rows), default=0.0)
        when_left = width - outer - when
        late_right = when_left - theme.px(24 if late else 0)
        return outer + theme.px(32), late_right - late - theme.px(24), late_right, when_left

    def _columns(self) -> tuple[float, float, float]:
        """Left of the second text, right of the lateness, left of the date."""
        start, words_right, late_right, when_left = self._edges(self.width())
        title, second = self._widest()
        room = words_right - start
        # The title gets what it needs unless the second text would fall below a third of the room.
        share = min(title, room - min(second, room * 0.36))
        share = max(share, min(room * 0.58, room - second))
        return start + share, late_right, when_left

    def _paint_rows(self, painter: QPainter, clip: QRectF) -> None:
        look = self.look
        second_left, late_right, when_left = self._columns()
        number = 0
        for group, heading, link in zip(self._groups, self._headings, self._links, strict=True):
            self._paint_heading(painter, group, heading, link, look)
            for row in group.rows:
                area = self._areas[number]
                if area.intersects(clip):
                    self._paint_row(painter, area, number, row, look, (second_left, late_right, when_left))
                number += 1

    def _paint_heading(self, painter: QPainter, group: Group, area: QRectF, link: QRectF, look: Theme) -> None:
        ink = look.ink(group.tone) if group.tone else look.color("text")
        row = area.adjusted(theme.px(OUTER), 0, -theme.px(OUTER), 0)
        width = paint.text(painter, row, group.title, ink, bold=True)
        row.setLeft(row.left() + width + theme.px(9))
        count = ink if group.tone else look.color("hint")
        paint.text(painter, row, f"{group.count or len(group.rows):,}", count, digits=True)
        if group.link:
            paint.text(painter, link, group.link, look.color("link"))

    def _paint_row(
        self, painter: QPainter, area: QRectF, number: int, row: GroupRow, look: Theme, at: tuple[float, float, float]
    ) -> None:
        chosen = number == self._current
        outer, ground = theme.px(OUTER), look.color("background")
        if chosen or number == self._hovered:
            ground = look.color("selection" if chosen else "surface")
            painter.fillRect(area, ground)
            if chosen and not self.hasFocus():
                paint.bar(painter, QRectF(0, area.top(), theme.px(3), area.height()), look.color("primary"))
        else:
            paint.hairline(painter, outer, area.bottom() - 0.5, area.right() - outer, look.color("hair"))
        if row.mark is not None:
            size = theme.px(13)
            ink = look.ink(row.mark.tone)
            shapes.draw(painter, QRectF(outer, area.top(), size, area.height()), row.mark.shape, ink, ground)
        elif row.icon:
            place = QRectF(outer, area.top(), theme.px(18), area.height())
            icons.draw(painter, place, row.icon, look.color("second"))
        second_left, late_right, when_left = at
        top, height = area.top(), area.height()
        left = outer + theme.px(32)
        late_left = late_right - paint.width_of(row.late, digits=True) - 1
        words_right = late_left - theme.px(16) if row.late else when_left - theme.px(16)
        if height > theme.px(ROW):
            title = QRectF(left, top + theme.px(6), words_right - left, theme.px(24))
            second = QRectF(left, title.bottom() - theme.px(2), words_right - left, theme.px(20))
        else:
            title_right = second_left - theme.px(16) if row.second else when_left - theme.px(16)
            title = QRectF(left, top, title_right - left, height)
            second = QRectF(second_left, top, words_right - second_left, height)
        self._paint_words(painter, title, row.title, look.color("text"), look)
        self._paint_words(painter, second, row.second, look.color("second"), look)
        ink = look.ink(row.tone) if row.tone else look.color("text" if row.now else "second")
        late = QRectF(late_left, top, late_right - late_left, height)
        paint.text(painter, late, row.late, ink, digits=True, align=paint.RIGHT)
        when = QRectF(when_left - 1, top, area.right() - outer - when_left + 1, height)
        paint.text(painter, when, row.when, ink, digits=True, align=paint.RIGHT)

    def _paint_words(self, painter: QPainter, room: QRectF, words: str, ink: QColor, look: Theme) -> None:
        spans = marks(words, self._searched) if self._searched else []
        paint.marked_text(painter, room, words, spans, ink, look.color("primary"))

    def _on_press(self, at: QPointF) -> bool:
        for group, link in zip(self._groups, self._links, strict=True):
            if group.link and link.contains(at):
                self.link_chosen.emit(group.id)
                return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_link = any(link.contains(event.position()) for link in self._links)
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            current = self.current_id()
            for group in self._groups:
                if group.link and any(row.id == current for row in group.rows):
                    self.link_chosen.emit(group.id)
                    return
        super().keyPressEvent(event)
