"""The palette (Ctrl+K): every command of the room and the window, and records by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.folding import fold, marks
from ascn_desk.operations.search import search_with_cases
from ascn_desk.operations.views import CasesOf, SearchHit, SearchWithCases
from ascn_desk.ui.parts.palette_frame import PaletteFrame, PaletteRow
from ascn_desk.ui.rooms import rooms
from ascn_desk.ui.screen import Command
from ascn_desk.ui.screens.telling import kind_icon, kind_words
from ascn_desk.ui.session import Session

_MOST_RECORDS = 8
_LOOKED_AT = 60
"""Found are the newest; the best of so many are offered."""
_WAIT_MS = 80
_LEAST_LETTERS = 2
_ICONS = {
    "quick-case": "plus", "search": "search", "undo": "undo-2", "settings": "settings", "keys": "keyboard",
    "filter": "list-filter", "view": "layers", "all": "list", "log": "notebook-pen", "note": "notebook-pen",
    "edit": "pencil", "status": "activity", "done": "check", "put-off": "clock", "follow-up": "alarm-clock",
    "history": "history", "new": "plus", "print": "printer", "map": "map", "project": "landmark", "contact": "contact",
    "interest": "lightbulb", "send": "send", "read": "folder-open", "request": "key-round", "going": "eye",
    "decisions": "gavel", "decide": "gavel", "conflicts": "diamond", "unfold": "chevron-down",
    "telephone": "phone", "bundles": "download", "attach": "paperclip", "purge": "eye-off",
    "renew": "refresh-cw", "close": "ban", "approve": "badge-check", "sign": "pencil-line", "readable": "eye",
}  # fmt: skip
"""The drawing of a command, by the last word of its id; going to a room has the room's."""


class Palette(QObject):
    """Opens over a window; Tab leaves only the commands."""

    def __init__(self, window: QWidget, session: Session, commands: Sequence[Command]) -> None:
        super().__init__(window)
        self._session = session
        # The palette itself need not be offered where it is open.
        self._commands = {command.id: command for command in commands if command.id != "palette"}
        self._icons = _ICONS | {f"go-{room.id}": room.icon for room in rooms()}
        self._records: dict[str, tuple[str, str, str]] = {}
        self._found: list[PaletteRow] = []
        self._cases: list[PaletteRow] = []
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
        self._found, self._cases, self._records = [], [], {}
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
        self._session.read(
            search_with_cases, asked, limit=_LOOKED_AT, done=lambda found: self._show(asked, found), owner=self
        )

    def _show(self, asked: str, found: SearchWithCases) -> None:
        if asked != self.frame.text():
            return
        self._records = {}
        best = sorted(found.page.rows, key=lambda hit: _rank(hit.title, asked))[:_MOST_RECORDS]
        self._found = [self._record(hit, f"{kind_words(hit.kind)}  {hit.excerpt}".strip()) for hit in best]
        self._cases = [row for each in found.cases for row in self._cases_of(each)]
        self.frame.set_rows(self._rows())

    def _cases_of(self, found: CasesOf) -> list[PaletteRow]:
        """The cases of a city or company that was found by name, which their own words need not hold."""
        return [
            PaletteRow(words=t("Cases of {name}", name=found.named.title)),
            *(self._record(hit, "") for hit in found.rows),
        ]

    def _record(self, hit: SearchHit, meta: str) -> PaletteRow:
        row_id = f"record-{len(self._records)}"
        self._records[row_id] = (hit.kind, hit.id, hit.channel)
        return PaletteRow(id=row_id, words=hit.title or hit.id, icon=kind_icon(hit.kind), meta=meta)

    def _rows(self) -> list[PaletteRow]:
        needle = fold(self.frame.text())
        commands = [
            PaletteRow(id=each.id, words=each.words, icon=self._icon(each.id), keys=_caps(each.keys))
            for each in self._commands.values()
            if needle in fold(each.words)
        ]
        rows = [PaletteRow(words=t("Actions")), *commands] if commands else []
        if self._found:
            rows += [PaletteRow(words=t("Records")), *self._found]
        rows += self._cases
        return rows or [PaletteRow(words=t("Nothing found"))]

    def _icon(self, command: str) -> str:
        return self._icons.get(command) or self._icons.get(command.rpartition(".")[2], "chevron-right")

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


def _rank(title: str, asked: str) -> tuple[int, int]:
    """What is called so stands before what only speaks of it; a short name before a long one."""
    places = marks(title, asked)
    if not places:
        return (2, 0)
    return (0 if places[0][0] == 0 else 1, len(title))


def _caps(keys: str) -> tuple[str, ...]:
    return tuple(filter(None, keys.split("+")))
