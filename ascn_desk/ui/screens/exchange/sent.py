"""What was sent from this desk, and how far each file is known to have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import SentBundle
from ascn_desk.ui import theme
from ascn_desk.ui.parts import CellKind, Column, ListView, PagedModel, Paragraph, SectionHeading
from ascn_desk.ui.screens import telling

_FIRST = 4


class SentTable(QWidget):
    """The newest few, and all on asking. Signal: ``folder_asked(str)`` the path of a file."""

    folder_asked = Signal(str)

    def __init__(self, sent: Sequence[SentBundle], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sent, self._today = tuple(sent), today
        self._columns = self._make_columns()
        self._is_narrow = False
        self._table: ListView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._fill(shows_all=len(self._sent) <= _FIRST)

    def set_narrow(self, narrow: bool) -> None:
        """Where it is narrow the name of the file is left out."""
        self._is_narrow = narrow
        if self._table is not None:
            self._table.rows().set_columns([each for each in self._columns if not narrow or each.key != "file"])
            self._table.show_columns()

    def _fill(self, *, shows_all: bool) -> None:
        heading = SectionHeading(t("Sent"), count=len(self._sent), link="" if shows_all else t("All"),
                                 name="exchange-sent-head")  # fmt: skip
        heading.link_chosen.connect(self._on_all)
        self._column.addWidget(heading)
        if not self._sent:
            self._column.addWidget(Paragraph(t("Nothing was sent from this desk yet.")))
            return
        rows = [self._row(each) for each in (self._sent if shows_all else self._sent[:_FIRST])]
        self._table = ListView(PagedModel.of_rows(self._columns, rows), outer=0, fit_rows=True, name="exchange-sent",
                               accessible=t("Sent"))  # fmt: skip
        self._table.row_activated.connect(self._on_opened)
        self._column.addWidget(self._table)

    def _make_columns(self) -> list[Column]:
        several = len({each.office for each in self._sent}) > 1
        return [
            Column(key="no", title=t("No."), width=72, sortable=False),
            *([Column(key="to", title=t("To"), stretch=1, sortable=False)] if several else []),
            Column(key="made", title=t("Made"), width=104, kind=CellKind.DATE, sortable=False),
            Column(key="entries", title=t("Entries"), width=80, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=16, sortable=False),
            Column(key="state", title=t("State"), stretch=1, kind=CellKind.STATE, sortable=False),
            Column(key="file", title=t("File"), stretch=1, kind=CellKind.SECOND, sortable=False),
        ]

    def _row(self, each: SentBundle) -> dict[str, object]:
        return {"id": each.bundle, "no": t("No. {n}", n=each.number), "to": each.office_name,
                "made": telling.day_words(each.at, self._today), "entries": each.entries,
                "state": telling.sent_mark(each), "file": Path(each.path).name}  # fmt: skip

    @Slot(str)
    def _on_opened(self, bundle: str) -> None:
        for each in self._sent:
            if each.bundle == bundle:
                self.folder_asked.emit(each.path)

    @Slot()
    def _on_all(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._fill(shows_all=True)
        self.set_narrow(self._is_narrow)
