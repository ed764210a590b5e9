"""Enrolment at both ends: a new desk types three words that it hears; headquarters approves a request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.enrolment import RequestInfo
from ascn_desk.operations.views import Approval, StarterInfo
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    ButtonKind,
    DialogButton,
    DialogFrame,
    FormLayout,
    HashWords,
    KeyValueList,
    Label,
    Mark,
    Paragraph,
    Shape,
    TextField,
    Tone,
)
from ascn_desk.ui.screens import telling

_YES = "yes"


class WordsPanel(QWidget):
    """Three fields for the words that the desk asks for, heard on the telephone from headquarters."""

    def __init__(self, info: StarterInfo) -> None:
        super().__init__()
        self._fields: dict[int, TextField] = {}
        self._problem: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(
            Paragraph(
                t(
                    "Call headquarters by a number that you know, not one from the file. Ask for the twelve words of "
                    "the root and type the three that stand here. So nobody can pass himself off as headquarters."
                )
            )
        )
        form = FormLayout(3)
        for position in info.asked:
            one = TextField(t("Word {n}", n=position), required=True, name=f"starter-word-{position}")
            self._fields[position] = one
            form.add(one)
        self._column.addWidget(form)

    def first_control(self) -> QWidget:
        """The first word."""
        return next(iter(self._fields.values()))

    def fields(self) -> list[TextField]:
        """The three fields in their order."""
        return list(self._fields.values())

    def words(self) -> dict[int, str] | None:
        """Position → word; None where one is missing, which is then said at its field."""
        for one in self._fields.values():
            one.set_error("" if one.value().strip() else t("Write something here."))
        missing = [one for one in self._fields.values() if one.error()]
        if missing:
            missing[0].setFocus()
            return None
        return {position: one.value().strip() for position, one in self._fields.items()}

    def tell(self, sentence: str) -> None:
        """Say what is wrong with them."""
        if self._problem is None:
            self._problem = Banner(Tone.ERROR, sentence, name="starter-problem")
            self._column.addWidget(self._problem)
        self._problem.set_words(sentence)


class StarterQuestion:
    """The dialog of the three words; ``accept(words)`` is called until one try succeeds or it is closed."""

    def __init__(self, parent: QWidget, info: StarterInfo, accept: Callable[[dict[int, str]], None]) -> None:
        self._panel = WordsPanel(info)
        self._accept = accept
        buttons = [
            DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
            DialogButton(_YES, t("Accept and import"), ButtonKind.PRIMARY, "Ctrl+Enter"),
        ]
        self._frame = DialogFrame(parent.window(), t("Three words from headquarters"), self._panel, buttons=buttons,
                                  width=600, closes=False, name="starter")  # fmt: skip
        self._frame.answered.connect(self._on_answered)
        fields = self._panel.fields()
        for one, following in pairwise(fields):
            one.entered.connect(following.setFocus)
        fields[-1].entered.connect(lambda: self._frame.press(_YES))
        self._frame.finished.connect(lambda _: self._frame.deleteLater())
        self._frame.open(self._panel.first_control())

    def succeed(self) -> None:
        """Close it."""
        self._frame.finish(_YES)

    def fail(self, sentence: str) -> None:
        """Leave it open and say what is wrong."""
        self._frame.set_button_enabled(_YES, True)
        self._panel.tell(sentence)
        self._frame.fit()

    def _on_answered(self, answer: str) -> None:
        words = self._panel.words()
        if words is not None:
            self._frame.set_button_enabled(_YES, False)
            self._accept(words)


def ask_approval(parent: QWidget, info: RequestInfo, path: Path, today: date) -> bool:
    """Show what a request asks for; whether headquarters approves it."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.addWidget(
        Paragraph(
            t(
                "Call that office by a number that you know and ask whether it made this request, with these letters "
                "of its desk. Approval lets the desk write for the office from now on."
            )
        )
    )
    pairs = [
        (t("Office"), info.office_name),
        (t("Desk"), info.desk),
        (t("Name"), info.name),
        (t("Made"), telling.time_words(info.created, today)),
        (t("File"), path.name),
    ]
    column.addWidget(KeyValueList(pairs))
    if info.is_practice:
        column.addWidget(Banner(Tone.INFO, t("This is a practice desk."), name="approve-practice"))
    buttons = [
        DialogButton("", t("Not now"), ButtonKind.QUIET, "Esc"),
        DialogButton(_YES, t("Approve"), ButtonKind.PRIMARY, "Ctrl+Enter", icon="badge-check"),
    ]
    frame = DialogFrame(parent.window(), t("Request of a new desk"), body, buttons=buttons, width=560, name="approve")
    answer = frame.run(frame.first_button(quiet=True))
    frame.deleteLater()
    return answer == _YES


def tell_approval(parent: QWidget, approval: Approval) -> None:
    """Show the twelve words to read out, and where the starter lies."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    title = t("Twelve words to read out")
    if approval.path is None:
        title = t("New keys")
        words = t("This desk goes on under its new keys: no starter is needed.")
        column.addWidget(Banner(Tone.SUCCESS, words, name="approved-banner"))
    else:
        words = t("The desk is registered. The starter file is written.")
        column.addWidget(Banner(Tone.SUCCESS, words, detail=str(approval.path), name="approved-banner"))
    if approval.taken:
        words = telling.taken_words(len(approval.taken))
        column.addWidget(Label(words, mark=Mark(Shape.CHECK, Tone.SUCCESS), name="approved-taken"))
    if approval.path is not None:
        words = t("Send the starter file. When the officer calls, read out the twelve words of the root; the desk asks "
                  "for three of them. Never send them together with the file.")
        column.addWidget(Paragraph(words))
        column.addWidget(HashWords(approval.words, columns=3, name="approved-words"))
    buttons = [DialogButton(_YES, t("Close"), ButtonKind.PRIMARY, "Enter")]
    frame = DialogFrame(parent.window(), title, body, buttons=buttons, width=600, name="approved")
    frame.run(frame.first_button())
    frame.deleteLater()
