"""The first page of the exchange: what will go, what went and arrived, what came, the six words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ExportedFile
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Button, ButtonKind, Page
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.incoming import Incoming
from ascn_desk.ui.screens.exchange.outgoing import FIRST_GOING, Outgoing
from ascn_desk.ui.screens.exchange.side_pane import SidePane
from ascn_desk.ui.screens.exchange.state import ExchangeState

_SIDE = 320


class OverviewPage(QWidget):
    """Signals: what the person asks for."""

    send_asked = Signal()
    files_chosen = Signal(list)
    choose_asked = Signal()
    all_going_asked = Signal()
    decisions_asked = Signal()
    conflicts_asked = Signal()
    request_asked = Signal()
    record_asked = Signal(str)
    folder_asked = Signal(str)
    office_asked = Signal(str)
    telephone_asked = Signal()
    bundles_asked = Signal()
    keys_asked = Signal()
    quarantine_asked = Signal()

    def __init__(
        self, state: ExchangeState, *, written: Sequence[ExportedFile] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._is_narrow = False
        self._outgoing = Outgoing(state, written)
        self._incoming = Incoming(state)
        self._side = SidePane(self._incoming, _SIDE)
        self.send = self._outgoing.send
        self._pass_on()
        self.page = self._make_page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def first_control(self) -> QWidget:
        """Where work begins."""
        return self.send if self._state.is_accepted else self._incoming.drop

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.fit_page(self.page, self.width())
        narrow = self.width() < theme.px(telling.NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._outgoing.set_narrow(narrow)

    def _pass_on(self) -> None:
        goes, came = self._outgoing, self._incoming
        goes.send_asked.connect(self.send_asked)
        goes.choose_asked.connect(self.choose_asked)
        goes.request_asked.connect(self.request_asked)
        goes.record_asked.connect(self.record_asked)
        goes.folder_asked.connect(self.folder_asked)
        goes.office_asked.connect(self.office_asked)
        goes.keys_asked.connect(self.keys_asked)
        came.files_chosen.connect(self.files_chosen)
        came.choose_asked.connect(self.choose_asked)
        came.decisions_asked.connect(self.decisions_asked)
        came.conflicts_asked.connect(self.conflicts_asked)
        came.telephone_asked.connect(self.telephone_asked)
        came.bundles_asked.connect(self.bundles_asked)
        came.quarantine_asked.connect(self.quarantine_asked)

    def _make_page(self) -> Page:
        state = self._state
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outgoing)
        column.addWidget(self._side.below())
        actions: list[QWidget] = []
        if len(state.going) > FIRST_GOING:
            see = Button(t("See all that goes"), kind=ButtonKind.QUIET, icon="list-checks", key="V",
                         name="exchange-all-going")  # fmt: skip
            see.clicked.connect(self.all_going_asked)
            actions.append(see)
        keys = [("Ctrl+O", t("read a file"))]
        if state.is_accepted:
            keys.insert(0, ("Ctrl+Enter", t("make and sign")))
        if state.conflicts:
            keys.append(("C", t("conflicts")))
        if state.refused:
            keys.append(("Q", t("refused files")))
        if state.view.fingerprints:
            keys.append(("T", t("compare by telephone")))
        if state.going:
            keys.append(("Enter", t("open the record")))
        return Page(
            t("Exchange"),
            subtitle=state.view.office_name,
            actions=actions,
            body=body,
            scrolls=True,
            padded=True,
            side=self._side,
            side_scrolls=True,
            head_line=True,
            foot_keys=keys,
            name="exchange-overview",
        )
