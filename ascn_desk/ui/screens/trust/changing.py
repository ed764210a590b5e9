"""Changing root or registry from the window: rehearsed and shown, then signed and put into effect, or written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import trust_changes, trust_papers
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.trust_changes import Signing, TrustChanged
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.question import failing
from ascn_desk.ui.screens.trust import reading
from ascn_desk.ui.screens.trust.change_question import ChangeQuestion
from ascn_desk.ui.screens.trust.reading import Act
from ascn_desk.ui.session import Session

Carry = Callable[[ChangeQuestion, Signing], None]


class Changing(QObject):
    """Signal: ``done(str)`` something took effect or was written down; the row that should be current, or nothing."""

    done = Signal(str)

    def __init__(self, session: Session, room: QWidget) -> None:
        super().__init__(room)
        self._session, self._room = session, room

    def ask(self, act: Act, title: str, go: str, *, warning: str = "", carry: Carry | None = None) -> None:
        """Rehearse a change, show it, and carry it out if the person says so; ``carry``: otherwise than usual."""

        def show(would: TrustChanged) -> None:
            self.show(act, would, title, go, warning=warning, carry=carry)

        self._session.read(reading.would, act, done=show, failed=self.tell, owner=self)

    def show(
        self, act: Act, would: TrustChanged, title: str, go: str, *, warning: str = "", carry: Carry | None = None
    ) -> None:
        """Show a change that was rehearsed."""
        question = ChangeQuestion(self._room.window(), title, would, go=go, warning=warning,
                                  beside=t("Write it for a second person"))  # fmt: skip

        def put_into_effect(signing: Signing) -> None:
            if carry is not None:
                carry(question, signing)
            else:
                self.run(question, act, signing)

        def set_down(signing: Signing) -> None:
            def written(done: TrustChanged) -> None:
                question.finish()
                self._session.say(t("Written. It waits here until a second person signed."))
                self.done.emit(f"paper:{done.path}")

            failed = failing(self._session, question)
            self._session.write(reading.write_down, act, signing, done=written, failed=failed, owner=question)

        question.decided.connect(put_into_effect)
        question.set_down.connect(set_down)
        question.ask()

    def run(self, question: ChangeQuestion, act: Act, signing: Signing) -> None:
        """Put a change into effect, and close its question."""

        def done(changed: TrustChanged) -> None:
            question.finish()
            self._say_applied(changed)
            self.done.emit("")

        self._session.write(act, signing, done=done, failed=failing(self._session, question), owner=question)

    def sign(self, path: Path) -> None:
        """Look at a change that waits, sign it, and put it into effect where enough people signed."""

        def show(found: TrustChanged) -> None:
            go = t("Sign and put into effect") if found.missing else t("Put it into effect")
            question = ChangeQuestion(self._room.window(), t("Change that waits"), found, go=go,
                                      beside=t("Sign it only"), may_lack=True)  # fmt: skip

            def signed(done: TrustChanged) -> None:
                question.finish()
                if done.outcome == "applied":
                    self._say_applied(done)
                    self.done.emit("")
                else:
                    self._session.say(t("Signed."))
                    self.done.emit(f"paper:{path}")

            def decide(signing: Signing) -> None:
                self._session.write(_sign_and_apply, path, signing, bool(found.missing), done=signed,
                                    failed=failing(self._session, question), owner=question)  # fmt: skip

            def only(signing: Signing) -> None:
                self._session.write(trust_changes.sign_in_file, path, signing, done=signed,
                                    failed=failing(self._session, question), owner=question)  # fmt: skip

            question.decided.connect(decide)
            question.set_down.connect(only)
            question.ask()

        self._session.read(trust_changes.look_at_change, path, done=show, failed=self.tell, owner=self)

    def _say_applied(self, done: TrustChanged) -> None:
        said = [t("In effect. The offices learn of it with the next files.")]
        if done.taken:
            said.append(telling.taken_words(len(done.taken)))
        self._session.say(" ".join(said))

    def tell(self, error: Exception) -> None:
        """Say what was not done, and why."""
        dialogs.tell_error(self._room, error, name="trust-error")


def _sign_and_apply(desk: Desk, path: Path, signing: Signing, lacks: bool) -> TrustChanged:
    """Sign a change in its file where signatures lack, put it into effect, and take the file away."""
    if lacks:
        trust_changes.sign_in_file(desk, path, signing)
    done = trust_changes.apply_change(desk, path)
    trust_papers.drop_paper(desk, path)
    return done
