"""How a desk comes to be registered: its request, headquarters' approval, and the starter that it accepts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, t
from ascn_desk.operations import enrolment, lists, rotation
from ascn_desk.operations.enrolment import RequestInfo
from ascn_desk.operations.views import Accepted, Approval, StarterInfo
from ascn_desk.sync import suffixes
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange import enrolling, reading
from ascn_desk.ui.session import Session


class Registering(QObject):
    """Asks over the room that it is given.

    Signals: ``accepted()`` once this desk is registered; ``keys_requested()`` once its request for new keys is written.
    """

    accepted = Signal()
    keys_requested = Signal()

    def __init__(self, session: Session, room: QWidget) -> None:
        super().__init__(room)
        self._session, self._room = session, room

    @Slot()
    def write_request(self) -> None:
        """Write the request by which this desk asks to be registered."""
        desk = self._session.desk
        suggested = str(desk.profile / "outbox" / f"{desk.office}-{desk.desk[:6]}{suffixes.REQUEST}")
        kinds = [f"*{suffixes.REQUEST}"]
        out = dialogs.choose_save(self._room, t("Write the request"), suggested=suggested, kinds=kinds)
        if out is not None:
            self._session.read(reading.ask_request, out, done=self._on_requested, owner=self)

    def _on_requested(self, path: Path) -> None:
        self._session.say(t("Request written: {file}", file=path.name))

    @Slot()
    def ask_new_keys(self) -> None:
        """Write the request for new keys of a desk that was restored or copied."""
        desk = self._session.desk
        suggested = str(desk.profile / "outbox" / f"{desk.office}-{desk.desk[:6]}-keys{suffixes.REQUEST}")
        title = t("Write the request for new keys")
        out = dialogs.choose_save(self._room, title, suggested=suggested, kinds=[f"*{suffixes.REQUEST}"])

        def written(_: str) -> None:
            assert out is not None
            self._session.say(t("Send it to headquarters: {file}", file=out.name))
            self.keys_requested.emit()

        if out is not None:
            self._session.read(rotation.rotate, out, done=written, owner=self)

    def look_at_starter(self, path: Path) -> None:
        """Show a starter, ask for words of it, and accept it."""

        def ask(info: StarterInfo) -> None:
            def accepted(found: Accepted) -> None:
                question.succeed()
                self._session.say(t("Accepted. {entries} imported.", entries=telling.entries_words(found.entries)))
                self.accepted.emit()

            def failed(error: Exception) -> None:
                question.fail(error_text(error) if isinstance(error, DeskError) else repr(error))

            def accept(words: dict[int, str]) -> None:
                self._session.write(reading.accept, path, words, done=accepted, failed=failed, owner=self)

            question = enrolling.StarterQuestion(self._room, info, accept)

        self._session.read(enrolment.inspect_starter, path, done=ask, failed=self._tell, owner=self)

    def look_at_request(self, path: Path) -> None:
        """Show the request of another desk, and approve it where that is wanted."""

        def ask(info: RequestInfo) -> None:
            today = lists.today_of(self._session.desk)
            if not enrolling.ask_approval(self._room, info, path, today):
                return
            suggested = str(path.with_name(f"{info.office}-{info.desk[:6]}-starter.ascn"))
            title = t("Write the starter file")
            out = dialogs.choose_save(self._room, title, suggested=suggested, kinds=["*.ascn"])
            if out is not None:
                self._session.write(
                    enrolment.approve, path, out, done=self._on_approved, failed=self._tell, owner=self
                )

        self._session.read(enrolment.read_request, path, done=ask, failed=self._tell, owner=self)

    def _on_approved(self, approval: Approval) -> None:
        enrolling.tell_approval(self._room, approval)

    def _tell(self, error: Exception) -> None:
        dialogs.tell_error(self._room, error, name="exchange-error")
