"""What was decided against one's own values: shown, noted as read, or answered by writing one's value again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import conflicts
from ascn_desk.operations.views import Changed, Decision, Saved
from ascn_desk.ui import dialogs
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts.values import register_words
from ascn_desk.ui.screens.exchange import reading
from ascn_desk.ui.screens.exchange.decisions_page import DecisionsPage
from ascn_desk.ui.session import Session

Show = Callable[[QWidget, QWidget], None]
"""Shows a page in the room, the focus on a part of it."""


class Contesting(QObject):
    """Signal: ``back_asked()``."""

    back_asked = Signal()

    def __init__(self, session: Session, room: QWidget, show: Show) -> None:
        super().__init__(room)
        self._session, self._room, self._show = session, room, show

    @Slot()
    def show_decisions(self) -> None:
        """Show the values of this desk that were not kept."""
        self._session.read(reading.decisions, done=self._on_decisions, owner=self)

    def _on_decisions(self, found: tuple[tuple[Decision, ...], Reader]) -> None:
        decisions, reader = found
        page = DecisionsPage(decisions, lambda *said: register_words(reader, *said), reader.today)
        page.acknowledged.connect(self._on_acknowledged)
        page.contested.connect(self._on_contested)
        page.opened.connect(self._on_opened)
        page.back_asked.connect(self.back_asked)
        self._show(page, page.first_control())

    @Slot(object)
    def _on_acknowledged(self, decision: Decision) -> None:
        def noted(_: object) -> None:
            self._session.say(t("Noted as read"))
            self.show_decisions()

        self._session.write(conflicts.acknowledge_decision, decision, done=noted, owner=self,
                            changed=_changed(decision))  # fmt: skip

    @Slot(object)
    def _on_contested(self, decision: Decision) -> None:
        def written(_: Saved) -> None:
            field = telling.field_words(decision.kind, decision.register)
            words = t("Your value stands again: {record}, {field}", record=decision.title, field=field)
            self._session.say(words, undo=True)
            self.show_decisions()

        why = dialogs.ask_text(
            self._room, t("Write my value again"), t("Reason (the others will read it)"), ok=t("Write it"),
            note=t("The decision stays in the history, with who made it and why."), required=False, name="contest",
        )  # fmt: skip
        if why is not None:
            self._session.write(reading.contest, decision, why.strip() or None, done=written, owner=self,
                                changed=_changed(decision))  # fmt: skip

    @Slot(object)
    def _on_opened(self, decision: Decision) -> None:
        self._session.open_wanted.emit(decision.kind, decision.id, decision.channel)


def _changed(decision: Decision) -> Changed:
    return Changed(frozenset({decision.kind}), frozenset({decision.id}))
