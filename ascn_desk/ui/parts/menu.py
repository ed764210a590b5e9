"""A list of actions that opens under a button and is gone after one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ascn_desk.ui import theme
from ascn_desk.ui.parts.candidates import Candidates, Choice


class Menu(Candidates):
    """``detail`` of a choice shows its key. Keys: Up, Down, Enter, Esc, letters. Signal: ``chosen(str)`` the id."""

    chosen = Signal(str)

    def __init__(self, anchor: QWidget, choices: Sequence[Choice], *, current: str = "", name: str = "menu") -> None:
        super().__init__(anchor.window(), name=name)
        self._anchor, self._choices, self._value = anchor, list(choices), current
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picked.connect(self._on_picked)

    def open(self, width: int = 240) -> None:
        """Show it under its anchor, right edges together where it would leave the window."""
        self._before = QApplication.focusWidget()
        wide = max(theme.px(width), self._anchor.width())
        left = min(0, self._anchor.window().width() - theme.px(16) - wide
                   - self._anchor.mapTo(self._anchor.window(), self._anchor.rect().topLeft()).x())  # fmt: skip
        place = QRect(left, 0, wide, self._anchor.height())
        at = next((n for n, choice in enumerate(self._choices) if choice.id == self._value), 0)
        self.open_below(self._anchor, place, self._choices, current=at, chosen_id=self._value or None)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_menu(self) -> None:
        """Close it; the focus goes back."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_picked(self, number: int) -> None:
        choice = self.row(number)
        self.close_menu()
        self.chosen.emit(choice.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.step(1)
        elif key == Qt.Key.Key_Up:
            self.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_picked(self.current())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.close_menu()
        elif event.text():
            found = [n for n, choice in enumerate(self._choices)
                     if choice.title.casefold().startswith(event.text().casefold())]  # fmt: skip
            later = [n for n in found if n > self.current()] or found
            if later:
                self.set_current(later[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide()
        super().focusOutEvent(event)
