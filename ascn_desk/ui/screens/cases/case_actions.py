"""What one does with a case by a small question: its status, its next action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.saving import check_save, problem_text
from ascn_desk.operations import cases, lists, records
from ascn_desk.operations.views import Changed, Draft, RecordView, Saved, Values
from ascn_desk.ui.forms import entry
from ascn_desk.ui.forms.draft_keeper import DraftKeeper, DraftOf
from ascn_desk.ui.screens.cases.next_action import DoneQuestion, PlanQuestion, PutOffQuestion
from ascn_desk.ui.screens.cases.reading import ACTION_FORMS, STATUS_FORM, CasePage, action_draft_id, status_draft_id
from ascn_desk.ui.screens.cases.status_question import StatusQuestion
from ascn_desk.ui.screens.question import failing
from ascn_desk.ui.session import Session

_CASE = KINDS["case"]
_CHANGED = Changed(frozenset({"case", "log_entry"}), frozenset())


class CaseActions(QObject):
    """Asks, checks by the rules of saving, saves with what was shown when it was asked, and says so with an undo.

    Signal: ``left()`` a question was closed, and what was typed may be a draft now.
    """

    left = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def act(self, what: str, page: CasePage) -> None:
        """Do ``status``, ``done``, ``put-off`` or ``plan`` with a case."""
        view = page.view
        has_action = bool(view.record.values.get("next_action"))
        match what:
            case "status":
                self._ask_status(view.record, page.status_draft)
            case "done" if has_action:
                self._ask_done(view.record, page.action_drafts.get("done"))
            case "put-off" if has_action:
                self._ask_put_off(view.record, page.action_drafts.get("put-off"))
            case "plan" | "done" | "put-off":
                self._ask_plan(view.record, page.action_drafts.get("plan"))

    def _today(self) -> date:
        return lists.today_of(self._session.desk)

    def _ask_status(self, record: RecordView, draft: Draft | None) -> None:
        status, outcome = record.values.get("status"), record.values.get("outcome")
        question = StatusQuestion(
            self._page.window(),
            status if isinstance(status, str) else "",
            outcome if isinstance(outcome, str) else "",
            self._today(),
        )
        seen = draft.seen if draft is not None else record.seen
        before = question.values()

        def typed() -> Values | None:
            return question.values() if question.values() != before else None

        draft_of = DraftOf(status_draft_id(record.id), STATUS_FORM, "case", record.id, record.channel, seen)
        keeper = DraftKeeper(self._session, draft_of, typed, question)
        question.typed.connect(keeper.touch)
        question.finished.connect(keeper.flush)
        question.finished.connect(self.left)
        if draft is not None:
            keeper.adopt()
            question.put(draft.values)

        def decide(values: Values) -> None:
            changed = entry.changes(_CASE, record.values, values, self._today())
            if not changed:
                keeper.drop()
                question.finish()
                return
            # The rules ask what is missing only of what is set, so all of the status counts as set.
            touched = {*changed, *values}
            found = check_save(_CASE, {**entry.whole(record.values, changed)}, touched)
            if found:
                question.show_problems([(each.field, problem_text(_CASE, each, language())) for each in found])
                return

            def done(saved: Saved) -> None:
                keeper.drop()
                question.finish()
                self._session.say(t("The status is changed"), undo=True)

            self._session.write(records.set_fields, "case", record.id, changed, channel=record.channel,
                                seen=seen, done=done, changed=_CHANGED, owner=question,
                                failed=failing(self._session, question))  # fmt: skip

        question.decided.connect(decide)
        question.ask()

    def _keep_draft(
        self, what: str, question: DoneQuestion | PutOffQuestion | PlanQuestion, record: RecordView, draft: Draft | None
    ) -> tuple[DraftKeeper, Mapping[str, int]]:
        """Keep what is typed into a question, and put back what was; beside the keeper, what was seen then."""
        seen = draft.seen if draft is not None else record.seen
        draft_of = DraftOf(action_draft_id(what, record.id), ACTION_FORMS[what], "case", record.id, record.channel,
                           seen)  # fmt: skip
        keeper = DraftKeeper(self._session, draft_of, lambda: question.values() or None, question)
        question.typed.connect(keeper.touch)
        question.finished.connect(keeper.flush)
        question.finished.connect(self.left)
        if draft is not None:
            keeper.adopt()
            question.put(draft.values)
        return keeper, seen

    def _ask_done(self, record: RecordView, draft: Draft | None) -> None:
        question = DoneQuestion(self._page.window(), str(record.values["next_action"]), self._today())

        keeper, seen = self._keep_draft("done", question, record, draft)

        def decide(action: str, due: date | None) -> None:
            def done(saved: Saved) -> None:
                keeper.drop()
                question.finish()
                self._session.say(t("Done: noted in the timeline"), undo=True)

            self._session.write(cases.complete_next_action, record.id, record.channel, action or None, due,
                                seen=seen, done=done, changed=_CHANGED, owner=question,
                                failed=failing(self._session, question))  # fmt: skip

        question.decided.connect(decide)
        question.ask()

    def _ask_put_off(self, record: RecordView, draft: Draft | None) -> None:
        due = record.values.get("next_due")
        question = PutOffQuestion(
            self._page.window(),
            str(record.values["next_action"]),
            date.fromisoformat(due) if isinstance(due, str) else None,
            self._today(),
        )

        keeper, seen = self._keep_draft("put-off", question, record, draft)

        def decide(day: date) -> None:
            def done(saved: Saved) -> None:
                keeper.drop()
                question.finish()
                self._session.say(t("Put off"), undo=True)

            self._session.write(cases.postpone, record.id, record.channel, day, seen=seen, done=done,
                                changed=_CHANGED, owner=question,
                                failed=failing(self._session, question))  # fmt: skip

        question.decided.connect(decide)
        question.ask()

    def _ask_plan(self, record: RecordView, draft: Draft | None) -> None:
        question = PlanQuestion(self._page.window(), self._today())

        keeper, seen = self._keep_draft("plan", question, record, draft)

        def decide(action: str, due: date | None) -> None:
            def done(saved: Saved) -> None:
                keeper.drop()
                question.finish()
                self._session.say(t("The next action is noted"), undo=True)

            values = {"next_action": action, "next_due": due.isoformat() if due else None}
            self._session.write(records.set_fields, "case", record.id, values, channel=record.channel,
                                seen=seen, done=done, changed=_CHANGED, owner=question,
                                failed=failing(self._session, question))  # fmt: skip

        question.decided.connect(decide)
        question.ask()
