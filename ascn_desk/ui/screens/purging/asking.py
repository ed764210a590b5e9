"""Asking for a purge from where a value is read: the entry, the fields that it set, or the whole record."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import purging
from ascn_desk.operations.purge_views import purge_officers
from ascn_desk.operations.purging import Request
from ascn_desk.operations.views import HistoryEntry, RecordView
from ascn_desk.ui.parts import Choice
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.purging.officer_question import PurgeQuestion
from ascn_desk.ui.screens.question import failing
from ascn_desk.ui.session import Session

_ENTRY, _FIELDS, _RECORD = "entry", "fields", "record"
_REDACTED = "redacted"


def may_ask(session: Session) -> bool:
    """Whether this desk is one of headquarters, which alone purges."""
    return session.desk.office_kind == "headquarters"


class PurgeAsking(QObject):
    """Over the page that it is given."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def ask(self, record: RecordView, title: str, entry: HistoryEntry | None) -> None:
        """Ask what of a record shall go; with an entry, that one or its fields too."""
        if not may_ask(self._session):
            return

        def show(officers: tuple[tuple[str, str], ...]) -> None:
            if not officers:
                self._session.error_wanted.emit(
                    t("Only a registered desk of headquarters purges. Have this desk registered first.")
                )
                return
            held = entry if entry is not None and entry.state != _REDACTED else None
            question = PurgeQuestion(self._page.window(), title, _choices(record, held), officers)

            failed = failing(self._session, question)

            def decide(what: str, why: str, officer: str) -> None:
                def done(asked: Request) -> None:
                    question.finish()
                    self._session.say(t("Asked for. A second officer has to confirm it in Purging."))

                entries = [(held.desk, held.n)] if held is not None and what == _ENTRY else []
                fields = list(held.set) if held is not None and what == _FIELDS else []
                self._session.write(
                    purging.request, record.kind, record.id, why=why, channel=record.channel, fields=fields,
                    entries=entries, officer=officer, done=done, failed=failed, owner=question,
                )  # fmt: skip

            question.decided.connect(decide)
            question.ask()

        self._session.read(purge_officers, done=show, owner=self)


def _choices(record: RecordView, entry: HistoryEntry | None) -> list[Choice]:
    whole = Choice(_RECORD, t("The whole record"), t("All its entries, with copies in other channels and records."))
    if entry is None:
        return [whole]
    fields = telling.fields_words(record.kind, list(entry.set))
    return [
        Choice(_ENTRY, t("This entry"), t("It goes whole, with every entry that repeats a text of it.")),
        Choice(_FIELDS, t("These fields: {fields}", fields=fields), t("Every entry of the record that set one.")),
        whole,
    ]
