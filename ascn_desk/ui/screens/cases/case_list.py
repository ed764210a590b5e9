"""The list of cases: saved views, filter, conditions, columns, order; its rows fetched by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.operations import lists
from ascn_desk.operations.views import Page, Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.chip_flow import ChipFlow
from ascn_desk.ui.forms.offers import Lists, offers_of
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Choice,
    EmptyState,
    FilterField,
    Hairline,
    IconButton,
    ListView,
    Menu,
    PagedModel,
)
from ascn_desk.ui.parts.list_tools import ListTools
from ascn_desk.ui.screens.cases import reading
from ascn_desk.ui.screens.cases.columns import CASE, Layout, cells, choosable
from ascn_desk.ui.screens.cases.reading import Kept, Listed, Query, ViewName
from ascn_desk.ui.session import Session

_TYPING_MS = 150
_CONDITIONS = ("status", "category", "sub_topic", "priority", "medium")


def view_words(view: ViewName) -> str:
    """What a saved view is called."""
    return {
        "mine_open": t("My open cases"),
        "open": t("Open cases"),
        "overdue": t("Overdue"),
        "all": t("All cases"),
    }[view]


def row_key(record_id: str, channel: str) -> str:
    """The id of a row: a record is one in its channel."""
    return f"{channel} {record_id}"


class CaseList(QWidget):
    """Signals: ``case_chosen(id, channel)`` the current row; ``case_opened(id, channel)`` by Enter;
    ``counted(str, bool)`` how many, and whether there is no case at all; ``view_changed(str)``; ``new_asked()``.
    """

    case_chosen = Signal(str, str)
    case_opened = Signal(str, str)
    counted = Signal(str, bool)
    view_changed = Signal(str)
    new_asked = Signal()

    def __init__(self, session: Session, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query()
        self._lists: Lists = {}
        self._layout = Layout(whole_numbers=session.desk.office_kind == "headquarters")
        self._first: Page | None = None
        self._wanted = ""
        self._is_kept = False
        self._model = PagedModel([], fetch_later=self._fetch, parent=self)
        self._view = ListView(self._model, name="cases", accessible=t("Cases"))
        self._filter = FilterField(t("Filter the list"), name="cases-filter")
        self._chips = ChipFlow(closable=True, name="condition")
        self._add = Button(t("Condition"), kind=ButtonKind.QUIET, icon="plus", name="cases-add-condition")
        self._columns_button = IconButton("sliders-horizontal", t("Columns"), name="cases-columns")
        self._menu: Menu | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._nothing = EmptyState(t("No case fits"), t("Take a condition away, or choose another view."),
                                   keys=[("Esc", t("empty the filter")), ("V", t("choose another view")),
                                         ("Ctrl+N", t("new case"))], icon="list-filter",
                                   name="cases-nothing")  # fmt: skip
        self._empty = EmptyState(t("No cases yet"),
                                 t("A case is one request of one company. Log it while the telephone is still warm; "
                                   "it takes less than a minute."), button=t("New case"), button_key="Ctrl+N",
                                 keys=[("Ctrl+K", t("all commands"))], name="cases-empty")  # fmt: skip
        self._stack = QStackedWidget()
        self._tools = ListTools(self._filter, growing=self._chips, trailing=[self._add, self._columns_button])
        self._head_line = Hairline()
        self._head_line.hide()
        self._lay_out()
        self._wire()
        session.read(reading.kept, done=self._on_kept, owner=self)

    def _lay_out(self) -> None:
        for page in (self._view, self._nothing, self._empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head_line)
        column.addWidget(self._tools)
        column.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self._view.current_changed.connect(self._on_current)
        self._view.row_activated.connect(self._on_activated)
        self._view.row_previewed.connect(self._on_activated)
        self._view.sort_requested.connect(self._on_sort)
        self._filter.changed.connect(self._typing.start)
        self._filter.left_for_list.connect(self._view.setFocus)
        self._filter.entered.connect(self._view.setFocus)
        self._typing.timeout.connect(self._on_typed)
        self._chips.closed.connect(self._on_condition_closed)
        self._add.clicked.connect(self._ask_condition)
        self._columns_button.clicked.connect(self._ask_columns)
        self._empty.begun.connect(self.new_asked)

    # For the screen

    def reload(self) -> None:
        """Read the list anew; the current case stays current."""
        if self._is_kept:
            self._session.read(reading.first_page, self._query, done=self._on_listed, owner=self)

    def view(self) -> ViewName:
        """The saved view shown."""
        return self._query.view

    def set_view(self, view: ViewName) -> None:
        """Show another saved view, in its own order."""
        self._change(replace(self._query, view=view, sort=None, descending=False))
        self.view_changed.emit(view)

    def select(self, record_id: str, channel: str) -> None:
        """Make a case current, now or once it is listed."""
        self._wanted = row_key(record_id, channel)
        self._view.select_id(self._wanted)

    def focus_list(self) -> None:
        """Put the focus on the rows; on the button where there are none."""
        shown = self._stack.currentWidget()
        button = self._empty.findChild(Button)
        if shown is self._view:
            self._view.setFocus()
        elif shown is self._empty and button is not None:
            button.setFocus()
        else:
            self._filter.setFocus()

    def focus_filter(self) -> None:
        """Put the focus on the filter."""
        self._filter.setFocus()
        self._filter.select_all()

    def clear_filter(self) -> None:
        """Take filter and conditions away."""
        self._filter.set_value("")
        self._change(replace(self._query, text="", where={}))

    def ask_view(self, anchor: QWidget) -> None:
        """Offer the saved views."""
        choices = [Choice(view, view_words(view)) for view in reading.VIEWS]
        self._open_menu(anchor, choices, self.view()).chosen.connect(self._on_view_chosen)

    # What was read

    def _on_kept(self, kept: Kept) -> None:
        self._is_kept = True
        self._query = kept.query
        self._layout = replace(self._layout, names=kept.columns)
        self._view.set_column_widths(kept.widths)
        self._place_columns()
        self.view_changed.emit(self._query.view)
        self.reload()

    def _on_listed(self, listed: Listed) -> None:
        if listed.query != self._query:
            return
        self._lists = listed.lists
        self._first = listed.page
        page = self._nothing if listed.all_cases else self._empty
        self._stack.setCurrentWidget(self._view if listed.page.total else page)
        self._tools.setVisible(bool(listed.all_cases))
        self._head_line.setVisible(not listed.all_cases)
        was = self._wanted or self._view.current_id()
        row = max(0, self._view.current_row())
        self._model.reload(listed.page.total)
        self._model.id_at(0)  # takes in the page that is here, so that its rows can be found
        self._view.show_sorting(self._shown_sort(), self._query.descending)
        self._show_chips()
        if listed.page.total and not (was and self._view.select_id(was)):
            self._view.set_current_row(min(row, listed.page.total - 1) if was and not self._wanted else 0)
        self._wanted = ""
        if not listed.page.total:
            self.case_chosen.emit("", "")
        self.counted.emit(self._count_words(listed), not listed.all_cases)

    def _count_words(self, listed: Listed) -> str:
        if listed.page.total == listed.all_cases:
            return t("{n:,} cases", n=listed.all_cases)
        return t("{n:,} of {all:,} cases", n=listed.page.total, all=listed.all_cases)

    def _shown_sort(self) -> str:
        if self._query.sort is not None:
            return self._query.sort
        return "" if self._query.view == "all" else "next_due"

    def _fetch(self, offset: int, limit: int, deliver: object) -> None:
        first = self._first
        if offset == 0 and first is not None:
            self._deliver(deliver, first.rows)
            return
        query = self._query
        self._session.read(reading.page_at, query, offset, limit, owner=self,
                           done=lambda page: self._deliver(deliver, page.rows))  # fmt: skip

    def _deliver(self, deliver: object, rows: Sequence[Row]) -> None:
        reader = Reader(language(), lists.today_of(self._session.desk), self._lists)
        columns = self._model.columns()
        made = []
        for row in rows:
            shown = cells(row, columns, reader, whole_numbers=self._layout.whole_numbers)
            made.append((row_key(row.id, row.channel), *shown[1:]))
        if callable(deliver):
            deliver(made)

    # What the person does

    def _change(self, query: Query) -> None:
        self._query = query
        self.reload()
        self._remember()

    def _remember(self) -> None:
        kept = Kept(self._query, self._layout.names, self._view.column_widths())
        self._session.read(reading.keep, kept, owner=self)

    @Slot(str)
    def _on_current(self, key: str) -> None:
        channel, _, record_id = key.partition(" ")
        if record_id:
            self.case_chosen.emit(record_id, channel)

    @Slot(str)
    def _on_activated(self, key: str) -> None:
        channel, _, record_id = key.partition(" ")
        if record_id:
            self.case_opened.emit(record_id, channel)

    @Slot(str, bool)
    def _on_sort(self, key: str, descending: bool) -> None:
        self._change(replace(self._query, sort=key, descending=descending))

    @Slot()
    def _on_typed(self) -> None:
        if self._filter.value() != self._query.text:
            self._query = replace(self._query, text=self._filter.value())
            self.reload()

    @Slot(str)
    def _on_view_chosen(self, view: str) -> None:
        for each in reading.VIEWS:
            if each == view:
                self.set_view(each)

    # Conditions

    def _offers(self, field: Field) -> list[Choice]:
        return [Choice(each.code, each.title) for each in offers_of(field, self._lists, language())]

    def _show_chips(self) -> None:
        chips = []
        for name, code in self._query.where.items():
            field = CASE.fields[name]
            title = next((each.title for each in self._offers(field) if each.id == code), code)
            chips.append((name, t("{field}: {value}", field=field.words(language()), value=title), True))
        self._chips.set_chips(chips)

    @Slot()
    def _ask_condition(self) -> None:
        choices = [Choice(name, CASE.fields[name].words(language())) for name in _CONDITIONS]
        self._open_menu(self._add, choices).chosen.connect(self._ask_value)

    @Slot(str)
    def _ask_value(self, name: str) -> None:
        field = CASE.fields[name]
        if field.type is not FieldType.CHOICE:
            return
        menu = self._open_menu(self._add, self._offers(field), self._query.where.get(name, ""))
        menu.chosen.connect(lambda code: self._change(replace(self._query, where={**self._query.where, name: code})))

    @Slot(str)
    def _on_condition_closed(self, name: str) -> None:
        where = {key: code for key, code in self._query.where.items() if key != name}
        self._change(replace(self._query, where=where))

    # Columns

    @Slot()
    def _ask_columns(self) -> None:
        shown = self._layout.names
        choices = [Choice(each.name, each.words(language()), "✓" if each.name in shown else "") for each in choosable()]
        self._open_menu(self._columns_button, choices).chosen.connect(self._on_column_chosen)

    @Slot(str)
    def _on_column_chosen(self, name: str) -> None:
        chosen = set(self._layout.names) ^ {name}
        order = [*self._layout.names, *(each.name for each in choosable())]
        names = tuple(each for each in dict.fromkeys(order) if each in chosen)
        self._layout = replace(self._layout, names=names or ("summary",))
        self._place_columns()
        self._remember()

    def _open_menu(self, anchor: QWidget, choices: Sequence[Choice], current: str = "") -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(anchor, choices, current=current, name="cases-menu")
        self._menu.open()
        return self._menu

    def _place_columns(self) -> None:
        columns = self._layout.columns()
        if [each.key for each in columns] != [each.key for each in self._model.columns()]:
            row = self._view.current_row()
            self._model.set_columns(columns)
            self._view.show_columns()
            self._view.show_sorting(self._shown_sort(), self._query.descending)
            self._view.set_current_row(row)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(480))
