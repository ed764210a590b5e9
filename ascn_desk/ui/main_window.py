"""The window of an open desk: rail, bar, one room at a time, and what lies over all of them.

- the window owns the keys that work everywhere; a room owns its own
- language, theme and size change live: everything is made anew and the room stays
- files dropped anywhere go to the exchange
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import history
from ascn_desk.operations.counts import Counts, counts
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.history import Undone
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.views import Changed, Draft
from ascn_desk.sync import suffixes
from ascn_desk.ui import theme
from ascn_desk.ui.exchange_mark import exchange_mark
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.overlay import Overlay
from ascn_desk.ui.parts.rail import Rail, RailItem
from ascn_desk.ui.parts.toast import ToastHost
from ascn_desk.ui.parts.top_bar import TopBar
from ascn_desk.ui.resuming import edit, resume
from ascn_desk.ui.room_stack import SEARCH, RoomStack, Trail
from ascn_desk.ui.rooms import ROOM_OF_KIND
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.keys import KeysPanel
from ascn_desk.ui.screens.palette import Palette
from ascn_desk.ui.screens.settings import SettingsPanel
from ascn_desk.ui.session import Session
from ascn_desk.ui.sizes import LEAST
from ascn_desk.ui.tasks import Tasks
from ascn_desk.ui.theme import Tone
from ascn_desk.ui.window_place import WindowPlace

_PAPERS = (suffixes.REQUEST, suffixes.CHANGE)
"""What headquarters answers in the room of trust; another office has its own requests in the exchange."""
_WORDS_IN_RAIL = 960
"""Below this width, in px at 100 %, the rail shows icons alone."""


class MainWindow(QWidget):
    """Signal: ``appearance_changed(str)`` when language, theme or size were changed in the settings, and which."""

    appearance_changed = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, *, room: str = "today") -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setAcceptDrops(True)
        self.setMinimumSize(LEAST)
        self.session = Session(desk, tasks, self)
        self._trail = Trail()
        self._place = WindowPlace(desk.profile)
        self._toasts = ToastHost(self)
        self._toasts.undone.connect(self.undo)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(2, 1)
        self._grid.setColumnStretch(1, 1)
        self._banners = QVBoxLayout()
        self._grid.addLayout(self._banners, 1, 1)
        self._build()
        self._connect()
        self._bind_keys()
        self._place.restore(self)
        self.go(room)
        self._count()

    def rebuild(self) -> None:
        """Make everything anew in the language, theme and size that hold now; the room stays."""
        room, before = self.current_room(), self.session
        self._toasts.clear()
        self._clear_banners()
        for over in self.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly):
            over.finish()
        for part in (self.rail, self.top_bar, self._stack):
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        before.deleteLater()
        self.session = Session(before.desk, before.tasks, self)
        self._build()
        self._connect()
        self.go(room)
        self._count()

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.session.desk
        self._stack = RoomStack(self.session, self._trail)
        self.rail = Rail(
            [RailItem(each.id, each.icon, each.words(), each.key) for each in self._stack.rooms() if each.number],
            [
                RailItem("settings", "settings", t("Settings"), "Ctrl+,"),
                RailItem("help", "circle-question-mark", t("Keys"), "F1"),
            ],
            current="today",
        )
        self.top_bar = TopBar(person=desk.officer_name, office=desk.office)
        self._grid.addWidget(self.rail, 0, 0, 3, 1)
        self._grid.addWidget(self.top_bar, 0, 1)
        self._grid.addWidget(self._stack, 2, 1)
        self._arrange()
        self._tell_office("")

    def _connect(self) -> None:
        self._stack.entered.connect(self._on_entered)
        self._stack.search_left.connect(lambda: self.top_bar.set_search_text(""))
        self.rail.chosen.connect(self._on_rail)
        self.top_bar.search_edited.connect(self._on_search)
        self.top_bar.search_entered.connect(self._on_search_entered)
        self.top_bar.exchange_asked.connect(self._on_exchange_asked)
        self.top_bar.person_asked.connect(self.show_settings)
        session = self.session
        session.changed.connect(self._on_changed)
        session.toast_wanted.connect(self._on_toast)
        session.error_wanted.connect(self.show_error)
        session.open_wanted.connect(self.open_record)
        session.act_wanted.connect(self.act_on_case)
        session.draft_wanted.connect(self.resume)
        session.go_wanted.connect(self.go)
        session.pack_wanted.connect(self.make_pack)
        session.command_wanted.connect(self.run_command)

    def _bind_keys(self) -> None:
        for each in self._stack.rooms():
            if each.number:
                self._bind(each.key, partial(self.go, each.id))
        for command in self._own_commands():
            if command.keys:
                self._bind(command.keys, command.run)
        self._bind("Alt+Left", self.go_back)
        self._bind("Alt+Right", self.go_ahead)
        self._bind("F5", self._refresh)

    def _bind(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    def _own_commands(self) -> tuple[Command, ...]:
        return (
            Command("quick-case", t("New case"), "Ctrl+N", self.show_quick_case),
            Command("search", t("Search"), "Ctrl+F", self.focus_search),
            Command("palette", t("All commands"), "Ctrl+K", self.show_palette),
            Command("undo", t("Undo"), "Ctrl+Z", self.undo),
            Command("settings", t("Settings"), "Ctrl+,", self.show_settings),
            Command("keys", t("Keys"), "F1", self.show_keys),
        )

    # -- rooms -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def go(self, room_id: str) -> None:
        """Enter a room."""
        self._stack.go(room_id)

    @Slot()
    def go_back(self) -> None:
        """Go to the room before."""
        self._stack.go_back()

    @Slot()
    def go_ahead(self) -> None:
        """Go on to the room from which one came back."""
        self._stack.go_ahead()

    def room_screen(self) -> Screen:
        """The room that is shown."""
        return self._stack.shown()

    def current_room(self) -> str:
        """Its id."""
        return self._stack.current()

    @Slot(str, str, str)
    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        """Show a record in the room where its kind belongs."""
        room = ROOM_OF_KIND.get(kind)
        if room is None:
            edit(self.session, self, kind, record_id, channel)
            return
        self.go(room)
        self.room_screen().open_record(kind, record_id, channel)

    @Slot(str, str, str)
    def act_on_case(self, case_id: str, channel: str, what: str) -> None:
        """Show a case and begin something there."""
        from ascn_desk.ui.screens.cases import CasesScreen

        self.go("cases")
        screen = self.room_screen()
        assert isinstance(screen, CasesScreen)
        screen.open_record("case", case_id, channel, what)

    @Slot(str, str, str)
    def make_pack(self, template: str, kind: str, record_id: str) -> None:
        """Make a pack of the record that is shown; going back leads to it again."""
        from ascn_desk.ui.screens.packs import PacksScreen

        self.go("packs")
        screen = self.room_screen()
        assert isinstance(screen, PacksScreen)
        screen.make_of(template, ((kind, record_id),))

    @Slot(object)
    def resume(self, draft: Draft) -> None:
        """Go on with a draft in the form where it was typed."""
        resume(self.session, self, draft, self.act_on_case)

    def receive(self, paths: Sequence[Path]) -> None:
        """Take files to the exchange, which verifies and shows them; at headquarters requests and changes to trust."""
        is_headquarters = self.session.desk.office_kind == "headquarters"
        are_papers = bool(paths) and all(path.suffix in _PAPERS for path in paths)
        self.go("trust" if is_headquarters and are_papers else "exchange")
        receive = getattr(self.room_screen(), "receive", None)
        if receive is not None:
            receive(list(paths))

    @Slot(str)
    def _on_entered(self, room_id: str) -> None:
        self._clear_banners()
        self.rail.set_current(self._stack.room(room_id).under or room_id)

    # -- what lies over the rooms ----------------------------------------------------------------------------------

    @Slot(str)
    def run_command(self, name: str) -> None:
        """Run a command of the window or of the room that is shown, by its id."""
        for command in (*self._own_commands(), *self.room_screen().commands()):
            if command.id == name:
                command.run()

    @Slot()
    def show_quick_case(self) -> None:
        """Log a new case over any room."""
        from ascn_desk.ui.screens.quick_case import QuickCase

        if self.findChild(QWidget, "quick-case") is None:
            QuickCase(self.session, self, draft=self.room_screen().case_draft()).open()

    @Slot()
    def show_palette(self) -> None:
        """Offer every command, and records by name."""
        going = tuple(
            Command(f"go-{each.id}", t("Go to {room}", room=each.words()), each.key, partial(self.go, each.id))
            for each in self._stack.rooms()
            if each.id != "search"
        )
        Palette(self, self.session, (*self.room_screen().commands(), *self._own_commands(), *going)).open()

    @Slot()
    def show_settings(self, part: str = "") -> None:
        """Language, theme, size, a backup now; the focus on a part of them."""
        panel = SettingsPanel(self, self.session)
        panel.appearance_changed.connect(self.appearance_changed)
        panel.open(panel.findChild(QWidget, part) if part else None)

    @Slot()
    def show_keys(self) -> None:
        """Every key of this room and of the window."""
        KeysPanel(self, self.room_screen().commands(), self._own_commands()).open()

    @Slot()
    def undo(self) -> None:
        """Take back the last change that was not sent."""

        def undone(result: Undone) -> None:
            self.session.say(t("Undone: {what}", what=result.words))
            self.session.changed.emit(result.changed)

        self.session.read(history.undo_last, done=undone, owner=self)

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.top_bar.focus_search()

    @Slot(str)
    def show_error(self, sentence: str) -> None:
        """Say what is wrong, above the room, until it is closed or the room left."""
        self._clear_banners()
        banner = Banner(Tone.ERROR, sentence, actions=[("close", t("Close"))], name="error-banner")
        banner.action_chosen.connect(self._clear_banners)
        self._banners.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)
        self._banners.addWidget(banner)

    @Slot()
    def _clear_banners(self) -> None:
        self._banners.setContentsMargins(0, 0, 0, 0)
        while (item := self._banners.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # -- searching -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_search(self, words: str) -> None:
        if not words.strip():
            if self.current_room() == SEARCH:
                self._stack.leave_search()
                self.top_bar.focus_search()
            return
        self._stack.search(words)

    @Slot(str)
    def _on_search_entered(self, words: str) -> None:
        if words.strip():
            self._on_search(words)
            self.room_screen().focus_first()

    # -- how things stand ------------------------------------------------------------------------------------------

    def _count(self) -> None:
        self.session.read(counts, done=self._show_counts, owner=self)

    def _show_counts(self, found: Counts) -> None:
        self.rail.set_count("today", found.due)
        self.rail.set_count("cases", found.open_cases)
        self.rail.set_count("exchange", found.unsent)
        self._tell_office(found.office_name)
        self.top_bar.set_exchange(exchange_mark(found, today_of(self.session.desk)))

    def _tell_office(self, name: str) -> None:
        desk = self.session.desk
        office = name or desk.office
        if desk.is_practice:
            office = t("{office} (practice)", office=office)
        self.top_bar.set_person(desk.officer_name, office)
        self.setWindowTitle(f"ASCN Desk – {office}")

    @Slot(object)
    def _on_changed(self, changed: Changed | None) -> None:
        self._count()

    @Slot(str, bool)
    def _on_toast(self, sentence: str, undo: bool) -> None:
        self._toasts.tell(sentence, undo=t("Undo") if undo else "")

    @Slot()
    def _refresh(self) -> None:
        self.room_screen().refresh()
        self._count()

    @Slot(str)
    def _on_rail(self, item: str) -> None:
        if item == "settings":
            self.rail.set_current(self.current_room())
            self.show_settings()
        elif item == "help":
            self.rail.set_current(self.current_room())
            self.show_keys()
        else:
            self.go(item)

    @Slot()
    def _on_exchange_asked(self) -> None:
        self.go("exchange")

    # -- the window itself -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the room did not want.
        if event.key() == Qt.Key.Key_Escape:
            if self.current_room() == SEARCH:
                self._stack.leave_search()
            else:
                self._clear_banners()
        elif event.key() == Qt.Key.Key_Down and self.current_room() == SEARCH:
            self.room_screen().focus_first()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.rail.set_narrow(self.width() < theme.px(_WORDS_IN_RAIL))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._place.keep(self)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.receive(paths)


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if paths and all(path.suffix in suffixes.EVERY for path in paths) else []
