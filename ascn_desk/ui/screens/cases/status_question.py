"""A new status for a case, with its reason; one that closes asks for the outcome too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.domain.vocabularies import CLOSING_STATUSES, CaseStatus, code_word
from ascn_desk.operations.views import Shown, Values
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    ButtonKind,
    Choice,
    ChoiceCards,
    DateField,
    DialogButton,
    DialogFrame,
    LongTextField,
    TextField,
    Tone,
)

_SAVE = "save"
_COLUMNS = 3


class StatusQuestion(DialogFrame):
    """Keys: 1 … 9 choose while the cards have the focus, Ctrl+Enter saves, Esc closes.

    Signal: ``decided(dict)`` the fields ``status``, ``status_on``, ``status_reason`` and, for one that closes,
    ``outcome``; ``typed()`` after each change. The dialog stays until :meth:`finish`, or says what is wrong.
    """

    decided = Signal(object)
    typed = Signal()

    def __init__(self, window: QWidget, status: str, outcome: str, today: date) -> None:
        self._today = today
        choices = [Choice(each.value, code_word(CaseStatus, each.value, language())) for each in CaseStatus]
        self._cards = ChoiceCards(choices, value=status, columns=_COLUMNS, digits=True, name="status-cards",
                                  accessible=t("Status"))  # fmt: skip
        self._reason = TextField(t("Reason"), name="status-reason")
        self._day = DateField(t("Status since"), parse=self._parse, tell=self._tell, value=today, name="status-day")
        self._outcome = LongTextField(t("Outcome"), text=outcome, lines=3, required=True, name="status-outcome",
                                      note=t("What came of it, and what the office did"))  # fmt: skip
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(self._cards)
        self._column.addSpacing(theme.px(12))
        for field in (self._reason, self._outcome, self._day):
            self._column.addWidget(field)
        buttons = [DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
                   DialogButton(_SAVE, t("Change the status"), ButtonKind.PRIMARY, "Ctrl+Enter")]  # fmt: skip
        super().__init__(window, t("Change the status"), body, buttons=buttons, width=560, closes=False,
                         name="status")  # fmt: skip
        self._problem: Banner | None = None
        self._cards.changed.connect(self._on_chosen)
        for changed in (self._cards.changed, self._reason.changed, self._outcome.changed, self._day.changed):
            changed.connect(self.typed)
        self.answered.connect(self._on_answered)
        self.finished.connect(self.deleteLater)
        self._show_needed()

    def ask(self) -> None:
        """Show it with the focus on the states."""
        self.open()
        self._cards.focus_first()

    def values(self) -> dict[str, Shown]:
        """What stands there now."""
        day = self._day.value() or self._today
        made: dict[str, Shown] = {
            "status": self._cards.value(),
            "status_on": day.isoformat(),
            "status_reason": self._reason.value().strip() or None,
        }
        if self._is_closing():
            made["outcome"] = self._outcome.value().strip() or None
        return made

    def put(self, values: Values) -> None:
        """Put back what was typed before."""

        def word(name: str) -> str:
            value = values.get(name)
            return value if isinstance(value, str) else ""

        self._cards.set_value(word("status"))
        self._reason.set_value(word("status_reason"))
        self._day.set_value(self._parse(word("status_on")) or self._today)
        if word("outcome"):
            self._outcome.set_value(word("outcome"))
        self._show_needed()

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; the dialog stays."""
        if self._problem is None:
            self._problem = Banner(Tone.ERROR, sentence, name="status-problem")
            self._column.insertWidget(0, self._problem)
        self._problem.set_words(sentence)
        self.fit()

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """Say what is wrong, by field; the first gets the focus."""
        fields = {"status_reason": self._reason, "status_on": self._day, "outcome": self._outcome}
        for field in fields.values():
            field.set_error("")
        for name, sentence in reversed(problems):
            if name in fields:
                fields[name].set_error(sentence)
                fields[name].setFocus()
            else:
                self.show_problem(sentence)
        self.fit()

    def _is_closing(self) -> bool:
        return self._cards.value() in CLOSING_STATUSES

    def _show_needed(self) -> None:
        self._outcome.setVisible(self._is_closing())
        self._reason.set_required(self._is_closing())
        self.fit()

    def _on_chosen(self, status: str) -> None:
        self._show_needed()
        self._reason.setFocus()

    def _on_answered(self, answer: str) -> None:
        if self._day.is_unreadable():
            self._day.set_error(t("No such date. Write 12/5, 3d, fri or a month’s end."))
            self._day.setFocus()
            return
        self.decided.emit(self.values())

    def _parse(self, text: str) -> date | None:
        try:
            return parse_day(text, self._today, "past")
        except CorrectableError:
            return None

    def _tell(self, day: date) -> str:
        return show_day(day, language(), self._today)
