"""Refused files in the window: try one again, write it out, throw it away, see each step of its check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import lists, quarantine
from ascn_desk.operations.explaining import Step
from ascn_desk.operations.quarantine import Quarantined
from ascn_desk.operations.views import ImportReport
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.quarantine_page import QuarantinePage
from ascn_desk.ui.screens.exchange.steps_page import StepsPage
from ascn_desk.ui.screens.exchange.working_page import WorkingPage
from ascn_desk.ui.session import Session

Show = Callable[[QWidget, QWidget], None]
"""Shows a page in the room, the focus on a part of it."""


class Quarantining(QObject):
    """Over the room that it is given. Signals: ``taken(ImportReport, float)`` what was tried again came in, and how
    many seconds that took; ``thrown_away()``; ``back_asked()``.
    """

    taken = Signal(object, float)
    thrown_away = Signal()
    back_asked = Signal()

    def __init__(self, session: Session, room: QWidget, show: Show) -> None:
        super().__init__(room)
        self._session, self._room, self._show = session, room, show
        self._shown = ""

    @Slot()
    def show_files(self) -> None:
        """Show the files that are held."""
        self._session.read(quarantine.quarantined, done=self._on_files, owner=self)

    def _on_files(self, found: tuple[Quarantined, ...]) -> None:
        page = QuarantinePage(found, lists.today_of(self._session.desk), self._shown)
        page.retried.connect(self._retry)
        page.explained.connect(self._explain)
        page.exported.connect(self._export)
        page.discarded.connect(self._discard)
        page.back_asked.connect(self.back_asked)
        self._show(page, page.first_control())

    @Slot(object)
    def _retry(self, file: Quarantined) -> None:
        self._shown = file.id
        page = WorkingPage(t("Refused files"), t("Trying again: {file}", file=file.file))
        page.cancel_asked.connect(self.back_asked)
        self._show(page, page)

        def done(report: ImportReport) -> None:
            refused = [each for each in report.files if not each.ok and not each.number]
            if len(refused) == len(report.files):
                why = telling.why_words(refused[0].code or "") if refused else ""
                self._session.say(t("Still refused: {why}", why=why))
                self.show_files()
            else:
                self.taken.emit(report, page.seconds())

        def failed(error: Exception) -> None:
            self.show_files()
            self._session.say_error(error)

        self._session.read(
            quarantine.retry, file.id, progress=page.show_progress, done=done, failed=failed, owner=self
        )

    @Slot(object)
    def _explain(self, file: Quarantined) -> None:
        self._shown = file.id

        def done(steps: tuple[Step, ...]) -> None:
            page = StepsPage(file.file, steps)
            page.back_asked.connect(self.show_files)
            self._show(page, page)

        self._session.read(quarantine.steps_of, file.id, done=done, owner=self)

    @Slot(object)
    def _export(self, file: Quarantined) -> None:
        kinds = [t("Files of this program ({endings})", endings="*.ascn")]
        path = dialogs.choose_save(self._room, t("Write the file out"), suggested=file.file, kinds=kinds)
        if path is not None:
            self._session.read(quarantine.export_file, file.id, path, done=self._on_exported(path), owner=self)

    def _on_exported(self, path: Path) -> Callable[[Quarantined], None]:
        return lambda file: self._session.say(t("Written as it came: {file}. It is still held here.", file=path.name))

    @Slot(object)
    def _discard(self, file: Quarantined) -> None:
        words = t("{file} is removed from this computer. If it matters, write it out first, or ask the sender for it "
                  "again.", file=file.file)  # fmt: skip
        sure = dialogs.confirm(self._room, t("Throw this file away?"), words, yes=t("Throw away"), danger=True,
                               name="discard")  # fmt: skip
        if sure:
            self._session.read(quarantine.discard, file.id, done=self._on_discarded, owner=self)

    def _on_discarded(self, file: Quarantined) -> None:
        self._session.say(t("Thrown away: {file}", file=file.file))
        self.thrown_away.emit()
        self.show_files()
