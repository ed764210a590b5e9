"""The rooms of the window, one shown at a time, with the way back and ahead; searching is a room that one leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from ascn_desk.ui.rooms import Room, rooms
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.screens.search import SearchScreen
from ascn_desk.ui.session import Session

SEARCH = "search"


@dataclass(slots=True)
class Trail:
    """Where the person was; it outlives the rooms, which are made anew in another language."""

    back: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    before_search: str = "today"


class RoomStack(QStackedWidget):
    """Signals: ``entered(str)`` a room; ``search_left()`` when the words in the search field are done with."""

    entered = Signal(str)
    search_left = Signal()

    def __init__(self, session: Session, trail: Trail) -> None:
        super().__init__()
        self._session, self._trail = session, trail
        self._rooms = {each.id: each for each in rooms()}
        self._screens: dict[str, Screen] = {}
        self._current = ""

    def rooms(self) -> tuple[Room, ...]:
        """All of them, in the order of the rail."""
        return tuple(self._rooms.values())

    def room(self, room_id: str) -> Room:
        """One by its id."""
        return self._rooms[room_id]

    def current(self) -> str:
        """The id of the room that is shown."""
        return self._current

    def shown(self) -> Screen:
        """The room that is shown."""
        return self._screens[self._current]

    def go(self, room_id: str) -> None:
        """Enter a room."""
        if room_id not in self._rooms or room_id == self._current:
            return
        left = self._current
        if left == SEARCH:
            self.search_left.emit()
            left = self._trail.before_search
        if left and left != room_id:
            self._trail.back.append(left)
            self._trail.ahead.clear()
        self._enter(room_id)

    def go_back(self) -> None:
        """Go to the room before."""
        if self._current == SEARCH:
            self.leave_search()
        elif self._trail.back:
            self._trail.ahead.append(self._current)
            self._enter(self._trail.back.pop())

    def go_ahead(self) -> None:
        """Go on to the room from which one came back."""
        if self._trail.ahead and self._current != SEARCH:
            self._trail.back.append(self._current)
            self._enter(self._trail.ahead.pop())

    def search(self, words: str) -> None:
        """Show what is found for words, over the room that is shown."""
        if self._current != SEARCH:
            self._trail.before_search = self._current
            self._enter(SEARCH)
        found = self.shown()
        if isinstance(found, SearchScreen):
            found.search(words)

    @Slot()
    def leave_search(self) -> None:
        """Go back to where the search began."""
        self.search_left.emit()
        self._enter(self._trail.before_search)

    def _enter(self, room_id: str) -> None:
        if room_id not in self._screens:
            screen = self._rooms[room_id].make(self._session)
            self._screens[room_id] = screen
            if isinstance(screen, SearchScreen):
                screen.left.connect(self.leave_search)
            self.addWidget(screen)
        self._current = room_id
        self.entered.emit(room_id)
        self.setCurrentWidget(self._screens[room_id])
        if room_id != SEARCH:
            self._screens[room_id].focus_first()
