"""The top of a case's page: number, title, what it belongs to, status, what is in conflict, what is next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.vocabularies import CLOSING_STATUSES, Grade, code_word
from ascn_desk.operations.views import CaseView
from ascn_desk.ui import paint, theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Banner, DetailHeader, IconButton, NextActionCard, Tone, Type
from ascn_desk.ui.screens.cases.columns import CASE
from ascn_desk.ui.screens.cases.content_page import conflict_fields
from ascn_desk.ui.screens.cases.marks import status_mark
from ascn_desk.ui.screens.cases.wording import short_category

_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def due_words(due: date, today: date) -> str:
    """A due day with its weekday: ``11/20(金)``, ``Fri 20 Nov``."""
    shown = show_day(due, language(), today)
    return shown if language() == "ja" else f"{_WEEKDAYS_EN[due.weekday()]} {shown}"


def late_words(days: int) -> str:
    """How late something is."""
    if days <= 0:
        return ""
    return t("1 day late") if days == 1 else t("{n} days late", n=days)


class CaseHead(QWidget):
    """Signals: ``acted(str)``: ``edit``, ``more``, ``status``, ``done``, ``put-off``, ``plan``, ``decide``;
    ``link_chosen(kind, id)``. ``room`` is its width.
    """

    acted = Signal(str)
    link_chosen = Signal(str, str)

    def __init__(self, view: CaseView, reader: Reader, room: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._reader, self._room = view, reader, room
        self._values = view.record.values
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self._header())
        if view.record.conflicts:
            column.addWidget(self._conflict_banner())
        action = self._action_part()
        if action is not None:
            column.addWidget(action)

    def more_anchor(self) -> QWidget:
        """Where the menu of further actions opens."""
        return self._more

    def _words(self, field: str) -> str:
        return self._reader.words(CASE, field, self._values)

    def _header(self) -> DetailHeader:
        edit = IconButton("pencil", t("Edit"), key="E", name="case-edit")
        self._more = IconButton("ellipsis", t("More"), key="M", name="case-more")
        edit.clicked.connect(lambda: self.acted.emit("edit"))
        self._more.clicked.connect(lambda: self.acted.emit("more"))
        status = self._values.get("status")
        header = DetailHeader(
            self._words("summary") or t("(no summary)"),
            number=self._view.reference,
            marking=self._marking(),
            links=self._links(),
            state=status_mark(status if isinstance(status, str) else None),
            state_changeable=True,
            facts=self._facts(),
            actions=[edit, self._more],
            name="case-header",
        )
        header.link_chosen.connect(self._on_link)
        header.state_asked.connect(lambda: self.acted.emit("status"))
        return header

    def _marking(self) -> str:
        grade = CASE.grade_of(self._values)
        limits = self._words("limits")
        words = code_word(Grade, grade.value, language())
        whole = f"{words} {limits}" if limits else words
        taken = paint.width_of(whole, Type.CAPTION) + paint.width_of(self._view.reference, digits=True)
        # The number must stay whole; the limits stand among the content too.
        return whole if taken + theme.px(112) <= self._room else words

    def _links(self) -> list[tuple[str, str]]:
        links: list[tuple[str, str]] = []
        for field, title in (("company", self._view.company_title), ("city", self._view.city_title)):
            if self._values.get(field):
                links.append((field, title or self._words(field)))
        taken = sum(paint.width_of(words) + theme.px(24) for _, words in links)
        category = self._category(self._room - taken)
        if category:
            links.append(("", category))
        return links

    def _category(self, room: float) -> str:
        """The category with its topic, in fewer words where the line has no room for all."""
        category, topic = self._words("category"), self._words("sub_topic")
        short = short_category(str(self._values.get("category") or ""), category)
        before, behind = ("（", "）") if language() == "ja" else (" (", ")")
        tried = [f"{category}{before}{topic}{behind}", f"{short}{before}{topic}{behind}"] if topic else []
        tried += [category, short]
        return next((words for words in tried if paint.width_of(words) <= room), short)

    def _facts(self) -> list[tuple[str, str]]:
        received = " ".join(part for part in (self._words("received_on"), self._words("medium")) if part)
        officer = self._words("officer") or self._reader.person(self._view.record.made_by)
        facts = [
            (t("Officer"), officer or t("none")),
            (CASE.fields["received_on"].words(language()), received or t("unknown")),
        ]
        supporting = self._words("supporting_offices")
        last = (t("Supporting"), supporting or t("none"))
        wanted = sum(
            max(paint.width_of(caption, Type.CAPTION), paint.width_of(value)) for caption, value in (*facts, last)
        )
        fits = wanted + theme.px(150 + 3 * 20) <= self._room
        return [*facts, last] if supporting or fits else facts

    def _on_link(self, field: str) -> None:
        value = self._values.get(field)
        if isinstance(value, str):
            self.link_chosen.emit(field, value)

    def _conflict_banner(self) -> Banner:
        fields = conflict_fields(self._view.record, self._reader)
        joined = ("、" if language() == "ja" else ", ").join(fields)
        banner = Banner(Tone.CONFLICT, t("In conflict: {fields}", fields=joined),
                        detail=t("Both values are kept until someone decides."),
                        actions=[("decide", t("Decide"))], name="case-conflict")  # fmt: skip
        banner.action_chosen.connect(self.acted)
        return banner

    def _action_part(self) -> QWidget | None:
        action = self._values.get("next_action")
        is_closed = self._values.get("status") in CLOSING_STATUSES
        if isinstance(action, str) and action:
            due = self._values.get("next_due")
            day = date.fromisoformat(due) if isinstance(due, str) else None
            card = NextActionCard(
                action,
                when=due_words(day, self._reader.today) if day else t("no date"),
                late=late_words(self._view.days_late),
                name="case-next-action",
            )
            card.done_asked.connect(lambda: self.acted.emit("done"))
            card.put_off_asked.connect(lambda: self.acted.emit("put-off"))
            return card
        if is_closed:
            return None
        banner = Banner(Tone.WARNING, t("Unfinished: there is no next action."), actions=[("plan", t("Plan it"))],
                        name="case-unfinished")  # fmt: skip
        banner.action_chosen.connect(self.acted)
        return banner
