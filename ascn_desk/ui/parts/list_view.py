"""A list of records: head, rows, selection, keys.

Keys: Up/Down or K/J move, Enter opens, Space previews, X adds the row to the selection, Ctrl+A all, Esc one,
Alt+1 … 9 sort by that column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import dress
from ascn_desk.ui.parts.cells import Column, width_needed, words_of
from ascn_desk.ui.parts.column_places import placed
from ascn_desk.ui.parts.list_header import HEAD, ListHeader
from ascn_desk.ui.parts.paged_model import AnyIndex, PagedModel
from ascn_desk.ui.parts.row_delegate import RowDelegate
from ascn_desk.ui.parts.scroll import WIDTH as SCROLL_WIDTH
from ascn_desk.ui.parts.scroll import dress_scroll_bars
from ascn_desk.ui.theme import Type

_Flag = QItemSelectionModel.SelectionFlag


class ListView(QTableView):
    """Rows of a :class:`PagedModel`.

    Signals: ``row_activated(str)`` Enter or double click; ``row_previewed(str)`` Space; ``current_changed(str)``;
    ``selection_changed(list[str])``; ``sort_requested(str, bool)`` column key, descending;
    ``menu_requested(str, QPoint)``.
    """

    row_activated = Signal(str)
    row_previewed = Signal(str)
    current_changed = Signal(str)
    selection_changed = Signal(list)
    sort_requested = Signal(str, bool)
    menu_requested = Signal(str, QPoint)

    def __init__(
        self,
        model: PagedModel,
        *,
        row_height: int = 32,
        outer: int = 24,
        show_head: bool = True,
        fit_rows: bool = False,
        name: str = "",
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        dress(self, name, accessible)
        self._rows = model
        self._row_height, self._outer, self._fit = row_height, outer, fit_rows
        self._own_widths: dict[str, int] = {}
        self._needed: list[float] = []
        self._is_measured = False
        self._sorted = ("", False)
        self._picking = False
        self._placing = False
        self._delegate = RowDelegate(outer, self)
        self._head = ListHeader(outer, self)
        self._dress(show_head)
        self.setModel(model)
        self._head.set_columns(model.columns())
        self._wire()

    def _dress(self, show_head: bool) -> None:
        self.setHorizontalHeader(self._head)
        self._head.setVisible(show_head)
        self._head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # Qt's own least width is wider than a narrow column, and the last one would be pushed out of sight.
        self._head.setMinimumSectionSize(theme.px(8))
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(theme.px(self._row_height))
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        dress_scroll_bars(self, theme.px(HEAD) if show_head else 0)

    def _wire(self) -> None:
        self._head.sectionClicked.connect(self._on_head_clicked)
        self._head.sectionResized.connect(self._on_section_resized)
        self.doubleClicked.connect(self._on_double_clicked)
        self._rows.modelReset.connect(self._on_reset)
        self._rows.dataChanged.connect(self._on_rows_came)

    def rows(self) -> PagedModel:
        """The model it shows."""
        return self._rows

    def current_id(self) -> str:
        """The id of the current row, or nothing."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else ""

    def current_row(self) -> int:
        """The number of the current row; -1 for none."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Make a row current, select it and scroll to it."""
        if 0 <= row < self._rows.total():
            index = self._index(row)
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
            self.scrollTo(index)

    def _index(self, row: int) -> QModelIndex:
        """A row by its first cell that is shown; Qt does not scroll to one that is not."""
        return self._rows.index(row, self._delegate.ends[0])

    def select_id(self, record_id: str) -> bool:
        """Make the row of a record current if its page is here; tells whether it was."""
        row = self._rows.find_row(record_id)
        self.set_current_row(row)
        return row >= 0

    def selected_ids(self) -> list[str]:
        """The ids of all selected rows, in their order."""
        numbers: list[int] = []
        for block in self.selectionModel().selection().toList():
            numbers.extend(range(block.top(), block.bottom() + 1))
        return [record_id for record_id in map(self._rows.id_at, sorted(set(numbers))) if record_id]

    def show_sorting(self, key: str, descending: bool) -> None:
        """Put the arrow at a column; the rows themselves come sorted."""
        self._sorted = (key, descending)
        self._head.show_sorting(key, descending)

    def column_widths(self) -> dict[str, int]:
        """Widths that the person set, in px at 100 %, to be kept."""
        return dict(self._own_widths)

    def set_column_widths(self, widths: Mapping[str, int]) -> None:
        """Give columns the widths that were kept; unknown keys are ignored."""
        self._own_widths = {str(key): int(width) for key, width in widths.items()}
        self._place_columns()

    def show_columns(self) -> None:
        """Take the columns of the model again after they were changed."""
        self._head.set_columns(self._rows.columns())
        self._place_columns()

    def set_row_height(self, row_height: int) -> None:
        """Make rows denser or wider (28, 32, 36, 40)."""
        self._row_height = row_height
        self.verticalHeader().setDefaultSectionSize(theme.px(row_height))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = self._content_height() if self._fit else theme.px(320)
        return QSize(theme.px(480), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self._content_height() if self._fit else theme.px(96))

    def _content_height(self) -> int:
        head = theme.px(HEAD) if self._head.isVisibleTo(self) else 0
        return head + self._rows.total() * theme.px(self._row_height) + 1

    def _place_columns(self) -> None:
        columns = self._rows.columns()
        if not columns or self._head.count() != len(columns):
            return
        self._measure(columns)
        unit = theme.px(100) / 100
        beside = theme.px(SCROLL_WIDTH) if self.verticalScrollBar().maximum() else 0
        room = self.viewport().width() - max(0, beside - theme.px(self._outer))
        outer = theme.px(self._outer) - theme.px(8)
        widths = placed(columns, self._needed, self._own_widths, room, unit, outer)
        shown = [number for number, width in enumerate(widths) if width is not None]
        self._delegate.ends = (shown[0], shown[-1])
        self._head.set_ends(shown[0], shown[-1])
        self._placing = True
        left = 0.0
        for number, width in enumerate(widths):
            if self.isColumnHidden(number) != (width is None):
                self.setColumnHidden(number, width is None)
            if width is not None:
                self.setColumnWidth(number, round(left + width) - round(left))
                left += width
        self._placing = False

    def _measure(self, columns: Sequence[Column]) -> None:
        """Find what the words of each column need, by the first rows; while these are on their way, it stays."""
        if self._is_measured and len(self._needed) == len(columns):
            return
        rows = self._rows.first_rows()
        if not rows and self._rows.total():
            self._needed = self._needed if len(self._needed) == len(columns) else [inf] * len(columns)
            return
        pad = 2 * theme.px(8) + 1
        self._needed, self._is_measured = [], True
        for number, column in enumerate(columns):
            title = paint.width_of(column.title, Type.CAPTION) + (theme.px(20) if column.sortable else 0)
            width = max((width_needed(column, self._rows.cell(row, number)) for row in rows), default=0.0)
            self._needed.append(max(width, title) + pad)

    @Slot(QModelIndex, QModelIndex)
    def _on_rows_came(self, first: QModelIndex) -> None:
        """Take the widths by the first page; later pages leave them, so that nothing moves while one scrolls."""
        if first.row() == 0:
            self._is_measured = False
            self._place_columns()

    @Slot()
    def _on_reset(self) -> None:
        self._picking = False
        self._is_measured = False
        self._delegate.hovered_row = -1
        self._place_columns()
        if self._fit:
            self.setFixedHeight(self._content_height())

    @Slot(int)
    def _on_head_clicked(self, section: int) -> None:
        column = self._rows.column(section)
        if column.sortable:
            key, descending = self._sorted
            self.sort_requested.emit(column.key, not descending if key == column.key else False)

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, before: int, now: int) -> None:
        if not self._placing and section < self._rows.columnCount():
            self._own_widths[self._rows.column(section).key] = round(now * 100 / theme.px(100))
            self._place_columns()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        record_id = self._rows.id_at(index.row())
        if record_id:
            self.row_activated.emit(record_id)

    def _move(self, by: int) -> None:
        self._go_to(self.current_row() + by if self.currentIndex().isValid() else 0)

    def _go_to(self, row: int) -> None:
        row = max(0, min(row, self._rows.total() - 1))
        if self._picking:
            self.selectionModel().setCurrentIndex(self._index(row), _Flag.NoUpdate)
            self.viewport().update()
        else:
            self.set_current_row(row)

    def _toggle(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        flag = _Flag.Toggle if self._picking else _Flag.Select
        self._picking = True
        self.selectionModel().select(index, flag | _Flag.Rows)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)
        if plain and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._move(1 if key == Qt.Key.Key_J else -1)
        elif plain and key == Qt.Key.Key_X:
            self._toggle()
        elif self._picking and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held & Qt.KeyboardModifier.ShiftModifier:
            # A row is one thing here, so these lead along the list and not along the row's cells, as Qt has it.
            self._go_to(0 if key == Qt.Key.Key_Home else self._rows.total() - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.NoModifier:
            if self.current_id():
                self.row_activated.emit(self.current_id())
        elif key == Qt.Key.Key_Space and held == Qt.KeyboardModifier.NoModifier:
            if self.current_id():
                self.row_previewed.emit(self.current_id())
        elif key == Qt.Key.Key_Escape and (self._picking or len(self.selectionModel().selectedRows()) > 1):
            self._picking = False
            self.set_current_row(self.current_row())
        elif held == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_1
            if number < self._rows.columnCount():
                self._on_head_clicked(number)
        elif event.text() and event.text().isprintable() and not held & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # single letters are the screen's; Qt's own search by letter reads every row
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._picking = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.menu_requested.emit(self._rows.id_at(index.row()), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_whole(event)
            return True
        return super().viewportEvent(event)

    def _show_whole(self, event: QHelpEvent) -> None:
        """Show a value that was cut."""
        index = self.indexAt(event.pos())
        words = words_of(self._rows.value(index.row(), index.column())) if index.isValid() else ""
        if words and paint.width_of(words) > self.visualRect(index).width() - theme.px(16):
            QToolTip.showText(event.globalPos(), words, self)
        else:
            QToolTip.hideText()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_changed.emit(self._rows.id_at(current.row()) if current.isValid() else "")

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.selection_changed.emit(self.selected_ids())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(self, "_rows"):
            self.set_row_height(self._row_height)
            self._is_measured = False
            self._place_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self.currentIndex().row() if self.hasFocus() and self.currentIndex().isValid() else -1
        self._delegate.ringed_row = row
        super().paintEvent(event)
        if row < 0:
            return
        area = QRectF(self.visualRect(self._index(row)))
        area.setLeft(0)
        beside = theme.px(SCROLL_WIDTH) if self.verticalScrollBar().maximum() else 0
        area.setRight(self.viewport().width() - beside)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.ring(painter, area, theme.px(2), theme.of(self))
        painter.end()
