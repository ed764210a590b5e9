"""The room of companies: the list, and the page of one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.views import Draft, RecordView, Saved, Values
from ascn_desk.ui.forms import add_new, edit_record
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.case_drafts import case_draft as _draft
from ascn_desk.ui.screens.companies import reading
from ascn_desk.ui.screens.companies.company_list import CompanyList
from ascn_desk.ui.screens.companies.company_page import OVERVIEW, CompanyPage
from ascn_desk.ui.screens.companies.reading import CompanyPageData
from ascn_desk.ui.session import Session

_TAB_OF_KIND = {"contact": "contacts", "interest": "interests", "technology": "technologies", "barrier": "barriers"}


class CompaniesScreen(Screen):
    """/ filter, N new company; on a company T contact, I interest, E edit, Esc all companies."""

    room = "companies"
    kinds = frozenset({"company", "case", "contact", "interest", "barrier", "project", "technology", "choice"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("companies-screen")
        self.list = CompanyList(session)
        self._company: CompanyPage | None = None
        self._wanted = ""
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack)
        self._stack.addWidget(self.list)
        self.list.company_asked.connect(self._on_company)
        self.list.new_asked.connect(self.add_company)
        for keys, act in (("Alt+N", self.add_company), ("Alt+E", self.edit), ("Alt+T", self.add_contact),
                          ("Alt+I", self.add_interest), ("Ctrl+P", self.make_pack)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The room

    def title(self) -> str:
        return t("Companies")

    def refresh(self) -> None:
        self.list.reload()
        if self._company is not None:
            record = self._company.data.view.record
            self._read_company(record.id, record.channel, self._company.tabs.current())

    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        def found(answer: tuple[str, RecordView | None]) -> None:
            company, record = answer
            if company:
                self._read_company(company, (channel or None) if kind == "company" else None,
                                   _TAB_OF_KIND.get(kind, OVERVIEW))  # fmt: skip
            if record is not None:
                edit_record(self.session, self, record)

        self.session.read(reading.company_of, kind, record_id, channel or None, done=found, owner=self)

    def focus_first(self) -> None:
        if self._company is not None:
            self._company.focus_first()
        else:
            self.list.focus_rows()

    def case_draft(self) -> Draft | None:
        """A new case begins with the company that is shown."""
        if self._company is None:
            return None
        return _draft(self.session.desk, {"company": self._company.data.view.record.id})

    def company(self) -> CompanyPage | None:
        """The page of the company shown, if one is."""
        return self._company

    def commands(self) -> tuple[Command, ...]:
        if self._company is None:
            return (
                Command("companies.new", t("New company"), "N", self.add_company),
                Command("companies.filter", t("Filter the companies"), "/", self.list.focus_filter),
            )
        edit = t("Edit the company") if self._company.data.may_write else t("Suggest a change of the company")
        return (
            Command("companies.contact", t("Add a contact of the company"), "T", self.add_contact),
            Command("companies.interest", t("Add an interest of the company"), "I", self.add_interest),
            Command("companies.pack", t("Make a pack of the company"), "Ctrl+P", self.make_pack),
            Command("companies.edit", edit, "E", self.edit),
            Command("companies.all", t("All companies"), "Esc", self.show_all),
        )

    # Showing

    @Slot(str)
    def _on_company(self, key: str) -> None:
        _, company_id, channel = key.split("|")
        self._read_company(company_id, channel, OVERVIEW)

    def _read_company(self, company_id: str, channel: str | None, tab: str) -> None:
        self._wanted = company_id

        def show(data: CompanyPageData) -> None:
            if self._wanted == company_id:
                self._show_company(data, tab)

        self.session.read(reading.company_page, company_id, channel, done=show, owner=self)

    def _show_company(self, data: CompanyPageData, tab: str) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is None or self.isAncestorOf(focus)
        page = CompanyPage(data, tab)
        page.back_asked.connect(self.show_all)
        page.record_asked.connect(self._on_record)
        page.case_asked.connect(self._on_case)
        page.contact_asked.connect(self.add_contact)
        page.interest_asked.connect(self.add_interest)
        page.edit_asked.connect(self.edit)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._drop_company()
        self._company = page
        if had_focus and self.isVisible():
            page.focus_first()

    def _drop_company(self) -> None:
        if self._company is not None:
            self._stack.removeWidget(self._company)
            self._company.hide()
            self._company.deleteLater()
            self._company = None

    @Slot()
    def show_all(self) -> None:
        """Go back to the list."""
        self._wanted = ""
        self._stack.setCurrentWidget(self.list)
        self._drop_company()
        self.list.focus_rows()

    @Slot(str)
    def _on_record(self, key: str) -> None:
        kind, record_id, channel = key.split("|")
        if kind in ("contact", "interest", "barrier", "technology"):

            def edit(view: RecordView) -> None:
                edit_record(self.session, self, view)

            self.session.read(reading.record, kind, record_id, channel, done=edit, owner=self)
        else:
            self.session.open_wanted.emit(kind, record_id, channel)

    @Slot()
    def _on_case(self) -> None:
        self.session.command_wanted.emit("quick-case")

    # Doing

    @Slot()
    def add_company(self) -> None:
        """Make a company: a mission's stub in its country's channel, which headquarters takes over later."""
        typed = self.list.typed() if self._company is None else ""
        initial: Values = {"name_ja": typed} if typed else {}
        panel = add_new(self.session, self, KINDS["company"], initial=initial)
        panel.saved.connect(self._on_added)

    @Slot(object)
    def _on_added(self, saved: Saved) -> None:
        self._read_company(saved.id, saved.channel, OVERVIEW)

    @Slot()
    def make_pack(self) -> None:
        """Make a pack of the company."""
        if self._company is not None:
            self.session.pack_wanted.emit("company-brief", "company", self._company.data.view.record.id)

    @Slot()
    def add_contact(self) -> None:
        """Note a person of the company."""
        self._add("contact", {})

    @Slot()
    def add_interest(self) -> None:
        """Note how the company stands to a country."""
        self._add("interest", {"as_of": today_of(self.session.desk).isoformat()})

    def _add(self, kind: str, initial: Values) -> None:
        if self._company is not None:
            company = self._company.data.view.record.id
            add_new(self.session, self, KINDS[kind], initial={"company": company, **initial}, hidden={"company"})

    @Slot()
    def edit(self) -> None:
        """Edit the company; a mission writes a suggestion on one of headquarters instead."""
        if self._company is None:
            return
        record = self._company.data.view.record
        if self._company.data.may_write:
            edit_record(self.session, self, record)
        else:
            add_new(self.session, self, KINDS["suggestion"], initial={"of_kind": "company", "of_id": record.id},
                    hidden={"of_kind", "of_id"})  # fmt: skip

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        if keys == "Esc":
            if self._company is not None:
                self.show_all()
            elif not self.list.clear_filter() or isinstance(QApplication.focusWidget(), QLineEdit):
                self.list.focus_rows()
        elif keys == "/":
            self.list.focus_filter()
        elif keys == "N":
            self.add_company()
        elif keys == "E":
            self.edit()
        elif keys == "T":
            self.add_contact()
        elif keys == "I":
            self.add_interest()
        else:
            super().keyPressEvent(event)
