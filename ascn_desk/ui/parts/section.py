"""The heading of a section: words, count, a small word or link at the right, a hairline below if wanted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.link_label import LinkLabel
from ascn_desk.ui.theme import Type

HEIGHT = 32


class SectionHeading(Part):
    """A section needs no box: this, a hairline, space. Signal: ``link_chosen()``."""

    link_chosen = Signal()

    def __init__(
        self,
        title: str,
        *,
        count: int | None = None,
        aside: str = "",
        meta: str = "",
        link: str = "",
        line: bool = False,
        kind: Type = Type.SECTION,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=title, parent=parent)
        self._title, self._count, self._aside, self._meta = title, count, aside, meta
        self._has_line, self._kind = line, kind
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._link = LinkLabel(link, name=f"{name}-link" if name else "section-link", parent=self) if link else None
        if self._link is not None:
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, theme.px(2) if line else 0)
            row.addStretch(1)
            row.addWidget(self._link)
            self._link.clicked.connect(self.link_chosen)

    def set_title(self, title: str) -> None:
        """Name the section."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def set_count(self, count: int | None) -> None:
        """How many things it holds; None shows nothing."""
        self._count = count
        self.update()

    def set_meta(self, meta: str) -> None:
        """The small words at the right."""
        self._meta = meta
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self._title, self._kind, bold=True) + theme.px(60)
        width += paint.width_of(self._meta, Type.CAPTION) + paint.width_of(self._aside)
        return QSize(int(width), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        area = QRectF(self.rect()).adjusted(0, 0, 0, -theme.px(3) if self._has_line else 0)
        right = area.right()
        if self._link is not None:
            right = self._link.x() - theme.px(12)
        if self._meta:
            width = min(paint.width_of(self._meta, Type.CAPTION, digits=True) + 1, area.width() / 2)
            room = QRectF(right - width, area.top(), width, area.height())
            paint.text(painter, room, self._meta, look.color("hint"), kind=Type.CAPTION, digits=True,
                       align=paint.RIGHT)  # fmt: skip
            right -= width + theme.px(12)
        row = QRectF(0, area.top(), right, area.height())
        left = paint.text(painter, row, self._title, look.color("text"), kind=self._kind, bold=True)
        for words, digits in ((f"{self._count:,}" if self._count is not None else "", True), (self._aside, False)):
            if words:
                left += theme.px(9)
                left += paint.text(painter, QRectF(left, area.top(), right - left, area.height()), words,
                                   look.color("hint"), digits=digits)  # fmt: skip
        if self._has_line:
            paint.hairline(painter, 0, self.height() - 0.5, self.width(), look.color("line"))
        painter.end()
