"""A field of one line of text, and the filter field above a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ascn_desk.ui.parts.field import Field
from ascn_desk.ui.parts.line_input import LineInput


class TextField(Field):
    """One line of text. Signals: ``changed(str)``, ``committed()``, ``entered()`` on Enter."""

    entered = Signal()

    def __init__(
        self,
        label: str = "",
        *,
        text: str = "",
        placeholder: str = "",
        max_length: int = 0,
        secret: bool = False,
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        icon: str = "",
        key: str = "",
        dense: bool = False,
        reserve_below: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, name=name, accessible=accessible or label or placeholder, required=required,
                         note=note, icon=icon, key=key, dense=dense, reserve_below=reserve_below,
                         parent=parent)  # fmt: skip
        self._line = LineInput(self)
        self._line.setText(text)
        self._line.setPlaceholderText(placeholder)
        if max_length:
            self._line.setMaxLength(max_length)
        if secret:
            self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._use_editor(self._line)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self.committed)
        self._line.returnPressed.connect(self._on_return)

    def value(self) -> str:
        """The text as typed."""
        return self._line.text()

    def set_value(self, value: str) -> None:
        """Put a text in; gives no ``changed``."""
        if value != self._line.text():
            self._line.setText(value)
            self._line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied but not changed."""
        self._line.setReadOnly(read_only)
        super().set_read_only(read_only)

    def set_placeholder(self, words: str) -> None:
        """What an empty field shows."""
        self._line.setPlaceholderText(words)

    def set_secret(self, secret: bool) -> None:
        """Show dots instead of letters."""
        self._line.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)

    def select_all(self) -> None:
        """Select the whole text, so that typing replaces it."""
        self._line.selectAll()

    def insert(self, words: str) -> None:
        """Type words where the cursor stands."""
        self._line.insert(words)
        self.changed.emit(self._line.text())

    def _editor(self) -> QWidget | None:
        return getattr(self, "_line", None)

    @Slot(str)
    def _on_edited(self, value: str) -> None:
        self.changed.emit(value)

    @Slot()
    def _on_return(self) -> None:
        self.entered.emit()


class FilterField(TextField):
    """The 32 px field that narrows a list. Esc empties it; Down gives ``left_for_list()``."""

    left_for_list = Signal()

    def __init__(self, placeholder: str, *, key: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", placeholder=placeholder, icon="list-filter", key=key, dense=True, name=name,
                         reserve_below=False, parent=parent)  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys reach the field only when the line did not want them.
        if not self._line.composing:
            if event.key() == Qt.Key.Key_Escape and self._line.text():
                self._line.clear()
                self.changed.emit("")
                return
            if event.key() == Qt.Key.Key_Down:
                self.left_for_list.emit()
                return
        super().keyPressEvent(event)
