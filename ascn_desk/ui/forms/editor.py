"""One field of a form: its control, what stands in it, and whether that can be read.

Every kind of field has an editor with the same few methods; the form knows nothing of the controls. What is typed
and cannot be read yet – half a date, a company not picked – is kept in drafts as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.domain import money
from ascn_desk.domain.dates import parse_day, preference_of, show_day
from ascn_desk.domain.fields import Field as Declared
from ascn_desk.domain.typed import parse_value
from ascn_desk.operations.views import Shown
from ascn_desk.ui.forms.labelled import Labelled
from ascn_desk.ui.forms.local_time import read_local_time, show_local_time
from ascn_desk.ui.forms.offers import Offer
from ascn_desk.ui.parts import Choice, DateField, LongTextField, Segmented, Select, TextField
from ascn_desk.ui.parts.field import Field

_LONG_LINES = 5
_SHORT_LINES = 3
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an editor is made from beside its declaration."""

    field: Declared
    name: str
    required: bool
    today: date
    empty_words: str = ""

    @property
    def label(self) -> str:
        return self.field.words(language())


class Editor(QObject):
    """Signals: ``edited()`` after each change of the person; ``left()`` when they leave or confirm it."""

    edited = Signal()
    left = Signal()

    def __init__(self, setting: Setting, control: Field) -> None:
        super().__init__(control)
        self.setting = setting
        self.control = control
        control.changed.connect(self._on_changed)
        control.committed.connect(self.left)

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.setting.field.name

    # What an editor does in its own way; Qt's own metaclass leaves no room for abstract methods

    def value(self) -> Shown:
        """What the field holds now; what cannot be read counts as nothing."""
        raise NotImplementedError

    def put(self, value: Shown) -> None:
        """Show a value; gives no signal."""
        raise NotImplementedError

    def typed(self) -> Shown:
        """What stands there, for a draft; a value where it can be read."""
        return self.value()

    def retype(self, typed: Shown) -> None:
        """Put back what :meth:`typed` gave."""
        self.put(typed)

    def problem(self) -> str:
        """Why what stands there cannot be read, as a sentence; empty if it can."""
        return ""

    def focus_target(self) -> QWidget:
        """What takes the focus."""
        return self.control

    def show_problem(self, sentence: str) -> None:
        """Say at the field what is wrong, or take it back."""
        self.control.set_error(sentence)

    def _on_changed(self) -> None:
        self.control.set_error("")
        self.edited.emit()


class TextEditor(Editor):
    """A line or several lines of text."""

    def __init__(self, setting: Setting) -> None:
        field = setting.field
        control: TextField | LongTextField
        if field.is_long or field.is_lines:
            control = LongTextField(setting.label, lines=_LONG_LINES if field.is_long else _SHORT_LINES,
                                    required=setting.required, name=setting.name, reserve_below=False,
                                    note=t("One a line.") if field.is_lines else "")  # fmt: skip
        else:
            control = TextField(setting.label, required=setting.required, name=setting.name, reserve_below=False)
        self._text = control
        super().__init__(setting, control)

    def value(self) -> Shown:
        return self._text.value() or None

    def put(self, value: Shown) -> None:
        self._text.set_value("" if value is None else str(value))


class ParsedEditor(Editor):
    """A line that means something else than its letters: a number, a time, an amount."""

    def __init__(self, setting: Setting, *, placeholder: str = "", note: str = "") -> None:
        self._line = TextField(setting.label, required=setting.required, name=setting.name, placeholder=placeholder,
                               note=note, reserve_below=False)  # fmt: skip
        super().__init__(setting, self._line)
        self._line.committed.connect(self._on_left)

    def value(self) -> Shown:
        try:
            return self._read(self._line.value())
        except CorrectableError:
            return None

    def put(self, value: Shown) -> None:
        self._line.set_value("" if value is None else self._tell(value))

    def typed(self) -> Shown:
        value = self.value()
        return value if value is not None else self._line.value() or None

    def retype(self, typed: Shown) -> None:
        if isinstance(typed, str):
            self._line.set_value(typed)
            self._on_left()
        else:
            self.put(typed)

    def problem(self) -> str:
        try:
            self._read(self._line.value())
        except CorrectableError as error:
            return error_text(CorrectableError(error.code, **{**error.data, "field": self.setting.label}))
        return ""

    def _read(self, text: str) -> Shown:
        return parse_value(self.setting.field, text, self.setting.today)

    def _tell(self, value: Shown) -> str:
        return f"{value}"

    def _on_left(self) -> None:
        """Show back how it was read."""
        if sentence := self.problem():
            self.show_problem(sentence)
            return
        value = self.value()
        if value is not None:
            self._line.set_value(self._tell(value))


