"""The palette (Ctrl+K): every command of the room and the window, and records by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.folding import fold
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.search import search
from ascn_desk.operations.views import SearchPage
from ascn_desk.ui.parts.palette_frame import PaletteFrame, PaletteRow
from ascn_desk.ui.screen import Command
from ascn_desk.ui.session import Session

_MOST_RECORDS = 8
_WAIT_MS = 80
_LEAST_LETTERS = 2
_ICONS = {"case": "briefcase-business", "company": "building-2", "city": "map-pin", "project": "landmark"}


class Palette(QObject):
    """Opens over a window; Tab leaves only the commands."""

    def __init__(self, window: QWidget, session: Session, commands: Sequence[Command]) -> None:
        super().__init__(window)
        self._session = session
        self._commands = {command.id: command for command in commands}
        self._records: dict[str, tuple[str, str, str]] = {}
        self._found: list[PaletteRow] = []
        self._only_commands = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.frame = PaletteFrame(window, placeholder=t("Type a command or a name"))
        self.frame.words_changed.connect(self._on_words)
        self.frame.picked.connect(self._on_picked)
        self.frame.tab_pressed.connect(self._on_tab)
        self.frame.finished.connect(self._on_finished)

    def open(self) -> None:
        """Show it with all commands."""
        self.frame.open()
        self.frame.set_rows(self._rows())

    @Slot(str)
    def _on_words(self, words: str) -> None:
        if words in ("?", "？") and "keys" in self._commands:
            self.frame.finish()
            QTimer.singleShot(0, self._commands["keys"].run)
            return
        self._found, self._records = [], {}
        self.frame.set_rows(self._rows())
        if not self._only_commands and len(words.strip()) >= _LEAST_LETTERS:
            self._wait.start()

    @Slot()
    def _on_tab(self) -> None:
        self._only_commands = not self._only_commands
        self._on_words(self.frame.text())

    @Slot()
    def _ask(self) -> None:
        asked = self.frame.text()
        self._session.read(search, asked, limit=_MOST_RECORDS, done=lambda page: self._show(asked, page), owner=self)

    def _show(self, asked: str, page: SearchPage) -> None:
        if asked != self.frame.text():
            return
        self._found = []
        for number, hit in enumerate(page.rows):
            row_id = f"record-{number}"
            self._records[row_id] = (hit.kind, hit.id, hit.channel)
            kind = KINDS[hit.kind].words(language())
            icon = _ICONS.get(hit.kind, "file-text")
            self._found.append(PaletteRow(id=row_id, words=hit.title, icon=icon, meta=kind))
        self.frame.set_rows(self._rows())

    def _rows(self) -> list[PaletteRow]:
        needle = fold(self.frame.text())
        commands = [
            PaletteRow(id=each.id, words=each.words, icon="chevron-right", keys=_caps(each.keys))
            for each in self._commands.values()
            if needle in fold(each.words)
        ]
        rows = [PaletteRow(words=t("Commands")), *commands] if commands else []
        if self._found:
            rows += [PaletteRow(words=t("Records")), *self._found]
        return rows or [PaletteRow(words=t("Nothing found"))]

    @Slot(str)
    def _on_picked(self, row_id: str) -> None:
        if row_id in self._records:
            self._session.open_wanted.emit(*self._records[row_id])
        elif row_id in self._commands:
            # After the palette has closed: a command may open something of its own.
            QTimer.singleShot(0, self._commands[row_id].run)

    @Slot(str)
    def _on_finished(self, answer: str) -> None:
        self._wait.stop()
        self.deleteLater()


def _caps(keys: str) -> tuple[str, ...]:
    return tuple(filter(None, keys.split("+")))
