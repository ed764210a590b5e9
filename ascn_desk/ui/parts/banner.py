"""A message that belongs to the page: what is well, doubtful, wrong, to know, or in conflict; with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.base import Part, Pressable, is_hovered, ready
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Tone, Type

_SHAPES = {
    Tone.SUCCESS: Shape.CHECK, Tone.WARNING: Shape.TRIANGLE, Tone.ERROR: Shape.CROSS, Tone.INFO: Shape.RING,
    Tone.CONFLICT: Shape.DIAMOND, Tone.NEUTRAL: Shape.RING, Tone.PRIMARY: Shape.RING,
}  # fmt: skip


class _Action(Pressable):
    def __init__(self, action_id: str, words: str, chevron: bool, tone: Tone, parent: QWidget) -> None:
        super().__init__(name=f"banner-{action_id}", accessible=words, parent=parent)
        self.setText(words)
        self.action_id, self.chevron, self.tone = action_id, chevron, tone

    def sizeHint(self) -> QSize:
        width = theme.px(16) + int(paint.width_of(self.text())) + 2 + (theme.px(22) if self.chevron else 0)
        return QSize(width, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        if is_hovered(self):
            paint.box(painter, area, theme.px(4), look.color("background" if not look.is_dark else "surface"))
        room = area.adjusted(theme.px(8), 0, 0, 0)
        width = paint.text(painter, room, self.text(), look.color("link"))
        if self.chevron:
            arrow = QRectF(room.left() + width + theme.px(6), 0, theme.px(16), area.height())
            icons.draw(painter, arrow, "chevron-right", look.color("link"))
        painter.end()


class Banner(Part):
    """A tinted row of 44, 60 with a second line. ``actions``: (id, words). Signal: ``action_chosen(str)``."""

    action_chosen = Signal(str)

    def __init__(
        self,
        tone: Tone,
        words: str,
        *,
        detail: str = "",
        actions: Sequence[tuple[str, str]] = (),
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._tone, self._words, self._detail, self._icon = tone, words, detail, icon
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = [_Action(key, text, number == 0, tone, self) for number, (key, text) in enumerate(actions)]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)

    def set_words(self, words: str, detail: str = "") -> None:
        """Say something else."""
        self._words, self._detail = words, detail
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Action):
            self.action_chosen.emit(sender.action_id)

    def _room(self, width: int) -> float:
        taken = sum(button.sizeHint().width() + theme.px(8) for button in self._buttons)
        return width - theme.px(42 + 16) - taken

    def _lines(self, width: int) -> list[str]:
        return paint.lines_of(self._words, max(theme.px(120), self._room(width)))

    def _detail_lines(self, width: int) -> list[str]:
        if not self._detail:
            return []
        return paint.lines_of(self._detail, max(theme.px(120), self._room(width)), Type.CAPTION)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Placed by hand: a layout of its own would answer for the height and know nothing of the words.
        super().resizeEvent(event)
        right = self.width() - theme.px(16)
        for button in reversed(self._buttons):
            size = button.sizeHint()
            button.setGeometry(right - size.width(), (self.height() - size.height()) // 2, size.width(), size.height())
            right -= size.width() + theme.px(8)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        extra = theme.px(22) * (len(self._lines(width)) - 1)
        if self._detail:
            extra += theme.px(16) + theme.px(20) * (len(self._detail_lines(width)) - 1)
        return theme.px(44) + extra

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(320))
        return QSize(theme.px(320), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        ink, ground = look.ink(self._tone), look.ground(self._tone)
        paint.box(painter, area, theme.px(8), ground)
        inset = theme.px(7)
        paint.bar(painter, QRectF(0, inset, theme.px(3), area.height() - 2 * inset), ink)
        lines = self._lines(self.width())
        step = theme.px(22)
        details = self._detail_lines(self.width())
        height = step * len(lines) + theme.px(20) * len(details)
        top = (area.height() - height) / 2
        mark = QRectF(theme.px(16), top, theme.px(14), step)
        if self._icon:
            icons.draw(painter, mark.adjusted(-2, 0, 2, 0), self._icon, ink)
        else:
            shapes.draw(painter, mark, _SHAPES[self._tone], ink, ground)
        left, room = theme.px(42), self._room(self.width())
        for line in lines:
            paint.text(painter, QRectF(left, top, room + 2, step), line, look.color("text"))
            top += step
        for line in details:
            paint.text(painter, QRectF(left, top - 2, room + 2, theme.px(20)), line, look.color("second"),
                       kind=Type.CAPTION)  # fmt: skip
            top += theme.px(20)
        painter.end()
