"""The page of one case: head, next action, timeline and all else, and everything that one does with a case.

Keys, while no text is typed: N a log entry, E edit, C status, D done, S put off, F a follow-up, A a file, M more; the
same with Alt from anywhere in the page. Files dropped onto it are added to the case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import lists
from ascn_desk.operations.views import CaseView, HistoryEntry, RecordView
from ascn_desk.ui import theme
from ascn_desk.ui.forms import add_new, edit_record
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Button, ButtonKind, Menu, Scroll
from ascn_desk.ui.screens.cases import reading
from ascn_desk.ui.screens.cases.attaching import Attaching, dropped_files
from ascn_desk.ui.screens.cases.case_actions import CaseActions
from ascn_desk.ui.screens.cases.case_head import CaseHead
from ascn_desk.ui.screens.cases.case_parts import CaseParts
from ascn_desk.ui.screens.cases.logging import Logging
from ascn_desk.ui.screens.cases.more_menu import more_menu
from ascn_desk.ui.screens.cases.reading import CasePage
from ascn_desk.ui.screens.purging.asking import PurgeAsking, may_ask
from ascn_desk.ui.session import Session

_PADDING = 24


class CaseDetail(QWidget):
    """Signals: ``left()`` by Esc, back to the list; ``shown(str)`` the id of the case that stands here now."""

    left = Signal()
    shown = Signal(str)

    def __init__(self, session: Session, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case-detail")
        self.setAcceptDrops(True)
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
        self._back = Button(t("List of cases"), kind=ButtonKind.QUIET, icon="chevron-left", key="Esc", name="case-back")
        self._parts = CaseParts(self._reader, may_purge=may_ask(session))
        self._attaching = Attaching(session, self)
        self._purging = PurgeAsking(session, self)
        self._logging = Logging(session, self._parts.log_box, self)
        self._actions = CaseActions(session, self)
        self._scroll = Scroll(self._body, padding=(_PADDING, 16, _PADDING, 16), name="case-scroll")
        self._lay_out()
        self._wire()
        self._show_nothing()

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(14))
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._parts)
        self._back.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _wire(self) -> None:
        self._back.clicked.connect(self.left)
        parts = self._parts
        parts.item_opened.connect(self._on_item)
        parts.history_asked.connect(self._read_history)
        parts.follow_ups.opened.connect(lambda row: self._edit("follow_up", row.id, row.channel))
        parts.asked.connect(self.act)
        parts.files.opened.connect(self._attaching.open_file)
        parts.files.save_asked.connect(self._attaching.save_file)
        self._attaching.added.connect(self._on_attached)
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
                self._parts.show_tab("timeline")
                self._parts.log_box.open_box()
            case "edit":
                edit_record(self._session, self, record)
            case "follow-up":
                self._add_follow_up(record)
            case "history":
                self._parts.show_tab("history")
                self._parts.focus_tabs()
            case "content":
                self._parts.show_tab("content")
                self._parts.focus_tabs()
            case "attach":
                self._attaching.ask(record)
            case "pack":
                self._session.pack_wanted.emit("case-file", "case", record.id)
            case "purge":
                title = f"{self._view.reference}  {record.values.get('summary') or ''}".strip()
                self._purging.ask(record, title, self._parts.current_entry())
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
        self._parts.focus_tabs()

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
        self._parts.show()
        self._parts.show_case(page, self._reader, is_other=is_other)
        self._logging.show_case(record, page)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
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
            self._parts.focus_tabs()

    def _drop_head(self) -> None:
        if self._head is not None:
            self._column.removeWidget(self._head)
            self._head.hide()
            self._head.deleteLater()
            self._head = None

    def _show_nothing(self) -> None:
        self._drop_head()
        self._parts.hide()

    @Slot()
    def _read_history(self) -> None:
        if self._view is not None:
            record = self._view.record
            self._session.read(reading.case_history, record.id, record.channel, done=self._on_history, owner=self)

    def _on_history(self, entries: Sequence[HistoryEntry]) -> None:
        if self._view is not None:
            self._parts.show_history(entries, self._reader)

    # What the person does

    @Slot(int)
    def _on_item(self, place: int) -> None:
        if self._view is None:
            return
        item = self._view.timeline[place]
        if item.record is not None and item.record[0] == "attachment":
            self._attaching.open_file(*item.record[1:])
        elif item.record is not None and item.record[0] in KINDS:
            self._edit(*item.record)

    def _edit(self, kind: str, record_id: str, channel: str) -> None:
        def show(view: RecordView) -> None:
            edit_record(self._session, self, view)

        self._session.read(reading.record_view, kind, record_id, channel, done=show, owner=self)

    def _on_attached(self) -> None:
        self._parts.show_tab("files")
        self._parts.files.focus_newest()

    def _add_follow_up(self, record: RecordView) -> None:
        add_new(self._session, self, KINDS["follow_up"], record.channel,
                initial={"of_kind": "case", "of_id": record.id, "officer": record.values.get("officer")},
                hidden=("of_kind", "of_id", "done_on"), field="what")  # fmt: skip

    def _ask_more(self) -> None:
        if self._head is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = more_menu(self._head.more_anchor(), may_purge=may_ask(self._session))
        self._menu.chosen.connect(self.act)
        self._menu.open()

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._view is not None and dropped_files(event):
            event.acceptProposedAction()
            self._parts.set_held(True)
        else:
            event.ignore()  # a file of another desk is for the window

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._parts.set_held(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._parts.set_held(False)
        paths = dropped_files(event)
        if self._view is not None and paths:
            event.acceptProposedAction()
            self._attaching.add(self._view.record, paths)