class NumberEditor(ParsedEditor):
    """A whole or decimal number; years are written without commas."""

    def _tell(self, value: Shown) -> str:
        is_year = self.setting.field.name.endswith("year") or self.setting.field.maximum == 9999
        return f"{value:,}" if isinstance(value, int) and not is_year else f"{value}"


class LocalTimeEditor(ParsedEditor):
    """A time by the clock of the place."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, placeholder=t("12/5 9:30"))

    def _read(self, text: str) -> Shown:
        if not text.strip():
            return None
        value = read_local_time(text, self.setting.today)
        if value is None:
            raise CorrectableError("bad-form", value=text)
        return value

    def _tell(self, value: Shown) -> str:
        return show_local_time(str(value), language(), self.setting.today)


class MoneyEditor(ParsedEditor):
    """An amount as people write it; how many places it has depends on the currency beside it."""

    def __init__(self, setting: Setting, currency: Callable[[], str | None]) -> None:
        self._currency = currency
        super().__init__(setting)

    def _read(self, text: str) -> Shown:
        return money.to_minor(text.strip(), self._currency()) if text.strip() else None

    def _tell(self, value: Shown) -> str:
        return f"{money.to_major(value, self._currency()):,f}" if isinstance(value, int) else str(value)


class DayEditor(Editor):
    """A day, by any of the ways people write it."""

    def __init__(self, setting: Setting) -> None:
        self._day = DateField(setting.label, parse=self._parse, tell=self._tell, required=setting.required,
                              name=setting.name, reserve_below=False)  # fmt: skip
        super().__init__(setting, self._day)

    def _parse(self, text: str) -> date | None:
        try:
            return parse_day(text, self.setting.today, preference_of(self.setting.field.name))
        except CorrectableError:
            return None

    def _tell(self, day: date) -> str:
        return show_day(day, language(), self.setting.today)

    def value(self) -> Shown:
        day = self._day.value()
        return None if day is None else day.isoformat()

    def put(self, value: Shown) -> None:
        day = self._parse(value) if isinstance(value, str) else None
        self._day.set_value(day)
        if day is None and isinstance(value, str):
            self._day.type_in(value)

    def typed(self) -> Shown:
        return self.value() or self._day.text() or None

    def problem(self) -> str:
        if not self._day.is_unreadable():
            return ""
        return error_text(CorrectableError("bad-date", value=self._day.text()))


class FlagEditor(Editor):
    """Yes, no or not known."""

    def __init__(self, setting: Setting) -> None:
        choices = [Choice("yes", t("Yes")), Choice("no", t("No")), Choice(UNKNOWN, t("Not said"))]
        self._flag = Segmented(choices, value=UNKNOWN, name=f"{setting.name}-input")
        frame = Labelled(
            setting.label,
            self._flag,
            required=setting.required,
            name=setting.name,
            stretches=False,
        )
        super().__init__(setting, frame)
        self._flag.changed.connect(self._on_changed)

    def value(self) -> Shown:
        return {"yes": True, "no": False}.get(self._flag.value())

    def put(self, value: Shown) -> None:
        self._flag.set_value(UNKNOWN if value is None else "yes" if value else "no")

    def focus_target(self) -> QWidget:
        return self._flag


class ChoiceEditor(Editor):
    """One of a list."""

    def __init__(self, setting: Setting, offers: Callable[[Sequence[str]], Sequence[Offer]]) -> None:
        self._offers = offers
        self._select = Select(
            setting.label, required=setting.required, name=setting.name, reserve_below=False, placeholder="–"
        )
        super().__init__(setting, self._select)
        self._offer("")

    def _offer(self, held: str) -> None:
        choices = [Choice(each.code, each.title) for each in self._offers([held] if held else [])]
        if not self.setting.required:
            choices.insert(0, Choice("", self.setting.empty_words or "–"))
        self._select.set_choices(choices)

    def value(self) -> Shown:
        return self._select.value() or None

    def put(self, value: Shown) -> None:
        self._offer(value if isinstance(value, str) else "")
        self._select.set_value(value if isinstance(value, str) else "")
