"""The place above the timeline where one writes what happened: one line until it is used, then a small form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Shown, Values
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.forms.field_keys import FieldKeys
from ascn_desk.ui.forms.offers import Lists, offers_of
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Choice,
    DateField,
    LongTextField,
    Part,
    Pressable,
    Select,
    TextField,
    Type,
)
from ascn_desk.ui.parts.base import is_hovered, ready

LOG = KINDS["log_entry"]
_SAVE_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class _AddLine(Pressable):
    """Looks like the field that it opens into."""

    def __init__(self, words: str, key: str, parent: QWidget) -> None:
        super().__init__(name="log-line", accessible=words, parent=parent)
        self._words, self._key = words, key
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        paint.box(painter, area, theme.px(4), look.color("background"),
                  look.color("second" if is_hovered(self) else "border"))  # fmt: skip
        icon = QRectF(theme.px(11), 0, theme.px(18), area.height())
        icons.draw(painter, icon, "notebook-pen", look.color("second"))
        room = area.adjusted(theme.px(36), 0, -theme.px(12), 0)
        paint.text(painter, room, self._words, look.color("hint"), kind=Type.FORM)
        paint.text(painter, room, self._key, look.color("hint"), kind=Type.CAPTION, align=paint.RIGHT)
        painter.end()


class LogEntryBox(Part):
    """Keys while it is open: Ctrl+Enter saves, Esc closes and keeps what was typed.

    Signals: ``save_asked()``; ``typed()`` after each change; ``left()`` when a field is left; ``more_asked()`` for all
    fields; ``opened()``, ``closed()``.
    """

    save_asked = Signal()
    typed = Signal()
    left = Signal()
    more_asked = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(name="log-entry", accessible=t("Add a note"), parent=parent)
        self._today = today
        self._line = _AddLine(t("Add a note"), "N", self)
        self._text = LongTextField(lines=4, placeholder=t("What happened, what was said"), name="log-text",
                                   accessible=LOG.fields["text"].words(language()), reserve_below=False)  # fmt: skip
        self._medium = Select(placeholder=LOG.fields["medium"].words(language()), dense=True, name="log-medium",
                              accessible=LOG.fields["medium"].words(language()))  # fmt: skip
        self._kind = Select(placeholder=LOG.fields["log_kind"].words(language()), dense=True, name="log-kind",
                            accessible=LOG.fields["log_kind"].words(language()))  # fmt: skip
        self._day = DateField(parse=self._parse, tell=self._tell, value=today, dense=True, name="log-day",
                              accessible=LOG.fields["happened_on"].words(language()), reserve_below=False)  # fmt: skip
        self._people = TextField(placeholder=LOG.fields["participants"].words(language()), icon="users", dense=True,
                                 name="log-people", reserve_below=False)  # fmt: skip
        self._panel = self._make_panel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._panel)
        self._panel.hide()
        self._wire()

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for part, share in ((self._medium, 3), (self._kind, 3), (self._day, 4)):
            row.addWidget(part, share)
        column.addLayout(row)
        column.addWidget(self._people)
        feet = QHBoxLayout()
        feet.setSpacing(theme.px(8))
        close = Button(t("Close"), kind=ButtonKind.QUIET, key="Esc", name="log-close")
        more = Button(t("All fields"), kind=ButtonKind.QUIET, key="Ctrl+E", name="log-more")
        save = Button(t("Note it"), key="Ctrl+Enter", name="log-save")
        close.clicked.connect(self.close_box)
        more.clicked.connect(self.more_asked)
        save.clicked.connect(self.save_asked)
        feet.addWidget(close)
        feet.addWidget(more)
        feet.addStretch(1)
        feet.addWidget(save)
        column.addLayout(feet)
        return panel

    def _wire(self) -> None:
        self._line.clicked.connect(self.open_box)
        self._keys = FieldKeys(self._panel, {"Ctrl+E": self.more_asked.emit})
        for field in (self._text, self._medium, self._kind, self._day, self._people):
            field.changed.connect(self.typed)
            field.committed.connect(self.left)

    # For the page that holds it

    def set_lists(self, lists: Lists) -> None:
        """Offer these ways and kinds of entries."""
        for select, name in ((self._medium, "medium"), (self._kind, "log_kind")):
            offers = offers_of(LOG.fields[name], lists, language())
            select.set_choices(
                [
                    Choice("", f"{LOG.fields[name].words(language())}: –"),
                    *(Choice(each.code, each.title) for each in offers),
                ]
            )

    @Slot()
    def open_box(self) -> None:
        """Open the form and put the focus on the text."""
        self.show_box()
        self._text.setFocus()

    def show_box(self) -> None:
        """Open the form and leave the focus where it is."""
        if self._panel.isHidden():
            self._line.hide()
            self._panel.show()
            self.opened.emit()

    @Slot()
    def close_box(self) -> None:
        """Close the form; what was typed stays in it."""
        self._panel.hide()
        self._line.show()
        self.closed.emit()

    def is_open(self) -> bool:
        """Whether the form is open."""
        return not self._panel.isHidden()

    def values(self) -> dict[str, Shown]:
        """What is typed, as the fields of a log entry; empty fields are left out."""
        day = self._day.value()
        made: dict[str, Shown] = {
            "text": self._text.value().strip() or None,
            "happened_on": day.isoformat() if day else None,
            "medium": self._medium.value() or None,
            "log_kind": self._kind.value() or None,
            "participants": self._people.value().strip() or None,
        }
        return {name: value for name, value in made.items() if value is not None}

    def set_values(self, values: Values) -> None:
        """Put values in, of a draft or none."""

        def word(name: str) -> str:
            value = values.get(name)
            return value if isinstance(value, str) else ""

        self._text.set_value(word("text"))
        self._medium.set_value(word("medium"))
        self._kind.set_value(word("log_kind"))
        self._people.set_value(word("participants"))
        self._day.set_value(self._parse(word("happened_on")) or self._today)
        for field in (self._text, self._day):
            field.set_error("")

    def is_typed(self) -> bool:
        """Whether something worth keeping stands there."""
        return any(name in self.values() for name in ("text", "participants"))

    def unreadable_day(self) -> bool:
        """Whether the date cannot be read."""
        return self._day.is_unreadable()

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """Say what is wrong, by field; the first gets the focus."""
        fields = {"text": self._text, "happened_on": self._day, "participants": self._people, "medium": self._medium,
                  "log_kind": self._kind}  # fmt: skip
        for field in fields.values():
            field.set_error("")
        for name, sentence in reversed(problems):
            field = fields.get(name, self._text)
            field.set_error(sentence)
            field.setFocus()

    # Within

    def _parse(self, text: str) -> date | None:
        try:
            return parse_day(text, self._today, "past")
        except CorrectableError:
            return None

    def _tell(self, day: date) -> str:
        return show_day(day, language(), self._today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        if not self.is_open() or self._is_composing():
            super().keyPressEvent(event)
        elif keys in _SAVE_KEYS:
            self.save_asked.emit()
        elif keys == "Ctrl+E":
            self.more_asked.emit()
        elif keys == "Esc":
            self.close_box()
        else:
            super().keyPressEvent(event)

    def _is_composing(self) -> bool:
        return bool(getattr(QApplication.focusWidget(), "composing", False))
