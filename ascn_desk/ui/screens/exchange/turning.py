"""Setting an import aside and taking it back: what would happen is told in figures before it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.operations import lists, setting_aside
from ascn_desk.operations.setting_aside import BundleLine, Turned
from ascn_desk.ui import dialogs
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.bundles_page import BundlesPage
from ascn_desk.ui.session import Session

Show = Callable[[QWidget, QWidget], None]
"""Shows a page in the room, the focus on a part of it."""


class Turning(QObject):
    """Over the room that it is given. Signal: ``back_asked()``."""

    back_asked = Signal()

    def __init__(self, session: Session, room: QWidget, show: Show) -> None:
        super().__init__(room)
        self._session, self._room, self._show = session, room, show
        self._shown = ""

    @Slot()
    def show_bundles(self) -> None:
        """Show the files that were imported."""
        self._session.read(setting_aside.bundles, done=self._on_bundles, owner=self)

    def _on_bundles(self, found: tuple[BundleLine, ...]) -> None:
        page = BundlesPage(found, lists.today_of(self._session.desk), self._shown)
        page.turned.connect(self._on_turned)
        page.back_asked.connect(self.back_asked)
        self._show(page, page.first_control())

    @Slot(object)
    def _on_turned(self, line: BundleLine) -> None:
        self._shown = line.bundle
        act = setting_aside.set_aside if line.aside is None else setting_aside.take_back

        def asked(would: Turned) -> None:
            if line.aside is not None or dialogs.confirm(
                self._room, t("Set this import aside?"), _told(would), yes=t("Set aside"), danger=True, name="aside"
            ):
                self._session.read(act, line.bundle, done=done, owner=self)

        def done(did: Turned) -> None:
            what = telling.entries_words(did.entries)
            told = t("Set aside: {what}", what=what) if line.aside is None else t("Taken back: {what}", what=what)
            self._session.say(told)
            self._session.changed.emit(did.changed)
            self.show_bundles()

        self._session.read(act, line.bundle, is_rehearsal=True, done=asked, owner=self)


def _told(would: Turned) -> str:
    records = telling.records_words(would.records)
    return t("{entries} in {records} will count no more, until it is taken back. Nothing is lost.",
             entries=telling.entries_words(would.entries), records=records)  # fmt: skip
