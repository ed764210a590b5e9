"""What stands beside today's list: values that were not kept, visits, drafts, and how the desk stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.views import Draft, Health, Row, TodayView
from ascn_desk.ui import theme
from ascn_desk.ui.forms.shown_values import time_words
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.link_label import LinkLabel
from ascn_desk.ui.parts.section import SectionHeading
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.telling import kind_words
from ascn_desk.ui.session import Session
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone, Type

_OLD_BACKUP_DAYS = 7
_LISTED_DECISIONS = 3


class TodaySide(QWidget):
    """Sections with a hairline between; one that has nothing to say is absent."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))

    def show_view(self, view: TodayView) -> None:
        """Show how things stand."""
        _empty(self._column)
        parts = [self._decisions(view), self._visits(view.visits), self._drafts(view.drafts), self._health(view.health)]
        shown = [part for part in parts if part]
        for number, part in enumerate(shown):
            for widget in part:
                self._column.addWidget(widget)
            if number < len(shown) - 1:
                self._column.addSpacing(theme.px(6))
                self._column.addWidget(Hairline())
                self._column.addSpacing(theme.px(6))
        self._column.addStretch(1)

    def _decisions(self, view: TodayView) -> list[QWidget]:
        if not view.decisions:
            return []
        count = len(view.decisions)
        said = telling.not_kept_words(count)
        titles = t(", ").join(dict.fromkeys(each.title for each in view.decisions[:_LISTED_DECISIONS]))
        link = LinkLabel(t("See who and why"), chevron=True, name="see-decisions")
        link.clicked.connect(self.see_decisions)
        return [
            SectionHeading(t("Decided elsewhere")),
            Label(said, mark=Mark(Shape.DIAMOND, Tone.CONFLICT)),
            Paragraph(titles),
            link,
        ]

    def _visits(self, visits: Sequence[Row]) -> list[QWidget]:
        if not visits:
            return []
        widgets: list[QWidget] = [SectionHeading(t("Visits"), count=len(visits))]
        for visit in visits:
            widgets.append(Label(str(visit.values.get("title") or visit.id), bold=True))
            days = dict.fromkeys((visit.values.get("starts_on"), visit.values.get("ends_on")))
            widgets.append(Label(" – ".join(self._day(day) for day in days if day), color="second"))
        return widgets

    def _drafts(self, drafts: Sequence[Draft]) -> list[QWidget]:
        if not drafts:
            return []
        widgets: list[QWidget] = [SectionHeading(t("Drafts"), count=len(drafts))]
        for draft in drafts:
            words = f"{kind_words(draft.kind)}  {_draft_words(draft)}".strip()
            link = LinkLabel(words, name=f"draft-{draft.id}")
            link.clicked.connect(partial(self.session.draft_wanted.emit, draft))
            widgets.append(link)
            at = f"{self._day(draft.saved_at)} {time_words(draft.saved_at)}"
            widgets.append(Label(at, kind=Type.CAPTION, color="second"))
        return widgets

    def _health(self, health: Health) -> list[QWidget]:
        good, doubt = Mark(Shape.CHECK, Tone.SUCCESS), Mark(Shape.TRIANGLE, Tone.WARNING)
        if health.backup_days is None:
            backup, mark = t("No backup yet"), doubt
        elif health.backup_days == 0:
            backup, mark = t("Backed up today"), good
        else:
            days = health.backup_days
            backup = t("Backed up yesterday") if days == 1 else t("Backed up {n} days ago", n=days)
            mark = good if health.backup_days <= _OLD_BACKUP_DAYS else doubt
        widgets: list[QWidget] = [SectionHeading(t("Health")), Label(backup, mark=mark)]
        if health.conflicts:
            count = health.conflicts
            said = t("1 conflict awaits a decision") if count == 1 else t("{n} conflicts await a decision", n=count)
            conflicts = LinkLabel(said, name="see-conflicts")
            conflicts.clicked.connect(self._see_conflicts)
            widgets.append(conflicts)
        edition = t("Reference data, edition {edition}", edition=health.reference_edition)
        widgets.append(Label(edition, mark=good))
        return widgets

    @Slot()
    def see_decisions(self) -> None:
        """Show who decided what, and why."""
        self.session.go_wanted.emit("exchange")
        self.session.command_wanted.emit("exchange.decisions")

    @Slot()
    def _see_conflicts(self) -> None:
        self.session.go_wanted.emit("conflicts")

    def _day(self, text: object) -> str:
        """A day or an instant of a record as it is read here."""
        value = str(text)
        day = local_date(instant_from(value)) if "T" in value else date.fromisoformat(value)
        return show_day(day, language(), today_of(self.session.desk))


def _draft_words(draft: Draft) -> str:
    """The first text in a draft, to know it by."""
    for name in ("summary", "text", "name_ja", "name_en", "what"):
        value = draft.values.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip().splitlines()[0][:40]
    return ""


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
