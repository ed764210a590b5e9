"""Comparing by telephone, from reading the words here to saying whether those heard are the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text
from ascn_desk.operations import fingerprints
from ascn_desk.operations.views import Comparison
from ascn_desk.ui.screens.exchange.state import ExchangeState
from ascn_desk.ui.screens.exchange.telephone_page import TelephonePage
from ascn_desk.ui.session import Session

Show = Callable[[QWidget, QWidget], None]
"""Shows a page in the room, the focus on a part of it."""


class Telephoning(QObject):
    """Over the room that it is given."""

    def __init__(self, session: Session, room: QWidget, show: Show) -> None:
        super().__init__(room)
        self._session, self._show = session, show
        self._page: TelephonePage | None = None

    def begin(self, state: ExchangeState) -> None:
        """Show the words of every channel."""
        view = state.view
        if not view.fingerprints:
            return
        names = {**state.countries, **dict(view.receivers), view.office: view.office_name}
        page = self._page = TelephonePage(view.fingerprints, names, view.office)
        page.heard.connect(self._on_heard)
        self._show(page, page.list)

    @Slot(str, str)
    def _on_heard(self, channel: str, words: str) -> None:
        page = self._page

        def compared(found: Comparison) -> None:
            if page is self._page and page is not None:
                page.tell(found)

        def failed(error: Exception) -> None:
            if isinstance(error, CorrectableError) and page is self._page and page is not None:
                page.tell_problem(error_text(error))
            else:
                self._session.say_error(error)

        self._session.read(fingerprints.compare, channel, words, done=compared, failed=failed, owner=page or self)
