"""The pages of a room, one at a time: the new one takes the focus over where the old one had it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget


class PageStack(QStackedLayout):
    """Shows the pages of ``room``; ``page`` is the one shown now, ``waits_for_focus`` whether the next one takes it."""

    def __init__(self, room: QWidget) -> None:
        super().__init__()
        self._room = room
        self.page: QWidget | None = None
        self.waits_for_focus = False

    def show_page(self, page: QWidget, first: QWidget | None = None) -> None:
        """Show a page, the focus on ``first``, in place of the one before."""
        before = self.page
        takes_focus = self.waits_for_focus or self._has_focus(self._room)
        self.waits_for_focus = False
        self.page = page
        self.addWidget(page)
        self.setCurrentWidget(page)
        if before is not None:
            self._let_go(before)
        if first is not None and takes_focus and self._room.isVisible():
            first.setFocus()

    def drop(self) -> None:
        """Let the next page be made anew."""
        if self.page is not None:
            # The page that comes takes the focus over; hiding this one would give it to whatever is next in the window.
            self.waits_for_focus = self.waits_for_focus or self._has_focus(self.page)
            self._let_go(self.page)
            self.page = None

    def _let_go(self, page: QWidget) -> None:
        self.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _has_focus(self, inside: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is None or inside.isAncestorOf(focus)
