"""Sending: asked to whom and where, the files are made, verified and told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ExportedFile
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange import reading
from ascn_desk.ui.screens.exchange.sending import ask_sending
from ascn_desk.ui.screens.exchange.state import ExchangeState, receiver_of
from ascn_desk.ui.session import Session


class Dispatching(QObject):
    """Over the room that it is given; ``state`` gives what that shows. Signal: ``written(tuple)`` of exported files."""

    written = Signal(tuple)

    def __init__(self, session: Session, room: QWidget, state: Callable[[], ExchangeState | None]) -> None:
        super().__init__(room)
        self._session, self._room, self._state = session, room, state

    def send(self) -> None:
        """Make files: headquarters' for every office, a mission's for headquarters."""
        state = self._state()
        if state is not None:
            codes = [code for code, _ in state.view.receivers]
            self.send_to(codes if state.is_headquarters else [receiver_of(state.view)])

    def send_to(self, chosen: Sequence[str]) -> None:
        """Make the files for some offices."""
        state = self._state()
        if state is not None and state.is_accepted:
            self._session.read(reading.folder, done=lambda folder: self._ask(folder, chosen), owner=self)

    def _ask(self, folder: Path, chosen: Sequence[str]) -> None:
        state = self._state()
        if state is None:
            return
        view = state.view
        what = telling.changes_words(view.unsent) if view.unsent else t("Nothing new, but what is not confirmed yet")
        sending = ask_sending(
            self._room,
            view.receivers,
            chosen,
            folder,
            what=t("{what} will go. Every entry is signed; after that it cannot be taken back, only changed again.",
                   what=what),
            offers_open=state.is_headquarters,
        )  # fmt: skip
        if sending is not None:
            self._session.write(reading.send, sending, done=self._on_written, owner=self)

    def _on_written(self, files: tuple[ExportedFile, ...]) -> None:
        self._session.say(t("Written and verified: {files}", files=telling.files_words(len(files))))
        self.written.emit(files)
