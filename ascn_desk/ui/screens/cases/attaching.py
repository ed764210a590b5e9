"""Adding files to a case, opening and saving them, with what a person is told of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.operations import attachments
from ascn_desk.operations.attachments import safe_name
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.opened_copies import open_copy
from ascn_desk.operations.views import Changed, RecordView
from ascn_desk.sync import suffixes
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.session import Session

_ADDED = Changed(frozenset({"attachment"}), frozenset())


class Attaching(QObject):
    """Signal: ``added()`` once the case names at least one file more."""

    added = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def ask(self, record: RecordView) -> None:
        """Let the person choose files for a case, and add them."""
        paths = dialogs.choose_open(self._page, t("Files for this case"), several=True)
        if paths:
            self.add(record, paths)

    def add(self, record: RecordView, paths: Sequence[Path]) -> None:
        """Add files one after another; of those that cannot be added it is said why, the others are added."""

        def done(found: tuple[int, list[Exception]]) -> None:
            count, problems = found
            if count:
                self._session.say(t("{files} added", files=telling.files_words(count)), undo=count == 1)
                self.added.emit()
            if problems:
                self._tell(problems)

        self._session.write(_attach_all, record.id, record.channel, tuple(paths), done=done, changed=_ADDED, owner=self)

    @Slot(str, str)
    def open_file(self, attachment_id: str, channel: str) -> None:
        """Show a file in the program that this machine has for its kind; a copy, which may be read only."""

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._session.error_wanted.emit(
                    t("No program of this machine shows “{name}”. Save a copy, and open it elsewhere.", name=path.name)
                )

        self._session.read(open_copy, attachment_id, channel, done=show, owner=self)

    @Slot(str, str, str)
    def save_file(self, attachment_id: str, channel: str, name: str) -> None:
        """Write out a file where the person says."""
        suggested = str(Path.home() / safe_name(name))
        out = dialogs.choose_save(self._page, t("Save a copy"), suggested=suggested)
        if out is not None:
            self._session.read(
                attachments.save_attachment, attachment_id, out, channel, done=self._on_saved, owner=self
            )

    def _on_saved(self, path: Path) -> None:
        self._session.say(t("Saved: {file}", file=path.name))

    def _tell(self, problems: Sequence[Exception]) -> None:
        known = [error_text(each) for each in problems if isinstance(each, DeskError)]
        if known:
            self._session.error_wanted.emit(("" if language() == "ja" else " ").join(known))
        for each in problems:
            if not isinstance(each, DeskError):
                self._session.say_error(each)


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of this machine that are dropped; none where one of them goes between desks."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    # Files that go between desks are received, not attached.
    return [] if any(path.suffix.lower() in suffixes.EVERY for path in paths) else paths


def _attach_all(desk: Desk, case_id: str, channel: str, paths: Sequence[Path]) -> tuple[int, list[Exception]]:
    """Add each file; how many were added, and what was wrong with the others."""
    added, problems = 0, list[Exception]()
    for path in paths:
        try:
            attachments.attach(desk, "case", case_id, path, channel=channel)
        except DeskError as error:
            problems.append(error)
        else:
            added += 1
    return added, problems
