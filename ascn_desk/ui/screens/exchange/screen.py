"""The room of the exchange: from what will go, and from files that came, to a report that accounts for every entry.

Opening files only verifies and shows them; rehearsing does everything and rolls it back; importing is its own step.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.operations.views import ExportedFile, ImportReport
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange import reading
from ascn_desk.ui.screens.exchange.arrivals import ArrivalsPage
from ascn_desk.ui.screens.exchange.bundles_page import BundlesPage
from ascn_desk.ui.screens.exchange.contesting import Contesting
from ascn_desk.ui.screens.exchange.decisions_page import DecisionsPage
from ascn_desk.ui.screens.exchange.going_page import GoingPage
from ascn_desk.ui.screens.exchange.overview import OverviewPage
from ascn_desk.ui.screens.exchange.receiving import Receiving
from ascn_desk.ui.screens.exchange.registering import REQUEST_SUFFIX, Registering
from ascn_desk.ui.screens.exchange.report_page import ReportPage
from ascn_desk.ui.screens.exchange.sending import ask_sending
from ascn_desk.ui.screens.exchange.state import ExchangeState, receiver_of
from ascn_desk.ui.screens.exchange.telephone_page import TelephonePage
from ascn_desk.ui.screens.exchange.telephoning import Telephoning
from ascn_desk.ui.screens.exchange.turning import Turning
from ascn_desk.ui.session import Session


class ExchangeScreen(Screen):
    """Ctrl+Enter does the next step of the page shown, Ctrl+O opens files, Esc goes back."""

    room = "exchange"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("exchange-screen")
        self._state: ExchangeState | None = None
        self._written: tuple[ExportedFile, ...] = ()
        self._page: QWidget | None = None
        self._waits_for_focus = False
        self._registering = Registering(session, self)
        self._registering.accepted.connect(self._on_accepted)
        self._registering.keys_requested.connect(self._on_accepted)
        self._receiving = Receiving(session, self, self._show, self._unsent)
        self._receiving.chosen.connect(self._on_files)
        self._receiving.imported.connect(self._on_imported)
        self._receiving.back_asked.connect(self.show_overview)
        self._receiving.conflicts_asked.connect(self.show_conflicts)
        self._receiving.decisions_asked.connect(self.show_decisions)
        self._contesting = Contesting(session, self, self._show)
        self._contesting.back_asked.connect(self.show_overview)
        self._telephoning = Telephoning(session, self, self._show)
        self._turning = Turning(session, self, self._show)
        self._turning.back_asked.connect(self.show_overview)
        self._stack = QStackedLayout()
        self.column.addLayout(self._stack)
        for keys, act in (("Ctrl+Return", self._go_on), ("Ctrl+Enter", self._go_on), ("Ctrl+O", self.choose)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The room

    def title(self) -> str:
        return t("Exchange")

    def refresh(self) -> None:
        self.session.read(reading.state, done=self._on_state, owner=self)

    def focus_first(self) -> None:
        page = self._page
        if isinstance(page, OverviewPage):
            page.first_control().setFocus()
        elif isinstance(page, ArrivalsPage | GoingPage | DecisionsPage | TelephonePage | BundlesPage):
            (page.list or page).setFocus()
        elif isinstance(page, ReportPage):
            page.primary.setFocus()
        self._waits_for_focus = page is None

    def commands(self) -> tuple[Command, ...]:
        made = [
            Command("exchange.send", t("Make a file and sign it"), "Ctrl+Enter", self.send),
            Command("exchange.read", t("Read files that came"), "Ctrl+O", self.choose),
            Command("exchange.going", t("See all that goes"), "V", self.show_going),
            Command("exchange.decisions", t("Values of mine that were not kept"), "D", self.show_decisions),
            Command("exchange.conflicts", t("Decide conflicts"), "C", self.show_conflicts),
            Command("exchange.bundles", t("Imported files: set aside, take back"), "B", self.show_bundles),
            Command("exchange.telephone", t("Compare by telephone"), "T", self.show_words),
        ]
        if self._state is not None and not self._state.is_accepted:
            ask = self._registering.write_request
            made[0] = Command("exchange.request", t("Write the request of this desk"), "", ask)
        return tuple(made)

    # What is shown

    def receive(self, paths: Sequence[Path]) -> None:
        """Look at files: bundles are verified, a request is shown to headquarters, a starter asks for its words."""
        requests = [path for path in paths if path.name.endswith(REQUEST_SUFFIX)]
        bundles = [path for path in paths if path not in requests]
        if requests:
            self._registering.look_at_request(requests[0])
        elif bundles and not self.session.desk.is_accepted:
            self._registering.look_at_starter(bundles[0])
        elif bundles:
            self._receiving.verify(bundles)

    def state(self) -> ExchangeState | None:
        """What the first page shows, once it was read."""
        return self._state

    def page(self) -> QWidget | None:
        """The page shown now."""
        return self._page

    def _on_state(self, state: ExchangeState) -> None:
        is_same = state == self._state
        self._state = state
        if self._page is None or (isinstance(self._page, OverviewPage) and not is_same):
            self.show_overview()

    def _show(self, page: QWidget, first: QWidget | None = None) -> None:
        before = self._page
        focus = QApplication.focusWidget()
        takes_focus = self._waits_for_focus or focus is None or self.isAncestorOf(focus)
        self._waits_for_focus = False
        self._page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        if first is not None and takes_focus and self.isVisible():
            first.setFocus()

    @Slot()
    def show_overview(self) -> None:
        """Go back to the first page."""
        self._receiving.cancel()
        if self._state is None:
            self.refresh()
            return
        page = OverviewPage(self._state, written=self._written)
        page.send_asked.connect(self.send)
        page.files_chosen.connect(self._on_files)
        page.choose_asked.connect(self.choose)
        page.all_going_asked.connect(self.show_going)
        page.decisions_asked.connect(self.show_decisions)
        page.conflicts_asked.connect(self.show_conflicts)
        page.request_asked.connect(self._registering.write_request)
        page.record_asked.connect(self._on_record)
        page.folder_asked.connect(self._on_folder)
        page.office_asked.connect(self.send_to)
        page.telephone_asked.connect(self.show_words)
        page.bundles_asked.connect(self.show_bundles)
        page.keys_asked.connect(self._registering.ask_new_keys)
        self._show(page, page.first_control())

    @Slot()
    def show_going(self) -> None:
        """Show everything that the next file adds."""
        state = self._state
        if state is None:
            return

        def show(page: GoingPage) -> None:
            page.record_asked.connect(self._on_record)
            page.back_asked.connect(self.show_overview)
            page.send_asked.connect(self.send)
            self._show(page, page.list or page)
            if page.list is not None:
                page.list.set_current_row(0)

        def made(found: tuple[UnsentRecord, ...]) -> None:
            show(GoingPage(found, state.today, can_send=state.is_accepted))

        self.session.read(reading.going, done=made, owner=self)

    @Slot()
    def show_decisions(self) -> None:
        """Show the values of this desk that were not kept."""
        self._contesting.show_decisions()

    @Slot()
    def show_words(self) -> None:
        """Show the six words of every channel, to be compared by telephone."""
        if self._state is not None:
            self._telephoning.begin(self._state)

    @Slot()
    def show_bundles(self) -> None:
        """Show the files that were imported, to set one aside or take it back."""
        self._turning.show_bundles()

    @Slot()
    def show_conflicts(self) -> None:
        """Go to the conflicts."""
        self.session.go_wanted.emit("conflicts")

    @Slot(str)
    def _on_record(self, key: str) -> None:
        kind, record_id, channel = key.split("|")
        self.session.open_wanted.emit(kind, record_id, channel)

    @Slot(str)
    def _on_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    # Sending

    @Slot()
    def send(self) -> None:
        """Ask to whom and where, and make the files: headquarters' for every office, a mission's for headquarters."""
        state = self._state
        if state is not None:
            codes = [code for code, _ in state.view.receivers]
            self._send(codes if state.is_headquarters else [receiver_of(state.view)])

    @Slot(str)
    def send_to(self, office: str) -> None:
        """Ask where, and make the file for one office."""
        self._send([office])

    def _send(self, chosen: Sequence[str]) -> None:
        state = self._state
        if state is not None and state.is_accepted:
            self.session.read(reading.folder, done=lambda folder: self._ask_sending(folder, chosen), owner=self)

    def _ask_sending(self, folder: Path, chosen: Sequence[str]) -> None:
        state = self._state
        if state is None:
            return
        view = state.view
        what = telling.changes_words(view.unsent) if view.unsent else t("Nothing new, but what is not confirmed yet")
        sending = ask_sending(
            self,
            view.receivers,
            chosen,
            folder,
            what=t("{what} will go. Every entry is signed; after that it cannot be taken back, only changed again.",
                   what=what),
            offers_open=state.is_headquarters,
        )  # fmt: skip
        if sending is not None:
            self.session.write(reading.send, sending, done=self._on_written, owner=self)

    def _on_written(self, written: tuple[ExportedFile, ...]) -> None:
        self._written = written
        self.session.say(t("Written and verified: {files}", files=telling.files_words(len(written))))
        self._drop_page()
        self.refresh()

    # Receiving

    @Slot()
    def choose(self) -> None:
        """Choose files to look at."""
        self._receiving.choose(more=isinstance(self._page, ArrivalsPage))

    @Slot(list)
    def _on_files(self, paths: list[str | Path]) -> None:
        self.receive([Path(path) for path in paths])

    def _unsent(self) -> int:
        return self._state.view.unsent if self._state is not None else 0

    @Slot(object)
    def _on_imported(self, report: ImportReport) -> None:
        self._written = ()
        self.session.changed.emit(report.changed if report.changed.kinds else None)
        self.refresh()

    @Slot()
    def _on_accepted(self) -> None:
        self._drop_page()
        self.refresh()

    def _drop_page(self) -> None:
        """Let the first page be made anew with what is read next."""
        if self._page is not None:
            focus = QApplication.focusWidget()
            # The page that comes takes the focus over; hiding this one would give it to whatever is next in the window.
            self._waits_for_focus = self._waits_for_focus or focus is None or self._page.isAncestorOf(focus)
            self._stack.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    # Keys

    @Slot()
    def _go_on(self) -> None:
        page = self._page
        if isinstance(page, ArrivalsPage):
            page.rehearse.click()
        elif isinstance(page, ReportPage):
            page.primary.click()
        elif isinstance(page, OverviewPage | GoingPage):
            self.send()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        page = self._page
        if keys == "Esc" and not isinstance(page, OverviewPage):
            self.show_overview()
        elif keys == "V":
            self.show_going()
        elif keys == "D":
            self.show_decisions()
        elif keys == "C":
            self.show_conflicts()
        elif keys == "B":
            self.show_bundles()
        elif keys == "U" and isinstance(page, BundlesPage):
            page.turn()
        elif keys == "R" and self._state is not None and self._state.is_read_only:
            self._registering.ask_new_keys()
        elif keys == "T":
            self.show_words()
        elif keys == "Y" and isinstance(page, DecisionsPage):
            page.acknowledge()
        elif keys == "W" and isinstance(page, DecisionsPage):
            page.contest()
        elif keys == "O":
            self.choose()
        else:
            super().keyPressEvent(event)
