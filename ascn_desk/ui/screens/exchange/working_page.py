"""While files are read: how far it is, how long it still takes, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Page, ProgressRow

_TELL_AFTER_S = 1.0


class WorkingPage(QWidget):
    """Signal: ``cancel_asked()``."""

    cancel_asked = Signal()

    def __init__(self, title: str, words: str, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._now, self._began = now, now()
        self.progress = ProgressRow(words, name="exchange-progress")
        self.progress.cancel_asked.connect(self.cancel_asked)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(24), theme.px(32), theme.px(24), theme.px(24))
        row = QHBoxLayout()
        row.addStretch(1)
        self.progress.setMaximumWidth(theme.px(640))
        row.addWidget(self.progress, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(
            Page(title, body=body, head_line=True, foot_count=t("Nothing was changed yet"),
                 foot_keys=[("Esc", t("stop"))])
        )  # fmt: skip

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is, and the time left once that can be told."""
        passed = self._now() - self._began
        left = ""
        if 0 < done < total and passed > _TELL_AFTER_S:
            left = t("{n} s left", n=max(1, round(passed / done * (total - done))))
        self.progress.set_progress(done, total, left)

    def seconds(self) -> float:
        """How long it has taken."""
        return self._now() - self._began
