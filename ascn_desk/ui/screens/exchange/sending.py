"""The question before a file is made: to whom, into which folder, how large at most, with which note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import dialogs, theme
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    CheckBox,
    Choice,
    DialogButton,
    DialogFrame,
    FieldLabel,
    Paragraph,
    Scroll,
    Select,
    TextField,
)
from ascn_desk.ui.screens.telling import OPEN_UPDATE

_SEND = "send"
_MB = 1_000_000
_SHOWN_ROWS = 6


@dataclass(frozen=True, slots=True)
class Sending:
    """What the person chose; ``max_size`` in bytes."""

    offices: tuple[str, ...]
    folder: Path
    max_size: int | None
    note: str


class SendPanel(QWidget):
    """Receivers, folder, greatest size, note."""

    def __init__(
        self, receivers: Sequence[tuple[str, str]], chosen: Sequence[str], folder: Path, *, offers_open: bool = False
    ) -> None:
        super().__init__()
        self._folder = folder
        self._boxes: dict[str, CheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(FieldLabel(t("To")))
        column.addWidget(self._make_receivers(receivers, chosen, offers_open))
        column.addLayout(self._make_folder())
        self._size = Select(
            t("Largest file"),
            choices=[
                Choice("", t("no limit")), Choice("20", "20 MB"), Choice("10", "10 MB"), Choice("5", "5 MB"),
                Choice("2", "2 MB"),
            ],
            value="",
            note=t("For mail: more than that goes as several files, each complete in itself."),
            name="send-size",
        )  # fmt: skip
        column.addWidget(self._size)
        self._note = TextField(t("Note to the receiver"), max_length=200, name="send-note")
        column.addWidget(self._note)

    def _make_receivers(
        self, receivers: Sequence[tuple[str, str]], chosen: Sequence[str], offers_open: bool
    ) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if len(receivers) > 2:
            every = CheckBox(t("All offices ({n})", n=len(receivers)), name="send-all",
                             checked=len(chosen) == len(receivers))  # fmt: skip
            every.clicked.connect(self._on_all)
            column.addWidget(every)
        for code, name in receivers:
            one = CheckBox(name, checked=code in chosen, name=f"send-to-{code}")
            self._boxes[code] = one
            column.addWidget(one)
        if offers_open:
            anyone = CheckBox(t("Reference data for anyone, not encrypted"), name=f"send-to-{OPEN_UPDATE}")
            self._boxes[OPEN_UPDATE] = anyone
            column.addWidget(anyone)
        if len(self._boxes) <= _SHOWN_ROWS:
            return box
        area = Scroll(box)
        area.setFixedHeight(theme.px(32 * _SHOWN_ROWS + 16))
        return area

    def _make_folder(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._path = TextField(t("Folder"), text=str(self._folder), name="send-folder",
                               note=t("Written, read back and verified before it counts as made."))  # fmt: skip
        row.addWidget(self._path, 1)
        choose = Button(t("Choose…"), icon="folder-open", height=36, name="send-choose-folder")
        choose.clicked.connect(self._on_choose)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, theme.px(26), 0, 0)
        holder.addWidget(choose)
        holder.addStretch(1)
        row.addLayout(holder)
        return row

    @Slot()
    def _on_all(self) -> None:
        sender = self.sender()
        if isinstance(sender, CheckBox):
            for code, box in self._boxes.items():
                if code != OPEN_UPDATE:
                    box.setChecked(sender.isChecked())

    @Slot()
    def _on_choose(self) -> None:
        chosen = dialogs.choose_folder(self, t("Folder for the file"), folder=self._path.value())
        if chosen is not None:
            self._path.set_value(str(chosen))

    def first_control(self) -> QWidget:
        """The folder, which is what changes most often."""
        return self._path

    def sending(self) -> Sending | None:
        """What was chosen; None where something is missing, which is then said at its field."""
        offices = tuple(code for code, box in self._boxes.items() if box.isChecked())
        folder = Path(self._path.value().strip())
        self._path.set_error("")
        if not self._path.value().strip() or not folder.is_dir():
            self._path.set_error(t("There is no such folder. Choose one that exists."))
            self._path.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if not offices:
            self._path.set_error(t("Choose at least one receiver."))
            return None
        size = self._size.value()
        return Sending(offices, folder, int(size) * _MB if size else None, self._note.value().strip())


def ask_sending(
    parent: QWidget,
    receivers: Sequence[tuple[str, str]],
    chosen: Sequence[str],
    folder: Path,
    *,
    what: str,
    offers_open: bool = False,
) -> Sending | None:
    """Ask to whom and where; None if it was closed."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.addWidget(Paragraph(what))
    panel = SendPanel(receivers, chosen, folder, offers_open=offers_open)
    column.addWidget(panel)
    buttons = [
        DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
        DialogButton(_SEND, t("Make and sign"), ButtonKind.PRIMARY, "Ctrl+Enter", icon="send"),
    ]
    frame = DialogFrame(parent.window(), t("Make a file"), body, buttons=buttons, width=560, closes=False, name="send")
    found: list[Sending] = []

    def answer(button: str) -> None:
        sending = panel.sending()
        if sending is not None:
            found.append(sending)
            frame.finish(button)

    frame.answered.connect(answer)
    frame.run(panel.first_control())
    frame.deleteLater()
    return found[0] if found else None
