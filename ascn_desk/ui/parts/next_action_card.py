"""What is to be done next in a record, until when, and the two answers: done, or put off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.shapes import Shape
from ascn_desk.ui.theme import Type


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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(12), 0)
        row.setSpacing(theme.px(4))
        row.addStretch(1)
        self._buttons: list[Button] = []
        if can_answer:
            done = Button(t("Done"), key=done_key, name="next-done", parent=self)
            done.clicked.connect(self.done_asked)
            off = Button(t("Put off"), kind=ButtonKind.QUIET, key=put_off_key, name="next-put-off", parent=self)
            off.clicked.connect(self.put_off_asked)
            self._buttons = [done, off]
            for button in self._buttons:
                row.addWidget(button)

    def set_action(self, action: str, *, when: str = "", late: str = "") -> None:
        """Show another action."""
        self._action, self._when, self._late = action, when, late
        self.setAccessibleName(action)
        self.setAccessibleDescription(f"{when} {late}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        buttons = sum(button.sizeHint().width() + theme.px(8) for button in self._buttons)
        return QSize(theme.px(200) + buttons, theme.px(80))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        ground = look.color("surface")
        paint.box(painter, area, theme.px(8), ground)
        edge = look.color("error" if self._late else "border")
        inset = theme.px(8)
        paint.bar(painter, QRectF(0, inset, theme.px(3), area.height() - 2 * inset), edge)
        left = theme.px(16)
        right = self._buttons[0].x() - theme.px(12) if self._buttons else area.right() - left
        row = QRectF(left, theme.px(8), right - left, theme.px(20))
        paint.text(painter, row, self._caption, look.color("second"), kind=Type.CAPTION)
        row.translate(0, theme.px(21))
        paint.text(painter, row, self._action, look.color("text"), bold=True)
        row.translate(0, theme.px(23))
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
