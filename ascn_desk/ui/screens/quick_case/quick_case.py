"""Log a case while the telephone is still warm: a small form over any room, all by keys.

Keys: Enter takes the first company, a digit the category, Tab goes on; Ctrl+T begins the summary with usual words,
Alt+D unfolds the rest, Ctrl+Enter saves, Ctrl+Shift+Enter saves and goes on with the same company, Ctrl+E goes on in
the form of all fields, Esc closes and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.saving import check_save, problem_text
from ascn_desk.operations import cases, drafts, lists
from ascn_desk.operations.views import Changed, Draft, Row, Saved, Shown, Values
from ascn_desk.ui import theme
from ascn_desk.ui.forms import add_new, entry, storing
from ascn_desk.ui.forms.draft_keeper import DRAFTS, DraftKeeper, DraftOf
from ascn_desk.ui.forms.field_keys import FieldKeys
from ascn_desk.ui.forms.offers import Lists, open_codes
from ascn_desk.ui.forms.record_form import DRAFT_FORM
from ascn_desk.ui.forms.reference_editor import TYPED, Deliver
from ascn_desk.ui.forms.shown_values import time_words
from ascn_desk.ui.parts import (
    Banner,
    ButtonKind,
    Choice,
    DateField,
    DialogButton,
    DialogFrame,
    FieldLabel,
    Hairline,
    Label,
    Mark,
    Menu,
    SearchSelect,
    Shape,
    TextField,
    Tone,
    Type,
)
from ascn_desk.ui.screens.cases.wording import templates
from ascn_desk.ui.screens.quick_case import asking
from ascn_desk.ui.screens.quick_case.body import Body
from ascn_desk.ui.screens.quick_case.category import Category
from ascn_desk.ui.screens.quick_case.more import Fold, MoreFields
from ascn_desk.ui.screens.quick_case.similar import SimilarCases
from ascn_desk.ui.session import Session

_CASE = KINDS["case"]
_SAVE, _NEXT = "save", "next"
_LABEL = 88
_NUMBER_LENGTH = 13
_SIMILAR_MS = 350
_NEW = "+"
"""Stands for the id of a company that is made only when the case is saved."""

_LOGGED = Changed(frozenset({"case", "company"}), frozenset())


class QuickCase(DialogFrame):
    """Signals: ``saved(Saved)`` for each case logged; ``closed()`` once it is gone. Give a ``draft`` to go on with."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, window: QWidget, *, draft: Draft | None = None) -> None:
        self._session = session
        self._today = lists.today_of(session.desk)
        self._lists: Lists = {}
        self._names: dict[str, str] = {}
        self._is_saving = False
        self._new_company = ""
        self._asked_about: tuple[str | None, str] = (None, "")
        self._make_fields()
        self._content = self._lay_out()
        buttons = [
            DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
            DialogButton(_NEXT, t("Save and next"), ButtonKind.SECONDARY, "Ctrl+Shift+Enter"),
            DialogButton(_SAVE, t("Log it"), ButtonKind.PRIMARY, "Ctrl+Enter"),
        ]
        self._body = Body(self._content)
        super().__init__(window, t("New case"), self._body, buttons=buttons, closes=False, name="quick-case")
        self._body.widened.connect(self.fit)
        self._draft = draft
        self._keeper = self._make_keeper(draft)
        self._similar_wait = QTimer(self)
        self._similar_wait.setSingleShot(True)
        self._similar_wait.setInterval(_SIMILAR_MS)
        self._menu: Menu | None = None
        self._wire()
        session.read(asking.start, draft, done=self._on_started, owner=self)

    # Building

    def _make_fields(self) -> None:
        self._company = SearchSelect(ask=self._ask_company, new_words=t("New company"), icon="building-2",
                                     name="quick-company", accessible=_words("company"))  # fmt: skip
        self._category = Category(_words("category"))
        self._summary = TextField(name="quick-summary", accessible=_words("summary"),
                                  max_length=_CASE.fields["summary"].length or 0)  # fmt: skip
        self._action = TextField(name="quick-next", accessible=t("Next action"),
                                 max_length=_CASE.fields["next_action"].length or 0)  # fmt: skip
        self._due = DateField(parse=self._parse_due, tell=self._tell, placeholder=t("Due"), name="quick-due",
                              accessible=t("Due"))  # fmt: skip
        self._fold = Fold(t("Details"))
        self._line = Label(kind=Type.CAPTION, color="second", name="quick-line")
        self._more = MoreFields(self._today, self._session.desk.officer_name, self._ask_city)
        self._similar = SimilarCases()
        self._similar_label = Label(t("Similar cases"), color="second")
        self._similar_label.setFixedHeight(theme.px(26))
        self._banner_place = QVBoxLayout()

    def _lay_out(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(self._banner_place)
        self._labels: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(9))
        self._grid.setVerticalSpacing(theme.px(13))
        self._grid.setColumnStretch(1, 1)
        self._row(0, _words("company"), self._company, required=True)
        self._row(1, _words("category"), self._category, required=True)
        self._row(2, _words("summary"), self._summary, required=True)
        pair = QWidget()
        across = QHBoxLayout(pair)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(8))
        across.addWidget(self._action, 11)
        across.addWidget(self._due, 9)
        self._row(3, t("Next action"), pair)
        column.addLayout(self._grid)
        column.addWidget(Hairline(color="hair"))
        rest = QGridLayout()
        rest.setHorizontalSpacing(theme.px(9))
        rest.setVerticalSpacing(theme.px(8))
        for grid in (self._grid, rest):
            grid.setColumnMinimumWidth(0, self._labels_width())
        rest.setColumnStretch(1, 1)
        rest.addWidget(self._fold, 0, 0)
        rest.addWidget(self._line, 0, 1)
        rest.addWidget(self._more, 1, 0, 1, 2)
        rest.addWidget(self._similar_label, 2, 0, Qt.AlignmentFlag.AlignTop)
        rest.addWidget(self._similar, 2, 1)
        column.addLayout(rest)
        self._more.hide()
        self._similar.hide()
        self._similar_label.hide()
        return content

    def _row(self, row: int, words: str, field: QWidget, *, required: bool = False) -> None:
        label = FieldLabel(words, required=required, width=_LABEL)
        self._labels.append(label)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)

    def _labels_width(self) -> int:
        """One width for all words at the left, so that what stands beside them lines up."""
        every: list[QWidget] = [self._fold, self._similar_label, *self._labels]
        return max(each.sizeHint().width() for each in every)

    def _wire(self) -> None:
        for changed in (self._company.changed, self._summary.changed, self._action.changed, self._due.changed,
                        self._more.edited):  # fmt: skip
            changed.connect(self._on_edited)
        for left in (self._company.committed, self._summary.committed, self._action.committed, self._due.committed,
                     self._more.left):  # fmt: skip
            left.connect(self._keeper_flush)
        self._company.typed.connect(self._on_edited)
        self._company.changed.connect(self._on_company)
        self._company.new_asked.connect(self._on_new_company)
        self._category.picked.connect(self._on_category)
        self._category.picked.connect(self._on_edited)
        self._summary.changed.connect(self._similar_wait.start)
        self._similar.opened.connect(self._on_similar)
        self._summary.entered.connect(self._action.setFocus)
        self._similar_wait.timeout.connect(self._ask_about)
        self._fold.toggled.connect(self._unfold)
        self.answered.connect(self._on_answered)
        self.finished.connect(self._on_finished)
        keys = {"Ctrl+E": self._open_whole, "Ctrl+T": self._ask_template, "Alt+D": self._fold.toggle}
        for key, act in keys.items():
            self.bind(key, act)
        self._field_keys = FieldKeys(self._content, keys)

    def open(self, first: QWidget | None = None) -> None:
        """Show it with the focus on the company."""
        super().open(first or self._company)

    def fit(self) -> None:
        """Give the panel the size that its content wants, now and once words that wrap know their width."""
        self._fit_now()
        QTimer.singleShot(0, self, self._fit_now)

    def _fit_now(self) -> None:
        self._body.updateGeometry()
        super().fit()

    # Starting

    def _on_started(self, start: asking.Start) -> None:
        self._lists = start.lists
        self._names.update(start.names)
        self._offer_categories()
        channels = [Choice(each, self._channel_words(each)) for each in asking.channels(self._session.desk)]
        known = {each.id for each in channels}
        chosen = start.channel if start.channel in known else channels[0].id
        self._more.offer(start.lists, channels, chosen)
        if self._draft is not None:
            self._restore(self._draft)
        elif start.waiting is not None:
            self._offer_draft(start.waiting)
        self._tell_line()
        self.fit()

    def _offer_categories(self) -> None:
        self._category.offer(self._lists.get("case_category", ()))
        QWidget.setTabOrder(self._company, self._category.cards())
        QWidget.setTabOrder(self._category.cards(), self._summary)

    def _channel_words(self, channel: str) -> str:
        if channel.startswith("office/"):
            return t("this office alone")
        return t("shared in the country ({code})", code=channel.partition("/")[2].upper())

    def _offer_draft(self, draft: Draft) -> None:
        summary = draft.values.get("summary")
        company = draft.values.get("company")
        named = self._names.get(str(company), "") if company else ""
        what = " ".join(str(part) for part in (named, summary) if part)
        words = t("A draft of {time} waits: {what}", time=time_words(draft.saved_at), what=what or "…")
        banner = Banner(Tone.INFO, words, actions=[("resume", t("Go on with it")), ("drop", t("Throw it away"))],
                        name="quick-draft")  # fmt: skip
        banner.action_chosen.connect(lambda answer: self._on_draft_answer(answer, draft))
        self._show_banner(banner)

    def _on_draft_answer(self, answer: str, draft: Draft) -> None:
        self._show_banner(None)
        if answer == "resume":
            self._keeper.drop()
            self._keeper = self._make_keeper(draft)
            self._restore(draft)
            self._summary.setFocus()
        else:
            self._session.write(drafts.drop_draft, draft.id, changed=DRAFTS)
            self._company.setFocus()

    def _make_keeper(self, draft: Draft | None) -> DraftKeeper:
        draft_id = draft.id if draft is not None else storing.new_draft_id(self._session.desk)
        draft_of = DraftOf(draft_id, asking.FORM, _CASE.name, None, draft.channel if draft else None, {})
        keeper = DraftKeeper(self._session, draft_of, self._draft_values, self)
        keeper.kept.connect(self._on_kept)
        if draft is not None:
            keeper.adopt()
        return keeper

    def _restore(self, draft: Draft) -> None:
        values = draft.values
        company = values.get("company")
        if isinstance(company, str) and company.startswith(TYPED):
            self._on_new_company(company.removeprefix(TYPED))
        elif isinstance(company, str):
            self._company.set_value(Choice(company, self._names.get(company, company)))
            self._ask_about()
        category = values.get("category")
        self._category.set_value(category if isinstance(category, str) else "")
        for field, name in ((self._summary, "summary"), (self._action, "next_action")):
            value = values.get(name)
            field.set_value(value if isinstance(value, str) else "")
        due = values.get("next_due")
        if isinstance(due, str):
            day = self._parse_due(due)
            self._due.set_value(day)
            if day is None:
                self._due.type_in(due)
        self._more.put(values, lambda record_id: self._names.get(record_id, record_id))
        if draft.saved_at:  # a case that a room begins was saved by nobody yet
            self.set_status(t("draft saved {time}", time=time_words(draft.saved_at)), Mark(Shape.CHECK, Tone.SUCCESS))

    # What stands there

    def _draft_values(self) -> Values | None:
        values = self._values()
        if self._new_company or (self._company.value() is None and self._company.text().strip()):
            values["company"] = f"{TYPED}{self._company.text().strip()}"
        if self._due.value() is None and self._due.text().strip():
            values["next_due"] = self._due.text()
        typed = {"company", "category", "summary", "next_action", "next_due"}
        return values if typed & values.keys() else None

    def _values(self) -> dict[str, Shown]:
        company, due = self._company.value(), self._due.value()
        made: dict[str, Shown] = {
            "company": company.id if company is not None and company.id != _NEW else None,
            "category": self._category.value() or None,
            "summary": self._summary.value().strip() or None,
            "next_action": self._action.value().strip() or None,
            "next_due": due.isoformat() if due else None,
        }
        return {**{name: value for name, value in made.items() if value is not None}, **self._more.values()}

    @Slot()
    def _on_edited(self) -> None:
        self._keeper.touch()
        self._tell_line()

    @Slot()
    def _keeper_flush(self) -> None:
        self._keeper.flush()

    @Slot(str)
    def _on_kept(self, at: str) -> None:
        self.set_status(t("draft saved {time}", time=time_words(at)), Mark(Shape.CHECK, Tone.SUCCESS))

    def _tell_line(self) -> None:
        self._line.set_words(self._more.line())

    # Company, category

    def _ask_company(self, text: str, deliver: Deliver) -> None:
        def show(found: Sequence[Choice]) -> None:
            self._names.update((each.id, each.title) for each in found)
            deliver(found)

        self._session.read(asking.find_companies, text, done=show, owner=self)

    def _ask_city(self, text: str, deliver: Deliver) -> None:
        self._session.read(asking.find_cities, text, done=deliver, owner=self)

    @Slot(object)
    def _on_company(self, choice: Choice | None) -> None:
        self._new_company = ""
        self._company.set_error("")
        if choice is not None:
            self._company.set_value(replace(choice, detail=_in_field(choice.detail)))
            self._ask_about()
            self._category.focus_first()
        else:
            self._more.suggest_city(None)

    @Slot(str)
    def _on_new_company(self, name: str) -> None:
        if not name:
            return
        self._company.set_value(Choice(_NEW, name, t("new, headquarters will check")))
        self._new_company = name
        self._company.set_error("")
        self._on_edited()
        self._category.focus_first()

    @Slot(str)
    def _on_category(self, category: str) -> None:
        self._category.show_problem("")
        self.fit()
        self._summary.setFocus()

    @Slot()
    def _ask_about(self) -> None:
        company = self._company.value()
        company_id = company.id if company is not None and company.id != _NEW else None
        asked = (company_id, self._summary.value().strip())
        if asked != self._asked_about:
            self._asked_about = asked
            self._session.read(asking.about, *asked, done=self._on_about, owner=self)

    def _on_about(self, found: asking.About) -> None:
        if found.company != self._asked_about[0]:
            return
        self._more.suggest_city(found.city)
        self._similar.show_rows(found.similar)
        self._similar_label.setVisible(bool(found.similar))
        self._tell_line()
        self.fit()

    @Slot(object)
    def _on_similar(self, row: Row) -> None:
        self.finish()
        self._session.open_wanted.emit("case", row.id, row.channel)

    # More

    @Slot(bool)
    def _unfold(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self._line.setVisible(not shown)
        self.fit()
        if shown:
            self._more.focus_first()

    def _ask_template(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        choices = [Choice(str(number), words) for number, words in enumerate(templates())]
        self._menu = Menu(self._summary, choices, name="quick-templates")
        self._menu.chosen.connect(lambda number: self._begin_with(templates()[int(number)]))
        self._menu.open(320)

    def _begin_with(self, words: str) -> None:
        self._summary.setFocus()
        self._summary.insert(words)

    # Saving

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        if self._is_saving or self._show_problems():
            return
        if self._new_company:
            self._is_saving = True
            self._session.read(cases.add_company_stub, self._new_company, owner=self, failed=self._on_failed,
                               done=lambda saved: self._on_company_made(saved, answer))  # fmt: skip
        else:
            self._save(answer)

    def _on_company_made(self, saved: Saved, answer: str) -> None:
        name, self._new_company = self._new_company, ""
        self._names[saved.id] = name
        self._company.set_value(Choice(saved.id, name))
        self._save(answer)

    def _save(self, answer: str) -> None:
        self._is_saving = True
        self._session.write(asking.save, self._values(), self._more.channel(), changed=_LOGGED, owner=self,
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
        """The same company again, all else empty."""
        self._keeper = self._make_keeper(None)
        self._category.set_value("")
        self._summary.set_value("")
        self._action.set_value("")
        self._due.set_value(None)
        self._asked_about = (None, "")
        self._ask_about()
        self.set_status("")
        self._category.focus_first()

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        if not isinstance(error, DeskError):
            self._session.say_error(error)
            return
        self._show_banner(Banner(Tone.ERROR, error_text(error), name="quick-problem"))

    def _show_problems(self) -> bool:
        """Say at the fields what is wrong; the first of them gets the focus."""
        problems: dict[str, str] = {}
        if self._company.value() is None and self._company.text().strip():
            problems["company"] = t("Choose one of those offered, or make it new.")
        if self._due.is_unreadable():
            problems["next_due"] = t("No such date. Write 12/5, 3d, fri or a month’s end.")
        more = self._more.problem()
        if more is not None:
            problems[more[0].name] = more[1]
        values = self._values()
        if self._new_company:
            values["company"] = "new-company"
        for each in check_save(_CASE, entry.flat(values), None, open_codes(self._lists)):
            if each.code == "part-of-group" and self._due.is_unreadable():
                continue  # the other part is there, and its own field says what is wrong with it
            problems.setdefault(each.field.partition(":")[0], problem_text(_CASE, each, language()))
        fields = {"company": self._company, "summary": self._summary, "next_action": self._action,
                  "next_due": self._due}  # fmt: skip
        for name, field in fields.items():
            field.set_error(problems.get(name, ""))
        self._category.show_problem(problems.get("category", ""))
        rest = [(name, words) for name, words in problems.items() if name not in fields and name != "category"]
        for name, words in rest:
            self._fold.setChecked(True)
            self._more.show_problem(name, words)
        first = next((field for name, field in fields.items() if name in problems), None)
        if "company" not in problems and "category" in problems:
            self._category.focus_first()
        elif first is not None:
            first.setFocus()
        self.fit()
        return bool(problems)

    def _show_banner(self, banner: Banner | None) -> None:
        while (item := self._banner_place.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        if banner is not None:
            self._banner_place.addWidget(banner)
        self.fit()

    # Leaving

    def _open_whole(self) -> None:
        """Go on in the form of all fields, with what was typed."""
        if self._new_company:
            self._session.write(cases.add_company_stub, self._new_company, owner=self, changed=_LOGGED,
                                failed=self._on_failed, done=self._on_company_for_whole)  # fmt: skip
            return
        channel, window = self._more.channel(), self.window()
        # The draft goes on under its id: what was typed is never without one.
        draft = Draft(self._keeper.draft_id, DRAFT_FORM, _CASE.name, None, channel, self._values(), {},
                      self._session.desk.now())  # fmt: skip
        self._keeper.touch()
        self.finish()
        add_new(self._session, window, _CASE, channel, draft=draft, field="details")

    def _on_company_for_whole(self, saved: Saved) -> None:
        name, self._new_company = self._new_company, ""
        self._company.set_value(Choice(saved.id, name))
        self._open_whole()

    @Slot(str)
    def _on_finished(self, answer: str) -> None:
        self._keeper.flush()
        self.closed.emit()
        self.deleteLater()

    def _parse_due(self, text: str) -> date | None:
        try:
            return parse_day(text, self._today, "future")
        except CorrectableError:
            return None

    def _tell(self, day: date) -> str:
        return show_day(day, language(), self._today)


def _in_field(detail: str) -> str:
    """What is said of a company beside its name: without its number, which told it from others in the list."""
    return " · ".join(part for part in detail.split(" · ") if sum(map(str.isdigit, part)) < _NUMBER_LENGTH)


def _words(name: str) -> str:
    return _CASE.fields[name].words(language())
