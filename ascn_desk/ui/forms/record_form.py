"""The form of a record, derived wholly from the declaration of its kind.

- what was shown when it was opened (``seen``) goes back with the save, also hours and a crash later
- only what differs is written; problems stand at their fields, as sentences; the first of them gets the focus
- what is typed is kept as a draft, and put back when the form is opened again
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.saving import check_save, is_closed, problem_text
from ascn_desk.domain.vocabularies import code_word
from ascn_desk.operations import lists
from ascn_desk.operations.views import Changed, Draft, RecordView, Saved, Shown, Values
from ascn_desk.ui import theme
from ascn_desk.ui.forms import entry, storing
from ascn_desk.ui.forms.arrangement import COLUMNS, Section, sections
from ascn_desk.ui.forms.draft_keeper import DraftKeeper, DraftOf
from ascn_desk.ui.forms.editor import Editor, MoneyEditor, Setting
from ascn_desk.ui.forms.editors import Sources, is_required, make_editor
from ascn_desk.ui.forms.offers import Lists, open_codes
from ascn_desk.ui.forms.reference_editor import Deliver
from ascn_desk.ui.forms.shown_values import currency_field, time_words
from ascn_desk.ui.parts import Banner, Choice, FormLayout, SectionHeading, Tone
from ascn_desk.ui.session import Session

DRAFT_FORM = "record"
_MOST_FOUND = 8


class RecordForm(QWidget):
    """All fields of a record of any kind, new (``record`` None) or there already.

    ``initial`` fills a new record; ``hidden`` leaves out fields that the place itself knows, such as the case of a
    log entry. Keys: Tab goes on, Ctrl+Enter is the holder's.
    Signals: ``saved(Saved)``; ``cancelled()``; ``became_ready()`` once the fields stand; ``draft_kept(str)`` the time.
    """

    saved = Signal(object)
    cancelled = Signal()
    became_ready = Signal()
    draft_kept = Signal(str)

    def __init__(
        self,
        session: Session,
        kind: Kind,
        record: RecordView | None,
        channel: str | None,
        *,
        initial: Values | None = None,
        hidden: Collection[str] = (),
        draft: Draft | None = None,
        name: str = "record-form",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._session, self._kind, self._record, self._channel = session, kind, record, channel
        self._initial: dict[str, Shown] = dict(initial or {})
        self._hidden = frozenset(hidden)
        self._today = lists.today_of(session.desk)
        self._before: Values = record.values if record is not None else {}
        self._seen: Mapping[str, int] = record.seen if record is not None else {}
        self._editors: dict[str, Editor] = {}
        self._baseline: dict[str, Shown] = {}
        self._lists: Lists = {}
        self._names: dict[str, str] = dict(record.names) if record is not None else {}
        self._given_draft = draft
        self._first_field = ""
        self._is_saving = False
        self._keeper = self._make_keeper()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._banner: Banner | None = None
        session.read(storing.load_form, kind, self._keeper.draft_id, self._initial, done=self._on_loaded, owner=self)

    # For who holds the form

    def is_ready(self) -> bool:
        """Whether the fields stand."""
        return bool(self._editors)

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self._typed())

    def editor(self, field: str) -> Editor:
        """The editor of a field."""
        return self._editors[field]

    def focus_field(self, field: str = "") -> None:
        """Put the focus on a field, or on the first; also before the form is ready."""
        self._first_field = field
        if self._editors:
            self._focus(self._editors.get(field) or next(iter(self._editors.values())))

    def save(self) -> None:
        """Save what was changed, or show what is wrong."""
        if self._is_saving or not self._editors:
            return
        changed = self._changes()
        if self._show_problems(changed):
            return
        if not changed and self._record is not None:
            self._keeper.drop()
            self.saved.emit(Saved(self._kind.name, self._record.id, self._record.channel, None))
            return
        self._is_saving = True
        touched = Changed(frozenset({self._kind.name}), frozenset())
        self._session.write(
            storing.save_record, self._kind, self._record, self._channel, changed, self._seen,
            done=self._on_saved, failed=self._on_failed, changed=touched, owner=self,
        )  # fmt: skip

    def leave(self) -> None:
        """Keep what was typed as a draft and say that nothing was saved."""
        self._keeper.flush()
        self.cancelled.emit()

    def discard_draft(self) -> None:
        """Throw away what was typed and show the record as it is."""
        self._keeper.drop()
        self._put(self._start_values())
        self._tell(None)

    # Loading

    def _draft_id(self) -> str:
        if self._given_draft is not None:
            return self._given_draft.id
        if self._record is None:
            return storing.new_draft_id(self._session.desk)
        return f"{DRAFT_FORM}--{self._kind.name}--{self._record.id}"

    def _make_keeper(self) -> DraftKeeper:
        record = self._record
        draft_of = DraftOf(self._draft_id(), DRAFT_FORM, self._kind.name, record.id if record else None,
                           record.channel if record else self._channel, self._seen)  # fmt: skip
        keeper = DraftKeeper(self._session, draft_of, self._draft_values, self)
        keeper.kept.connect(self._on_kept)
        return keeper

    def _on_loaded(self, loaded: storing.FormData) -> None:
        self._lists = loaded.lists
        self._names = {**loaded.names, **self._names}
        for section in sections(self._kind, self._hidden):
            self._add_section(section)
        self._put(self._start_values())
        draft = self._given_draft or loaded.draft
        if draft is not None:
            self._restore(draft)
        self._mark_required()
        self._note_registers()
        self.became_ready.emit()
        QTimer.singleShot(0, self, lambda: self.focus_field(self._first_field))

    def _start_values(self) -> dict[str, Shown]:
        return {**self._initial, **self._before}

    def _add_section(self, section: Section) -> None:
        if section.is_handling:
            self._column.addSpacing(theme.px(8))
            self._column.addWidget(SectionHeading(t("Handling"), line=True))
        layout = FormLayout(COLUMNS, row_gap=14)
        for place in section.places:
            if place.begins_row:
                layout.end_row()
            field = place.field
            empty = ""
            if field.name == "grade":
                empty = t("As usual: {grade}", grade=self._usual_grade())
            setting = Setting(field, f"field-{field.name}", is_required(field, False), self._today, empty)
            editor = make_editor(setting, self._sources(), self._currency_of(field.name))
            editor.edited.connect(self._on_edited)
            editor.left.connect(self._keeper.flush)
            self._editors[field.name] = editor
            layout.add(editor.control, span=place.span)
        self._column.addWidget(layout)

    def _usual_grade(self) -> str:
        grade = self._kind.default_grade
        return code_word(type(grade), grade.value, language())

    def _sources(self) -> Sources:
        return Sources(self._lists, self._ask, self._name_of)

    def _currency_of(self, name: str) -> Callable[[], str | None]:
        beside = currency_field(self._kind, self._kind.fields[name])

        def read() -> str | None:
            editor = self._editors.get(beside or "")
            value = editor.value() if editor is not None else None
            return value if isinstance(value, str) else None

        return read

    def _ask(self, kind: str, text: str, deliver: Deliver) -> None:
        def show(found: Sequence[Choice]) -> None:
            self._names.update((each.id, each.title) for each in found)
            deliver(found)

        self._session.read(storing.find_choices, kind, text, _MOST_FOUND, done=show, owner=self)

    def _name_of(self, record_id: str) -> str:
        return self._names.get(record_id, record_id)

    # What stands in the form

    def _put(self, values: Mapping[str, Shown]) -> None:
        """Show values in all fields. Amounts come last: how they read depends on their currency."""
        amounts_last = sorted(self._editors.values(), key=lambda each: isinstance(each, MoneyEditor))
        for editor in amounts_last:
            editor.put(values.get(editor.name, entry.empty_of(editor.setting.field)))
            editor.show_problem("")
        self._baseline = {name: editor.typed() for name, editor in self._editors.items()}

    def _typed(self) -> dict[str, Shown]:
        """What stands there and was not there at the beginning; also what cannot be read yet."""
        return {name: typed for name, editor in self._editors.items()
                if (typed := editor.typed()) != self._baseline.get(name)}  # fmt: skip

    def _draft_values(self) -> Values | None:
        typed = self._typed()
        if not typed:
            return None
        return {**self._initial, **typed} if self._record is None else typed

    def _values(self) -> dict[str, Shown]:
        hidden = {name: value for name, value in self._initial.items() if name not in self._editors}
        return {**hidden, **{name: editor.value() for name, editor in self._editors.items()}}

    def _changes(self) -> entry.Flat:
        return entry.changes(self._kind, self._before, self._values(), self._today)

    def _restore(self, draft: Draft) -> None:
        self._keeper.adopt()
        if self._record is not None:
            self._seen = draft.seen
        for editor in sorted(self._editors.values(), key=lambda each: isinstance(each, MoneyEditor)):
            if editor.name in draft.values:
                editor.retype(draft.values[editor.name])
        if self._given_draft is not None:
            return  # the person asked for it
        words = t("Your draft of {time} is back.", time=time_words(draft.saved_at))
        self._tell(Banner(Tone.INFO, words, detail=t("Nothing of it is saved yet."),
                          actions=[("discard", t("Throw the draft away"))], name="draft-banner"))  # fmt: skip

    def _mark_required(self) -> None:
        closes = is_closed(self._kind, entry.flat(self._values()))
        for editor in self._editors.values():
            editor.control.set_required(is_required(editor.setting.field, closes))

    def _note_registers(self) -> None:
        if self._record is None:
            return
        for register in self._record.conflicts:
            head = register.partition(":")[0]
            if head in self._editors:
                self._editors[head].control.set_note(t("In conflict: several values wait for a decision."))
        for register in self._record.redacted:
            for name in self._kind.groups.get(register, (register.partition(":")[0],)):
                if name in self._editors:
                    self._editors[name].control.set_note(t("Purged: what stood here was taken away everywhere."))

    # What happens

    @Slot()
    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor) and f"{sender.name}_reason" in self._editors:
            self._ask_reason_anew(sender)
        self._mark_required()
        self._keeper.touch()

    def _ask_reason_anew(self, state: Editor) -> None:
        """A new state needs its own reason; the one of the old state would be untrue."""
        reason = self._editors[f"{state.name}_reason"]
        if reason.value() == self._before.get(reason.name):
            reason.put(None)

    @Slot(str)
    def _on_kept(self, at: str) -> None:
        self.draft_kept.emit(time_words(at))

    def _on_saved(self, saved: Saved) -> None:
        self._is_saving = False
        self._keeper.drop()
        self.saved.emit(saved)

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        self._keeper.touch()
        name = str(error.data.get("field", "")).partition(":")[0] if isinstance(error, CorrectableError) else ""
        if isinstance(error, DeskError) and name in self._editors:
            self._editors[name].show_problem(error_text(error))
            self._focus(self._editors[name])
        elif isinstance(error, DeskError):
            self._tell(Banner(Tone.ERROR, error_text(error), name="form-problem"))
        else:
            self._session.say_error(error)

    def _show_problems(self, changed: entry.Flat) -> bool:
        """Say at each field what is wrong; tells whether anything is."""
        problems: dict[str, str] = {}
        for name, editor in self._editors.items():
            if sentence := editor.problem():
                problems[name] = sentence
        touched = changed if self._record is not None else None
        found = check_save(self._kind, entry.whole(self._before, changed), touched, open_codes(self._lists))
        for each in found:
            problems.setdefault(each.field.partition(":")[0], problem_text(self._kind, each, language()))
        for name, editor in self._editors.items():
            editor.show_problem(problems.pop(name, ""))
        wrong = [editor for editor in self._editors.values() if editor.control.error()]
        if problems:
            self._tell(Banner(Tone.ERROR, " ".join(problems.values()), name="form-problem"))
        if wrong:
            self._focus(wrong[0])
        return bool(wrong or problems)

    def _tell(self, banner: Banner | None) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.setParent(None)
            self._banner.deleteLater()
        self._banner = banner
        if banner is not None:
            banner.action_chosen.connect(self.discard_draft)
            self._column.insertWidget(0, banner)
            self._show(banner)

    def _focus(self, editor: Editor) -> None:
        editor.focus_target().setFocus()
        self._show(editor.control)

    def _show(self, widget: QWidget) -> None:
        step = self.parentWidget()
        while step is not None:
            if isinstance(step, QScrollArea):
                step.ensureWidgetVisible(widget, 0, theme.px(24))
                return
            step = step.parentWidget()
