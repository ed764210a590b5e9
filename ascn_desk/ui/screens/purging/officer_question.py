"""The questions of purging: who says so, and why; what comes of it stands above them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.purge_views import WaitingPurge
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    ButtonKind,
    Choice,
    ChoiceCards,
    DialogButton,
    LongTextField,
    Paragraph,
    Select,
    Tone,
)
from ascn_desk.ui.screens.question import Question

_GO = "go"


def _buttons(go: str, kind: ButtonKind) -> list[DialogButton]:
    return [DialogButton("", t("Do not"), ButtonKind.QUIET, "Esc"), DialogButton(_GO, go, kind, "Ctrl+Enter")]


def _stacked(parts: Sequence[QWidget]) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(10))
    for part in parts:
        column.addWidget(part)
    return body


class ConfirmQuestion(Question):
    """Asks a second officer. Signal: ``decided(str)`` the officer's id."""

    decided = Signal(str)

    def __init__(
        self, window: QWidget, asked: WaitingPurge, officers: Sequence[tuple[str, str]], told: Sequence[str]
    ) -> None:
        others = [Choice(user_id, name) for user_id, name in officers if user_id != asked.by]
        self._who = Select(t("Who confirms"), choices=others, value=others[0].id if others else "", required=True,
                           name="purge-officer")  # fmt: skip
        warning = Banner(
            Tone.WARNING, t("There is no way back: what goes is gone on every desk, in every later backup and export."),
            name="purge-warning",
        )  # fmt: skip
        body = _stacked([warning, *(Paragraph(each, color="text") for each in told), self._who])
        super().__init__(window, t("Purge this for ever?"), body, buttons=_buttons(t("Purge"), ButtonKind.DANGER),
                         width=600, name="purge-confirm")  # fmt: skip
        self.answered.connect(self._on_answered)
        if not others:
            self.show_problem(t("No second officer of headquarters is recorded here. Record one, with the user id."))
            self.set_button_enabled(_GO, False)

    def ask(self) -> None:
        """Show it; the focus is not on what cannot be undone."""
        self.open(self._who)

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        if not self._who.value():
            self._who.set_error(t("Choose the officer."))
            self._who.setFocus()
            return
        self.decided.emit(self._who.value())


class PurgeQuestion(Question):
    """Asks what of a record shall go, and why. Signal: ``decided(what, why, officer)``; ``what``: a choice's id."""

    decided = Signal(str, str, str)

    def __init__(
        self, window: QWidget, record: str, choices: Sequence[Choice], officers: Sequence[tuple[str, str]]
    ) -> None:
        self._cards = ChoiceCards(choices, value=choices[0].id, columns=1, name="purge-what",
                                  accessible=t("What shall go"))  # fmt: skip
        note = t("It stays in the history everywhere. Do not repeat what shall go.")
        self._why = LongTextField(t("Reason"), lines=2, required=True, note=note, name="purge-why")
        self._who = Select(t("Who asks"), choices=[Choice(user_id, name) for user_id, name in officers],
                           value=officers[0][0], name="purge-officer")  # fmt: skip
        warning = Banner(
            Tone.WARNING,
            t("This only asks. Once a second officer confirms it, what goes is taken away on every desk for ever; that "
              "something stood here, by whom and when, stays."),
            name="purge-warning",
        )  # fmt: skip
        body = _stacked([Paragraph(record, color="text", bold=True), warning, self._cards, self._why, self._who])
        super().__init__(window, t("Ask for a purge"), body, buttons=_buttons(t("Ask for it"), ButtonKind.PRIMARY),
                         width=600, name="purge")  # fmt: skip
        self.answered.connect(self._on_answered)

    def ask(self) -> None:
        """Show it with the focus on what shall go."""
        self.open(self._cards)
        self._cards.focus_first()

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        why = self._why.value().strip()
        if not why:
            self._why.set_error(t("Write something here."))
            self._why.setFocus()
            return
        self.decided.emit(self._cards.value(), why, self._who.value())
