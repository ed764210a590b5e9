"""The one line of typing inside a field; knows whether an input method is composing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class LineInput(QLineEdit):
    """A frameless line. While :attr:`composing`, Enter and arrows belong to the input method."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(-2, 0, 0, 0)  # Qt keeps 2 px of its own; the text must stand under its label's padding
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
                              Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason):  # fmt: skip
            self.home(False)  # a text longer than its line is read from its beginning
