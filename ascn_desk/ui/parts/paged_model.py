"""The rows of a list, fetched by page as they come into view; sorting and filtering are the database's.

Columns: those given. Roles: DisplayRole (plain words) and AccessibleTextRole; the delegate asks :meth:`value`.
A row is a dict with ``id`` and one value a column key, or a tuple: the id first, then a value a column.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ascn_desk.ui.parts.cells import Column, words_of

Row = Mapping[str, object] | Sequence[object]
Fetch = Callable[[int, int], Sequence[Row]]
Deliver = Callable[[Sequence[Row]], None]
FetchLater = Callable[[int, int, Deliver], None]
AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 100
PAGES_KEPT = 12

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()


class PagedModel(QAbstractTableModel):
    """Rows by page. Give ``fetch(offset, limit)`` (answers at once) or ``fetch_later(offset, limit, deliver)``.

    While a page is on its way its cells are empty; late answers to an older :meth:`reload` are dropped.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch | None = None,
        total: int = 0,
        *,
        fetch_later: FetchLater | None = None,
        page: int = PAGE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._keys = [column.key for column in self._columns]
        self._fetch, self._fetch_later = fetch, fetch_later
        self._total, self._page = total, page
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._edition = 0

    @classmethod
    def of_rows(cls, columns: Sequence[Column], rows: Sequence[Row], parent: QObject | None = None) -> PagedModel:
        """A model over rows that are already here, for short lists."""
        kept = list(rows)
        return cls(columns, lambda offset, limit: kept[offset : offset + limit], len(kept), parent=parent)

    def columns(self) -> list[Column]:
        """The columns shown."""
        return list(self._columns)

    def column(self, number: int) -> Column:
        """The column of that number."""
        return self._columns[number]

    def total(self) -> int:
        """How many rows there are."""
        return self._total

    def reload(self, total: int, fetch: Fetch | None = None, *, fetch_later: FetchLater | None = None) -> None:
        """Show the rows of another query, or of the same one after a change."""
        self.beginResetModel()
        self._fetch = fetch or self._fetch
        self._fetch_later = fetch_later or self._fetch_later
        self._total = total
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch the rows in view again; their number and order stay."""
        self._forget()
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self._columns) - 1))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = list(columns)
        self._keys = [column.key for column in self._columns]
        self._forget()
        self.endResetModel()

    def id_at(self, row: int) -> str:
        """The id of the record in a row; empty while its page is on its way."""
        found = self._row(row)
        if found is None:
            return ""
        return str(found["id"] if isinstance(found, Mapping) else found[0])

    def value(self, row: int, column: int) -> object:
        """What stands in a cell."""
        found = self._row(row)
        return None if found is None else self.cell(found, column)

    def row_data(self, row: int) -> Row | None:
        """The whole row as it was fetched."""
        return self._row(row)

    def find_row(self, record_id: str) -> int:
        """The row of a record among the pages held; -1 if it is not held."""
        for page, rows in self._pages.items():
            for number, row in enumerate(rows):
                if str(row["id"] if isinstance(row, Mapping) else row[0]) == record_id:
                    return page * self._page + number
        return -1

    def first_rows(self, most: int = PAGE) -> Sequence[Row]:
        """The first rows, as far as they are here; those of a source that answers at once are fetched."""
        if self._fetch_later is None and self._total:
            self._row(0)
        return self._pages.get(0, ())[:most]

    def cell(self, row: Row, column: int) -> object:
        """What stands in a column of a row as it was fetched."""
        if isinstance(row, Mapping):
            return row.get(self._keys[column])
        return row[column + 1] if column + 1 < len(row) else None

    def _forget(self) -> None:
        self._pages.clear()
        self._asked.clear()
        self._edition += 1

    def _row(self, row: int) -> Row | None:
        page, number = divmod(row, self._page)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._ask(page)
            if rows is None:
                return None
        return rows[number] if number < len(rows) else None

    def _ask(self, page: int) -> Sequence[Row] | None:
        if self._fetch_later is not None:
            if page not in self._asked:
                self._asked.add(page)
                edition = self._edition
                self._fetch_later(page * self._page, self._page, lambda rows: self._deliver(edition, page, rows))
            return self._pages.get(page)
        if self._fetch is None:
            return None
        rows = self._fetch(page * self._page, self._page)
        self._keep(page, rows)
        return rows

    def _keep(self, page: int, rows: Sequence[Row]) -> None:
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._asked.discard(self._pages.popitem(last=False)[0])

    def _deliver(self, edition: int, page: int, rows: Sequence[Row]) -> None:
        if edition != self._edition:
            return
        self._keep(page, rows)
        first = page * self._page
        last = min(first + self._page, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    # Qt

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        if role != _DISPLAY and role != _SPOKEN:
            return None
        if not index.isValid():
            return None
        return words_of(self.value(index.row(), index.column()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            return self._columns[section].title
        return None
