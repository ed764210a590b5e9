"""What is to be done next in a record, until when, and the two answers: done, or put off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Type

_LEAST_WORDS = 210
_BESIDE_WORDS = 32
"""The padding left of the words and the gap before the answers."""


class NextActionCard(Part):
    """A card of 80. Late: bar, triangle and words in the error colour.

    Signals: ``done_asked()``, ``put_off_asked()``.
    """

    done_asked = Signal()
    put_off_asked = Signal()

    def __init__(
        self,
        action: str,
        *,
        when: str = "",
        late: str = "",
        caption: str = "",
        done_key: str = "D",
        put_off_key: str = "S",
        can_answer: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=action, parent=parent)
        self._action, self._when, self._late = action, when, late
        self._caption = caption or t("Next action")
        self.setAccessibleDescription(f"{when} {late}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._buttons: list[Button] = []
        if can_answer:
            done = Button(t("Done"), key=done_key, name="next-done", parent=self)
            done.clicked.connect(self.done_asked)
            off = Button(t("Put off"), kind=ButtonKind.QUIET, key=put_off_key, name="next-put-off", parent=self)
            off.clicked.connect(self.put_off_asked)
            self._buttons = [done, off]

    def set_action(self, action: str, *, when: str = "", late: str = "") -> None:
        """Show another action."""
        self._action, self._when, self._late = action, when, late
        self.setAccessibleName(action)
        self.setAccessibleDescription(f"{when} {late}".strip())
        self.updateGeometry()
        self.update()

    def _buttons_width(self) -> int:
        return sum(button.sizeHint().width() + theme.px(8) for button in self._buttons)

    def _is_stacked(self, width: int) -> bool:
        """Whether the answers stand below the words, since beside them too little would be left."""
        needed = max(theme.px(_LEAST_WORDS), int(paint.width_of(self._action, bold=True)) + theme.px(_BESIDE_WORDS))
        return bool(self._buttons) and width < self._buttons_width() + needed

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        more = (len(self._lines(width)) - 1) * theme.px(22)
        return theme.px(120 if self._is_stacked(width) else 80) + more

    def _lines(self, width: float) -> list[str]:
        """The action in one line, or in two where it is long; what is longer still is cut."""
        room = width - 2 * theme.px(16)
        if self._buttons and not self._is_stacked(int(width)):
            return [self._action]
        lines = paint.lines_of(self._action, room, bold=True) or [""]
        return [lines[0], "".join(self._action.partition(lines[0])[2:]).strip()] if len(lines) > 1 else lines

    # Placed by hand: a layout of its own would answer for the height and know nothing of the words.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        right = self.width() - theme.px(12)
        bottom = theme.px(8) if self._is_stacked(self.width()) else (self.height() - theme.px(32)) // 2
        for button in reversed(self._buttons):
            size = button.sizeHint()
            button.setGeometry(
                right - size.width(), self.height() - bottom - size.height(), size.width(), size.height()
            )
            right -= size.width() + theme.px(4)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else theme.px(440)
        return QSize(theme.px(200) + self._buttons_width(), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(24) + self._buttons_width(), theme.px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        ground = look.color("surface")
        paint.box(painter, area, theme.px(8), ground)
        edge = look.color("error" if self._late else "border")
        inset = theme.px(8)
        paint.bar(painter, QRectF(0, inset, theme.px(3), area.height() - 2 * inset), edge)
        left = theme.px(16)
        beside = self._buttons and not self._is_stacked(self.width())
        right = self._buttons[0].x() - theme.px(12) if beside else area.right() - left
        row = QRectF(left, theme.px(8), right - left, theme.px(20))
        paint.text(painter, row, self._caption, look.color("second"), kind=Type.CAPTION)
        row.translate(0, theme.px(21))
        for line in self._lines(area.width()):
            paint.text(painter, row, line, look.color("text"), bold=True)
            row.translate(0, theme.px(22))
        row.translate(0, theme.px(1))
        if self._late:
            size = theme.px(12)
            mark = QRectF(left, row.top(), size, row.height())
            shapes.draw(painter, mark, Shape.TRIANGLE, look.color("error"), ground)
            row.setLeft(left + size + theme.px(8))
        ink = look.color("error" if self._late else "second")
        width = paint.text(painter, row, self._when, ink, digits=True)
        if self._late:
            row.setLeft(row.left() + width + theme.px(14 if self._when else 0))
            paint.text(painter, row, self._late, ink)
        painter.end()
