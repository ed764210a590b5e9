"""How far a work is: a thin bar, and the row with time left and Cancel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.theme import Tone, Type


class Meter(Part):
    """A bar of 6 px: shares of a whole, each in its tone; the rest stays pale."""

    def __init__(
        self,
        shares: Sequence[tuple[int, Tone]] = (),
        *,
        whole: int = 100,
        words: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._shares, self._whole = list(shares), whole
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: Sequence[tuple[int, Tone]], whole: int, words: str = "") -> None:
        """Show other shares."""
        self._shares, self._whole = list(shares), whole
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        area = QRectF(self.rect())
        several = len(self._shares) > 1
        radius = 0.0 if several else area.height() / 2
        paint.box(painter, area, radius, self.look.color("line" if several else "hair"))
        left, gap = area.left(), theme.px(2) if several else 0
        for share, tone in self._shares:
            width = area.width() * min(1.0, share / max(1, self._whole))
            if width > 0:
                paint.box(painter, QRectF(left, 0, width, area.height()), radius, self.look.ink(tone))
                if several:
                    painter.fillRect(QRectF(left + width - gap, 0, gap, area.height()), self.look.color("background"))
            left += width
        painter.end()


class ProgressRow(Part):
    """Words, bar, time left, Cancel. Signal: ``cancel_asked()``."""

    cancel_asked = Signal()

    def __init__(
        self, words: str, *, cancellable: bool = True, name: str = "progress", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, accessible=words, parent=parent)
        self._words, self._left_words = words, ""
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self._cancel: Button | None = None
        if cancellable:
            self._cancel = Button(t("Cancel"), kind=ButtonKind.QUIET, key="Esc", name="progress-cancel", parent=self)
            self._cancel.clicked.connect(self.cancel_asked)
            row.addWidget(self._cancel)

    def set_progress(self, done: int, total: int, left_words: str = "") -> None:
        """How far it is; ``left_words`` tell the time left."""
        self._done, self._total, self._left_words = done, total, left_words
        self.setAccessibleDescription(f"{self.percent()} % {left_words}".strip())
        self.update()

    def set_words(self, words: str) -> None:
        """Say what is being done."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def percent(self) -> int:
        """How far it is, 0 to 100."""
        return min(100, self._done * 100 // self._total) if self._total else 0

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        right = self.width() - (self._cancel.width() + theme.px(16) if self._cancel else 0)
        row = QRectF(0, theme.px(6), right, theme.px(20))
        meta = f"{self.percent()} %" + (f"・{self._left_words}" if self._left_words else "")
        width = paint.width_of(meta, Type.CAPTION, digits=True) + 1
        paint.text(painter, QRectF(right - width, row.top(), width, row.height()), meta, look.color("second"),
                   kind=Type.CAPTION, digits=True)  # fmt: skip
        paint.text(painter, row.adjusted(0, 0, -width - theme.px(12), 0), self._words, look.color("text"))
        track = QRectF(0, theme.px(32), right, theme.px(6))
        paint.box(painter, track, track.height() / 2, look.color("hair"))
        if self._total:
            track.setWidth(max(track.height(), right * min(1.0, self._done / self._total)))
            paint.box(painter, track, track.height() / 2, look.color("primary"))
        painter.end()
