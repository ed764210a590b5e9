"""The files of a case: what each is called, how large it is, and whether it is here or still to come.

Keys in the list: Enter opens, Ctrl+S saves a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.attachments import ListedFile
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Cell,
    CellKind,
    Column,
    ListView,
    Mark,
    PagedModel,
    Paragraph,
    Shape,
    Tone,
)
from ascn_desk.ui.screens import telling

_ROW = 52


class Attachments(QWidget):
    """Signals: ``add_asked()``; ``opened(id, channel)`` and ``save_asked(id, channel, name)`` of the current file."""

    add_asked = Signal()
    opened = Signal(str, str)
    save_asked = Signal(str, str, str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: dict[str, ListedFile] = {}
        columns = [
            Column(key="name", title=t("File name"), stretch=1, width=150, sortable=False),
            Column(key="size", title=t("File size"), width=72, kind=CellKind.NUMBER, sortable=False,
                   leaves=1),
            Column(key="state", title=t("State"), width=128, kind=CellKind.STATE, sortable=False),
        ]  # fmt: skip
        self._model = PagedModel.of_rows(columns, [], self)
        self._list = ListView(self._model, row_height=_ROW, fit_rows=True, outer=8, name="case-files",
                              accessible=t("Files"))  # fmt: skip
        self._none = Paragraph(t("No file yet. A adds one, or drop files onto the case."))
        self._to_come = Paragraph(
            t("What is still to come travels with the next file of an office that holds it."), color="second"
        )
        self._add = Button(t("Add a file"), kind=ButtonKind.SECONDARY, icon="paperclip", key="A", name="file-add")
        self._open = Button(t("Open it"), kind=ButtonKind.QUIET, icon="external-link", name="file-open")
        self._save = Button(t("Save a copy"), kind=ButtonKind.QUIET, icon="save", key="Ctrl+S", name="file-save")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for button in (self._open, self._save):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self._to_come, self._none, self._list):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _wire(self) -> None:
        self._add.clicked.connect(self.add_asked)
        self._open.clicked.connect(self._on_open)
        self._save.clicked.connect(self._on_save)
        self._list.row_activated.connect(self._on_open)
        self._list.current_changed.connect(self._on_current)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def show_files(self, files: Sequence[ListedFile], today: date) -> None:
        """Show the files of another case, or the same ones anew; the newest first."""
        current = self._list.current_id()
        self._files = {each.id: each for each in files}
        cells = [(each.id, _name(each, today), telling.size_words(each.size) if each.size is not None else "",
                  _state(each)) for each in files]  # fmt: skip
        self._model.reload(len(cells), lambda offset, limit: cells[offset : offset + limit])
        self._list.setVisible(bool(cells))
        self._none.setVisible(not cells)
        self._to_come.setVisible(any(not each.is_here for each in files))
        for button in (self._open, self._save):
            button.setVisible(bool(cells))
        if cells and not (current and self._list.select_id(current)):
            self._list.set_current_row(0)
        self._on_current("")

    def focus_newest(self) -> None:
        """Put the focus on the file that was added last."""
        self._list.set_current_row(0)
        self._list.setFocus()

    @Slot(str)
    def _on_current(self, row_id: str) -> None:
        file = self._files.get(self._list.current_id())
        for button in (self._open, self._save):
            button.setEnabled(file is not None and file.is_here)

    @Slot()
    def _on_open(self) -> None:
        file = self._files.get(self._list.current_id())
        if file is not None:
            self.opened.emit(file.id, file.channel)

    @Slot()
    def _on_save(self) -> None:
        file = self._files.get(self._list.current_id())
        if file is not None:
            self.save_asked.emit(file.id, file.channel, file.name)


def _name(file: ListedFile, today: date) -> Cell:
    told = (telling.day_words(file.made_at, today), file.made_by, file.note)
    return Cell(file.name, icon="paperclip", below="  ".join(filter(None, told)))


def _state(file: ListedFile) -> Mark:
    if file.is_here:
        return Mark(Shape.CHECK, Tone.SUCCESS, t("Here"))
    return Mark(Shape.DASHED, Tone.NEUTRAL, t("Still to come"))
