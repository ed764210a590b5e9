"""A page with nothing on it yet: what belongs here, how to begin, which keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.theme import Theme, Type

WIDTH = 480


class _Drawing(Part):
    """Three cards, the front one with the first line of what will stand here."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(186), theme.px(106))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, unit = self.look, theme.px(100) / 100
        painter.scale(unit, unit)
        paint.box(painter, QRectF(0, 8, 184, 96), 8, look.color("tint"))
        for x, y in ((6, 0), (22, 14)):
            paint.box(painter, QRectF(x, y, 140, 64), 6, look.color("background"), look.color("line"))
        front = QRectF(38, 28, 140, 64)
        paint.box(painter, front, 6, look.color("background"), look.color("primary"), 1.4)
        self._paint_front(painter, look, front)
        painter.end()

    def _paint_front(self, painter: QPainter, look: Theme, front: QRectF) -> None:
        if self._icon:
            icons.draw(painter, QRectF(front.left() + 12, front.top() + 12, 16, 16), self._icon, look.color("primary"))
        else:
            ring = QRectF(front.left() + 14, front.top() + 16, 11, 11)
            paint.box(painter, ring, 6, None, look.color("primary"), 1.8)
        paint.box(painter, QRectF(front.left() + 36, front.top() + 17, 82, 8), 4, look.color("selection"))
        paint.box(painter, QRectF(front.left() + 14, front.top() + 39, 60, 8), 4, look.color("hair"))


class _KeyRow(Part):
    def __init__(self, key: str, words: str, parent: QWidget) -> None:
        super().__init__(accessible=f"{key} {words}", parent=parent)
        self._key, self._words = key, words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(32 + 88 + 16) + int(paint.width_of(self._words)) + 2, theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, middle = self.look, self.height() / 2
        cap = QRectF(theme.px(32), middle - theme.px(12), theme.px(88), theme.px(24))
        paint.box(painter, cap, theme.px(4), look.color("surface"), look.color("line"))
        paint.text(painter, cap, self._key, look.color("second"), kind=Type.CAPTION, align=paint.CENTRE)
        left = cap.right() + theme.px(16)
        paint.text(painter, QRectF(left, 0, self.width() - left, self.height()), self._words, look.color("second"))
        painter.end()


class EmptyState(Part):
    """Drawing, title, two lines, one button, up to three keys. Signal: ``begun()`` by the button."""

    begun = Signal()

    def __init__(
        self,
        title: str,
        words: str,
        *,
        button: str = "",
        button_icon: str = "plus",
        button_key: str = "",
        keys: Sequence[tuple[str, str]] = (),
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=title, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._drawing = QWidget(self)
        above = QVBoxLayout(self._drawing)
        above.setContentsMargins(0, 0, 0, theme.px(34))
        above.addWidget(_Drawing(icon, self._drawing))
        middle.addWidget(self._drawing, 0, centre)
        middle.addWidget(Label(title, kind=Type.RECORD, bold=True, align=paint.CENTRE))
        middle.addSpacing(theme.px(6))
        middle.addWidget(Paragraph(words, line_height=24, align=paint.CENTRE))
        middle.addSpacing(theme.px(14))
        if button:
            begin = Button(button, kind=ButtonKind.PRIMARY, icon=button_icon, key=button_key, height=40,
                           name=f"{name}-begin" if name else "begin", parent=self)  # fmt: skip
            begin.clicked.connect(self.begun)
            middle.addWidget(begin, 0, centre)
            self.setFocusProxy(begin)
        if keys:
            middle.addSpacing(theme.px(28))
            middle.addWidget(Hairline(color="hair"))
            middle.addSpacing(theme.px(12))
            for key, what in keys:
                middle.addWidget(_KeyRow(key, what, self))
        self._place(middle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low the drawing gives way to the words."""
        super().resizeEvent(event)
        self._drawing.setVisible(self.height() >= self._words_height() + self._drawing.sizeHint().height())

    def _words_height(self) -> int:
        hidden = self._drawing.isHidden()
        layout = self.layout()
        height = layout.sizeHint().height() if layout is not None else 0
        return height if hidden else height - self._drawing.sizeHint().height()

    def _place(self, middle: QVBoxLayout) -> None:
        box = QWidget(self)
        box.setMaximumWidth(theme.px(WIDTH))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box.setLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 100)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
