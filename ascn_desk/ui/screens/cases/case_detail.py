"""The page of one case: head, next action, timeline and all else, and everything that one does with a case.

Keys, while no text is typed: N a log entry, E edit, C status, D done, S put off, F a follow-up, M more; the same with
Alt from anywhere in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import lists
from ascn_desk.operations.views import CaseView, HistoryEntry, RecordView
from ascn_desk.ui import theme
from ascn_desk.ui.forms import add_new, edit_record
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Button, ButtonKind, Choice, Menu, Scroll, Tabs, Timeline
from ascn_desk.ui.screens.cases import reading
from ascn_desk.ui.screens.cases.case_actions import CaseActions
from ascn_desk.ui.screens.cases.case_head import CaseHead
from ascn_desk.ui.screens.cases.content_page import ContentPage
from ascn_desk.ui.screens.cases.follow_ups import FollowUps
from ascn_desk.ui.screens.cases.history import history_items
from ascn_desk.ui.screens.cases.log_entry_box import LogEntryBox
from ascn_desk.ui.screens.cases.logging import Logging
from ascn_desk.ui.screens.cases.reading import CasePage
from ascn_desk.ui.screens.cases.timeline import drawn_items
from ascn_desk.ui.session import Session

_PADDING = 24
TABS = ("timeline", "content", "follow-ups", "history")


class CaseDetail(QWidget):
    """Signals: ``left()`` by Esc, back to the list; ``shown(str)`` the id of the case that stands here now."""

    left = Signal()
    shown = Signal(str)

    def __init__(self, session: Session, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case-detail")
        self._session = session
        self._width = theme.px(372)
        self._wanted: tuple[str, str | None] | None = None
        self._view: CaseView | None = None
        self._shown_id = ""
        self._page: CasePage | None = None
        self._reader = Reader(language(), lists.today_of(session.desk))
        self._menu: Menu | None = None
        self._head: CaseHead | None = None
        self._asked_after: Callable[[], None] | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._tabs = Tabs([("timeline", t("Timeline")), ("content", t("Content")), ("follow-ups", t("Follow-ups")),
                           ("history", t("History"))], name="case-tabs", accessible=t("Parts of the case"))  # fmt: skip
        self._pages = _Pages()
        self._back = Button(t("List of cases"), kind=ButtonKind.QUIET, icon="chevron-left", key="Esc", name="case-back")
        self._log_box = LogEntryBox(self._reader.today)
        self._timeline = Timeline(name="case-timeline", accessible=t("Timeline"))
        self._content = _Holder()
        self._follow_ups = FollowUps()
        self._history = Timeline(name="case-history", accessible=t("History"))
        self._logging = Logging(session, self._log_box, self)
        self._actions = CaseActions(session, self)
        self._scroll = Scroll(self._body, padding=(_PADDING, 16, _PADDING, 16), name="case-scroll")
        self._lay_out()
        self._wire()
        self._show_nothing()

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(14))
        timeline = QWidget()
        inner = QVBoxLayout(timeline)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(14))
        inner.addWidget(self._log_box)
        inner.addWidget(self._timeline)
        inner.addStretch(1)
        for page in (timeline, self._content, self._follow_ups, self._history):
            self._pages.add(page)
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._tabs)
        self._column.addWidget(self._pages)
        self._back.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _wire(self) -> None:
        self._back.clicked.connect(self.left)
        self._tabs.chosen.connect(self._on_tab)
        self._timeline.row_activated.connect(self._on_item)
        self._follow_ups.opened.connect(lambda row: self._edit("follow_up", row.id, row.channel))
        self._follow_ups.new_asked.connect(lambda: self.act("follow-up"))
        self._logging.saved.connect(self.refresh)
        self._actions.left.connect(self.refresh)

    # For the screen

    def show_way_back(self, shown: bool) -> None:
        """Offer to go back to the list, where the page stands in its place."""
        self._back.setVisible(shown)

    def set_width(self, width: int) -> None:
        """Be so wide where there is room; less where there is none."""
        if width != self._width:
            self._width = width
            self.setMaximumWidth(width)
            self.updateGeometry()
            self._show_head()  # what stands in its lines depends on their width

    def sizeHint(self) -> QSize:
        return QSize(self._width, theme.px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._width, theme.px(240)), theme.px(200))

    def load(self, case_id: str, channel: str | None) -> None:
        """Show another case."""
        if self._wanted == (case_id, channel) and self._view is not None:
            return
        self._logging.leave()
        self._wanted, self._view = (case_id, channel), None  # what is asked meanwhile waits for the case
        self._read()

    def refresh(self) -> None:
        """Read the case anew; what is being typed stays."""
        if self._wanted is not None:
            self._read()

    def clear(self) -> None:
        """Show no case."""
        self._logging.leave()
        self._wanted, self._view, self._shown_id = None, None, ""
        self._show_nothing()

    def case_view(self) -> CaseView | None:
        """The case that stands here."""
        return self._view

    def act(self, what: str) -> None:
        """Do what a key, a button or a command asks: ``log``, ``edit``, ``status``, ``done``, ``put-off`` …"""
        if self._view is None or (self._wanted is not None and self._view.record.id != self._wanted[0]):
            if self._wanted is not None:
                self._asked_after = lambda: self.act(what)  # the case is on its way
            return
        record = self._view.record
        match what:
            case "log":
                self._show_tab("timeline")
                self._log_box.open_box()
            case "edit":
                edit_record(self._session, self, record)
            case "follow-up":
                self._add_follow_up(record)
            case "history":
                self._show_tab("history")
                self._tabs.setFocus()
            case "content":
                self._show_tab("content")
                self._tabs.setFocus()
            case "more":
                self._ask_more()
            case "copy":
                QApplication.clipboard().setText(self._view.reference)
                self._session.say(t("{number} is copied", number=self._view.reference))
            case "decide":
                self._session.go_wanted.emit("conflicts")
            case _:
                if self._page is not None:
                    self._actions.act(what, self._page)

    def focus_detail(self) -> None:
        """Put the focus on the page."""
        self._tabs.setFocus()

    def is_dirty(self) -> bool:
        """Whether something typed here is not saved."""
        return self._logging.is_dirty()

    # What was read

    def _read(self) -> None:
        if self._wanted is None:
            return
        case_id, channel = self._wanted
        self._session.read(reading.case_page, case_id, channel, done=self._on_read, failed=self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        self.clear()
        self._session.say_error(error)

    def _on_read(self, page: CasePage) -> None:
        record = page.view.record
        if self._wanted is None or self._wanted[0] != record.id:
            return
        is_other = self._shown_id != record.id
        self._shown_id = record.id
        self._view, self._page = page.view, page
        self._reader = Reader(language(), lists.today_of(self._session.desk), page.lists, record.names, page.people)
        self._show_head()
        self._tabs.show()
        self._pages.show()
        self._timeline.set_items(drawn_items(page.view.timeline, self._reader.today))
        self._content.put(ContentPage(record, self._reader))
        self._follow_ups.show_rows(page.view.follow_ups, self._reader)
        self._tabs.set_count("timeline", len(page.view.timeline))
        self._tabs.set_count("follow-ups", len(page.view.follow_ups) or None)
        self._logging.show_case(record, page)
        if is_other:
            self._timeline.set_current_row(-1)
            self._scroll.verticalScrollBar().setValue(0)
        if self._tabs.current() == "history":
            self._read_history()
        self.shown.emit(record.id)
        if self._asked_after is not None:
            asked, self._asked_after = self._asked_after, None
            QTimer.singleShot(0, self, asked)

    def _show_head(self) -> None:
        if self._view is None:
            return
        focused = QApplication.focusWidget()
        held_focus = self._head is not None and focused is not None and self._head.isAncestorOf(focused)
        self._drop_head()
        self._head = CaseHead(self._view, self._reader, self._width - theme.px(2 * _PADDING))
        self._head.acted.connect(self.act)
        self._head.link_chosen.connect(lambda kind, record_id: self._session.open_wanted.emit(kind, record_id, ""))
        self._column.insertWidget(1, self._head)
        if held_focus:
            self._tabs.setFocus()

    def _drop_head(self) -> None:
        if self._head is not None:
            self._column.removeWidget(self._head)
            self._head.hide()
            self._head.deleteLater()
            self._head = None

    def _show_nothing(self) -> None:
        self._drop_head()
        self._tabs.hide()
        self._pages.hide()

    def _read_history(self) -> None:
        if self._view is not None:
            record = self._view.record
            self._session.read(reading.case_history, record.id, record.channel, done=self._on_history, owner=self)

    def _on_history(self, entries: Sequence[HistoryEntry]) -> None:
        if self._view is not None:
            self._history.set_items(history_items(KINDS["case"], entries, self._reader))
            self._tabs.set_count("history", len(entries))

    # What the person does

    @Slot(str)
    def _on_tab(self, tab: str) -> None:
        self._show_tab(tab)

    def _show_tab(self, tab: str) -> None:
        self._tabs.set_current(tab)
        self._pages.show_page(TABS.index(tab))
        if tab == "history":
            self._read_history()

    @Slot(str)
    def _on_item(self, place: str) -> None:
        if self._view is None or not place.isdecimal():
            return
        item = self._view.timeline[int(place)]
        if item.record is not None and item.record[0] in KINDS:
            self._edit(*item.record)

    def _edit(self, kind: str, record_id: str, channel: str) -> None:
        def show(view: RecordView) -> None:
            edit_record(self._session, self, view)

        self._session.read(reading.record_view, kind, record_id, channel, done=show, owner=self)

    def _add_follow_up(self, record: RecordView) -> None:
        add_new(self._session, self, KINDS["follow_up"], record.channel,
                initial={"of_kind": "case", "of_id": record.id, "officer": record.values.get("officer")},
                hidden=("of_kind", "of_id", "done_on"), field="what")  # fmt: skip

    def _ask_more(self) -> None:
        if self._head is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        choices = [
            Choice("log", t("Add a note"), "N"), Choice("status", t("Change the status"), "C"),
            Choice("done", t("Next action done"), "D"), Choice("put-off", t("Put off"), "S"),
            Choice("follow-up", t("Add a follow-up"), "F"), Choice("edit", t("Edit all fields"), "E"),
            Choice("history", t("History"), "H"), Choice("copy", t("Copy the number")),
        ]  # fmt: skip
        self._menu = Menu(self._head.more_anchor(), choices, name="case-menu")
        self._menu.chosen.connect(self.act)
        self._menu.open()


class _Pages(QWidget):
    """One page at a time, as high as that one; a stacked widget would be as high as the highest."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages: list[QWidget] = []

    def add(self, page: QWidget) -> None:
        """Add a page; the first is shown."""
        self._column.addWidget(page)
        page.setVisible(not self._pages)
        self._pages.append(page)

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
