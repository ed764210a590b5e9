"""The room of the exchange: from what will go, and from files that came, to a report that accounts for every entry.

Opening files only verifies and shows them; rehearsing does everything and rolls it back; importing is its own step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.operations.views import ExportedFile, ImportReport
from ascn_desk.sync import suffixes
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.exchange import reading
from ascn_desk.ui.screens.exchange.arrivals import ArrivalsPage
from ascn_desk.ui.screens.exchange.bundles_page import BundlesPage
from ascn_desk.ui.screens.exchange.contesting import Contesting
from ascn_desk.ui.screens.exchange.decisions_page import DecisionsPage
from ascn_desk.ui.screens.exchange.dispatching import Dispatching
from ascn_desk.ui.screens.exchange.going_page import GoingPage
from ascn_desk.ui.screens.exchange.overview import OverviewPage
from ascn_desk.ui.screens.exchange.quarantine_page import QuarantinePage
from ascn_desk.ui.screens.exchange.quarantining import Quarantining
from ascn_desk.ui.screens.exchange.receiving import Receiving
from ascn_desk.ui.screens.exchange.refused_page import RefusedPage
from ascn_desk.ui.screens.exchange.registering import Registering
from ascn_desk.ui.screens.exchange.report_page import ReportPage
from ascn_desk.ui.screens.exchange.state import ExchangeState
from ascn_desk.ui.screens.exchange.steps_page import StepsPage
from ascn_desk.ui.screens.exchange.telephone_page import TelephonePage
from ascn_desk.ui.screens.exchange.telephoning import Telephoning
from ascn_desk.ui.screens.exchange.turning import Turning
from ascn_desk.ui.screens.page_stack import PageStack
from ascn_desk.ui.session import Session

LISTS = (ArrivalsPage, GoingPage, DecisionsPage, TelephonePage, BundlesPage, QuarantinePage)
OWN_KEYS = (ArrivalsPage, BundlesPage, DecisionsPage, QuarantinePage, RefusedPage)
"""The pages on which keys of their own come first."""


class ExchangeScreen(Screen):
    """Ctrl+Enter does the next step of the page shown, Ctrl+O opens files, Esc goes back."""

    room = "exchange"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("exchange-screen")
        self._state: ExchangeState | None = None
        self._written: tuple[ExportedFile, ...] = ()
        self._stack = PageStack(self)
        self._registering = Registering(session, self)
        self._registering.accepted.connect(self._on_accepted)
        self._registering.keys_requested.connect(self._on_accepted)
        self._receiving = Receiving(session, self, self._stack.show_page, self._unsent)
        self._receiving.chosen.connect(self._on_files)
        self._receiving.imported.connect(self._on_imported)
        self._receiving.back_asked.connect(self.show_overview)
        self._receiving.conflicts_asked.connect(self.show_conflicts)
        self._receiving.decisions_asked.connect(self.show_decisions)
        self._contesting = Contesting(session, self, self._stack.show_page)
        self._contesting.back_asked.connect(self.show_overview)
        self._telephoning = Telephoning(session, self, self._stack.show_page)
        self._turning = Turning(session, self, self._stack.show_page)
        self._turning.back_asked.connect(self.show_overview)
        self._quarantining = Quarantining(session, self, self._stack.show_page)
        self._quarantining.taken.connect(self._receiving.show_imported)
        self._quarantining.thrown_away.connect(self.refresh)
        self._quarantining.back_asked.connect(self.show_overview)
        self._dispatching = Dispatching(session, self, self.state)
        self._dispatching.written.connect(self._on_written)
        self._pages: dict[str, Callable[[], None]] = {
            "V": self.show_going, "D": self.show_decisions, "C": self.show_conflicts, "B": self.show_bundles,
            "Q": self.show_quarantine, "T": self.show_words, "O": self.choose,
        }  # fmt: skip
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
        page = self._stack.page
        if isinstance(page, OverviewPage):
            page.first_control().setFocus()
        elif isinstance(page, LISTS):
            (page.list or page).setFocus()
        elif isinstance(page, ReportPage):
            page.primary.setFocus()
        self._stack.waits_for_focus = page is None

    def commands(self) -> tuple[Command, ...]:
        made = [
            Command("exchange.send", t("Make a file and sign it"), "Ctrl+Enter", self.send),
            Command("exchange.read", t("Read files that came"), "Ctrl+O", self.choose),
            Command("exchange.going", t("See all that goes"), "V", self.show_going),
            Command("exchange.decisions", t("Values of mine that were not kept"), "D", self.show_decisions),
            Command("exchange.conflicts", t("Decide conflicts"), "C", self.show_conflicts),
            Command("exchange.bundles", t("Imported files: set aside, take back"), "B", self.show_bundles),
            Command("exchange.quarantine", t("Refused files: try again, write out, throw away"), "Q",
                    self.show_quarantine),
            Command("exchange.telephone", t("Compare by telephone"), "T", self.show_words),
        ]
        if self._state is not None and not self._state.is_accepted:
            ask = self._registering.write_request
            made[0] = Command("exchange.request", t("Write the request of this desk"), "", ask)
        return tuple(made)

    def receive(self, paths: Sequence[Path]) -> None:
        """Look at files: bundles are verified, a request is shown to headquarters, a starter asks for its words."""
        requests = [path for path in paths if path.name.endswith(suffixes.REQUEST)]
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
        return self._stack.page

    def _on_state(self, state: ExchangeState) -> None:
        is_same = state == self._state
        self._state = state
        if self._stack.page is None or (isinstance(self._stack.page, OverviewPage) and not is_same):
            self.show_overview()

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
        page.quarantine_asked.connect(self.show_quarantine)
        self._stack.show_page(page, page.first_control())

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
            self._stack.show_page(page, page.list or page)
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
    def show_quarantine(self) -> None:
        """Show the files that were refused, to try one again, write it out or throw it away."""
        self._quarantining.show_files()

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
        self._dispatching.send()

    @Slot(str)
    def send_to(self, office: str) -> None:
        """Ask where, and make the file for one office."""
        self._dispatching.send_to([office])

    @Slot(tuple)
    def _on_written(self, written: tuple[ExportedFile, ...]) -> None:
        self._written = written
        self._stack.drop()
        self.refresh()

    # Receiving

    @Slot()
    def choose(self) -> None:
        """Choose files to look at."""
        self._receiving.choose(more=isinstance(self._stack.page, ArrivalsPage))

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
        self._stack.drop()
        self.refresh()

    # Keys

    @Slot()
    def _go_on(self) -> None:
        page = self._stack.page
        if isinstance(page, ArrivalsPage):
            page.rehearse.click()
        elif isinstance(page, ReportPage):
            page.primary.click()
        elif isinstance(page, OverviewPage | GoingPage):
            self.send()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        page = self._stack.page
        if keys == "Esc" and not isinstance(page, OverviewPage):
            self._go_back()
        elif isinstance(page, OWN_KEYS) and page.press(keys):
            return
        elif keys == "R" and self._state is not None and self._state.is_read_only:
            self._registering.ask_new_keys()
        elif keys in self._pages:
            self._pages[keys]()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        """From the steps of a file to where it was chosen; from any other page to the first."""
        if isinstance(self._stack.page, StepsPage):
            self._stack.page.back_asked.emit()
        else:
            self.show_overview()
