"""The last step of the first run: the request to headquarters, the starter that answers it, or the twelve words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.operations import enrolment
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Accepted, StarterInfo
from ascn_desk.sync import suffixes
from ascn_desk.ui import dialogs, theme
from ascn_desk.ui.parts.button import Button
from ascn_desk.ui.parts.hash_words import HashWords
from ascn_desk.ui.parts.label import Paragraph
from ascn_desk.ui.tasks import Tasks


class HeadquartersStep(QWidget):
    """Signals: ``failed(Exception)``; ``accepted()`` once the starter was taken."""

    failed = Signal(object)
    accepted = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._desk: Desk | None = None
        self._request = Button(t("Save the request …"), icon="download", height=36, name="save-request")
        self._request.clicked.connect(self._save_request)
        self._starter = Button(t("Accept the starter …"), icon="key-round", height=36, name="accept-starter")
        self._starter.clicked.connect(self._choose_starter)
        self._told = Paragraph("", name="first-run-told")
        self._root_words = HashWords([])
        self._root_words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._request)
        row.addWidget(self._starter)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._root_words)
        column.addWidget(self._told)
        column.addStretch(1)

    def first_control(self) -> Button:
        """Where work begins."""
        return self._request

    def take(self, desk: Desk) -> None:
        """Take the desk that was made: a mission asks, headquarters reads its words out."""
        self._desk = desk
        is_headquarters = desk.office_kind == "headquarters"
        self._request.setVisible(not is_headquarters)
        self._starter.setVisible(not is_headquarters)
        trust = desk.trust()
        if is_headquarters and trust is not None:
            self._root_words.set_words(trust.words(language()))
            self._root_words.show()

    def _on_failed(self, error: Exception) -> None:
        self._starter.setEnabled(True)
        self.failed.emit(error)

    @Slot()
    def _save_request(self) -> None:
        if self._desk is None:
            return
        suggested = str(Path.home() / f"{self._desk.office}{suffixes.REQUEST}")
        path = dialogs.choose_save(self, t("Save the request"), suggested=suggested)
        if path is not None:
            self._tasks.store(
                partial(enrolment.make_request, self._desk, path),
                done=self._on_saved,
                failed=self._on_failed,
                owner=self,
            )

    def _on_saved(self, path: Path) -> None:
        self._told.set_words(t("Saved: {path}. Send it to headquarters by mail, stick or pouch.", path=path))

    @Slot()
    def _choose_starter(self) -> None:
        if self._desk is None:
            return
        found = dialogs.choose_open(self, t("The starter from headquarters"), kinds=[t("Bundles (*.ascn)")])
        if found:
            self.take_starter(found[0])

    def take_starter(self, path: Path) -> None:
        """Look at a starter and ask for three of its words."""
        assert self._desk is not None
        self._tasks.store(
            partial(enrolment.inspect_starter, self._desk, path),
            done=partial(self._ask_words, path),
            failed=self._on_failed,
            owner=self,
        )

    def _ask_words(self, path: Path, info: StarterInfo) -> None:
        from ascn_desk.ui.screens.exchange.enrolling import StarterQuestion

        desk = self._desk
        assert desk is not None

        def accept(words: dict[int, str]) -> None:
            self._tasks.store(partial(enrolment.accept, desk, path, words), done=accepted, failed=refused, owner=self)

        def accepted(result: Accepted) -> None:
            question.succeed()
            self._told.set_words(t("Accepted: {n} entries came with the starter.", n=result.entries))
            self._request.setEnabled(False)
            self._starter.setEnabled(False)
            self.accepted.emit()

        def refused(error: Exception) -> None:
            question.fail(error_text(error) if isinstance(error, DeskError) else repr(error))

        question = StarterQuestion(self, info, accept)
        self._question = question
