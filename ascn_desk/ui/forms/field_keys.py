"""Keys that must act while text is typed, though the text itself has another use for them: Ctrl+E goes to the end of
the line on some systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class FieldKeys(QObject):
    """Lets keys act in all text inputs below a widget, unless an input method is composing."""

    def __init__(self, holder: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(holder)
        self._keys = {QKeySequence(key).toString(): act for key, act in keys.items()}
        self._inputs: list[QWidget] = [*holder.findChildren(QLineEdit), *holder.findChildren(QPlainTextEdit)]
        for each in self._inputs:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act is None or getattr(watched, "composing", False):
            return False
        act()
        return True
