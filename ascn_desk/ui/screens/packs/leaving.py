"""How packs leave the house: issued first, so that they are on record, then saved as a PDF or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_files import PackFiles
from ascn_desk.operations.views import BuiltPack, Changed
from ascn_desk.operations.views.pack_library import IssuedPack
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens.packs import printing, reading
from ascn_desk.ui.screens.packs.issue_question import Leaving, ask_leaving
from ascn_desk.ui.session import Session

ISSUES = Changed(frozenset({"pack_issue"}), frozenset())


class PackLeaving(QObject):
    """Asks for whom and where, issues, and saves or prints."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._widget = session, parent
        self._job: printing.PrintJob | None = None

    def save(self, request: PackRequest) -> None:
        """Issue a pack and save it as a PDF, with its companions; nothing is issued that could not be written."""
        leaving = ask_leaving(self._widget, prints=False)
        files = self._ask_files(request.template, leaving)
        if leaving is None or files is None:
            return
        for_whom = leaving.for_whom

        def issued(pack: IssuedPack) -> None:
            self._write(pack.built, files)

        def checked(_: PackFiles) -> None:
            self._issue(request, for_whom, issued)

        self._session.tasks.files(
            reading.check, files, done=checked, failed=self._session.say_error, owner=self
        )

    def save_again(self, number: str, built: BuiltPack) -> None:
        """Save a pack that was issued before."""
        files = self._ask_files(number, ask_leaving(self._widget, prints=False, issues=False))
        if files is not None:
            self._write(built, files)

    def print_out(self, request: PackRequest, title: str, pages: int) -> None:
        """Issue a pack and print it; one at a time."""
        if self._job is not None:
            return
        leaving = ask_leaving(self._widget, prints=True)
        if leaving is None:
            return
        printer = printing.ask_printer(
            self._widget, title, pages, request.paper.size, is_booklet=leaving.is_booklet
        )
        if printer is None:
            return
        wanted = printing.wanted_pages(printer, pages)
        sheets = printing.sheets_of(wanted, is_booklet=leaving.is_booklet)

        def issued(pack: IssuedPack) -> None:
            job = printing.PrintJob(self._session, printer, pack.built.pdf, sheets, self)
            job.done.connect(lambda sides: self._on_done(t("{number}: {n} sides printed", number=pack.number, n=sides)))
            job.failed.connect(self._on_failed)
            self._job = job
            job.start()

        self._issue(request, leaving.for_whom, issued)

    def _issue(self, request: PackRequest, for_whom: str, then: Callable[[IssuedPack], None]) -> None:
        self._session.write(reading.issue, request, for_whom, done=then, owner=self, changed=ISSUES)

    def _on_done(self, sentence: str) -> None:
        self._job = None
        self._session.say(sentence)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._session.say_error(error)

    def _ask_files(self, name: str, leaving: Leaving | None) -> PackFiles | None:
        """Where to save, and what beside it; None if one of the questions was closed."""
        if leaving is None:
            return None
        suggested = Path.home() / f"{name}-{today_of(self._session.desk):%Y%m%d}.pdf"
        path = dialogs.choose_save(
            self._widget, t("Save the PDF"), suggested=str(suggested), kinds=["PDF (*.pdf)"]
        )
        if path is None:
            return None
        files = PackFiles.beside(
            path, text=leaving.has_text, book=leaving.has_book, password=leaving.password or None
        )
        # The system asked about the PDF alone.
        there = [each.name for each in files.companions if each.exists()]
        if there and not dialogs.confirm(
            self._widget, t("Files of these names exist"), t(", ").join(there), yes=t("Replace them"), danger=True,
            name="pack-replace",
        ):  # fmt: skip
            return None
        return files

    def _write(self, built: BuiltPack, files: PackFiles) -> None:
        def written(files: PackFiles) -> None:
            names = t(", ").join(each.name for each in (files.out, *files.companions))
            self._session.say(t("Saved: {file}, {n} pages", file=names, n=built.pages))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(files.out.parent)))

        self._session.tasks.files(
            reading.write, built, files, done=written, failed=self._session.say_error, owner=self
        )
