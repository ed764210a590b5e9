"""Logging what happened in a case: checks, saves and drafts of the box above its timeline."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.domain.saving import check_save, problem_text
from ascn_desk.operations import cases
from ascn_desk.operations.views import Changed, RecordView, Saved, Values
from ascn_desk.ui.forms import add_new, entry
from ascn_desk.ui.forms.draft_keeper import DraftKeeper, DraftOf
from ascn_desk.ui.forms.offers import Lists, open_codes
from ascn_desk.ui.screens.cases.log_entry_box import LOG, LogEntryBox
from ascn_desk.ui.screens.cases.reading import LOG_FORM, CasePage, log_draft_id
from ascn_desk.ui.session import Session

_LOGGED = Changed(frozenset({"log_entry"}), frozenset())


class Logging(QObject):
    """Signal: ``saved()`` an entry was written."""

    saved = Signal()

    def __init__(self, session: Session, box: LogEntryBox, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._box = session, box
        self._record: RecordView | None = None
        self._lists: Lists = {}
        self._keeper: DraftKeeper | None = None
        self._is_saving = False
        box.save_asked.connect(self._on_save)
        box.typed.connect(self._on_typed)
        box.left.connect(self._on_left)
        box.closed.connect(self._on_left)
        box.more_asked.connect(self._on_more)

    def show_case(self, record: RecordView, page: CasePage) -> None:
        """Log for this case from now on; what was typed for it before is there again."""
        self._lists = page.lists
        self._box.set_lists(page.lists)
        if self._record is not None and self._record.id == record.id:
            self._record = record
            return
        self._record = record
        draft_of = DraftOf(log_draft_id(record.id), LOG_FORM, LOG.name, record.id, record.channel, {})
        self._keeper = DraftKeeper(self._session, draft_of, self._draft_values, self)
        self._box.set_values(page.log_draft.values if page.log_draft is not None else {})
        if page.log_draft is not None:
            self._keeper.adopt()
            self._box.show_box()
        else:
            self._box.close_box()

    def leave(self) -> None:
        """Another case comes: keep what was typed for this one."""
        if self._keeper is not None:
            self._keeper.flush()
        self._record, self._keeper = None, None

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._record is not None and self._box.is_typed()

    def _draft_values(self) -> Values | None:
        return self._box.values() if self._box.is_typed() else None

    @Slot()
    def _on_typed(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    @Slot()
    def _on_left(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()

    @Slot()
    def _on_save(self) -> None:
        record = self._record
        if record is None or self._is_saving:
            return
        values = self._box.values()
        if self._box.unreadable_day():
            self._box.show_problems([("happened_on", t("No such date. Write 12/5, 3d, fri or a month’s end."))])
            return
        problems = check_save(LOG, entry.flat({**values, "case": record.id}), None, open_codes(self._lists))
        if problems:
            self._box.show_problems([(each.field, problem_text(LOG, each, language())) for each in problems])
            return
        self._is_saving = True
        text = str(values.pop("text"))
        self._session.write(cases.log_case, record.id, text, channel=record.channel, more=values, changed=_LOGGED,
                            done=self._on_saved, failed=self._on_failed, owner=self)  # fmt: skip

    def _on_saved(self, saved: Saved) -> None:
        self._is_saving = False
        if self._keeper is not None:
            self._keeper.drop()
        self._box.set_values({})
        self._box.close_box()
        self._session.say(t("Noted in the timeline"), undo=True)
        self.saved.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, CorrectableError):
            self._box.show_problems([(str(error.data.get("field", "text")), error_text(error))])
        else:
            self._session.say_error(error)

    @Slot()
    def _on_more(self) -> None:
        """Go on in the form of all fields."""
        record = self._record
        if record is None:
            return
        panel = add_new(self._session, self._box, LOG, record.channel,
                        initial={**self._box.values(), "case": record.id}, hidden=("case",), field="text")  # fmt: skip
        panel.saved.connect(self._on_saved)
