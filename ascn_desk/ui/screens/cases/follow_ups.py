"""What is promised beside the next action: the follow-ups of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    CellKind,
    Column,
    ListView,
    Mark,
    PagedModel,
    Paragraph,
    Shape,
    Tone,
    When,
)

_KIND = KINDS["follow_up"]


class FollowUps(QWidget):
    """Signals: ``opened(Row)`` by Enter; ``new_asked()``."""

    opened = Signal(object)
    new_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        columns = [
            Column(key="state", title=t("State"), width=88, kind=CellKind.STATE, sortable=False),
            Column(key="what", title=_KIND.fields["what"].words(language()), stretch=1, sortable=False),
            Column(key="due", title=_KIND.fields["due"].words(language()), width=104, kind=CellKind.DATE,
                   sortable=False),
        ]  # fmt: skip
        self._model = PagedModel.of_rows(columns, [], self)
        self._list = ListView(self._model, fit_rows=True, outer=0, name="follow-ups", accessible=t("Follow-ups"))
        self._none = Paragraph(t("Nothing else was promised. F notes what is to be done and by when."))
        add = Button(t("Add a follow-up"), kind=ButtonKind.QUIET, icon="plus", key="F", name="follow-up-add")
        add.clicked.connect(self.new_asked)
        self._list.row_activated.connect(self._on_activated)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._none)
        column.addWidget(self._list)
        column.addLayout(row)
        column.addStretch(1)

    def show_rows(self, rows: Sequence[Row], reader: Reader) -> None:
        """Show the follow-ups of another case, or the same ones anew."""
        self._rows = tuple(rows)
        cells = [(row.id, _state(row, reader.today), str(row.values.get("what") or ""), _due(row, reader))
                 for row in self._rows]  # fmt: skip
        self._model.reload(len(cells), lambda offset, limit: cells[offset : offset + limit])
        self._list.setVisible(bool(cells))
        self._none.setVisible(not cells)

    @Slot(str)
    def _on_activated(self, row_id: str) -> None:
        found = next((row for row in self._rows if row.id == row_id), None)
        if found is not None:
            self.opened.emit(found)


def _state(row: Row, today: date) -> Mark:
    if row.values.get("done_on"):
        return Mark(Shape.CHECK, Tone.SUCCESS, t("Done"))
    due = row.values.get("due")
    if isinstance(due, str) and due < today.isoformat():
        return Mark(Shape.TRIANGLE, Tone.ERROR, t("Late"))
    return Mark(Shape.DASHED, Tone.NEUTRAL, t("To do"))


def _due(row: Row, reader: Reader) -> object:
    due = row.values.get("due")
    if not isinstance(due, str):
        return ""
    late = due < reader.today.isoformat() and not row.values.get("done_on")
    return When(show_day(date.fromisoformat(due), reader.lang, reader.today), Tone.ERROR if late else None)
