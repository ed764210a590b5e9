"""A field that refers to a record: type, and candidates appear.

- Nothing acts on what an input method has not committed: ``textEdited`` comes only after the commit.
- Answers may come late and out of order (the search runs on the worker): only the answer to the last question
  is shown.
- The list takes no focus; typing goes on while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts.candidates import Candidates, Choice
from ascn_desk.ui.parts.field import PADDING, Field
from ascn_desk.ui.parts.line_input import LineInput
from ascn_desk.ui.theme import Theme, Type

WAIT_MS = 80
"""Typing pauses shorter than this ask nothing."""

NEW_ID = "+new"

Find = Callable[[str], Sequence[Choice]]
Ask = Callable[[str, Callable[[Sequence[Choice]], None]], None]


class SearchSelect(Field):
    """A reference to a record. Give ``find`` (answers at once) or ``ask`` (``ask(text, answer)``, answers later).

    Signals: ``changed(Choice | None)``; ``new_asked(str)`` when “+ new …” is picked; ``committed()``;
    ``typed(str)`` what stands there, picked or not, after each letter.
    """

    new_asked = Signal(str)
    typed = Signal(str)

    def __init__(
        self,
        label: str = "",
        *,
        find: Find | None = None,
        ask: Ask | None = None,
        value: Choice | None = None,
        new_words: str = "",
        placeholder: str = "",
        name: str = "",
        accessible: str = "",
        required: bool = False,
        note: str = "",
        icon: str = "search",
        reserve_below: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, name=name, accessible=accessible or label or placeholder, required=required,
                         note=note, icon=icon, reserve_below=reserve_below, parent=parent)  # fmt: skip
        self._find, self._ask = find, ask
        self._new_words = new_words
        self._value = value
        self._question = self._answered = 0
        self._takes_best = False
        self._list: Candidates | None = None
        self._line = LineInput(self)
        self._line.setPlaceholderText(placeholder)
        self._line.setText(value.title if value else "")
        self._line.installEventFilter(self)
        self._use_editor(self._line)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self._line.textEdited.connect(self._on_edited)

    def value(self) -> Choice | None:
        """The record picked, or none."""
        return self._value

    def text(self) -> str:
        """What stands in the field, picked or not."""
        return self._line.text()

    def set_value(self, value: Choice | None) -> None:
        """Refer to a record; gives no ``changed``."""
        self._question += 1  # an answer still on its way is for another text
        self._wait.stop()
        self._answered, self._takes_best = self._question, False
        self.close_list()
        self._value = value
        self._line.setText(value.title if value else "")
        self._place_editor()
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Let the reference be read but not changed."""
        self._line.setReadOnly(read_only)
        super().set_read_only(read_only)

    def is_open(self) -> bool:
        """Whether candidates are shown."""
        return self._list is not None and self._list.isVisible()

    def candidates(self) -> list[Choice]:
        """What is offered now."""
        shown = self._list if self.is_open() else None
        return [shown.row(n) for n in range(shown.row_count())] if shown else []

    def close_list(self) -> None:
        """Close the list."""
        if self._list is not None:
            self._list.hide()

    def _editor(self) -> QWidget | None:
        return getattr(self, "_line", None)

    def _place_editor(self) -> None:
        self._line.setGeometry(self.editor_rect())

    def _trail(self) -> int:
        value: Choice | None = getattr(self, "_value", None)
        detail = value.detail if value is not None else ""
        taken = min(int(paint.width_of(detail, Type.CAPTION)), self.width() // 2) + theme.px(8) if detail else 0
        return theme.px(PADDING) + taken

    def _paint_inside(self, painter: QPainter, look: Theme, box: QRectF) -> None:
        if self._value is not None and self._value.detail:
            room = box.adjusted(box.width() / 2, 0, -theme.px(PADDING), 0)
            paint.text(painter, room, self._value.detail, look.color("hint"), kind=Type.CAPTION, align=paint.RIGHT)
        elif self.is_open() and self._wait.isActive():
            icons.draw(painter, QRectF(box.right() - theme.px(30), box.top(), theme.px(16), box.height()),
                       "loader-circle", look.color("hint"))  # fmt: skip

    @Slot(str)
    def _on_edited(self, words: str) -> None:
        self.typed.emit(words)
        self._takes_best = False
        if self._value is not None:
            self._value = None
            self._place_editor()
            self.changed.emit(None)
        self._wait.start()
        self.update()

    @Slot()
    def _search(self) -> None:
        self._question += 1
        question, words = self._question, self._line.text().strip()
        if not words:
            self._answered = question
            self.close_list()
        elif self._ask is not None:
            self._ask(words, lambda found: self._show(question, found))
        elif self._find is not None:
            self._show(question, self._find(words))

    def _show(self, question: int, found: Sequence[Choice]) -> None:
        if question != self._question:
            return
        self._answered = question
        takes_best, self._takes_best = self._takes_best, False
        if not self._line.hasFocus() or self._value is not None:
            return
        if takes_best and found and not self._wait.isActive():
            self._take(found[0])
            return
        rows = list(found)
        if self._new_words:
            rows.append(Choice(NEW_ID, f"{self._new_words} “{self._line.text().strip()}”"))
        if not rows:
            rows.append(Choice("", t("Nothing found")))
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = Candidates(self.window(), name=f"{self.objectName()}-list")
            self._list.picked.connect(self._on_picked)
        self._list.open_below(self, self.box_rect(), rows, current=0, last_icon="plus" if self._new_words else "")

    @Slot(int)
    def _on_picked(self, number: int) -> None:
        if self._list is None or number < 0:
            return
        choice = self._list.row(number)
        self.close_list()
        if choice.id == NEW_ID:
            self.new_asked.emit(self._line.text().strip())
        elif choice.id:
            self._take(choice)

    def _take(self, choice: Choice) -> None:
        self.set_value(choice)
        self.changed.emit(choice)
        self.committed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self._line.composing:
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut:
                self.close_list()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        shown = self._list if self.is_open() else None
        key = event.key()
        if shown is None:
            if key == Qt.Key.Key_Down and not self._read_only and self._line.text():
                self._search()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                return self._on_early_enter()
            return False
        if key == Qt.Key.Key_Down:
            shown.step(1)
        elif key == Qt.Key.Key_Up:
            shown.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_picked(shown.current())
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def _on_early_enter(self) -> bool:
        """Enter before the list is there takes the best hit once it comes; tells whether an answer is awaited."""
        if not self._wait.isActive() and self._answered == self._question:
            return False
        self._takes_best = True
        if self._wait.isActive():
            self._wait.stop()
            self._search()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)
