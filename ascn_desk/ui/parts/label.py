"""Words on a screen: one line, or running text with an even line height.

QLabel keeps the colours of an old theme when it has a palette of its own and has no line height; these take
their colour by role at every painting.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.shapes import Mark
from ascn_desk.ui.theme import Tone, Type


class Label(Part):
    """One line of words; cut with dots where it does not fit, then shown whole as a tool tip."""

    def __init__(
        self,
        words: str = "",
        *,
        kind: Type = Type.BODY,
        bold: bool = False,
        color: str = "text",
        digits: bool = False,
        align: Qt.AlignmentFlag = paint.LEFT,
        mark: Mark | None = None,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._words, self._kind, self._bold, self._digits = words, kind, bold, digits
        self._color, self._align, self._mark, self._icon = color, align, mark, icon
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """What it says."""
        return self._words

    def set_words(self, words: str, *, color: str = "") -> None:
        """Say something else, in another colour token if given."""
        self._words = words
        self._color = color or self._color
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_mark(self, mark: Mark | None) -> None:
        """Show another shape before the words."""
        self._mark = mark
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self._words, self._kind, bold=self._bold, digits=self._digits)
        height = theme.metrics(self._kind).height()
        return QSize(int(width + self._lead()) + 2, max(theme.px(20), int(height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(24), self.sizeHint().width()), self.sizeHint().height())

    def _lead(self) -> int:
        return theme.px(24) if self._mark or self._icon else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        color = look.color(self._color if self.isEnabled() else "disabled")
        if self._mark is not None:
            size = theme.px(14)
            shapes.draw(painter, QRectF(0, area.center().y() - size / 2, size, size), self._mark.shape,
                        look.ink(self._mark.tone), look.color("background"))  # fmt: skip
        elif self._icon:
            size = theme.px(18)
            icons.draw(painter, QRectF(0, area.center().y() - size / 2, size, size), self._icon, color)
        area.setLeft(self._lead())
        fits = paint.width_of(self._words, self._kind, bold=self._bold, digits=self._digits) <= area.width() + 0.5
        self.setToolTip("" if fits else self._words)
        paint.text(painter, area, self._words, color, kind=self._kind, bold=self._bold, digits=self._digits,
                   align=self._align)  # fmt: skip
        painter.end()


class Paragraph(Part):
    """Running text that wraps; its height follows its width."""

    def __init__(
        self,
        words: str = "",
        *,
        kind: Type = Type.BODY,
        bold: bool = False,
        color: str = "second",
        line_height: int = 22,
        align: Qt.AlignmentFlag = paint.LEFT,
        tone: Tone | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._words, self._kind, self._bold, self._color = words, kind, bold, color
        self._line_height, self._align, self._tone = line_height, align, tone
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> str:
        """What it says."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.paragraph_height(self._words, width, self._kind, bold=self._bold, line_height=self._line_height)

    def sizeHint(self) -> QSize:
        width = min(theme.px(420), int(paint.width_of(self._words, self._kind, bold=self._bold)) + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(self._line_height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        color = self.look.ink(self._tone) if self._tone else self.look.color(self._color)
        paint.paragraph(painter, QRectF(self.rect()), self._words, color, kind=self._kind, bold=self._bold,
                        line_height=self._line_height, align=self._align)  # fmt: skip
        painter.end()
