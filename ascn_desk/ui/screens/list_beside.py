"""A list at the left, what is chosen at the right: the scaffold of a room that goes through things one by one.

Where both have no room beside each other, the list shows one row above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Cell, Column, FootBar, Hairline, Label, ListView, PagedModel, Scroll, Type
from ascn_desk.ui.screens import telling

ROW = 52
"""The height of a row of two lines."""
_LIST, _NARROW_LIST, _ANY = 336, 248, 16_777_215
_LEAST = 760
"""Below this width of the room, in px at 100 %, the list goes above."""
_PADDING = (24, 14, 24, 16)


def listed(rows: Iterable[tuple[str, Cell]], *, name: str, accessible: str) -> ListView:
    """A list of (id, what stands there) in rows of two lines, without a head."""
    columns = [Column(key="what", stretch=1, sortable=False)]
    model = PagedModel.of_rows(columns, [{"id": row_id, "what": cell} for row_id, cell in rows])
    return ListView(model, row_height=ROW, show_head=False, name=name, accessible=accessible)


class ListBeside(QWidget):
    """Title and count over the list; keys at the foot of what is shown beside it."""

    def __init__(
        self,
        title: str,
        listed: ListView,
        keys: Sequence[tuple[str, str]],
        *,
        count: Label | None = None,
        over_list: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._list = listed
        self._left = QWidget()
        self._over_list = over_list
        self._place = QVBoxLayout()
        self._whole = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        self._upright, self._across = Hairline(upright=True), Hairline()
        row.addWidget(self._upright)
        row.addWidget(self._across)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._place, 1)
        right.addWidget(FootBar("", keys))
        row.addLayout(right, 1)
        self._fill_left(title, count, over_list)
        self._fit()

    def show_beside(self, shown: QWidget, *, scrolls: bool = True) -> None:
        """Show something else at the right."""
        self.clear()
        self._place.addWidget(Scroll(shown, padding=_PADDING) if scrolls else shown)

    def clear(self) -> None:
        """Take away what is shown at the right; the focus goes to the list rather than anywhere."""
        focus = QApplication.focusWidget()
        while (item := self._place.takeAt(0)) is not None:
            before = item.widget()
            if before is None:
                continue
            if focus is not None and before.isAncestorOf(focus):
                self._list.setFocus()
            before.hide()
            before.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_above = self.width() < theme.px(_LEAST)
        ways = QBoxLayout.Direction
        self._whole.setDirection(ways.TopToBottom if is_above else ways.LeftToRight)
        self._upright.setVisible(not is_above)
        self._across.setVisible(is_above)
        if self._over_list is not None:
            self._over_list.setVisible(not is_above)
        if is_above:
            self._left.setFixedSize(self.width(), theme.px(15 + 36 + 10 + 12 + ROW))
        else:
            narrow = self.width() < theme.px(telling.NARROW)
            self._left.setFixedWidth(theme.px(_NARROW_LIST if narrow else _LIST))
            self._left.setMinimumHeight(0)
            self._left.setMaximumHeight(_ANY)

    def _fill_left(self, title: str, count: Label | None, over_list: QWidget | None) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, theme.px(15), 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(24), 0, theme.px(16), theme.px(10))
        head.addWidget(Label(title, kind=Type.PAGE, bold=True), 1)
        if count is not None:
            head.addWidget(count)
        column.addLayout(head)
        if over_list is not None:
            inset = QHBoxLayout()
            inset.setContentsMargins(theme.px(24), 0, theme.px(16), theme.px(12))
            inset.addWidget(over_list)
            column.addLayout(inset)
        column.addWidget(self._list, 1)
