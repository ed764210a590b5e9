"""A field with a list of choices to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.candidates import Candidates, Choice
from ascn_desk.ui.parts.field import PADDING, Field
from ascn_desk.ui.theme import Theme


class Select(Field):
    """One of a list. Keys: Down, Enter or Space open; letters jump; Esc closes. Signals: ``changed(str)`` the id."""

    def __init__(
        self,
        label: str = "",
        *,
        choices: Sequence[Choice] = (),
        value: str = "",
        placeholder: str = "",
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        icon: str = "",
        dense: bool = False,
        reserve_below: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, name=name, accessible=accessible or label or placeholder, required=required,
                         note=note, icon=icon, dense=dense, reserve_below=reserve_below, parent=parent)  # fmt: skip
        self._choices = list(choices)
        self._value = value
        self._placeholder = placeholder
        self._list: Candidates | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell_value()

    def value(self) -> str:
        """The id of what is chosen, or nothing."""
        return self._value

    def set_value(self, value: str) -> None:
        """Choose by id; gives no ``changed``."""
        self._value = value
        self._tell_value()
        self.update()

    def choices(self) -> list[Choice]:
        """All that can be chosen."""
        return list(self._choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays, even if it is no longer offered."""
        self._choices = list(choices)
        self._tell_value()
        self.update()

    def is_open(self) -> bool:
        """Whether the list is open."""
        return self._list is not None and self._list.isVisible()

    def open_list(self) -> None:
        """Open the list under the field."""
        if self._read_only or not self._choices:
            return
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = Candidates(self.window(), name=f"{self.objectName()}-list")
            self._list.picked.connect(self._on_picked)
        self._list.open_below(self, self.box_rect(), self._choices, current=max(0, self._index()),
                              chosen_id=self._value)  # fmt: skip

    def close_list(self) -> None:
        """Close the list; the value stays."""
        if self._list is not None:
            self._list.hide()

    def _index(self) -> int:
        return next((n for n, choice in enumerate(self._choices) if choice.id == self._value), -1)

    def _tell_value(self) -> None:
        index = self._index()
        title = self._choices[index].title if index >= 0 else self._placeholder
        self.setAccessibleDescription(f"{title} {self._error or self._note}".strip())

    @Slot(int)
    def _on_picked(self, number: int) -> None:
        self.close_list()
        self._choose(number)

    def _choose(self, number: int) -> None:
        chosen = self._choices[number].id
        if chosen != self._value:
            self.set_value(chosen)
            self.changed.emit(chosen)
        self.committed.emit()

    def _trail(self) -> int:
        return theme.px(PADDING + 24)

    def _paint_inside(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        index = self._index()
        words = self._choices[index].title if index >= 0 else self._value or self._placeholder
        ink = "disabled" if not self.isEnabled() else "text" if index >= 0 else "hint"
        paint.text(painter, QRectF(self.editor_rect()), words, look.color(ink), kind=self._kind)
        if not self._read_only:
            arrow = QRectF(box.right() - theme.px(PADDING + 18), box.top(), theme.px(18), box.height())
            icons.draw(painter, arrow, "chevron-down", look.color("second" if self.isEnabled() else "disabled"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.box_rect().contains(event.position().toPoint()):
            self.close_list() if self.is_open() else self.open_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)  # Ctrl+Enter is the form's, also from here
            return
        key = event.key()
        open_list = self._list if self.is_open() else None
        if open_list is not None:
            if key == Qt.Key.Key_Down:
                open_list.step(1)
            elif key == Qt.Key.Key_Up:
                open_list.step(-1)
            elif key == Qt.Key.Key_PageDown:
                open_list.set_current(open_list.current() + 8)
            elif key == Qt.Key.Key_PageUp:
                open_list.set_current(max(0, open_list.current() - 8))
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._on_picked(open_list.current())
            elif key == Qt.Key.Key_Escape:
                self.close_list()
            elif not self._jump(event.text()):
                super().keyPressEvent(event)
            return
        if self._read_only:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.open_list()
        elif not self._jump(event.text()):
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> bool:
        """Go to the next choice that begins with a letter; False if the key was none."""
        if not letter or not letter.isprintable() or letter.isspace() or not self._choices:
            return False
        is_open = self._list is not None and self._list.isVisible()
        start = self._list.current() if is_open and self._list is not None else self._index()
        order = [(start + 1 + n) % len(self._choices) for n in range(len(self._choices))]
        found = next((n for n in order if self._choices[n].title.casefold().startswith(letter.casefold())), -1)
        if found >= 0:
            if is_open and self._list is not None:
                self._list.set_current(found)
            else:
                self._choose(found)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)
