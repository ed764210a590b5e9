"""What was found for the words in the search field, while they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.search import search_with_cases
from ascn_desk.operations.views import CasesOf, SearchHit, SearchPage, SearchWithCases
from ascn_desk.ui.parts.empty_state import EmptyState
from ascn_desk.ui.parts.grouped_list import Group, GroupedList, GroupRow
from ascn_desk.ui.parts.page import Page
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.telling import kind_icon
from ascn_desk.ui.session import Session

_WAIT_MS = 80
_MOST = 60
_ORDER = ("case", "company", "city", "project", "organisation", "contact")


class SearchScreen(Screen):
    """Hits by kind, newest first; Enter opens one. Signal: ``left()`` when the person goes back."""

    room = "search"
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("search-screen")
        self._words = ""
        self._hits: dict[str, SearchHit] = {}
        self._list = GroupedList(name="hits", accessible=t("Found"))
        self._list.row_activated.connect(self._open)
        nothing = t("Try fewer words, or a part of a name. Two letters are enough.")
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroll(self._list))
        self._stack.addWidget(EmptyState(t("Nothing found"), nothing, icon="search"))
        self._page = Page(
            t("Search"),
            body=self._stack,
            foot_keys=[("Enter", t("open")), ("J K", t("next, previous")), ("Esc", t("back"))],
            name="search-page",
        )
        self.column.addWidget(self._page)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.refresh)

    def title(self) -> str:
        return t("Search")

    def search(self, words: str) -> None:
        """Look for other words; pauses in typing shorter than a moment ask nothing."""
        self._words = words.strip()
        self._wait.start()

    def refresh(self) -> None:
        asked = self._words
        if asked:

            def done(found: SearchWithCases) -> None:
                self._show(asked, found)

            self.session.read(search_with_cases, asked, limit=_MOST, done=done, owner=self)

    def focus_first(self) -> None:
        self._list.setFocus()

    def commands(self) -> tuple[Command, ...]:
        return ()

    def show_page(self, words: str, page: SearchPage) -> None:
        """Show what was found."""
        self._words = words
        self._show(words, SearchWithCases(page, ()))

    def _show(self, asked: str, found: SearchWithCases) -> None:
        page = found.page
        if asked != self._words:
            return
        self._hits = {f"{hit.kind}/{hit.id}/{hit.channel}": hit for hit in page.rows}
        self._page.set_title(t("Search"), t("“{words}”", words=asked))
        self._list.set_groups([*self._groups(), *self._cases_of(found.cases)], searched=asked)
        self._stack.setCurrentIndex(0 if page.rows else 1)
        more = t("{shown} of {total}", shown=len(page.rows), total=page.total)
        self._page.set_foot_count(more)

    def _groups(self) -> list[Group]:
        by_kind: dict[str, list[GroupRow]] = {}
        for row_id, hit in self._hits.items():
            row = GroupRow(id=row_id, icon=kind_icon(hit.kind), title=hit.title or hit.id, second=hit.excerpt)
            by_kind.setdefault(hit.kind, []).append(row)
        order = sorted(by_kind, key=lambda kind: (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind))
        lang = language()
        return [
            Group(
                id=kind,
                title=KINDS[kind].words(lang) if lang == "ja" else KINDS[kind].plural_en,
                rows=by_kind[kind],
                count=len(by_kind[kind]),
            )
            for kind in order
        ]

    def _cases_of(self, found: Sequence[CasesOf]) -> list[Group]:
        """A group for each city and company that was found: its newest cases."""
        groups = []
        for each in found:
            lead = f"of-{each.named.kind}-{each.named.id}"
            rows = []
            for hit in each.rows:
                row_id = f"{lead}/{hit.id}/{hit.channel}"
                self._hits[row_id] = hit
                rows.append(GroupRow(id=row_id, icon=kind_icon("case"), title=hit.title or hit.id))
            title = t("Cases of {name}", name=each.named.title)
            groups.append(Group(id=lead, title=title, rows=rows, count=each.total))
        return groups

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _open(self, row_id: str) -> None:
        hit = self._hits.get(row_id)
        if hit is not None:
            self.session.open_wanted.emit(hit.kind, hit.id, hit.channel)
