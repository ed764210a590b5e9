"""Closing a desk: where its logs end is asked first, with what it could read; then it is a change like any other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import trust_closing
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.trust_changes import Signing, TrustChanged
from ascn_desk.operations.trust_closing import Closed
from ascn_desk.operations.trust_overview import DeskLine
from ascn_desk.operations.trust_readable import Readable
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    ButtonKind,
    DialogButton,
    DialogFrame,
    KeyValueList,
    Paragraph,
    SectionHeading,
    TextField,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.question import Question, failing
from ascn_desk.ui.screens.trust import reading
from ascn_desk.ui.screens.trust.changing import Changing
from ascn_desk.ui.screens.trust.wording import channel_words
from ascn_desk.ui.session import Session

_GO = "go"


class EndsQuestion(Question):
    """Asks at which number each log of a desk ends. Signal: ``decided(dict)`` channel → position that was typed."""

    decided = Signal(object)

    def __init__(self, window: QWidget, office: str, found: Closed, names: Mapping[str, str]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self._held = {channel: end.number for channel, end in found.ends.items()}
        self._fields: dict[str, TextField] = {}
        if self._held:
            column.addWidget(
                Paragraph(
                    t(
                        "Headquarters holds up to these numbers, and the logs end there. If you know the last number "
                        "that can be trusted, put it in its place; 0 lets nothing count. An end never moves."
                    )
                )
            )
        else:
            column.addWidget(Paragraph(t("It wrote nothing that is held here.")))
        for channel, number in self._held.items():
            field = TextField(channel_words(channel, names), text=str(number), required=True,
                              note=t("held up to number {n}", n=number), name=f"end-{channel}")  # fmt: skip
            self._fields[channel] = field
            column.addWidget(field)
        add_readable(column, found.readable, names)
        buttons = [DialogButton("", t("Do not"), ButtonKind.QUIET, "Esc"),
                   DialogButton(_GO, t("See what would change"), ButtonKind.PRIMARY, "Ctrl+Enter")]  # fmt: skip
        super().__init__(window, t("Close a desk of {office}", office=office), body, buttons=buttons, width=600,
                         name="ends")  # fmt: skip
        self.answered.connect(self._on_answered)

    def ask(self) -> None:
        """Show it with the focus on the first number."""
        self.open(next(iter(self._fields.values()), None) or self.reading_place())

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        typed = {channel: field.value().strip() for channel, field in self._fields.items()}
        self.decided.emit({channel: text for channel, text in typed.items() if text != str(self._held[channel])})


class Closing(QObject):
    """Over the room that it is given."""

    def __init__(self, session: Session, room: QWidget, changing: Changing) -> None:
        super().__init__(room)
        self._session, self._room, self._changing = session, room, changing

    def ask(self, line: DeskLine, names: Mapping[str, str]) -> None:
        """Ask where the logs of a desk end, show what would change, and close it."""
        office = telling.office_words(line.office, line.office_name)

        def show(found: Closed) -> None:
            question = EndsQuestion(self._room.window(), office, found, names)

            def look(ends: dict[str, str]) -> None:
                def asked(closed: Closed) -> None:
                    question.finish()
                    self._ask_last(line, office, ends, closed.change)

                failed = failing(self._session, question)
                self._session.read(reading.closing, line.desk, ends, done=asked, failed=failed, owner=question)

            question.decided.connect(look)
            question.ask()

        self._session.read(reading.closing, line.desk, {}, done=show, failed=self._changing.tell, owner=self)

    def _ask_last(self, line: DeskLine, office: str, ends: Mapping[str, str], would: TrustChanged) -> None:
        def act(desk: Desk, signing: Signing) -> TrustChanged:
            return trust_closing.close_desk(desk, line.desk, ends, signing).change

        self._changing.show(
            act, would, t("Close a desk of {office}", office=office), t("Close this desk"),
            warning=t("There is no way back: a closed desk never writes again. Its files are refused from then on, and "
                      "the office needs a new desk."),
        )  # fmt: skip


class ReadableNote(DialogFrame):
    """What a desk could read, in figures."""

    def __init__(self, window: QWidget, told: Readable, names: Mapping[str, str]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        add_readable(column, told, names)
        buttons = [DialogButton("", t("Close"), ButtonKind.PRIMARY, "Enter")]
        super().__init__(window, t("What it could read"), body, buttons=buttons, width=560, name="readable")
        self.finished.connect(self.deleteLater)


def add_readable(column: QVBoxLayout, told: Readable, names: Mapping[str, str]) -> None:
    """Add what a desk could read at most: figures a channel, and the last file that reached its office."""
    column.addWidget(SectionHeading(t("What it could read at most"), line=True))
    pairs = [(channel_words(each.channel, names), _figures(each.total, each.personal))
             for each in told.channels]  # fmt: skip
    column.addWidget(KeyValueList(pairs, name_width=280))
    if told.last_number is not None:
        last = t("The last file to this office was no. {n}: what was written later never reached it.",
                 n=told.last_number)  # fmt: skip
        column.addWidget(Paragraph(last))


def _figures(total: int, personal: int) -> str:
    records = telling.records_words(total)
    return t("{records}, {n} of personal kinds", records=records, n=f"{personal:,}") if personal else records
