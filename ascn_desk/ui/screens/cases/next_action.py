"""The small questions about what is to be done next: done and what follows, or put off until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.operations.views import Shown, Values
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    ButtonKind,
    DateField,
    DialogButton,
    DialogFrame,
    Field,
    Label,
    Paragraph,
    TextField,
    Tone,
)

_SAVE = "save"


class _Question(DialogFrame):
    """A small dialog that stays open until what it asks was saved. Signal: ``typed()`` after each change."""

    typed = Signal()

    def __init__(self, window: QWidget, title: str, fields: list[QWidget], ok: str, name: str) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        for field in fields:
            if isinstance(field, Field):
                self._column.addSpacing(theme.px(6))
            self._column.addWidget(field)
        buttons = [DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
                   DialogButton(_SAVE, ok, ButtonKind.PRIMARY, "Ctrl+Enter")]  # fmt: skip
        super().__init__(window, title, body, buttons=buttons, width=440, compact=True, closes=False, name=name)
        self._problem: Banner | None = None
        for each in fields:
            if isinstance(each, Field):
                each.changed.connect(self.typed)
        self.answered.connect(self._on_answered)
        self.finished.connect(self.deleteLater)

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; the dialog stays."""
        if self._problem is None:
            self._problem = Banner(Tone.ERROR, sentence, name=f"{self.objectName()}-problem")
            self._column.insertWidget(0, self._problem)
        self._problem.set_words(sentence)
        self.fit()

    def values(self) -> dict[str, Shown]:
        """What was typed, as the fields of a case; a date that cannot be read as it stands there."""
        made: dict[str, Shown] = {}
        for name, field in self._typed_fields().items():
            if isinstance(field, TextField):
                made[name] = field.value().strip() or None
            else:
                day = field.value()
                made[name] = day.isoformat() if day is not None else field.text().strip() or None
        return {name: value for name, value in made.items() if value is not None}

    def put(self, values: Values) -> None:
        """Put back what was typed before."""
        for name, field in self._typed_fields().items():
            value = values.get(name)
            if not isinstance(value, str):
                continue
            if isinstance(field, TextField):
                field.set_value(value)
                continue
            try:
                field.set_value(date.fromisoformat(value))
            except ValueError:
                field.type_in(value)

    # What a question says of itself; Qt's own metaclass leaves no room for abstract methods

    def _typed_fields(self) -> dict[str, TextField | DateField]:
        """What is typed, by the name of the field of the case."""
        raise NotImplementedError

    def _on_answered(self, answer: str) -> None:
        """Take the answer, or say what is wrong."""
        raise NotImplementedError


def _day_field(label: str, today: date, name: str, value: date | None = None) -> DateField:
    def parse(text: str) -> date | None:
        try:
            return parse_day(text, today, "future")
        except CorrectableError:
            return None

    return DateField(label, parse=parse, tell=lambda day: show_day(day, language(), today), value=value,
                     placeholder=t("3d, fri, 12/5, month’s end"), name=name)  # fmt: skip


def _due_note(due: date | None, today: date) -> str:
    return t("now due {day}", day=show_day(due, language(), today)) if due is not None else ""


class DoneQuestion(_Question):
    """What was to be done is done; what comes next, if anything. Signal: ``decided(str, date | None)``."""

    decided = Signal(str, object)

    def __init__(self, window: QWidget, action: str, today: date) -> None:
        self._action = TextField(t("Next action"), name="done-next", note=t("Empty if nothing follows yet"))
        self._due = _day_field(t("Due"), today, "done-due")
        done = Label(action, bold=True)
        super().__init__(window, t("Done"), [done, Paragraph(t("It is noted in the timeline with today’s date.")),
                                             self._action, self._due], t("Done"), "done")  # fmt: skip
        self._action.entered.connect(lambda: self.press(_SAVE))
        self._due.entered.connect(lambda: self.press(_SAVE))

    def ask(self) -> None:
        """Show it with the focus on what comes next."""
        self.open(self._action)

    def _typed_fields(self) -> dict[str, TextField | DateField]:
        return {"next_action": self._action, "next_due": self._due}

    def _on_answered(self, answer: str) -> None:
        if _settle(self._due):
            return
        if self._due.value() is not None and not self._action.value().strip():
            self._action.set_error(t("A date needs what is to be done."))
            self._action.setFocus()
            return
        self.decided.emit(self._action.value().strip(), self._due.value())


class PutOffQuestion(_Question):
    """Until when it is put off. Signal: ``decided(date)``."""

    decided = Signal(object)

    def __init__(self, window: QWidget, action: str, due: date | None, today: date) -> None:
        self._due = _day_field(t("New date"), today, "put-off-due")
        self._due.set_note(_due_note(due, today))
        super().__init__(window, t("Put off"), [Label(action, bold=True), self._due], t("Put off"), "put-off")
        self._due.entered.connect(lambda: self.press(_SAVE))

    def ask(self) -> None:
        """Show it with the focus on the date."""
        self.open(self._due)

    def _typed_fields(self) -> dict[str, TextField | DateField]:
        return {"next_due": self._due}

    def _on_answered(self, answer: str) -> None:
        if _settle(self._due):
            return
        if self._due.value() is None:
            self._due.set_error(t("Write a date: 3d, fri, 12/5 or a month’s end."))
            self._due.setFocus()
            return
        self.decided.emit(self._due.value())


class PlanQuestion(_Question):
    """What is to be done next, where nothing is planned. Signal: ``decided(str, date | None)``."""

    decided = Signal(str, object)

    def __init__(self, window: QWidget, today: date) -> None:
        self._action = TextField(t("Next action"), required=True, name="plan-next")
        self._due = _day_field(t("Due"), today, "plan-due")
        super().__init__(window, t("Next action"), [self._action, self._due], t("Save"), "plan")
        self._due.entered.connect(lambda: self.press(_SAVE))

    def ask(self) -> None:
        """Show it with the focus on the action."""
        self.open(self._action)

    def _typed_fields(self) -> dict[str, TextField | DateField]:
        return {"next_action": self._action, "next_due": self._due}

    def _on_answered(self, answer: str) -> None:
        if _settle(self._due):
            return
        if not self._action.value().strip():
            self._action.set_error(t("Write something here."))
            self._action.setFocus()
            return
        self.decided.emit(self._action.value().strip(), self._due.value())


def _settle(due: DateField) -> bool:
    """Say that a date cannot be read; tells whether that is so."""
    if not due.is_unreadable():
        return False
    due.set_error(t("No such date. Write 12/5, 3d, fri or a month’s end."))
    due.setFocus()
    return True
