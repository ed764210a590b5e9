"""What stands behind the tabs of a case: timeline, content, follow-ups, files, history; one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import HistoryEntry
from ascn_desk.ui import theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Banner, Button, ButtonKind, Tabs, Timeline, Tone
from ascn_desk.ui.screens.cases.attachments import Attachments
from ascn_desk.ui.screens.cases.content_page import ContentPage
from ascn_desk.ui.screens.cases.follow_ups import FollowUps
from ascn_desk.ui.screens.cases.history import entry_id, history_items
from ascn_desk.ui.screens.cases.log_entry_box import LogEntryBox
from ascn_desk.ui.screens.cases.reading import CasePage
from ascn_desk.ui.screens.cases.timeline import drawn_items


class CaseParts(QWidget):
    """Signals: ``item_opened(int)`` an item of the timeline by its place; ``history_asked()`` it is to be read;
    ``asked(str)``: ``follow-up``, ``attach`` or ``purge``.
    """

    item_opened = Signal(int)
    history_asked = Signal()
    asked = Signal(str)

    def __init__(self, reader: Reader, *, may_purge: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.log_box = LogEntryBox(reader.today)
        self.follow_ups = FollowUps()
        self.files = Attachments()
        self._timeline = Timeline(name="case-timeline", accessible=t("Timeline"))
        self._content = _Holder()
        self._history = Timeline(name="case-history", accessible=t("History"))
        self._entries: dict[str, HistoryEntry] = {}
        self._named: dict[str, tuple[str, QWidget]] = {
            "timeline": (t("Timeline"), self._timeline_page()),
            "content": (t("Content"), self._content),
            "follow-ups": (t("Follow-ups"), self.follow_ups),
            "files": (t("Files"), self.files),
            "history": (t("History"), self._history_page(may_purge)),
        }
        self._tabs = Tabs([(tab, words) for tab, (words, _) in self._named.items()], name="case-tabs",
                          accessible=t("Parts of the case"))  # fmt: skip
        self._held = Banner(Tone.INFO, t("Let go: the files are added to this case."), name="case-files-held")
        self._held.hide()
        self._pages = _Pages([page for _, page in self._named.values()])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self._held)
        column.addWidget(self._tabs)
        column.addWidget(self._pages)
        self._tabs.chosen.connect(self.show_tab)
        self._timeline.row_activated.connect(self._on_item)
        self.follow_ups.new_asked.connect(lambda: self.asked.emit("follow-up"))
        self.files.add_asked.connect(lambda: self.asked.emit("attach"))

    def _timeline_page(self) -> QWidget:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(14))
        inner.addWidget(self.log_box)
        inner.addWidget(self._timeline)
        inner.addStretch(1)
        return page

    def _history_page(self, may_purge: bool) -> QWidget:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(14))
        inner.addWidget(self._history)
        if may_purge:
            purge = Button(t("Ask for a purge"), kind=ButtonKind.QUIET, icon="eye-off", key="P", name="case-purge")
            purge.clicked.connect(lambda: self.asked.emit("purge"))
            inner.addWidget(purge, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        return page

    def show_case(self, page: CasePage, reader: Reader, *, is_other: bool) -> None:
        """Show a case, or the same one anew."""
        view = page.view
        self._timeline.set_items(drawn_items(view.timeline, reader.today, page.files))
        self._content.put(ContentPage(view.record, reader))
        self.follow_ups.show_rows(view.follow_ups, reader)
        self.files.show_files(page.files, reader.today)
        self._tabs.set_count("timeline", len(view.timeline))
        self._tabs.set_count("follow-ups", len(view.follow_ups) or None)
        self._tabs.set_count("files", len(page.files) or None)
        if is_other:
            self._timeline.set_current_row(-1)
        if self._tabs.current() == "history":
            self.history_asked.emit()

    def current_entry(self) -> HistoryEntry | None:
        """The entry of the journal that is current; None where the journal is not shown."""
        if self._tabs.current() != "history":
            return None
        return self._entries.get(self._history.current_id())

    def show_history(self, entries: Sequence[HistoryEntry], reader: Reader) -> None:
        """Show the journal of the case."""
        self._entries = {entry_id(entry): entry for entry in entries}
        self._history.set_items(history_items(KINDS["case"], entries, reader))
        self._tabs.set_count("history", len(entries))

    @Slot(str)
    def show_tab(self, tab: str) -> None:
        """Show one part."""
        self._tabs.set_current(tab)
        self._pages.show_page(list(self._named).index(tab))
        if tab == "history":
            self.history_asked.emit()

    def focus_tabs(self) -> None:
        """Put the focus on the tabs."""
        self._tabs.setFocus()

    def set_held(self, held: bool) -> None:
        """Say where files go that are held over the case."""
        self._held.setVisible(held)

    @Slot(str)
    def _on_item(self, place: str) -> None:
        if place.isdecimal():
            self.item_opened.emit(int(place))


class _Pages(QWidget):
    """One page at a time, as high as that one; a stacked widget would be as high as the highest."""

    def __init__(self, pages: Sequence[QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._pages = list(pages)
        for page in self._pages:
            column.addWidget(page)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        """Show one page and hide the others."""
        for place, page in enumerate(self._pages):
            page.setVisible(place == number)


class _Holder(QWidget):
    """Holds one part that is made anew with what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def put(self, part: QWidget) -> None:
        """Show another part instead."""
        while (item := self._column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._column.addWidget(part)
