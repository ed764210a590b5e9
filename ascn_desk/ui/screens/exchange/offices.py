"""Headquarters' offices: what came from each last, what is missing, what was sent to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ExchangeView, SentBundle
from ascn_desk.ui import theme
from ascn_desk.ui.parts import CellKind, Column, ListView, Mark, PagedModel, Paragraph, SectionHeading, Shape, Tone
from ascn_desk.ui.screens import telling


class OfficesTable(QWidget):
    """A row an office. Signal: ``office_asked(str)`` its code."""

    office_asked = Signal(str)

    def __init__(self, view: ExchangeView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._today = view, today
        self._listed: ListView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        title = t("Offices registered")
        column.addWidget(SectionHeading(title, count=len(view.receivers), name="exchange-offices-head"))
        if not view.receivers:
            column.addWidget(
                Paragraph(t("No office is registered yet. Drop a request (.ascn-request) here to approve it."))
            )
            return
        self._columns = [
            Column(key="office", title=t("Office"), stretch=2, sortable=False),
            Column(key="no", title=t("Came last"), width=92, sortable=False, align_right=True),
            Column(key="on", title=t("on"), width=84, kind=CellKind.DATE, sortable=False),
            Column(key="entries", title=t("Entries"), width=76, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=12, sortable=False),
            Column(key="missing", title=t("Missing"), width=104, kind=CellKind.STATE, sortable=False),
            Column(key="sent", title=t("Last sent to it"), width=204, kind=CellKind.STATE, sortable=False),
        ]
        rows = [self._office_row(code, name) for code, name in view.receivers]
        self._listed = ListView(PagedModel.of_rows(self._columns, rows), outer=0, fit_rows=True,
                                name="exchange-offices", accessible=title)  # fmt: skip
        self._listed.row_activated.connect(self.office_asked)
        column.addWidget(self._listed)

    def set_narrow(self, narrow: bool) -> None:
        """Where it is narrow the day and the size of what came last are left out."""
        if self._listed is not None:
            left_out = ("on", "entries") if narrow else ()
            self._listed.rows().set_columns([each for each in self._columns if each.key not in left_out])
            self._listed.show_columns()

    def _office_row(self, code: str, name: str) -> dict[str, object]:
        view, today = self._view, self._today
        came = next((each for each in view.received if each.office == code), None)
        went = next((each for each in view.sent if each.office == code), None)
        chains = [each for each in telling.chains_of(view.chains, code) if each.missing]
        gaps: Mark | str = ""
        if chains:
            missing = [span for each in chains for span in each.missing]
            mark = telling.missing_mark(chains)
            gaps = Mark(mark.shape, mark.tone, telling.numbers_words(missing, 3))
        elif came is not None:
            gaps = Mark(Shape.CHECK, Tone.SUCCESS, t("none"))
        return {
            "id": code,
            "office": telling.office_words(code, name),
            "no": t("No. {n}", n=came.number) if came else t("nothing yet"),
            "on": telling.day_words(came.at, today) if came else "",
            "entries": came.entries if came else "",
            "missing": gaps,
            "sent": self._went(went) if went else "",
        }

    def _went(self, went: SentBundle) -> Mark:
        mark = telling.sent_mark(went)
        if went.state == "received":
            return Mark(mark.shape, mark.tone, t("No. {n}, received", n=went.number))
        return Mark(mark.shape, mark.tone, t("No. {n}, not confirmed", n=went.number))
