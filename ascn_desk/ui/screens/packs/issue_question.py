"""The question before a pack leaves the house: for whom, under which password, with which files, as a booklet.

Only the PDF can be encrypted. Who asks for a password means all that is said, so the other files are refused then.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text, t
from ascn_desk.operations.pack_issue import KIND
from ascn_desk.operations.pack_locking import LEAST_LETTERS, check_password
from ascn_desk.ui import theme
from ascn_desk.ui.dialogs import YES
from ascn_desk.ui.parts import CLOSED, ButtonKind, CheckBox, DialogButton, DialogFrame, Paragraph, TextField
from ascn_desk.ui.screens import telling


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a pack leaves the house."""

    for_whom: str = ""
    password: str = ""
    is_booklet: bool = False
    has_book: bool = False
    has_text: bool = False


def ask_leaving(parent: QWidget, *, prints: bool, issues: bool = True) -> Leaving | None:
    """Ask how it leaves; None if it was closed. ``issues``: it goes on record, so for whom is asked."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    whom = TextField(telling.field_words(KIND, "for_whom"), max_length=200, name="leaving-for-whom",
                     note=t("Kept with the pack in the list of what was issued."))  # fmt: skip
    hint = t("Only where the file is to be encrypted; {least} letters or more.", least=LEAST_LETTERS)
    password = TextField(t("Password"), secret=True, note=hint, name="leaving-password")
    booklet = CheckBox(t("As a booklet: two pages a side, folded in the middle"), name="leaving-booklet")
    book = CheckBox(t("Also its content as an Excel file"), name="leaving-book")
    text = CheckBox(t("Also its words as plain text, for a screen reader"), name="leaving-text")
    if issues:
        column.addWidget(whom)
    if prints:
        column.addWidget(booklet)
        column.addWidget(Paragraph(t("Print a booklet on both sides, turned over the short edge."), color="hint"))
    else:
        column.addWidget(password)
        column.addWidget(book)
        column.addWidget(text)
        beside = t("Both stand beside the PDF under its name, and are never encrypted.")
        column.addWidget(Paragraph(beside, color="hint"))
    buttons = [
        DialogButton(CLOSED, t("Close"), ButtonKind.QUIET, "Esc"),
        DialogButton(YES, t("Print") if prints else t("Save"), ButtonKind.PRIMARY, "Ctrl+Enter"),
    ]
    title = t("Print the pack") if prints else t("Save the pack")
    frame = DialogFrame(parent.window(), title, body, buttons=buttons, width=480, closes=False, name="leaving")

    def answered(answer: str) -> None:
        if answer == YES and password.value() and (book.isChecked() or text.isChecked()):
            password.set_error(t("The files below cannot be encrypted: untick them."))
            return
        try:
            if answer == YES and password.value():
                check_password(password.value())
        except CorrectableError as error:
            password.set_error(error_text(error))
        else:
            frame.finish(answer)

    frame.answered.connect(answered)
    for field in (whom, password):
        field.entered.connect(lambda: frame.press(YES))
    answer = frame.run(whom if issues else booklet if prints else password)
    frame.deleteLater()
    if answer != YES:
        return None
    return Leaving(
        whom.value().strip(), password.value(), booklet.isChecked(), book.isChecked(), text.isChecked()
    )
