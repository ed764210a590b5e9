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
from ascn_desk.operations.views import BuiltPack, Changed
from ascn_desk.operations.views.pack_library import IssuedPack
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens.packs import printing, reading
from ascn_desk.ui.screens.packs.issue_question import ask_leaving
from ascn_desk.ui.session import Session

ISSUES = Changed(frozenset({"pack_issue"}), frozenset())


class PackLeaving(QObject):
    """Asks for whom and where, issues, and saves or prints."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._widget = session, parent
        self._job: printing.PrintJob | None = None

    def save(self, request: PackRequest) -> None:
        """Issue a pack and save it as a PDF."""
        leaving = ask_leaving(self._widget, prints=False)
        path = self._ask_path(request.template) if leaving is not None else None
        if leaving is None or path is None:
            return
        password = leaving.password

        def issued(pack: IssuedPack) -> None:
            self._write(pack.built, path, password)

        self._issue(request, leaving.for_whom, issued)

    def save_again(self, number: str, built: BuiltPack) -> None:
        """Save a pack that was issued before."""
        leaving = ask_leaving(self._widget, prints=False, issues=False)
        path = self._ask_path(number) if leaving is not None else None
        if leaving is not None and path is not None:
            self._write(built, path, leaving.password)

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

    def _ask_path(self, name: str) -> Path | None:
        suggested = Path.home() / f"{name}-{today_of(self._session.desk):%Y%m%d}.pdf"
        return dialogs.choose_save(
            self._widget, t("Save the PDF"), suggested=str(suggested), kinds=["PDF (*.pdf)"]
        )

    def _write(self, built: BuiltPack, path: Path, password: str) -> None:
        def written(file: Path) -> None:
            self._session.say(t("Saved: {file}, {n} pages", file=file.name, n=built.pages))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

        self._session.tasks.files(
            reading.write, built.pdf, path, password, done=written, failed=self._session.say_error, owner=self
        )
