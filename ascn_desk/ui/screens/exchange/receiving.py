"""From files that came to a report: verified, then rehearsed, then imported, each a step of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import explaining, lists
from ascn_desk.operations.explaining import Step
from ascn_desk.operations.views import ImportReport
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange import reading
from ascn_desk.ui.screens.exchange.arrivals import ArrivalsPage
from ascn_desk.ui.screens.exchange.refused_page import RefusedPage
from ascn_desk.ui.screens.exchange.report_page import ReportPage
from ascn_desk.ui.screens.exchange.steps_page import StepsPage
from ascn_desk.ui.screens.exchange.working_page import WorkingPage
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Task

Show = Callable[[QWidget, QWidget], None]
"""Shows a page in the room, the focus on a part of it."""


class Receiving(QObject):
    """Signals: ``chosen(list)`` files to look at; ``imported(ImportReport)``; ``back_asked()``;
    ``conflicts_asked()``; ``decisions_asked()``.
    """

    chosen = Signal(list)
    imported = Signal(object)
    back_asked = Signal()
    conflicts_asked = Signal()
    decisions_asked = Signal()

    def __init__(self, session: Session, room: QWidget, show: Show, unsent: Callable[[], int]) -> None:
        super().__init__(room)
        self._session, self._room, self._show, self._unsent = session, room, show, unsent
        self._paths: list[Path] = []
        self._arrived: reading.Arrived | None = None
        self._task: Task | None = None

    def choose(self, *, more: bool) -> None:
        """Choose files to look at; with ``more``, beside those that are shown."""
        kinds = [t("Files of this program ({endings})", endings="*.ascn *.ascn-request")]
        paths = dialogs.choose_open(self._room, t("Read files that came"), kinds=kinds, several=True)
        if paths:
            before = self._paths if more else []
            self.chosen.emit([*before, *(path for path in paths if path not in before)])

    def cancel(self) -> None:
        """Stop the work under way, if any."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def verify(self, paths: Sequence[Path]) -> None:
        """Verify files and show them."""
        self._paths = list(paths)
        words = t("Verifying {files}", files=telling.files_words(len(paths)))
        self._work(t("Files that came"), words, reading.verify, self._on_verified)

    @Slot()
    def rehearse(self) -> None:
        """Do everything that importing would do, and roll it back."""
        words = t("Rehearsing {files}", files=telling.files_words(len(self._paths)))
        self._work(t("Rehearsal"), words, reading.rehearse, self._on_rehearsed)

    @Slot()
    def import_files(self) -> None:
        """Import what was rehearsed."""
        words = t("Importing {files}", files=telling.files_words(len(self._paths)))
        self._work(t("Import"), words, reading.take_in, self._on_imported)

    def _work(self, title: str, words: str, work: Callable[..., object], done: Callable[..., None]) -> None:
        page = WorkingPage(title, words)
        page.cancel_asked.connect(self.back_asked)
        self._show(page, page)

        def landed(result: object) -> None:
            self._task = None
            done(result, page.seconds())

        def failed(error: Exception) -> None:
            self._task = None
            self.back_asked.emit()
            self._session.say_error(error)

        self._task = self._session.read(
            work, tuple(self._paths), progress=page.show_progress, done=landed, failed=failed, owner=self
        )

    @Slot(object, float)
    def show_imported(self, report: ImportReport, seconds: float) -> None:
        """Show what came of an import that was begun elsewhere."""
        self._on_imported(report, seconds)

    def _on_verified(self, arrived: reading.Arrived, seconds: float) -> None:
        self._arrived = arrived
        self._show_arrived(0)

    def _show_arrived(self, shown: int) -> None:
        """Show the files that were verified last."""
        arrived = self._arrived
        if arrived is None:
            return
        files, today = arrived.files, lists.today_of(self._session.desk)
        if len(files) == 1 and not files[0].office:
            refused = RefusedPage(files[0], self._unsent(), today)
            refused.explained.connect(lambda: self._explain(0))
            refused.choose_asked.connect(lambda: self.choose(more=False))
            refused.back_asked.connect(self.back_asked)
            self._show(refused, refused.choose)
            return
        page = ArrivalsPage(files, today, arrived.countries, shown=shown)
        page.explained.connect(self._explain)
        page.rehearsal_asked.connect(self.rehearse)
        page.back_asked.connect(self.back_asked)
        page.more_asked.connect(lambda: self.choose(more=True))
        self._show(page, page.list)

    @Slot(int)
    def _explain(self, place: int) -> None:
        """Show each step of the check of one of the files, and come back to it after that."""
        path = self._paths[place]

        def done(steps: tuple[Step, ...]) -> None:
            page = StepsPage(path.name, steps)
            page.back_asked.connect(lambda: self._show_arrived(place))
            self._show(page, page)

        self._session.read(explaining.explain, path, done=done, owner=self)

    def _on_rehearsed(self, report: ImportReport, seconds: float) -> None:
        self._show_report(report, seconds, is_rehearsal=True)

    def _on_imported(self, report: ImportReport, seconds: float) -> None:
        self._show_report(report, seconds, is_rehearsal=False)
        self.imported.emit(report)

    def _show_report(self, report: ImportReport, seconds: float, *, is_rehearsal: bool) -> None:
        today = lists.today_of(self._session.desk)
        countries = self._arrived.countries if self._arrived is not None else None
        page = ReportPage(report, today, is_rehearsal=is_rehearsal, seconds=seconds, countries=countries)
        page.import_asked.connect(self.import_files)
        page.conflicts_asked.connect(self.conflicts_asked)
        page.decisions_asked.connect(self.decisions_asked)
        page.back_asked.connect(self.back_asked)
        self._show(page, page.primary)
