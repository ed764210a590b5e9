"""The page of one company: what happened with it, its cases, contacts, interests, projects; who it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, Button, ButtonKind, Chip, EmptyState, Paragraph, SectionHeading, Timeline, Tone
from ascn_desk.ui.parts.page import BETWEEN_NAMES
from ascn_desk.ui.screens.companies.company_list import is_stub
from ascn_desk.ui.screens.companies.company_side import CompanySide
from ascn_desk.ui.screens.companies.happenings import happenings
from ascn_desk.ui.screens.companies.reading import CompanyPageData
from ascn_desk.ui.screens.record_page import OVERVIEW, Group, Head, RecordPage

__all__ = ["OVERVIEW", "CompanyPage"]


class CompanyPage(RecordPage):
    """Signals besides those of its kind of page: ``case_asked()``, ``contact_asked()``, ``interest_asked()``."""

    case_asked = Signal()
    contact_asked = Signal()
    interest_asked = Signal()

    def __init__(self, data: CompanyPageData, tab: str = OVERVIEW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = data
        self._shown_sorts: set[str] = set()
        self._timeline: Timeline | None = None
        view = data.view
        self._interests = [row for row in view.notes if row.kind == "interest"]
        self._happenings = happenings(view, self._interests, data.reader)
        groups = {
            "cases": Group(t("Cases"), "case", view.cases),
            "contacts": Group(t("Contacts"), "contact", view.contacts),
            "interests": Group(t("Interests"), "interest", self._interests),
            "projects": Group(t("Projects"), "project", view.projects),
            "technologies": Group(t("Technologies"), "technology", view.technologies),
            "barriers": Group(t("Barriers"), "barrier", [row for row in view.notes if row.kind == "barrier"]),
        }
        sectors = data.reader.words(KINDS["company"], "sectors", view.record.values)
        names = dict.fromkeys(str(view.record.values.get(name) or "") for name in ("reading", "name_ja", "name_en"))
        head = Head(
            name="company",
            title=view.title,
            subtitle=BETWEEN_NAMES.join(name for name in names if name and name != view.title),
            crumbs=[("companies", t("Companies")), *([("", sectors)] if sectors else [])],
            actions=self._actions(),
            foot_keys=[("Ctrl+N", t("case")), ("T", t("contact")), ("I", t("interest")), ("Ctrl+P", t("make a pack")),
                       ("E", t("edit")), ("Enter", t("open")), ("Esc", t("all companies"))],
            side_width=372,
        )  # fmt: skip
        self._build(head, groups, data.reader, tab)

    def _actions(self) -> list[QWidget]:
        case = Button(t("Case of this company"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N",
                      name="company-case")  # fmt: skip
        case.clicked.connect(self.case_asked)
        contact = Button(t("Add a contact"), icon="contact", key="T", name="company-contact")
        contact.clicked.connect(self.contact_asked)
        return [contact, case]

    # The parts

    def _add_overview(self, column: QVBoxLayout) -> None:
        record = self.data.view.record
        if is_stub(record.channel):
            words = t("Added by a mission; headquarters has not taken it over yet.")
            column.addWidget(Banner(Tone.INFO, words, name="company-stub"))
        if record.conflicts:
            words = t("Fields of this company are in conflict.")
            column.addWidget(Banner(Tone.CONFLICT, words, name="company-conflict"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(SectionHeading(t("Timeline"), aside=t("what this desk may read")), 1)
        sorts = {sort for sort, _ in self._happenings}
        if len(sorts) > 1:
            for sort, words in (("case", t("Cases")), ("contact", t("Contacts")), ("interest", t("Interests")),
                                ("project", t("Projects"))):  # fmt: skip
                if sort in sorts:
                    chip = Chip(words, name=f"company-only-{sort}")
                    chip.toggled.connect(lambda on, sort=sort: self._narrow(sort, on))
                    line.addWidget(chip)
        column.addLayout(line)
        if self._happenings:
            items = [item for _, item in self._happenings]
            self._timeline = Timeline(items, name="company-timeline", accessible=t("Timeline"))
            self._timeline.row_activated.connect(self.record_asked)
            column.addWidget(self._timeline)
        else:
            column.addWidget(Paragraph(t("Nothing is on record yet. Ctrl+N logs the first case.")))
        note = str(record.values.get("note") or "")
        if note:
            column.addWidget(SectionHeading(t("Remarks")))
            column.addWidget(Paragraph(note, color="text"))

    def _narrow(self, sort: str, on: bool) -> None:
        (self._shown_sorts.add if on else self._shown_sorts.discard)(sort)
        if self._timeline is not None:
            shown = [item for own, item in self._happenings if not self._shown_sorts or own in self._shown_sorts]
            self._timeline.set_items(shown)

    def _leave_out(self, kind: str, *, fit: bool) -> tuple[str, ...]:
        return ("company",) if kind == "case" else ()

    def _empty(self, tab: str, group: Group) -> QWidget:
        button, key, signal = {
            "cases": (t("Case of this company"), "Ctrl+N", self.case_asked),
            "contacts": (t("Add a contact"), "T", self.contact_asked),
            "interests": (t("Add an interest"), "I", self.interest_asked),
        }.get(tab, ("", "", None))
        empty = EmptyState(t("{what}: none yet", what=group.title), t("Nothing of this is on record for the company."),
                           button=button, button_key=key, name=f"company-{tab}-empty")  # fmt: skip
        if signal is not None:
            empty.begun.connect(signal)
        return empty

    def _side(self) -> QWidget:
        side = CompanySide(self.data, self._interests)
        side.edit_asked.connect(self.edit_asked)
        side.record_asked.connect(self.record_asked)
        side.contact_asked.connect(self.contact_asked)
        side.interest_asked.connect(self.interest_asked)
        side.part_asked.connect(self.show_tab)
        return side
