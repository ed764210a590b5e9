"""What goes and went: the next bundle and what it carries, then what was sent before, or every office."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ExportedFile
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, Button, ButtonKind, ListView, PagedModel, Paragraph, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.going_parts import FileLine, NextBundle, going_columns, going_row
from ascn_desk.ui.screens.exchange.offices import OfficesTable
from ascn_desk.ui.screens.exchange.sent import SentTable
from ascn_desk.ui.screens.exchange.state import ExchangeState, receiver_of

FIRST_GOING = 8


class Outgoing(QWidget):
    """The body of the first page. Signals: what the person asks for."""

    send_asked = Signal()
    choose_asked = Signal()
    request_asked = Signal()
    record_asked = Signal(str)
    folder_asked = Signal(str)
    office_asked = Signal(str)
    keys_asked = Signal()

    def __init__(
        self, state: ExchangeState, written: Sequence[ExportedFile], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._written = tuple(written)
        self._going: ListView | None = None
        self._sent: SentTable | None = None
        self._offices: OfficesTable | None = None
        self.send = Button(t("Make and sign"), kind=ButtonKind.PRIMARY, icon="send", key="Ctrl+Enter", height=40,
                           name="exchange-send", enabled=state.is_accepted)  # fmt: skip
        self.send.clicked.connect(self.send_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        self._fill(column)

    def set_narrow(self, narrow: bool) -> None:
        """Where it is narrow each list leaves out its least important column."""
        if self._going is not None:
            self._going.rows().set_columns([each for each in going_columns() if not narrow or each.key != "fields"])
            self._going.show_columns()
        if self._sent is not None:
            self._sent.set_narrow(narrow)
        if self._offices is not None:
            self._offices.set_narrow(narrow)

    def _fill(self, column: QVBoxLayout) -> None:
        if not self._state.is_accepted:
            column.addWidget(self._not_accepted())
            column.addLayout(self._ways_in())
        if self._state.is_read_only:
            column.addWidget(self._read_only())
            column.addLayout(self._way_to_keys())
        if self._written:
            column.addWidget(self._just_written())
        column.addLayout(self._next())
        view = self._state.view
        if self._state.is_accepted:
            column.addWidget(self._file_line())
        if self._state.going:
            rows = [going_row(each, self._state.today) for each in self._state.going[:FIRST_GOING]]
            self._going = ListView(PagedModel.of_rows(going_columns(), rows), outer=0, fit_rows=True,
                                   name="exchange-going", accessible=t("What will go"))  # fmt: skip
            self._going.row_activated.connect(self.record_asked)
            column.addWidget(self._going)
        if self._state.is_headquarters:
            column.addSpacing(theme.px(8))
            self._offices = OfficesTable(view, self._state.today)
            self._offices.office_asked.connect(self.office_asked)
            column.addWidget(self._offices)
        elif view.sent or self._state.is_accepted:
            column.addSpacing(theme.px(8))
            self._sent = SentTable(view.sent, self._state.today)
            self._sent.folder_asked.connect(self.folder_asked)
            column.addWidget(self._sent)

    def _not_accepted(self) -> Banner:
        return Banner(
            Tone.INFO,
            t("This desk is not registered yet. You can work, but not send."),
            detail=t("Send the request, then read the starter file that comes back."),
            name="exchange-not-accepted",
        )

    def _read_only(self) -> Banner:
        detail = t("So nothing is written twice. Files are taken in as before; what was not sent stays here and is "
                   "written again under new keys.")  # fmt: skip
        if self._state.is_waiting:
            detail = t("New keys are asked for. Once the answer of headquarters is imported, this desk writes again.")
        words = t("This desk was restored from a backup, or copied: for now it only reads.")
        return Banner(Tone.WARNING, words, detail=detail, name="exchange-read-only")

    def _way_to_keys(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = t("Write the request for new keys again") if self._state.is_waiting else t("Ask for new keys")
        ask = Button(words, icon="key-round", key="R", name="exchange-new-keys")
        ask.clicked.connect(self.keys_asked)
        row.addWidget(ask)
        row.addStretch(1)
        return row

    def _ways_in(self) -> QHBoxLayout:
        """The two steps of being registered, in their order."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        request = Button(t("Write the request"), kind=ButtonKind.PRIMARY, icon="key-round", name="exchange-request")
        request.clicked.connect(self.request_asked)
        starter = Button(t("Read the starter file"), icon="folder-open", key="Ctrl+O", name="exchange-starter")
        starter.clicked.connect(self.choose_asked)
        row.addWidget(request)
        row.addWidget(starter)
        row.addStretch(1)
        return row

    def _just_written(self) -> Banner:
        first, count = self._written[0], len(self._written)
        if count == 1:
            words = t("No. {n} is written and verified: {file}, {size}", n=first.number, file=first.path.name,
                      size=telling.size_words(first.size))  # fmt: skip
        else:
            words = t("{files} are written and verified.", files=telling.files_words(count))
        banner = Banner(
            Tone.SUCCESS,
            words,
            detail=t("In {folder}. It counts as received only once a file from there says so.",
                     folder=str(first.path.parent)),
            actions=[("folder", t("Open the folder"))],
            name="exchange-written",
        )  # fmt: skip
        banner.action_chosen.connect(lambda _: self.folder_asked.emit(str(first.path)))
        return banner

    def _next(self) -> QVBoxLayout:
        view = self._state.view
        groups = [telling.group_words(each.made, each.changed, each.kind) for each in view.unsent_groups]
        number = ""
        if self._state.is_accepted and not self._state.is_headquarters and view.receivers:
            number = t("No. {n}", n=telling.next_number(view.sent, receiver_of(view)))
        count = telling.changes_words(view.unsent) if view.unsent else t("Nothing new")
        shown = t(", ").join(groups[:4]) + (" …" if len(groups) > 4 else "")
        if not groups and self._state.is_accepted:
            shown = t("What the receiver has not confirmed goes once more, so a lost file heals by itself.")
        row = QHBoxLayout()
        row.setSpacing(theme.px(24))
        row.addWidget(NextBundle(t("To go next"), number, count), 1)
        if self._state.is_accepted:
            row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.send.setParent(self)
            self.send.hide()
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        if shown:
            column.addWidget(Paragraph(shown, name="exchange-groups"))
        return column

    def _file_line(self) -> FileLine:
        view = self._state.view
        name = f"{view.office}-{view.desk[:6]}-….ascn"
        words = t(
            "Signed by this desk, encrypted for the desks of the receiver alone. It may go by stick or by mail; "
            "everything goes, nothing is left out."
        )
        return FileLine(name, words)
