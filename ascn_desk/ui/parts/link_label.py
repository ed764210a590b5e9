"""Words that lead somewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.base import Pressable, is_hovered, ready
from ascn_desk.ui.theme import Type


class LinkLabel(Pressable):
    """A link: underlined under the pointer. Signal: ``clicked(bool)``."""

    ring_radius = 2

    def __init__(
        self,
        words: str,
        *,
        kind: Type = Type.BODY,
        bold: bool = False,
        chevron: bool = False,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=accessible or words, parent=parent)
        self.setText(words)
        self._kind, self._bold, self._chevron = kind, bold, chevron
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self.text(), self._kind, bold=self._bold) + (theme.px(24) if self._chevron else 0)
        return QSize(int(width) + 2, max(theme.px(24), int(theme.metrics(self._kind).height())))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(24), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        ink = look.color("link" if self.isEnabled() else "disabled")
        room = area.adjusted(0, 0, -theme.px(24) if self._chevron else 0, 0)
        width = paint.text(painter, room, self.text(), ink, kind=self._kind, bold=self._bold,
                           underline=is_hovered(self))  # fmt: skip
        if self._chevron:
            icons.draw(painter, QRectF(width + theme.px(6), 0, theme.px(16), area.height()), "chevron-right", ink)
        painter.end()
