"""The library: every pack that was issued, the newest first, and what can be done with one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.vocabularies import Grade, PaperLanguage, Redaction, code_word
from ascn_desk.operations.pack_issue import KIND
from ascn_desk.operations.pack_paper import PackPaper
from ascn_desk.operations.views.pack_library import IssueLine
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Cell,
    CellKind,
    Column,
    EmptyState,
    FilterField,
    KeyValueList,
    ListView,
    Page,
    PagedModel,
    SectionHeading,
)
from ascn_desk.ui.parts.list_tools import ListTools
from ascn_desk.ui.screens.packs.paper_choice import paper_words
from ascn_desk.ui.screens.packs.reading import Library
from ascn_desk.ui.screens.telling import field_words, time_words

_TYPING_MS = 150
_SIDE, _SIDE_FROM = 300, 860


class LibraryPage(QWidget):
    """Signals: ``new_asked()``; ``again_asked(str)``, ``renew_asked(str)``, ``remake_asked(str)`` the id of an issue;
    ``filtered(str)``.
    """

    new_asked = Signal()
    again_asked = Signal(str)
    renew_asked = Signal(str)
    remake_asked = Signal(str)
    filtered = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pack-library")
        self._today = today
        self._lines: dict[str, IssueLine] = {}
        self._is_empty = False
        self._model = PagedModel.of_rows(_columns(), ())
        self.list = ListView(self._model, name="pack-issues", accessible=t("Issued packs"))
        self._filter = FilterField(t("Filter the list"), key="/", name="packs-filter")
        self._details = KeyValueList(name_width=88, name="pack-details")
        self._heading = SectionHeading("", name="pack-number")
        self._buttons = self._make_buttons()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._lay_out()
        self._wait.timeout.connect(lambda: self.filtered.emit(self._filter.value().strip()))
        self._filter.changed.connect(lambda _: self._wait.start())
        self.list.current_changed.connect(self._on_current)
        self.list.row_activated.connect(self.again_asked)

    def _make_buttons(self) -> dict[str, Button]:
        again = Button(t("Print again"), icon="printer-check", key="Enter", name="pack-again")
        renew = Button(t("Renew and compare"), icon="refresh-cw", key="R", name="pack-renew")
        remake = Button(t("Make another like it"), kind=ButtonKind.QUIET, icon="copy", key="E", name="pack-remake")
        again.clicked.connect(lambda: self.again_asked.emit(self.list.current_id()))
        renew.clicked.connect(lambda: self.renew_asked.emit(self.list.current_id()))
        remake.clicked.connect(lambda: self.remake_asked.emit(self.list.current_id()))
        return {"again": again, "renew": renew, "remake": remake}

    def _lay_out(self) -> None:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ListTools(self._filter))
        column.addWidget(self.list, 1)
        self._empty = EmptyState(
            t("No pack was issued yet"),
            t("A pack that you save or print is kept here: it can be printed again to the last byte, or renewed."),
            button=t("Make a pack"), icon="book-open", name="packs-empty",
            keys=[("N", t("Make a pack")), ("Ctrl+S", t("save it as PDF")), ("Ctrl+P", t("print it"))],
        )  # fmt: skip
        self._empty.begun.connect(self.new_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(10))
        beside.addWidget(self._heading)
        beside.addWidget(self._details)
        for button in self._buttons.values():
            beside.addWidget(button)
        make = Button(t("Make a pack"), kind=ButtonKind.PRIMARY, icon="plus", key="N", name="pack-new")
        make.clicked.connect(lambda: self.new_asked.emit())
        self._page = Page(
            t("Packs"), actions=[make], body=self._stack, side=side, side_width=_SIDE, side_scrolls=True,
            foot_keys=[("N", t("make a pack")), ("Enter", t("print again")), ("R", t("renew")), ("/", t("filter"))],
            name="pack-library-page",
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_library(self, found: Library) -> None:
        """Show what was issued; the current pack stays."""
        current = self.list.current_id()
        self._lines = {each.id: each for each in found.lines}
        rows = [_row(each, self._today) for each in found.lines]
        self._model.reload(len(rows), lambda offset, limit: rows[offset : offset + limit])
        self._is_empty = not rows and not self._filter.value().strip()
        self._stack.setCurrentIndex(1 if self._is_empty else 0)
        count = t("{n} packs", n=found.total) if found.total == len(rows) else ""
        shown = t("the newest {n} of {total} packs", n=len(rows), total=found.total)
        self._page.set_foot_count("" if self._is_empty else count or shown)
        if rows and not self.list.select_id(current):
            self.list.set_current_row(0)
        self._on_current(self.list.current_id())

    def select(self, issue: str) -> None:
        """Make a pack the current one."""
        self.list.select_id(issue)

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        (self._empty if self._is_empty else self.list).setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self._filter.setFocus()

    @Slot(str)
    def _on_current(self, issue: str) -> None:
        line = self._lines.get(issue)
        for button in self._buttons.values():
            button.setVisible(line is not None)
        self._details.setVisible(line is not None)
        self._heading.set_title(line.number if line is not None else "")
        if line is not None:
            self._details.set_pairs(_details(line, self._today))
        self._fit()

    def _fit(self) -> None:
        self._page.show_side(not self._is_empty and self.width() >= theme.px(_SIDE_FROM) and bool(self._lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _columns() -> list[Column]:
    return [
        Column(key="number", title=_called("number"), width=120),
        Column(key="template", title=t("Pack"), width=120, leaves=3),
        Column(key="subject", title=t("About"), width=120, stretch=3),
        Column(key="for_whom", title=_called("for_whom"), width=90, stretch=2, leaves=2),
        Column(key="marking", title=_called("marking"), width=112, kind=CellKind.MARKING, leaves=1),
        Column(key="pages", title=_called("pages"), width=64, kind=CellKind.NUMBER, leaves=1),
        Column(key="printed", title=t("Issued"), width=120, kind=CellKind.DATE),
    ]


def _row(line: IssueLine, today: date) -> dict[str, object]:
    return {
        "id": line.id,
        "number": Cell(line.number, bold=True),
        "template": line.template,
        "subject": line.subject,
        "for_whom": line.for_whom,
        "marking": code_word(Grade, line.marking, language()) if line.marking else "",
        "pages": line.pages,
        "printed": time_words(line.printed_at, today),
    }


def _details(line: IssueLine, today: date) -> list[tuple[str, str]]:
    pairs = [
        (t("Pack"), line.template),
        (t("About"), line.subject),
        (_called("for_whom"), line.for_whom or "–"),
        (_called("as_of"), show_day(date.fromisoformat(line.as_of), language(), today) if line.as_of else "–"),
        (t("Issued"), time_words(line.printed_at, today)),
        (_called("printed_by"), line.printed_by),
        (_called("language"), code_word(PaperLanguage, line.language, language())),
        (_called("redaction"), code_word(Redaction, line.redaction, language())),
        (_called("pages"), str(line.pages)),
        (_called("paper"), paper_words(PackPaper(line.paper, line.bound, line.draft))),
        ("SHA-256", f"{line.sha256[:16]}…"),
    ]
    return [(name, value) for name, value in pairs if value]


def _called(name: str) -> str:
    """What a field of an issued pack is called."""
    return field_words(KIND, name)
