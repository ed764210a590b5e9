"""Companies: the list at the left, one company at the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeyEvent

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases
from ascn_desk.operations.views import Saved
from ascn_desk.ui import dialogs
from ascn_desk.ui.forms import add_new
from ascn_desk.ui.parts import Button, ButtonKind, EmptyState, Page
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.companies.detail import CompanyDetail
from ascn_desk.ui.screens.record_list import RecordList, ShownColumn
from ascn_desk.ui.session import Session

_DETAIL_WIDTH = 440
_WAIT_MS = 60


class CompaniesScreen(Screen):
    """Keys: J and K move, E edits, A adds a company, / filters."""

    room = "companies"
    kinds = frozenset({"company", "case", "project", "interest", "barrier", "technology", "contact", "choice"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("companies-screen")
        is_japanese = language() == "ja"
        name, other = ("name_ja", "reading") if is_japanese else ("name_en", "name_ja")
        columns = [
            ShownColumn(name, stretch=3),
            ShownColumn(other, stretch=2),
            ShownColumn("sectors", stretch=2),
            ShownColumn("prefecture", width=96),
        ]
        empty = EmptyState(
            t("No companies yet"),
            t("Headquarters sends the companies with its starter. One that is missing can be added here."),
            button=t("Add a company"),
            icon="building-2",
        )
        empty.begun.connect(self._add)
        self._list = RecordList(
            session, KINDS["company"], columns, sort="reading" if is_japanese else "name_en", empty=empty
        )
        self._detail = CompanyDetail(session)
        self._new = Button(t("Add a company"), kind=ButtonKind.PRIMARY, icon="plus", key="A", name="companies-new")
        self._new.clicked.connect(self._add)
        self._page = Page(
            t("Companies"),
            actions=[self._new],
            body=self._list,
            side=self._detail,
            side_width=_DETAIL_WIDTH,
            foot_keys=[("J K", t("next, previous")), ("/", t("filter")), ("E", t("edit")), ("A", t("add"))],
            name="companies-page",
        )
        self.column.addWidget(self._page)
        self._next: tuple[str, str] = ("", "")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_WAIT_MS)
        self._rest.timeout.connect(self._load_next)
        self._list.chosen.connect(self._on_chosen)
        self._list.opened.connect(self._on_opened)
        self._list.counted.connect(self._page.set_foot_count)

    def title(self) -> str:
        return t("Companies")

    def refresh(self) -> None:
        self._list.reload()
        self._detail.refresh()

    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        if kind == "company":
            self._list.select(record_id, channel)
            self._detail.load(record_id, channel)
        else:
            self.session.command_wanted.emit("edit-record")

    def focus_first(self) -> None:
        self._list.focus_list()

    def commands(self) -> tuple[Command, ...]:
        made = [
            Command("companies.add", t("Add a company"), "A", self._add),
            Command("companies.filter", t("Filter the list"), "/", self._list.focus_filter),
        ]
        if self._detail.record() is not None:
            made.append(Command("companies.edit", t("Edit"), "E", self._detail.edit))
        return tuple(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.text().upper():
            case "E":
                self._detail.edit()
            case "A":
                self._add()
            case "/":
                self._list.focus_filter()
            case _:
                super().keyPressEvent(event)

    @Slot(str, str)
    def _on_chosen(self, record_id: str, channel: str) -> None:
        if not record_id:
            self._rest.stop()
            self._detail.clear()
            return
        self._next = (record_id, channel)
        self._rest.start()

    @Slot()
    def _load_next(self) -> None:
        self._detail.load(*self._next)

    @Slot(str, str)
    def _on_opened(self, record_id: str, channel: str) -> None:
        self._detail.load(record_id, channel)
        self._detail.setFocus()

    @Slot()
    def _add(self) -> None:
        """Headquarters fills the whole form; a mission adds a stub, which headquarters completes."""
        if self.session.desk.office_kind == "headquarters":
            add_new(self.session, self, KINDS["company"]).saved.connect(self._on_saved)
            return
        note = t("Headquarters completes it and joins it with its own list.")
        name = dialogs.ask_text(self, t("Add a company"), t("Name of the company"), note=note, ok=t("Add"))
        if name:
            self.session.write(cases.add_company_stub, name, done=self._on_saved, owner=self)

    def _on_saved(self, saved: Saved) -> None:
        self.session.say(t("The company is added"), undo=True)
        self.open_record(saved.kind, saved.id, saved.channel)
