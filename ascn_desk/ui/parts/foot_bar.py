"""The foot of a page: how many at the left, keys at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.key_caps import KeyCaps
from ascn_desk.ui.parts.label import Label

HEIGHT = 36


class FootBar(Part):
    """Count and keys. With no count the keys stand at the left."""

    def __init__(
        self,
        count: str = "",
        keys: Sequence[tuple[str, str]] = (),
        *,
        name: str = "foot",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.setFixedHeight(theme.px(HEIGHT))
        self._count = Label(count, color="second", digits=True, name="foot-count", parent=self)
        self._keys = KeyCaps(keys, name="foot-keys", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), 1, theme.px(24), 0)
        row.setSpacing(theme.px(16))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._keys)
        self._row = row
        self._arrange()

    def set_count(self, count: str) -> None:
        """Say how many."""
        self._count.set_words(count)
        self._arrange()

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self._keys.set_keys(keys)

    def _arrange(self) -> None:
        has_count = bool(self._count.words())
        self._count.setVisible(has_count)
        self._count.setMinimumWidth(self._count.sizeHint().width() if has_count else 0)  # the keys give way first
        self._row.setStretch(1, 1 if has_count else 0)
        self._row.setStretch(2, 0 if has_count else 1)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        paint.hairline(painter, 0, 0.5, self.width(), self.look.color("line"))
        painter.end()
