"""Asking and telling: one function a kind of question, so that a test can answer each.

Screens call them as ``dialogs.confirm(…)``; a test presses the buttons by their object names or puts its own
answer in place of the function. Success is told by a toast, never here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ascn_desk.base.errors import DeskError, MachineError
from ascn_desk.base.words import error_text, t
from ascn_desk.ui import theme
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.button import ButtonKind
from ascn_desk.ui.parts.dialog_frame import DialogButton, DialogFrame
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.long_text_field import LongTextField
from ascn_desk.ui.parts.overlay import CLOSED
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.theme import Tone, Type

YES = "yes"


def confirm(
    parent: QWidget, title: str, words: str, *, yes: str, no: str = "", danger: bool = False, name: str = "confirm"
) -> bool:
    """Ask where there is no way back. The buttons say what they do; Esc and closing are no."""
    kind = ButtonKind.DANGER if danger else ButtonKind.PRIMARY
    buttons = [DialogButton(CLOSED, no or t("Do not"), ButtonKind.QUIET, "Esc"), DialogButton(YES, yes, kind)]
    frame = DialogFrame(parent.window(), title, Paragraph(words), buttons=buttons, width=440, compact=True, name=name)
    # Where something is lost, Enter on what has the focus must not be the loss.
    return _run(frame, frame.first_button(quiet=danger)) == YES


def choose(parent: QWidget, title: str, words: str, buttons: Sequence[DialogButton], *, name: str = "choose") -> str:
    """Ask with named answers; gives the id of the button, or ``CLOSED``."""
    frame = DialogFrame(parent.window(), title, Paragraph(words), buttons=buttons, width=440, compact=True, name=name)
    return _run(frame)


def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    *,
    value: str = "",
    note: str = "",
    ok: str = "",
    lines: int = 1,
    required: bool = True,
    name: str = "ask-text",
) -> str | None:
    """Ask for a text; None if it was closed. A required one cannot be confirmed empty."""
    field: TextField | LongTextField
    if lines > 1:
        field = LongTextField(label, text=value, note=note, lines=lines, required=required, name=f"{name}-field")
    else:
        field = TextField(label, text=value, note=note, required=required, name=f"{name}-field")
    buttons = [
        DialogButton(CLOSED, t("Close"), ButtonKind.QUIET, "Esc"),
        DialogButton(YES, ok or t("Save"), ButtonKind.PRIMARY, "Ctrl+Enter"),
    ]
    frame = DialogFrame(parent.window(), title, field, buttons=buttons, width=480, closes=False, name=name)

    def confirm_text(answer: str) -> None:
        if required and not field.value().strip():
            field.set_error(t("Write something here."))
        else:
            frame.finish(answer)

    frame.answered.connect(confirm_text)
    if isinstance(field, TextField):
        field.entered.connect(lambda: frame.press(YES))
    answer = _run(frame, field)
    return field.value().strip() if answer == YES else None


def ask_reason(
    parent: QWidget, title: str, *, words: str = "", ok: str = "", required: bool = True, name: str = "ask-reason"
) -> str | None:
    """Ask why; the reason stays in the history. None if it was closed."""
    return ask_text(parent, title, t("Reason"), note=words, ok=ok, lines=3, required=required, name=name)


def tell_error(parent: QWidget, error: Exception, *, doing: str = "", name: str = "error") -> None:
    """Say what went wrong, what is safe and what to do; a bug shows its kind, to be reported."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    if isinstance(error, DeskError):
        sentence, code = error_text(error), error.code
        tone = Tone.ERROR if isinstance(error, MachineError) else Tone.WARNING
    else:
        sentence, code = t("The program made a mistake. Nothing was changed."), type(error).__name__
        tone = Tone.ERROR
    column.addWidget(Banner(tone, sentence, name=f"{name}-words"))
    column.addWidget(Label(t("Code: {code}", code=code), kind=Type.CAPTION, color="hint"))
    buttons = [DialogButton(YES, t("Close"), ButtonKind.PRIMARY, "Enter")]
    title = doing or t("This was not done")
    _run(DialogFrame(parent.window(), title, body, buttons=buttons, width=520, compact=True, name=name))


def choose_open(
    parent: QWidget, title: str, *, kinds: Sequence[str] = (), folder: str = "", several: bool = False
) -> list[Path]:
    """Ask for files to read; empty if closed. ``kinds`` such as ``"Bundles (*.ascn)"``."""
    kinds_text = ";;".join(kinds)
    if several:
        names, _ = QFileDialog.getOpenFileNames(parent.window(), title, folder, kinds_text)
    else:
        one, _ = QFileDialog.getOpenFileName(parent.window(), title, folder, kinds_text)
        names = [one]
    return [Path(name) for name in names if name]


def choose_save(parent: QWidget, title: str, *, suggested: str = "", kinds: Sequence[str] = ()) -> Path | None:
    """Ask where to write a file; None if closed."""
    name, _ = QFileDialog.getSaveFileName(parent.window(), title, suggested, ";;".join(kinds))
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str, *, folder: str = "") -> Path | None:
    """Ask for a folder; None if closed."""
    name = QFileDialog.getExistingDirectory(parent.window(), title, folder)
    return Path(name) if name else None


def _run(frame: DialogFrame, first: QWidget | None = None) -> str:
    answer = frame.run(first or frame.first_button())
    frame.deleteLater()
    return answer
