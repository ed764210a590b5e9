"""The base of every screen: it reads when it is shown, reads again when something changed, and names its commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.operations.views import Changed, Draft
from ascn_desk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the palette offers; ``keys`` as they are shown, empty where there are none."""

    id: str
    words: str
    keys: str
    run: Callable[[], object]


class Screen(QWidget):
    """A room of the window. Subclasses say which ``kinds`` they show; empty means all."""

    room = ""
    kinds: frozenset[str] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_stale = True
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        session.changed.connect(self._on_changed)

    def title(self) -> str:
        """What the rail and the palette call this room."""
        return ""

    def refresh(self) -> None:
        """Read anew what is shown; what the person selected stays selected."""

    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        """Show one record."""

    def commands(self) -> tuple[Command, ...]:
        """What can be done here, for the palette."""
        return ()

    def case_draft(self) -> Draft | None:
        """What a new case begins with where it is asked for here; None where nothing is known."""
        return None

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    @Slot(object)
    def _on_changed(self, changed: Changed | None) -> None:
        if changed is not None and self.kinds and self.kinds.isdisjoint(changed.kinds):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
