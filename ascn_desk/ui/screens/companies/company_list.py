"""The list of companies, sorted by their reading, narrowed by what is typed and by sector; fetched by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Page as RowPage
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Cell,
    CellKind,
    Chip,
    Choice,
    Column,
    EmptyState,
    FilterField,
    ListView,
    Mark,
    Page,
    PagedModel,
    Select,
    Shape,
    Tone,
)
from ascn_desk.ui.parts.list_tools import ListTools
from ascn_desk.ui.screens.companies import reading
from ascn_desk.ui.screens.companies.reading import Listed, Query
from ascn_desk.ui.screens.related import key
from ascn_desk.ui.session import Session

_TYPING_MS = 150
_COMPANY = KINDS["company"]


class CompanyList(QWidget):
    """Signals: ``company_asked(str)`` the row's key, by Enter; ``new_asked()``."""

    company_asked = Signal(str)
    new_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query()
        self._first: RowPage | None = None
        self._reader: Reader | None = None
        self._model = PagedModel(_columns(), fetch_later=self._fetch, parent=self)
        self.list = ListView(self._model, name="companies", accessible=t("Companies"))
        self._filter = FilterField(t("Filter the list"), key="/", name="companies-filter")
        self._sector = Select("", choices=[Choice("", t("All sectors"))], value="", dense=True, reserve_below=False,
                              accessible=t("Sector"), name="companies-sector")  # fmt: skip
        self._members = Chip(t("JASCA members"), name="companies-members")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._nothing = EmptyState(t("No company fits"), t("Empty the filter, or make the company new."),
                                   button=t("New company"), icon="list-filter", keys=[("Esc", t("empty the filter"))],
                                   name="companies-nothing")  # fmt: skip
        self._stack = QStackedWidget()
        self._new = Button(t("New company"), kind=ButtonKind.PRIMARY, icon="plus", key="N", name="companies-new")
        self._page = self._make_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self._wire()

    def _make_page(self) -> Page:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ListTools(self._filter, [self._sector, self._members]))
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column.addWidget(self._stack, 1)
        return Page(t("Companies"), actions=[self._new], body=body,
                    foot_keys=[("Enter", t("open")), ("N", t("new company")), ("/", t("filter")),
                               ("J K", t("next, previous"))], name="companies-page")  # fmt: skip

    def _wire(self) -> None:
        self.list.row_activated.connect(self.company_asked)
        self.list.row_previewed.connect(self.company_asked)
        self.list.sort_requested.connect(self._on_sort)
        self._filter.changed.connect(self._typing.start)
        self._filter.left_for_list.connect(self.list.setFocus)
        self._filter.entered.connect(self.list.setFocus)
        self._typing.timeout.connect(self._on_typed)
        self._sector.changed.connect(self._on_sector)
        self._members.toggled.connect(self._on_members)
        self._new.clicked.connect(self.new_asked)
        self._nothing.begun.connect(self.new_asked)

    # For the screen

    def reload(self) -> None:
        """Read the list anew; the current company stays current."""
        self._session.read(reading.first_page, self._query, done=self._on_listed, owner=self)

    def focus_rows(self) -> None:
        """Put the focus on the list."""
        self.list.setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self._filter.setFocus()
        self._filter.select_all()

    def typed(self) -> str:
        """What stands in the filter."""
        return self._filter.value().strip()

    def clear_filter(self) -> bool:
        """Take everything that narrows away; tells whether there was anything."""
        had = self._query != replace(self._query, text="", sector="", members=False)
        self._filter.set_value("")
        self._sector.set_value("")
        self._members.blockSignals(True)
        self._members.setChecked(False)
        self._members.blockSignals(False)
        if had:
            self._change(replace(self._query, text="", sector="", members=False))
        return had

    def select(self, row_key: str) -> None:
        """Make a company current."""
        self.list.select_id(row_key)

    # What was read

    def _on_listed(self, listed: Listed) -> None:
        if listed.query != self._query:
            return
        self._first, self._reader = listed.page, listed.reader
        offers = listed.reader.lists.get("sector", ())
        self._sector.set_choices([Choice("", t("All sectors")), *(Choice(each.code, each.title) for each in offers)])
        was = self.list.current_id()
        self._model.reload(listed.page.total)
        self.list.show_sorting(self._query.sort, self._query.descending)
        if listed.page.total and not (was and self.list.select_id(was)):
            self.list.set_current_row(0)
        self._stack.setCurrentIndex(0 if listed.page.total else 1)
        self._new.setVisible(bool(listed.page.total))
        if listed.page.total == listed.all_companies:
            self._page.set_foot_count(t("{n} companies", n=f"{listed.all_companies:,}"))
        else:
            words = t("{n} of {all} companies", n=f"{listed.page.total:,}", all=f"{listed.all_companies:,}")
            self._page.set_foot_count(words)

    def _fetch(self, offset: int, limit: int, deliver: object) -> None:
        if offset == 0 and self._first is not None:
            self._deliver(deliver, self._first.rows)
            return
        self._session.read(reading.page_at, self._query, offset, limit, owner=self,
                           done=lambda page: self._deliver(deliver, page.rows))  # fmt: skip

    def _deliver(self, deliver: object, rows: Sequence[Row]) -> None:
        reader = self._reader
        if reader is not None and callable(deliver):
            deliver([_row(row, reader) for row in rows])

    # What the person does

    def _change(self, query: Query) -> None:
        self._query = query
        self.reload()

    @Slot()
    def _on_typed(self) -> None:
        if self._filter.value() != self._query.text:
            self._change(replace(self._query, text=self._filter.value()))

    @Slot(object)
    def _on_sector(self, sector: str) -> None:
        self._change(replace(self._query, sector=sector))

    @Slot(bool)
    def _on_members(self, members: bool) -> None:
        self._change(replace(self._query, members=members))

    @Slot(str, bool)
    def _on_sort(self, sort: str, descending: bool) -> None:
        self._change(replace(self._query, sort=sort, descending=descending))


def is_stub(row_channel: str) -> bool:
    """Whether a company is a mission's own stub, which headquarters has not taken over yet."""
    return row_channel != "reference"


def _columns() -> list[Column]:
    first, second = ("name_ja", "name_en") if language() == "ja" else ("name_en", "name_ja")
    return [
        Column(key=first, title=t("Company"), stretch=4, width=150),
        Column(key=second, title=t("Other language"), stretch=3, kind=CellKind.SECOND, leaves=2),
        Column(key="sectors", title=t("Sectors"), stretch=5, width=180, sortable=False),
        Column(key="prefecture", title=t("Head office"), width=104),
        Column(key="corporate_number", title=t("Corporate number"), width=136, kind=CellKind.SECOND, leaves=1),
        Column(key="jasca_member", title="JASCA", width=112, kind=CellKind.STATE),
    ]


def _row(row: Row, reader: Reader) -> tuple[object, ...]:
    first, second = ("name_ja", "name_en") if language() == "ja" else ("name_en", "name_ja")
    name = str(row.values.get(first) or row.values.get(second) or row.id)
    shown: object = name
    if is_stub(row.channel):
        shown = Cell(name, tone=Tone.INFO, shape=Shape.DASHED)
    other = str(row.values.get(second) or "")
    return (
        key(row),
        shown,
        other if other != name else "",
        reader.words(_COMPANY, "sectors", row.values),
        reader.words(_COMPANY, "prefecture", row.values),
        str(row.values.get("corporate_number") or ""),
        Mark(Shape.CHECK, Tone.SUCCESS, t("Member")) if row.values.get("jasca_member") else "",
    )
