"""The question before a change of root or registry: what it says, what it does, whose signatures it needs.

Where the keys of this desk are not enough, a key file is named for each signature that lacks, or the change is written
down for a second person.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.trust_changes import KeyAt, Signing, TrustChanged
from ascn_desk.operations.trust_words import difference_words, missing_words
from ascn_desk.sync.trust_change import Missing
from ascn_desk.ui import dialogs, theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    DialogButton,
    Label,
    Paragraph,
    SectionHeading,
    TextField,
    Tone,
    Type,
)
from ascn_desk.ui.screens.question import Question
from ascn_desk.ui.screens.trust.wording import effect_words

_GO, _WRITE = "go", "write"
_MOST_LINES = 12


class ChangeQuestion(Question):
    """Signals: ``decided(Signing)`` to put it into effect; ``set_down(Signing)`` to keep it for a second person.

    ``beside``: the words of the button for the latter, which is there where signatures lack. With ``may_lack`` nobody
    need give a key: this desk's own may do. The dialog stays until :meth:`finish`; :meth:`show_problem` says what is
    wrong.
    """

    decided = Signal(object)
    set_down = Signal(object)

    def __init__(
        self,
        window: QWidget,
        title: str,
        would: TrustChanged,
        *,
        go: str,
        warning: str = "",
        beside: str = "",
        may_lack: bool = False,
    ) -> None:
        self._may_lack = may_lack
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        if warning:
            column.addWidget(Banner(Tone.WARNING, warning, name="change-warning"))
        fill_with_change(column, would)
        self._rows = [KeyRow(is_root, number) for number, is_root in enumerate(_needed(would.missing))]
        if self._rows:
            column.addWidget(Paragraph(t("Name a key file for each signature; its keeper types the passphrase.")))
        for row in self._rows:
            column.addWidget(row)
        buttons = [DialogButton("", t("Close"), ButtonKind.QUIET, "Esc")]
        if self._rows and beside:
            buttons.append(DialogButton(_WRITE, beside, key="Ctrl+S"))
        buttons.append(DialogButton(_GO, go, ButtonKind.PRIMARY, "Ctrl+Enter"))
        super().__init__(window, title, body, buttons=buttons, width=620, name="change")
        self.answered.connect(self._on_answered)

    def ask(self) -> None:
        """Show it with the focus on what is to be given; where nothing is, on what is to be read."""
        self.open(self._rows[0].first_control() if self._rows else self.reading_place())

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; the dialog stays."""
        self.set_button_enabled(_GO, True)
        super().show_problem(sentence)

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        if answer == _WRITE:
            self.set_down.emit(self._signing())
            return
        lacking = [row for row in self._rows if not row.is_given()]
        if lacking and not self._may_lack:
            lacking[0].ask_for_it()
            self.fit()
            return
        self.set_button_enabled(_GO, False)
        self.decided.emit(self._signing())

    def _signing(self) -> Signing:
        given = [row for row in self._rows if row.is_given()]
        return Signing(
            root_keys=tuple(row.key() for row in given if row.is_root),
            registry_keys=tuple(row.key() for row in given if not row.is_root),
        )


class KeyRow(QWidget):
    """A key file and its passphrase."""

    def __init__(self, is_root: bool, number: int) -> None:
        super().__init__()
        self.is_root = is_root
        self._path: Path | None = None
        words = t("Root key") if is_root else t("Registry key")
        self._file = Label(t("no file chosen"), kind=Type.CAPTION, color="second", name=f"key-{number}-file")
        self._choose = Button(t("Choose the file"), icon="folder-open", height=36, name=f"key-{number}-choose")
        self._phrase = TextField(t("Its passphrase"), secret=True, required=True, name=f"key-{number}-phrase")
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Label(words, bold=True))
        head.addWidget(self._choose)
        head.addWidget(self._file, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self._phrase)
        self._choose.clicked.connect(self._ask_file)

    def first_control(self) -> QWidget:
        """Where to begin."""
        return self._choose

    def is_given(self) -> bool:
        """Whether file and passphrase are there."""
        return self._path is not None and bool(self._phrase.value())

    def key(self) -> KeyAt:
        """The key; only where it is given."""
        assert self._path is not None
        return KeyAt(self._path, self._phrase.value())

    def ask_for_it(self) -> None:
        """Say that it lacks, and put the focus there."""
        if self._path is None:
            self._choose.setFocus()
            self._phrase.set_error(t("Choose the file of the key first."))
        else:
            self._phrase.set_error(t("Write something here."))
            self._phrase.setFocus()

    @Slot()
    def _ask_file(self) -> None:
        paths = dialogs.choose_open(self, t("File of the key"), kinds=["*.key", "*"])
        if paths:
            self._path = paths[0]
            self._file.set_words(paths[0].name)
            self._phrase.set_error("")
            self._phrase.setFocus()


def fill_with_change(column: QVBoxLayout, told: TrustChanged, *, with_effect: bool = True) -> None:
    """Add what a change says, what comes of it, and whose signatures it lacks."""
    column.addWidget(SectionHeading(t("What it says"), line=True))
    for each in told.differences[:_MOST_LINES]:
        column.addWidget(Paragraph(difference_words(each), color="text", name="change-line"))
    if len(told.differences) > _MOST_LINES:
        column.addWidget(Paragraph(t("and {n} more lines", n=f"{len(told.differences) - _MOST_LINES:,}")))
    if with_effect:
        column.addWidget(Paragraph(effect_words(told), name="change-effect"))
    for one in told.missing:
        column.addWidget(Paragraph(missing_words(one), name="change-missing"))


def _needed(missing: Sequence[Missing]) -> list[bool]:
    """For each signature that lacks, whether it is a root key's; one that signs for two roots is named once."""
    roots = max((each.needed for each in missing if each.role != "registry"), default=0)
    return [True] * roots + [False] * sum(each.needed for each in missing if each.role == "registry")
