"""A field of several lines of text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.field import Field
from ascn_desk.ui.theme import Type


class _Text(QPlainTextEdit):
    """The text itself; Tab leaves it, as in every other field."""

    def __init__(self, field: LongTextField) -> None:
        super().__init__(field)
        self.composing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        field = self.parent()
        if isinstance(field, LongTextField):
            field.committed.emit()


class LongTextField(Field):
    """Several lines of text. Signals: ``changed(str)``, ``committed()`` on leaving."""

    def __init__(
        self,
        label: str = "",
        *,
        text: str = "",
        placeholder: str = "",
        lines: int = 4,
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        reserve_below: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, name=name, accessible=accessible or label or placeholder, required=required,
                         note=note, reserve_below=reserve_below, box_height=lines * 24 + 14,
                         parent=parent)  # fmt: skip
        self._kind = Type.BODY
        self._silent = False
        self._text = _Text(self)
        self._text.setPlainText(text)
        self._text.setPlaceholderText(placeholder)
        self._use_editor(self._text)
        self._text.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        """The text as typed."""
        return self._text.toPlainText()

    def set_value(self, value: str) -> None:
        """Put a text in; gives no ``changed``."""
        if value != self._text.toPlainText():
            self._silent = True
            self._text.setPlainText(value)
            self._silent = False

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied but not changed."""
        self._text.setReadOnly(read_only)
        super().set_read_only(read_only)

    def insert(self, words: str) -> None:
        """Type words where the cursor stands."""
        self._text.insertPlainText(words)

    def _editor(self) -> QWidget | None:
        return getattr(self, "_text", None)

    def editor_rect(self) -> QRect:
        """Where the text lies inside the box."""
        return self.box_rect().adjusted(theme.px(12), theme.px(7), -3, -theme.px(5))

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._silent and not self._text.composing:
            self.changed.emit(self._text.toPlainText())
