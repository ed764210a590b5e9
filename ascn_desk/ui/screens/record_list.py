"""A list of the records of one kind: a filter, columns from the declaration, order, rows fetched by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.operations import lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Page, Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.offers import Lists
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import load_lists
from ascn_desk.ui.parts import CellKind, Column, EmptyState, FilterField, ListView, PagedModel
from ascn_desk.ui.session import Session

PAGE = 100
_TYPING_MS = 150


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A field as a column: ``width`` in px at 100 %; 0 lets it take a share of what is left."""

    name: str
    width: int = 0
    stretch: int = 1


@dataclass(frozen=True, slots=True)
class Query:
    """What is listed, and how."""

    text: str = ""
    sort: str = ""
    descending: bool = False
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Listed:
    query: Query
    page: Page
    every: int
    lists: Lists


class RecordList(QWidget):
    """Signals: ``chosen(id, channel)`` the current row; ``opened(id, channel)`` by Enter; ``counted(str)``."""

    chosen = Signal(str, str)
    opened = Signal(str, str)
    counted = Signal(str)

    def __init__(
        self,
        session: Session,
        kind: Kind,
        columns: Sequence[ShownColumn],
        *,
        sort: str,
        empty: EmptyState,
        tools: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._session, self._kind, self._columns = session, kind, columns
        self._query = Query(sort=sort)
        self._first: Page | None = None
        self._lists: Lists = {}
        self._wanted = ""
        self._model = PagedModel([self._column(each) for each in columns], fetch_later=self._fetch, parent=self)
        self._view = ListView(self._model, name=f"{kind.name}-list", accessible=kind.words(language()))
        self._filter = FilterField(t("Filter the list"), name=f"{kind.name}-filter")
        self._filter.setFixedWidth(theme.px(220))
        self._empty = empty
        self._nothing = EmptyState(
            t("Nothing found"), t("Take a condition away, or type less."), keys=[("Esc", t("empty the filter"))],
            icon="list-filter",
        )  # fmt: skip
        self._stack = QStackedLayout()
        for page in (self._view, self._nothing, self._empty):
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self._filter, 0, Qt.AlignmentFlag.AlignTop)
        for tool in tools:
            row.addWidget(tool)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(self._stack, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self._filter.changed.connect(self._typing.start)
        self._filter.left_for_list.connect(self._view.setFocus)
        self._filter.entered.connect(self._view.setFocus)
        self._view.current_changed.connect(self._on_current)
        self._view.row_activated.connect(self._on_activated)
        self._view.row_previewed.connect(self._on_activated)
        self._view.sort_requested.connect(self._on_sort)

    # For the screen

    def reload(self) -> None:
        """Read the list anew; the current record stays current."""
        self._session.read(_listed, self._kind.name, self._query, done=self._on_listed, owner=self)

    def set_where(self, where: Mapping[str, str]) -> None:
        """List only the records that have these values."""
        self._query = replace(self._query, where=dict(where))
        self.reload()

    def select(self, record_id: str, channel: str) -> None:
        """Make a record current, now or once it is listed; the filter gives way where it hides it."""
        self._wanted = _key(record_id, channel)
        if not self._view.select_id(self._wanted):
            self.reload()

    def focus_list(self) -> None:
        """Put the focus on the rows."""
        self._view.setFocus()

    def focus_filter(self) -> None:
        """Put the focus on the filter."""
        self._filter.setFocus()
        self._filter.select_all()

    # What was read

    def _on_listed(self, listed: _Listed) -> None:
        if listed.query != self._query:
            return
        self._first, self._lists = listed.page, listed.lists
        page = self._nothing if listed.every else self._empty
        self._stack.setCurrentWidget(self._view if listed.page.total else page)
        was = self._wanted or self._view.current_id()
        self._model.reload(listed.page.total)
        self._view.show_sorting(self._query.sort, self._query.descending)
        if listed.page.total and not (was and self._view.select_id(was)):
            self._view.set_current_row(0)
        self._wanted = ""
        if not listed.page.total:
            self.chosen.emit("", "")
        total, every = listed.page.total, listed.every
        self.counted.emit(t("{n:,}", n=every) if total == every else t("{n:,} of {all:,}", n=total, all=every))

    def _fetch(self, offset: int, limit: int, deliver: object) -> None:
        if offset == 0 and self._first is not None:
            self._deliver(deliver, self._first.rows)
            return
        self._session.read(
            _page, self._kind.name, self._query, offset, limit, owner=self,
            done=lambda page: self._deliver(deliver, page.rows),
        )  # fmt: skip

    def _deliver(self, deliver: object, rows: Sequence[Row]) -> None:
        today = lists.today_of(self._session.desk)
        made = []
        for row in rows:
            reader = Reader(language(), today, self._lists, row.names)
            words = [reader.words(self._kind, each.name, row.values) for each in self._columns]
            made.append((_key(row.id, row.channel), *words))
        if callable(deliver):
            deliver(made)

    def _column(self, shown: ShownColumn) -> Column:
        declared = self._kind.fields[shown.name]
        kind = CellKind.DATE if declared.type is FieldType.DATE else CellKind.TEXT
        if declared.type in (FieldType.INTEGER, FieldType.MONEY, FieldType.DECIMAL):
            kind = CellKind.NUMBER
        title = declared.words(language())
        if shown.width:
            return Column(key=shown.name, title=title, width=shown.width, kind=kind)
        return Column(key=shown.name, title=title, width=120, stretch=shown.stretch, kind=kind)

    # What the person does

    @Slot(str)
    def _on_current(self, key: str) -> None:
        channel, _, record_id = key.partition(" ")
        if record_id:
            self.chosen.emit(record_id, channel)

    @Slot(str)
    def _on_activated(self, key: str) -> None:
        channel, _, record_id = key.partition(" ")
        if record_id:
            self.opened.emit(record_id, channel)

    @Slot(str, bool)
    def _on_sort(self, name: str, descending: bool) -> None:
        self._query = replace(self._query, sort=name, descending=descending)
        self.reload()

    @Slot()
    def _on_typed(self) -> None:
        if self._filter.value() != self._query.text:
            self._query = replace(self._query, text=self._filter.value())
            self.reload()


def _listed(desk: Desk, kind: str, query: Query) -> _Listed:
    every = lists.count_records(desk, kind, query.where)
    return _Listed(query, _page(desk, kind, query, 0, PAGE), every, load_lists(desk))


def _page(desk: Desk, kind: str, query: Query, offset: int, limit: int) -> Page:
    return lists.list_records(
        desk, kind, query.where, query.text, query.sort, query.descending, limit=limit, offset=offset
    )


def _key(record_id: str, channel: str) -> str:
    return f"{channel} {record_id}"
