"""The fields of the quick case: what stands in them, what is wrong with it, and what is known beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import lists
from ascn_desk.operations.views import Shown, Values
from ascn_desk.ui import theme
from ascn_desk.ui.forms.offers import Lists
from ascn_desk.ui.forms.reference_editor import Deliver
from ascn_desk.ui.parts import Choice, FieldLabel, Hairline, Label, TextField, Type
from ascn_desk.ui.screens.quick_case import asking
from ascn_desk.ui.screens.quick_case.category import Category
from ascn_desk.ui.screens.quick_case.company import CompanyField
from ascn_desk.ui.screens.quick_case.days import day_field, day_read
from ascn_desk.ui.screens.quick_case.more import Fold, MoreFields
from ascn_desk.ui.screens.quick_case.problems import problems_of
from ascn_desk.ui.screens.quick_case.similar import SimilarCases
from ascn_desk.ui.session import Session

_CASE = KINDS["case"]
_LABEL = 88
_SIMILAR_MS = 350
_ROOMY = 720
"""Below this width of the window, in px at 100 %, the categories stand in two columns."""


class CaseFields(QWidget):
    """Signals: ``edited()``; ``left()`` when a field is left; ``resized()`` when its height changed;
    ``similar_opened(Row)``.
    """

    edited = Signal()
    left = Signal()
    resized = Signal()
    similar_opened = Signal(object)

    def __init__(self, session: Session, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._today = lists.today_of(session.desk)
        self._lists: Lists = {}
        self._asked_about: tuple[str | None, str] = (None, "")
        self.company = CompanyField(session)
        self.category = Category(_words("category"), columns=4 if window.width() >= theme.px(_ROOMY) else 2)
        self.summary = TextField(name="quick-summary", accessible=_words("summary"),
                                 max_length=_CASE.fields["summary"].length or 0)  # fmt: skip
        self._action = TextField(name="quick-next", accessible=t("Next action"),
                                 max_length=_CASE.fields["next_action"].length or 0)  # fmt: skip
        self._due = day_field("", today=self._today, toward="future", placeholder=t("Due"), name="quick-due")
        self.fold = Fold(t("Details"))
        self._line = Label(kind=Type.CAPTION, color="second", name="quick-line")
        self._more = MoreFields(self._today, session.desk.officer_name, self._ask_city)
        self._similar = SimilarCases()
        self._similar_label = Label(t("Similar cases"), color="second")
        self._similar_label.setFixedHeight(theme.px(26))
        self._similar_wait = QTimer(self, singleShot=True, interval=_SIMILAR_MS)
        self._above = QVBoxLayout()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(self._above)
        self._labels: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(13))
        self._row(0, _words("company"), self.company, required=True)
        self._row(1, _words("category"), self.category, required=True)
        self._row(2, _words("summary"), self.summary, required=True)
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
        rest.setVerticalSpacing(theme.px(8))
        for grid in (self._grid, rest):
            grid.setHorizontalSpacing(theme.px(9))
            grid.setColumnMinimumWidth(0, self._labels_width())
            grid.setColumnStretch(1, 1)
        rest.addWidget(self.fold, 0, 0)
        rest.addWidget(self._line, 0, 1)
        rest.addWidget(self._more, 1, 0, 1, 2)
        rest.addWidget(self._similar_label, 2, 0, Qt.AlignmentFlag.AlignTop)
        rest.addWidget(self._similar, 2, 1)
        column.addLayout(rest)
        for later in (self._more, self._similar, self._similar_label):
            later.hide()

    def _row(self, row: int, words: str, field: QWidget, *, required: bool = False) -> None:
        label = FieldLabel(words, required=required, width=_LABEL)
        self._labels.append(label)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)

    def _labels_width(self) -> int:
        """One width for all words at the left, so that what stands beside them lines up."""
        every: list[QWidget] = [self.fold, self._similar_label, *self._labels]
        return max(each.sizeHint().width() for each in every)

    def _wire(self) -> None:
        self.edited.connect(self._tell_line)
        for changed in (self.company.changed, self.company.typed, self.summary.changed, self._action.changed,
                        self._due.changed, self._more.edited, self.category.picked, self.company.named):  # fmt: skip
            changed.connect(self.edited)
        for left in (self.company.committed, self.summary.committed, self._action.committed, self._due.committed,
                     self._more.left):  # fmt: skip
            left.connect(self.left)
        self.company.taken.connect(self._on_company)
        self.company.named.connect(self.category.focus_first)
        self.category.picked.connect(self._on_category)
        self.summary.changed.connect(self._similar_wait.start)
        self.summary.entered.connect(self._action.setFocus)
        self._similar.opened.connect(self.similar_opened)
        self._similar_wait.timeout.connect(self.ask_about)
        self.fold.toggled.connect(self._unfold)

    # For the dialog

    def offer(self, lists_of_choices: Lists, channels: Sequence[Choice], channel: str) -> None:
        """Offer choices, and the places where the case may lie."""
        self._lists = lists_of_choices
        self.category.offer(lists_of_choices.get("case_category", ()))
        stops = [_stop(self.company), *self.category.stops(), _stop(self.summary)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._more.offer(lists_of_choices, channels, channel)
        self._tell_line()

    def show_above(self, banner: QWidget | None) -> None:
        """Show a banner above the fields, or none."""
        while (item := self._above.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        if banner is not None:
            self._above.addWidget(banner)
        self.resized.emit()

    def channel(self) -> str | None:
        """Where the case will lie; None for the usual place."""
        return self._more.channel()

    def values(self) -> dict[str, Shown]:
        """What is filled in."""
        due = self._due.value()
        made: dict[str, Shown] = {
            "company": self.company.company_id(),
            "category": self.category.value() or None,
            "summary": self.summary.value().strip() or None,
            "next_action": self._action.value().strip() or None,
            "next_due": due.isoformat() if due else None,
        }
        return {**{name: value for name, value in made.items() if value is not None}, **self._more.values()}

    def draft_values(self) -> Values | None:
        """What a draft keeps, also what is typed and not yet understood; None while nothing is typed."""
        values = self.values()
        company = self.company.draft_value()
        if company is not None:
            values["company"] = company
        if self._due.value() is None and self._due.text().strip():
            values["next_due"] = self._due.text()
        typed = {"company", "category", "summary", "next_action", "next_due"}
        return values if typed & values.keys() else None

    def put(self, values: Values) -> None:
        """Put in what a draft kept."""
        self.company.put(values.get("company"))
        if self.company.company_id() is not None:
            self.ask_about()
        category = values.get("category")
        self.category.set_value(category if isinstance(category, str) else "")
        for field, name in ((self.summary, "summary"), (self._action, "next_action")):
            value = values.get(name)
            field.set_value(value if isinstance(value, str) else "")
        due = values.get("next_due")
        if isinstance(due, str):
            day = day_read(due, self._today, "future")
            self._due.set_value(day)
            if day is None:
                self._due.type_in(due)
        self._more.put(values, self.company.name_of)

    def begin_next(self) -> None:
        """The same company again, all else empty."""
        self.category.set_value("")
        self.summary.set_value("")
        self._action.set_value("")
        self._due.set_value(None)
        self._asked_about = (None, "")
        self.ask_about()
        self.category.focus_first()

    def show_problems(self) -> bool:
        """Say at the fields what is wrong; the first of them gets the focus."""
        problems = self._problems()
        fields = {"company": self.company, "summary": self.summary, "next_action": self._action, "next_due": self._due}
        for name, field in fields.items():
            field.set_error(problems.get(name, ""))
        self.category.show_problem(problems.get("category", ""))
        for name, words in problems.items():
            if name not in fields and name != "category":
                self.fold.setChecked(True)
                self._more.show_problem(name, words)
        first = next((field for name, field in fields.items() if name in problems), None)
        if "company" not in problems and "category" in problems:
            self.category.focus_first()
        elif first is not None:
            first.setFocus()
        self.resized.emit()
        return bool(problems)

    def _problems(self) -> dict[str, str]:
        """What is wrong, by field."""
        found = problems_of(self.values(), self._lists, makes_company=bool(self.company.new_name()),
                            has_odd_day=self._due.is_unreadable())  # fmt: skip
        problems: dict[str, str] = {}
        if self.company.is_undecided():
            problems["company"] = t("Choose one of those offered, or make it new.")
        if self._due.is_unreadable():
            problems["next_due"] = t("No such date. Write 12/5, 3d, fri or a month’s end.")
        more = self._more.problem()
        if more is not None:
            problems[more[0].name] = more[1]
        return found | problems

    # What is known beside it

    @Slot()
    def ask_about(self) -> None:
        """Ask for the usual city of the company and for cases like this one."""
        asked = (self.company.company_id(), self.summary.value().strip())
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
        self.resized.emit()

    def _ask_city(self, text: str, deliver: Deliver) -> None:
        self._session.read(asking.find_cities, text, done=deliver, owner=self)

    @Slot()
    def _on_company(self) -> None:
        if self.company.company_id() is not None:
            self.ask_about()
            self.category.focus_first()
        else:
            self._more.suggest_city(None)

    @Slot()
    def _on_category(self) -> None:
        self.category.show_problem("")
        self.resized.emit()
        self.summary.setFocus()

    @Slot(bool)
    def _unfold(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self._line.setVisible(not shown)
        self.resized.emit()
        if shown:
            self._more.focus_first()

    @Slot()
    def _tell_line(self) -> None:
        self._line.set_words(self._more.line())


def _stop(field: QWidget) -> QWidget:
    """What takes the focus for a field; Qt orders nothing else."""
    return field.focusProxy() or field


def _words(name: str) -> str:
    return _CASE.fields[name].words(language())
