"""Answering a request: the desk is registered, its starter written, and the twelve words shown to be read out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import enrolment, trust_papers
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.enrolment import RequestInfo
from ascn_desk.operations.trust_changes import Signing, TrustChanged
from ascn_desk.operations.trust_papers import Paper
from ascn_desk.operations.views import Approval
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens.exchange import enrolling
from ascn_desk.ui.screens.question import failing
from ascn_desk.ui.screens.trust import reading
from ascn_desk.ui.screens.trust.change_question import ChangeQuestion
from ascn_desk.ui.screens.trust.changing import Changing
from ascn_desk.ui.session import Session


class Approving(QObject):
    """Over the room that it is given. Signal: ``done()`` a desk was registered or got its starter."""

    done = Signal()

    def __init__(self, session: Session, room: QWidget, changing: Changing) -> None:
        super().__init__(room)
        self._session, self._room, self._changing = session, room, changing

    def approve(self, paper: Paper, countries: Sequence[str]) -> None:
        """Show what registering would change, then do it; of a desk that is registered write the starter again."""
        info = paper.request
        assert info is not None

        def act(desk: Desk, signing: Signing) -> TrustChanged:
            return enrolment.register(desk, paper.path, signing, countries)

        def carry(question: ChangeQuestion, signing: Signing) -> None:
            if info.previous == self._session.desk.desk:
                # Headquarters' own desk, under new keys, needs no starter.
                self._changing.run(question, act, signing)
            else:
                self._write_starter(paper.path, info, signing, countries, question)

        if paper.is_registered:
            self._write_starter(paper.path, info, Signing(), countries, None)
            return
        self._changing.ask(
            act, t("Register this desk?"), t("Register it, write the starter"), carry=carry,
            warning=t("Approve only what that office told you by telephone. A right is never taken back: it ends."),
        )  # fmt: skip

    def _write_starter(
        self, path: Path, info: RequestInfo, signing: Signing, countries: Sequence[str], question: ChangeQuestion | None
    ) -> None:
        suggested = str(self._session.desk.profile / "outbox" / f"{info.office}-{info.desk[:6]}-starter.ascn")
        out = dialogs.choose_save(self._room, t("Write the starter file"), suggested=suggested, kinds=["*.ascn"])
        if out is None:
            if question is not None:
                question.finish()
            return

        def approved(approval: Approval) -> None:
            if question is not None:
                question.finish()
            self.done.emit()
            enrolling.tell_approval(self._room, approval)

        failed = failing(self._session, question) if question is not None else self._changing.tell
        self._session.write(reading.approve, path, out, signing, countries, done=approved, failed=failed, owner=self)

    def drop(self, path: Path) -> None:
        """Take a paper away, after asking."""
        words = t("Take “{file}” away? Nothing is changed by it; the file can be opened again from where it came.",
                  file=path.name)  # fmt: skip
        if dialogs.confirm(self._room, t("Take it away"), words, yes=t("Take it away"), name="drop-paper"):
            self._session.write(trust_papers.drop_paper, path, done=lambda _: self.done.emit(), owner=self)
