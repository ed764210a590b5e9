"""What importing files would do, or did: an account in which every entry stands once, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import FileReport, ImportReport
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    CellKind,
    Column,
    Hairline,
    ListView,
    Mark,
    Page,
    PagedModel,
    Shape,
    SumLine,
    Term,
    Tone,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.report_side import ReportSide
from ascn_desk.ui.screens.exchange.side_pane import SidePane


def balance_terms(balance: Mapping[str, int]) -> tuple[Term, list[Term]]:
    """The account as a sum: what came, and where each entry stands. What is 0 and rare is left out."""
    always = ("shown", "known", "in_conflict")
    words = {
        "shown": (t("now shown"), None),
        "replaced": (t("replaced since"), None),
        "known": (t("known before"), None),
        "in_conflict": (t("in conflict"), Tone.CONFLICT),
        "not_counting": (t("held back"), Tone.WARNING),
        "not_authorised": (t("without right"), Tone.ERROR),
        "invalid": (t("not valid"), Tone.ERROR),
        "unknown_kind": (t("of a newer program"), Tone.INFO),
        "redacted": (t("redacted"), None),
    }
    parts = [
        Term(balance.get(name, 0), word, tone) for name, (word, tone) in words.items()
        if name in always or balance.get(name)
    ]  # fmt: skip
    received = balance.get("received", 0)
    return Term(received, t("entry came") if received == 1 else t("entries came")), parts


class ReportPage(QWidget):
    """Signals: ``import_asked()`` from a rehearsal; ``conflicts_asked()``, ``decisions_asked()``, ``back_asked()``."""

    import_asked = Signal()
    conflicts_asked = Signal()
    decisions_asked = Signal()
    back_asked = Signal()

    def __init__(
        self,
        report: ImportReport,
        today: date,
        *,
        is_rehearsal: bool,
        seconds: float = 0.0,
        countries: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report, self._today, self._is_rehearsal = report, today, is_rehearsal
        self._good = [each for each in report.files if each.ok or each.number]
        self.primary = self._make_primary()
        side = ReportSide(report, countries or {}, is_rehearsal=is_rehearsal)
        side.decisions_asked.connect(self.decisions_asked)
        self._pane = SidePane(side, 336)
        title = t("Rehearsal") if is_rehearsal else t("Import")
        done = t("{files}, done in {n} s", files=telling.files_words(len(report.files)), n=f"{max(seconds, 0.1):.1f}")
        keys = [("Esc", t("back"))]
        if is_rehearsal:
            keys.append(("Ctrl+Enter", t("import")))
        elif report.conflicts:
            keys.append(("C", t("decide conflicts")))
        self._page = Page(
            title,
            subtitle=done,
            actions=[*self._quiet(), self.primary],
            body=self._body(),
            scrolls=True,
            padded=False,
            side=self._pane,
            side_scrolls=True,
            foot_count=t("Nothing was changed") if is_rehearsal else t("A copy from before the import is kept"),
            foot_keys=keys,
            name="exchange-report",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.fit_page(self._page, self.width())

    def _make_primary(self) -> Button:
        if self._is_rehearsal:
            made = Button(t("Import"), kind=ButtonKind.PRIMARY, icon="git-merge", key="Ctrl+Enter",
                          name="report-import", enabled=bool(self._good))  # fmt: skip
            made.clicked.connect(self.import_asked)
        elif self._report.conflicts:
            count = len(self._report.conflicts)
            words = t("Decide 1 conflict") if count == 1 else t("Decide {n} conflicts", n=count)
            made = Button(words, kind=ButtonKind.PRIMARY, icon="git-merge", key="C", name="report-conflicts")
            made.clicked.connect(self.conflicts_asked)
        else:
            made = Button(t("Done"), kind=ButtonKind.PRIMARY, icon="check", key="Esc", name="report-done")
            made.clicked.connect(self.back_asked)
        return made

    def _quiet(self) -> list[QWidget]:
        if not self._is_rehearsal:
            return []
        back = Button(t("Not now"), kind=ButtonKind.QUIET, key="Esc", name="report-back")
        back.clicked.connect(self.back_asked)
        return [back]

    # The account

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        inset.setSpacing(theme.px(16))
        inset.addWidget(self._banner())
        whole, parts = balance_terms(self._report.balance)
        inset.addWidget(SumLine(whole, parts, name="report-sum"))
        column.addLayout(inset)
        column.addWidget(Hairline())
        column.addWidget(self._files())
        below = QVBoxLayout()
        below.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        below.addWidget(self._pane.below())
        column.addLayout(below)
        column.addStretch(1)
        return body

    def _banner(self) -> Banner:
        report = self._report
        refused = [each for each in report.files if not each.ok]
        if self._is_rehearsal:
            if not refused and not report.why:
                words = t("Nothing has been changed yet. All signatures are valid.")
                return Banner(Tone.SUCCESS, words, name="report-banner")
            words = t("Nothing has been changed yet. Part of what came would be held back, as is told here.")
            return Banner(Tone.WARNING, words, name="report-banner")
        received, known = report.balance.get("received", 0), report.balance.get("known", 0)
        if received and received == known:
            return Banner(Tone.SUCCESS, t("All of it was here already. Nothing changed."), name="report-banner")
        if not self._good:
            return Banner(Tone.ERROR, t("No file could be taken over. Nothing was changed."), name="report-banner")
        if report.is_complete:
            words = t("Imported. Every entry is accounted for.")
            return Banner(Tone.SUCCESS, words, name="report-banner")
        if any(telling.is_machine(each.code) for each in refused):
            words = t("Imported in part: this machine could not take in all files. What was taken in stays.")
            return Banner(Tone.ERROR, words, name="report-banner")
        words = t("Imported, but part of what came was held back. It is kept and looked at again with every import.")
        return Banner(Tone.WARNING, words, name="report-banner")

    def _files(self) -> ListView:
        columns = [
            Column(key="from", title=t("From"), stretch=3, sortable=False),
            Column(key="no", title=t("No."), width=76, sortable=False, align_right=True),
            Column(key="entries", title=t("Entries"), width=84, kind=CellKind.NUMBER, sortable=False),
            Column(key="new", title=t("New here"), width=84, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=12, sortable=False),
            Column(key="state", title=t("State"), stretch=3, kind=CellKind.STATE, sortable=False),
        ]
        rows = [_file_row(number, each) for number, each in enumerate(self._report.files)]
        return ListView(PagedModel.of_rows(columns, rows), row_height=28, fit_rows=True, name="report-files",
                        accessible=t("By file"))  # fmt: skip


def _file_row(number: int, each: FileReport) -> dict[str, object]:
    if each.is_known:
        state = Mark(Shape.CHECK, Tone.NEUTRAL, t("Known already"))
    elif each.ok:
        state = Mark(Shape.CHECK, Tone.SUCCESS, t("Valid"))
    elif each.number:
        state = Mark(Shape.TRIANGLE, Tone.WARNING, telling.why_words(each.code or ""))
    else:
        state = Mark(Shape.CROSS, Tone.ERROR, telling.why_words(each.code or ""))
    return {"id": str(number), "from": telling.office_words(each.office, each.office_name) or Path(each.path).name,
            "no": t("No. {n}", n=each.number) if each.number else "–", "entries": each.entries, "new": each.new,
            "state": state}  # fmt: skip
