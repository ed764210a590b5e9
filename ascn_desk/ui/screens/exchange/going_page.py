"""Everything that the next file adds: each record with the fields that changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.ui.parts import Button, ButtonKind, EmptyState, ListView, Page, PagedModel
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.going_parts import going_columns, going_row


class GoingPage(QWidget):
    """Signals: ``record_asked(str)`` the row's key, ``back_asked()``, ``send_asked()``."""

    record_asked = Signal(str)
    back_asked = Signal()
    send_asked = Signal()

    def __init__(
        self, going: Sequence[UnsentRecord], today: date, *, can_send: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        body: QWidget
        self.list: ListView | None = None
        if going:
            rows = [going_row(each, today) for each in going]
            self.list = ListView(PagedModel.of_rows(going_columns(), rows), name="going", accessible=t("What will go"))
            self.list.row_activated.connect(self.record_asked)
            body = self.list
        else:
            body = EmptyState(t("Nothing new to send"), t("What you write from now on stands here until it is sent."),
                              icon="send", name="going-empty")  # fmt: skip
        send = Button(t("Make and sign"), kind=ButtonKind.PRIMARY, icon="send", key="Ctrl+Enter", name="going-send",
                      enabled=can_send)  # fmt: skip
        send.clicked.connect(self.send_asked)
        count = telling.records_words(len(going))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(
            Page(
                t("What will go"),
                actions=[send],
                body=body,
                foot_count=count,
                foot_keys=[("Enter", t("open the record")), ("Ctrl+Enter", t("make and sign")), ("Esc", t("back"))],
                name="exchange-going-page",
            )
        )
