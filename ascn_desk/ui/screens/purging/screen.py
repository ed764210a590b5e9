"""Purging: what one officer of headquarters asked for and a second one confirms or declines; what went, everywhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import purging
from ascn_desk.operations.purge_views import PurgeOverview, WaitingPurge
from ascn_desk.operations.purging import Confirmed, Request
from ascn_desk.ui import dialogs
from ascn_desk.ui.parts import Cell, EmptyState, ListView, Page, Shape, Tone
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.list_beside import ListBeside, listed
from ascn_desk.ui.screens.page_stack import PageStack
from ascn_desk.ui.screens.purging.details import GoneDetail, LackingDetail, WaitingDetail, consequences, record_words
from ascn_desk.ui.screens.purging.officer_question import ConfirmQuestion
from ascn_desk.ui.screens.purging.reading import PurgingState, state
from ascn_desk.ui.screens.question import failing
from ascn_desk.ui.session import Session

_GONE, _LACKING = "gone", "lacking"


class PurgingScreen(Screen):
    """C confirms and D declines the request that is current; G asks again for purges that hold no more."""

    room = "purging"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("purging-screen")
        self._state: PurgingState | None = None
        self._list: ListView | None = None
        self._beside: ListBeside | None = None
        self._stack = PageStack(self)
        self.column.addLayout(self._stack)

    # The room

    def title(self) -> str:
        return t("Purging")

    def refresh(self) -> None:
        self.session.read(state, done=self._on_state, owner=self)

    def focus_first(self) -> None:
        if self._list is not None:
            self._list.setFocus()
        self._stack.waits_for_focus = self._state is None

    def commands(self) -> tuple[Command, ...]:
        made = []
        if self._asked() is not None:
            made += [Command("purging.confirm", t("Confirm as a second officer"), "C", self.confirm),
                     Command("purging.decline", t("Decline"), "D", self.decline)]  # fmt: skip
        if self._is_lacking():
            made.append(Command("purging.again", t("Ask again"), "G", self.ask_again))
        return tuple(made)

    # What is shown

    def _on_state(self, found: PurgingState) -> None:
        if found == self._state:
            return
        current = self._list.current_id() if self._list is not None else ""
        self._state = found
        self._stack.show_page(self._page(found.overview), self._list)
        if self._list is not None and not (current and self._list.select_id(current)):
            self._list.set_current_row(0)

    def _page(self, overview: PurgeOverview) -> QWidget:
        rows = _rows(overview)
        self._list, self._beside = None, None
        if not rows:
            words = t("Headquarters purges; every desk follows on its import.")
            if overview.is_headquarters:
                words = t("One officer asks for a purge with P, from the history of a case; a second confirms it here.")
            empty = EmptyState(t("Nothing was purged, and nothing is asked for."), words, icon="eye-off",
                               name="purging-empty")  # fmt: skip
            return Page(t("Purging"), body=empty, head_line=True, show_foot=False)
        self._list = listed(rows, name="purging-list", accessible=t("Purging"))
        keys = [("J K", t("next, previous"))]
        if overview.waiting:
            keys += [("C", t("confirm")), ("D", t("decline"))]
        self._beside = ListBeside(t("Purging"), self._list, keys)
        self._list.current_changed.connect(self._on_current)
        return self._beside

    @Slot(str)
    def _on_current(self, row_id: str) -> None:
        found = self._state
        if not row_id or found is None or self._beside is None:
            return
        asked = self._asked()
        detail: QWidget
        if asked is not None:
            detail = waiting = WaitingDetail(asked, found.names, found.today)
            waiting.confirm_asked.connect(self.confirm)
            waiting.decline_asked.connect(self.decline)
        elif row_id == _LACKING:
            detail = lacking = LackingDetail(found.overview)
            lacking.again_asked.connect(self.ask_again)
        else:
            detail = GoneDetail(found.overview, found.names)
        self._beside.show_beside(detail)

    def _asked(self) -> WaitingPurge | None:
        if self._state is None or self._list is None:
            return None
        current = self._list.current_id()
        return next((each for each in self._state.overview.waiting if each.id == current), None)

    def _is_lacking(self) -> bool:
        return self._state is not None and bool(self._state.overview.lacking) and self._state.overview.is_headquarters

    # What the person does

    @Slot()
    def confirm(self) -> None:
        """Ask a second officer, and purge."""
        asked = self._asked()
        if asked is None or self._state is None:
            return
        question = ConfirmQuestion(self.window(), asked, self._state.overview.officers, consequences(asked))

        def done(gone: Confirmed) -> None:
            question.finish()
            entries = telling.entries_words(len(gone.lines))
            self.session.say(t("Purged: {entries}. The next files carry it to every desk.", entries=entries))

        failed = failing(self.session, question)

        def decide(officer: str) -> None:
            self.session.write(purging.confirm, asked.id, officer=officer, done=done, failed=failed, owner=question)

        question.decided.connect(decide)
        question.ask()

    @Slot()
    def decline(self) -> None:
        """Let a request fall, after asking."""
        asked = self._asked()
        if asked is None:
            return

        def done(_: Request) -> None:
            self.session.say(t("Declined: the request of {by}. Nothing was purged.", by=asked.by_name))

        words = t("The request of {by} falls. Nothing was changed by it, and it can be asked for again.",
                  by=asked.by_name)  # fmt: skip
        if dialogs.confirm(self, t("Decline this purge?"), words, yes=t("Decline"), name="decline"):
            self.session.write(purging.decline, asked.id, done=done, owner=self)

    @Slot()
    def ask_again(self) -> None:
        """Ask again for the purges that hold no more."""
        if not self._is_lacking():
            return
        why = dialogs.ask_reason(self, t("Ask again"), ok=t("Ask for it"), name="purge-again")
        if why is not None:
            said = partial(self.session.say, t("Asked for. A second officer has to confirm it in Purging."))
            self.session.write(purging.request_again, why=why, done=lambda _: said(), owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {"C": self.confirm, "D": self.decline, "G": self.ask_again}
        keys = QKeySequence(event.keyCombination()).toString()
        if keys in acts:
            acts[keys]()
        else:
            super().keyPressEvent(event)


def _rows(overview: PurgeOverview) -> list[tuple[str, Cell]]:
    """What waits, then what lacks, then what went."""
    rows = []
    for each in overview.waiting:
        first = record_words(each.records[0]) if each.records else t("Purged")
        below = t("asked by {by}, {entries}", by=each.by_name, entries=telling.entries_words(each.entries))
        rows.append((each.id, Cell(first, tone=Tone.WARNING, shape=Shape.BARS, below=below)))
    if overview.lacking:
        rows.append((_LACKING, Cell(t("Redacted without a purge that holds"), tone=Tone.WARNING, shape=Shape.TRIANGLE,
                                    below=telling.entries_words(overview.lacking))))  # fmt: skip
    if overview.gone:
        entries = sum(each.entries for each in overview.gone)
        rows.append((_GONE, Cell(t("What was purged"), tone=Tone.NEUTRAL, shape=Shape.DASH,
                                 below=telling.entries_words(entries))))  # fmt: skip
    return rows
