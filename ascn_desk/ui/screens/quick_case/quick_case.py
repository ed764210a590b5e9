"""Log a case while the telephone is still warm: a small form over any room, all by keys.

Keys: Enter takes the first company, a digit the category, Tab goes on; Ctrl+T begins the summary with usual words,
Alt+D unfolds the rest, Ctrl+Enter saves, Ctrl+Shift+Enter saves and goes on with the same company, Ctrl+E goes on in
the form of all fields, Esc closes and keeps what was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, drafts
from ascn_desk.operations.views import Changed, Draft, Row, Saved
from ascn_desk.ui.forms import add_new, storing
from ascn_desk.ui.forms.draft_keeper import DRAFTS, DraftKeeper, DraftOf
from ascn_desk.ui.forms.field_keys import FieldKeys
from ascn_desk.ui.forms.record_form import DRAFT_FORM
from ascn_desk.ui.forms.shown_values import time_words
from ascn_desk.ui.parts import Banner, ButtonKind, Choice, DialogButton, DialogFrame, Mark, Menu, Shape, Tone
from ascn_desk.ui.screens.cases.wording import templates
from ascn_desk.ui.screens.quick_case import asking
from ascn_desk.ui.screens.quick_case.body import Body
from ascn_desk.ui.screens.quick_case.fields import CaseFields
from ascn_desk.ui.session import Session

_CASE = KINDS["case"]
_SAVE, _NEXT = "save", "next"
_LOGGED = Changed(frozenset({"case", "company"}), frozenset())


class QuickCase(DialogFrame):
    """Signals: ``saved(Saved)`` for each case logged; ``closed()`` once it is gone. Give a ``draft`` to go on with."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, window: QWidget, *, draft: Draft | None = None) -> None:
        self._session = session
        self._is_saving = False
        self._fields = CaseFields(session, window)
        buttons = [
            DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
            DialogButton(_NEXT, t("Save and next"), ButtonKind.SECONDARY, "Ctrl+Shift+Enter"),
            DialogButton(_SAVE, t("Log it"), ButtonKind.PRIMARY, "Ctrl+Enter"),
        ]
        self._body = Body(self._fields)
        super().__init__(window, t("New case"), self._body, buttons=buttons, closes=False, name="quick-case")
        self._body.widened.connect(self.fit)
        self._draft = draft
        self._keeper = self._make_keeper(draft)
        self._menu: Menu | None = None
        self._wire()
        session.read(asking.start, draft, done=self._on_started, owner=self)

    def _wire(self) -> None:
        fields = self._fields
        fields.edited.connect(self._on_edited)
        fields.left.connect(self._on_left)
        fields.resized.connect(self.fit)
        fields.similar_opened.connect(self._on_similar)
        self.answered.connect(self._on_answered)
        self.finished.connect(self._on_finished)
        keys = {"Ctrl+E": self._open_whole, "Ctrl+T": self._ask_template, "Alt+D": fields.fold.toggle}
        for key, act in keys.items():
            self.bind(key, act)
        self._field_keys = FieldKeys(fields, keys)

    def open(self, first: QWidget | None = None) -> None:
        """Show it with the focus on the company."""
        super().open(first or self._fields.company)

    def fit(self) -> None:
        """Give the panel the size that its content wants, now and once words that wrap know their width."""
        self._fit_now()
        QTimer.singleShot(0, self, self._fit_now)

    def _fit_now(self) -> None:
        self._body.updateGeometry()
        super().fit()

    # Starting

    def _on_started(self, start: asking.Start) -> None:
        self._fields.company.learn_names(dict(start.names))
        channels = [Choice(each, _channel_words(each)) for each in asking.channels(self._session.desk)]
        known = {each.id for each in channels}
        chosen = start.channel if start.channel in known else channels[0].id
        self._fields.offer(start.lists, channels, chosen)
        if self._draft is not None:
            self._restore(self._draft)
        elif start.waiting is not None:
            self._offer_draft(start.waiting)
        self.fit()

    def _offer_draft(self, draft: Draft) -> None:
        summary = draft.values.get("summary")
        company = draft.values.get("company")
        named = self._fields.company.name_of(str(company)) if company else ""
        what = " ".join(str(part) for part in (named if named != company else "", summary) if part)
        words = t("A draft of {time} waits: {what}", time=time_words(draft.saved_at), what=what or "…")
        banner = Banner(Tone.INFO, words, actions=[("resume", t("Go on with it")), ("drop", t("Throw it away"))],
                        name="quick-draft")  # fmt: skip
        banner.action_chosen.connect(lambda answer: self._on_draft_answer(answer, draft))
        self._fields.show_above(banner)

    def _on_draft_answer(self, answer: str, draft: Draft) -> None:
        self._fields.show_above(None)
        if answer == "resume":
            self._keeper.drop()
            self._keeper = self._make_keeper(draft)
            self._restore(draft)
            self._fields.summary.setFocus()
        else:
            self._session.write(drafts.drop_draft, draft.id, changed=DRAFTS)
            self._fields.company.setFocus()

    def _make_keeper(self, draft: Draft | None) -> DraftKeeper:
        draft_id = draft.id if draft is not None else storing.new_draft_id(self._session.desk)
        draft_of = DraftOf(draft_id, asking.FORM, _CASE.name, None, draft.channel if draft else None, {})
        keeper = DraftKeeper(self._session, draft_of, self._fields.draft_values, self)
        keeper.kept.connect(self._on_kept)
        if draft is not None:
            keeper.adopt()
        return keeper

    def _restore(self, draft: Draft) -> None:
        self._fields.put(draft.values)
        if draft.saved_at:  # a case that a room begins was saved by nobody yet
            self._on_kept(draft.saved_at)

    @Slot()
    def _on_edited(self) -> None:
        self._keeper.touch()

    @Slot()
    def _on_left(self) -> None:
        self._keeper.flush()

    @Slot(str)
    def _on_kept(self, at: str) -> None:
        self.set_status(t("draft saved {time}", time=time_words(at)), Mark(Shape.CHECK, Tone.SUCCESS))

    @Slot(object)
    def _on_similar(self, row: Row) -> None:
        self.finish()
        self._session.open_wanted.emit("case", row.id, row.channel)

    def _ask_template(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        choices = [Choice(str(number), words) for number, words in enumerate(templates())]
        self._menu = Menu(self._fields.summary, choices, name="quick-templates")
        self._menu.chosen.connect(lambda number: self._begin_with(templates()[int(number)]))
        self._menu.open(320)

    def _begin_with(self, words: str) -> None:
        self._fields.summary.setFocus()
        self._fields.summary.insert(words)

    # Saving

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        if self._is_saving or self._fields.show_problems():
            return
        new = self._fields.company.new_name()
        if new:
            self._is_saving = True
            self._session.read(cases.add_company_stub, new, owner=self, failed=self._on_failed,
                               done=lambda saved: self._on_company_made(saved, answer))  # fmt: skip
        else:
            self._save(answer)

    def _on_company_made(self, saved: Saved, answer: str) -> None:
        self._fields.company.take_made(saved)
        self._save(answer)

    def _save(self, answer: str) -> None:
        self._is_saving = True
        self._session.write(asking.save, self._fields.values(), self._fields.channel(), changed=_LOGGED, owner=self,
                            done=lambda saved: self._on_saved(saved, answer), failed=self._on_failed)  # fmt: skip

    def _on_saved(self, saved: Saved, answer: str) -> None:
        self._is_saving = False
        self._keeper.drop()
        self._session.say(t("{number} is logged", number=saved.reference), undo=True)
        self.saved.emit(saved)
        if answer == _NEXT:
            self._begin_next()
        else:
            self.finish()

    def _begin_next(self) -> None:
        self._keeper = self._make_keeper(None)
        self._fields.begin_next()
        self.set_status("")

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        if not isinstance(error, DeskError):
            self._session.say_error(error)
            return
        self._fields.show_above(Banner(Tone.ERROR, error_text(error), name="quick-problem"))

    # Leaving

    def _open_whole(self) -> None:
        """Go on in the form of all fields, with what was typed."""
        fields = self._fields
        new = fields.company.new_name()
        if new:
            self._session.write(cases.add_company_stub, new, owner=self, changed=_LOGGED, failed=self._on_failed,
                                done=self._on_company_for_whole)  # fmt: skip
            return
        channel, window = fields.channel(), self.window()
        # The draft goes on under its id: what was typed is never without one.
        draft = Draft(self._keeper.draft_id, DRAFT_FORM, _CASE.name, None, channel, fields.values(), {},
                      self._session.desk.now())  # fmt: skip
        self._keeper.touch()
        self.finish()
        add_new(self._session, window, _CASE, channel, draft=draft, field="details")

    def _on_company_for_whole(self, saved: Saved) -> None:
        self._fields.company.take_made(saved)
        self._open_whole()

    @Slot(str)
    def _on_finished(self, answer: str) -> None:
        self._keeper.flush()
        self.closed.emit()
        self.deleteLater()


def _channel_words(channel: str) -> str:
    if channel.startswith("office/"):
        return t("this office alone")
    return t("shared in the country ({code})", code=channel.partition("/")[2].upper())
