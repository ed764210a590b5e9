"""A date as people write it – ``3d``, ``金``, ``12/5``, ``月末`` – with the day it means shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.field import PADDING, Field
from ascn_desk.ui.parts.line_input import LineInput
from ascn_desk.ui.theme import Theme, Type

Parse = Callable[[str], date | None]
Tell = Callable[[date], str]


class DateField(Field):
    """A date typed freely. ``parse`` reads it, ``tell`` shows it back (“11/27(金)”).

    Signals: ``changed(date | None)``; ``committed()`` on leaving, after the text was checked; ``entered()``.
    """

    entered = Signal()

    def __init__(
        self,
        label: str = "",
        *,
        parse: Parse,
        tell: Tell,
        value: date | None = None,
        placeholder: str = "",
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        dense: bool = False,
        reserve_below: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, name=name, accessible=accessible or label or placeholder, required=required,
                         note=note, icon="calendar-days", dense=dense, reserve_below=reserve_below,
                         parent=parent)  # fmt: skip
        self._parse, self._tell = parse, tell
        self._value = value
        self._line = LineInput(self)
        self._line.setPlaceholderText(placeholder)
        self._line.setText(tell(value) if value else "")
        self._use_editor(self._line)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._line.returnPressed.connect(self.entered)

    def value(self) -> date | None:
        """The day meant, or none if nothing readable stands there."""
        return self._value

    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def is_unreadable(self) -> bool:
        """Whether something stands there that is no date."""
        return bool(self._line.text().strip()) and self._value is None

    def set_value(self, value: date | None) -> None:
        """Put a day in; gives no ``changed``."""
        self._value = value
        self._line.setText(self._tell(value) if value else "")
        self.set_error("")
        self._place_editor()

    def type_in(self, words: str) -> None:
        """Put words in as if the person had typed them, e.g. from a draft."""
        self._line.setText(words)
        self._on_edited(words)

    def set_read_only(self, read_only: bool) -> None:
        """Let the date be read but not changed."""
        self._line.setReadOnly(read_only)
        super().set_read_only(read_only)

    def _answer(self) -> str:
        value = getattr(self, "_value", None)
        if value is None:
            return ""
        told = self._tell(value)
        return "" if told == self._line.text() else f"→ {told}"

    def _editor(self) -> QWidget | None:
        return getattr(self, "_line", None)

    def _place_editor(self) -> None:
        self._line.setGeometry(self.editor_rect())
        self.update()

    def _trail(self) -> int:
        answer = self._answer() if self._editor() is not None else ""
        taken = int(paint.width_of(answer, Type.CAPTION, digits=True)) + theme.px(6) if answer else 0
        return theme.px(PADDING) + taken

    def _paint_inside(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        room = box.adjusted(0, 0, -theme.px(PADDING), 0)
        paint.text(painter, room, self._answer(), look.color("success"), kind=Type.CAPTION, digits=True,
                   align=paint.RIGHT)  # fmt: skip

    @Slot(str)
    def _on_edited(self, words: str) -> None:
        before = self._value
        self._value = self._parse(words.strip()) if words.strip() else None
        if self._value is not None or not words.strip():
            self.set_error("")
        self._place_editor()
        if self._value != before:
            self.changed.emit(self._value)

    @Slot()
    def _on_finished(self) -> None:
        if self.is_unreadable():
            self.set_error(t("No such date. Write 12/5, 3d, fri or a month’s end."))
        self.committed.emit()
