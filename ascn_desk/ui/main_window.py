"""The window of an open desk: rail, bar, one room at a time, and what lies over all of them.

- the window owns the keys that work everywhere; a room owns its own
- language, theme and size change live: everything is made anew and the room stays
- files dropped anywhere go to the exchange
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import history
from ascn_desk.operations.counts import Counts, counts
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.history import Undone
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.views import Changed, Draft, RecordView
from ascn_desk.ui import theme
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.overlay import Overlay
from ascn_desk.ui.parts.rail import Rail, RailItem
from ascn_desk.ui.parts.toast import ToastHost
from ascn_desk.ui.parts.top_bar import TopBar
from ascn_desk.ui.rooms import ROOM_OF_KIND, Room, rooms
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.keys import KeysPanel
from ascn_desk.ui.screens.palette import Palette
from ascn_desk.ui.screens.search import SearchScreen
from ascn_desk.ui.screens.settings import SettingsPanel
from ascn_desk.ui.session import Session
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.sizes import LEAST, USUAL, is_better_maximised
from ascn_desk.ui.tasks import Tasks
from ascn_desk.ui.theme import Tone

SUFFIXES = (".ascn", ".ascn-request")
_GEOMETRY = "geometry"
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
        self._rooms = {each.id: each for each in rooms()}
        self._screens: dict[str, Screen] = {}
        self._back: list[str] = []
        self._ahead: list[str] = []
        self._current = ""
        self._before_search = "today"
        self._counts: Counts | None = None
        self._place_file = QSettings(str(desk.profile / "window.ini"), QSettings.Format.IniFormat)
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
        self._restore_place()
        self.go(room)
        self._count()

    def rebuild(self) -> None:
        """Make everything anew in the language, theme and size that hold now; the room stays."""
        room, before = self._current, self.session
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
        self._screens, self._current = {}, ""
        self._build()
        self._connect()
        self.go(room)
        self._count()

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.session.desk
        self.rail = Rail(
            [RailItem(each.id, each.icon, each.words(), each.key) for each in self._rooms.values() if each.number],
            [
                RailItem("settings", "settings", t("Settings"), "Ctrl+,"),
                RailItem("help", "circle-question-mark", t("Keys"), "F1"),
            ],
            current="today",
        )
        self.top_bar = TopBar(person=desk.officer_name, office=desk.office)
        self._stack = QStackedWidget()
        self._grid.addWidget(self.rail, 0, 0, 3, 1)
        self._grid.addWidget(self.top_bar, 0, 1)
        self._grid.addWidget(self._stack, 2, 1)
        self._arrange()
        self._tell_office("")

    def _connect(self) -> None:
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
        session.command_wanted.connect(self.run_command)

    def _bind_keys(self) -> None:
        for each in self._rooms.values():
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
        room = self._rooms.get(room_id)
        if room is None or room_id == self._current:
            return
        left = self._current
        if left == "search":
            self.top_bar.set_search_text("")
            left = self._before_search
        if left and left != room_id:
            self._back.append(left)
            self._ahead.clear()
        self._enter(room)

    @Slot()
    def go_back(self) -> None:
        """Go to the room before."""
        if self._current == "search":
            self._leave_search()
        elif self._back:
            self._ahead.append(self._current)
            self._enter(self._rooms[self._back.pop()])

    @Slot()
    def go_ahead(self) -> None:
        """Go on to the room from which one came back."""
        if self._ahead and self._current != "search":
            self._back.append(self._current)
            self._enter(self._rooms[self._ahead.pop()])

    def room_screen(self) -> Screen:
        """The room that is shown."""
        return self._screens[self._current]

    def current_room(self) -> str:
        """Its id."""
        return self._current

    @Slot(str, str, str)
    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        """Show a record in the room where its kind belongs."""
        room = ROOM_OF_KIND.get(kind)
        if room is None:
            self._edit(kind, record_id, channel)
            return
        self.go(room)
        self._screens[room].open_record(kind, record_id, channel)

    @Slot(str, str, str)
    def act_on_case(self, case_id: str, channel: str, what: str) -> None:
        """Show a case and begin something there."""
        from ascn_desk.ui.screens.cases import CasesScreen

        self.go("cases")
        screen = self._screens["cases"]
        assert isinstance(screen, CasesScreen)
        screen.open_record("case", case_id, channel, what)

    @Slot(object)
    def resume(self, draft: Draft) -> None:
        """Go on with a draft in the form where it was typed."""
        from ascn_desk.ui.forms import add_new
        from ascn_desk.ui.screens.cases.reading import ACTION_FORMS, LOG_FORM, STATUS_FORM
        from ascn_desk.ui.screens.quick_case import QuickCase
        from ascn_desk.ui.screens.quick_case.asking import FORM

        if draft.form == FORM:
            QuickCase(self.session, self, draft=draft).open()
        elif draft.form == LOG_FORM and draft.record is not None:
            self.act_on_case(draft.record, draft.channel or "", "log")
        elif draft.form == STATUS_FORM and draft.record is not None:
            self.act_on_case(draft.record, draft.channel or "", "status")
        elif draft.form in ACTION_FORMS.values() and draft.record is not None:
            what = next(what for what, form in ACTION_FORMS.items() if form == draft.form)
            self.act_on_case(draft.record, draft.channel or "", what)
        elif draft.record is not None:
            self._edit(draft.kind, draft.record, draft.channel or "")
        else:
            add_new(self.session, self, KINDS[draft.kind], draft.channel, draft=draft)

    def receive(self, paths: Sequence[Path]) -> None:
        """Take files to the exchange, which verifies and shows them."""
        self.go("exchange")
        receive = getattr(self.room_screen(), "receive", None)
        if receive is not None:
            receive(list(paths))

    def _enter(self, room: Room) -> None:
        if room.id not in self._screens:
            screen = room.make(self.session)
            self._screens[room.id] = screen
            if isinstance(screen, SearchScreen):
                screen.left.connect(self._leave_search)
            self._stack.addWidget(screen)
        self._current = room.id
        self._clear_banners()
        self._stack.setCurrentWidget(self._screens[room.id])
        self.rail.set_current(room.under or room.id)
        if room.id != "search":
            self._screens[room.id].focus_first()

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
            for each in self._rooms.values()
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

    def _edit(self, kind: str, record_id: str, channel: str) -> None:
        """A record of a kind that has no room of its own: its form, over the room."""
        from ascn_desk.operations.records import show_record
        from ascn_desk.ui.forms import edit_record

        def read(view: RecordView) -> None:
            edit_record(self.session, self, view)

        self.session.read(show_record, kind, record_id, channel or None, done=read, owner=self)

    # -- searching -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_search(self, words: str) -> None:
        if not words.strip():
            if self._current == "search":
                self._leave_search()
                self.top_bar.focus_search()
            return
        if self._current != "search":
            self._before_search = self._current
            self._enter(self._rooms["search"])
        found = self.room_screen()
        if isinstance(found, SearchScreen):
            found.search(words)

    @Slot()
    def _leave_search(self) -> None:
        self.top_bar.set_search_text("")
        self._enter(self._rooms[self._before_search])

    @Slot(str)
    def _on_search_entered(self, words: str) -> None:
        if words.strip():
            self._on_search(words)
            self.room_screen().focus_first()

    # -- how things stand ------------------------------------------------------------------------------------------

    def _count(self) -> None:
        self.session.read(counts, done=self._show_counts, owner=self)

    def _show_counts(self, found: Counts) -> None:
        self._counts = found
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
            self.rail.set_current(self._current)
            self.show_settings()
        elif item == "help":
            self.rail.set_current(self._current)
            self.show_keys()
        else:
            self.go(item)

    @Slot()
    def _on_exchange_asked(self) -> None:
        self.go("exchange")

    # -- the window itself -----------------------------------------------------------------------------------------

    def _restore_place(self) -> None:
        """Where it was before, on a screen that there is now."""
        kept = self._place_file.value(_GEOMETRY)
        here = QGuiApplication.primaryScreen().availableGeometry()
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            self.resize(USUAL)
            if is_better_maximised(here.size()):
                self.setWindowState(Qt.WindowState.WindowMaximized)
        screens = [each.availableGeometry() for each in QGuiApplication.screens()]
        if not any(each.intersects(self.frameGeometry()) for each in screens):
            self.move(here.topLeft())
        self.resize(self.size().boundedTo(here.size()).expandedTo(LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the room did not want.
        if event.key() == Qt.Key.Key_Escape:
            if self._current == "search":
                self._leave_search()
            else:
                self._clear_banners()
        elif event.key() == Qt.Key.Key_Down and self._current == "search":
            self.room_screen().focus_first()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.rail.set_narrow(self.width() < theme.px(_WORDS_IN_RAIL))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._place_file.setValue(_GEOMETRY, self.saveGeometry())
        self._place_file.sync()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.receive(paths)


def exchange_mark(found: Counts, today: date) -> Mark:
    """How the exchange stands, in a shape and words."""
    if found.last_sent is None:
        sent = t("nothing sent yet")
    else:
        day = show_day(local_date(instant_from(found.last_sent[1])), language(), today)
        sent = t("last sent {day}, no. {number}", day=day, number=found.last_sent[0])
    if found.unsent:
        return Mark(Shape.UP, Tone.WARNING, t("{n:,} unsent; {sent}", n=found.unsent, sent=sent))
    return Mark(Shape.CHECK, Tone.SUCCESS, t("All sent; {sent}", sent=sent))


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if paths and all(path.suffix in SUFFIXES for path in paths) else []
