"""A dialog: head, body, foot with quiet buttons at the left and the primary one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts.base import Part
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.label import Label
from ascn_desk.ui.parts.overlay import CLOSED, Overlay
from ascn_desk.ui.shapes import Mark
from ascn_desk.ui.theme import Type

HEAD = 56
FOOT = 64


@dataclass(frozen=True, slots=True)
class DialogButton:
    """One answer. ``key`` is shown and, if it is a key sequence, works: ``Ctrl+Enter``. ``id`` "" closes."""

    id: str
    words: str
    kind: ButtonKind = ButtonKind.SECONDARY
    key: str = ""
    icon: str = ""


class _Panel(QWidget):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.setMinimumWidth(theme.px(240))
        self._wanted = width

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(theme.px(self._wanted), hint.width()), hint.height())


class DialogFrame(Overlay):
    """``open()`` shows it and ``finished(str)`` gives the id of the button; ``run()`` waits for it.

    With ``closes=False`` a button only gives ``answered(str)``: who owns the dialog saves first, then calls
    :meth:`finish` – or leaves it open with what is wrong. A small question (``compact``) has no lines.
    """

    answered = Signal(str)

    def __init__(
        self,
        window: QWidget,
        title: str,
        body: QWidget,
        *,
        buttons: Sequence[DialogButton],
        width: int = 560,
        compact: bool = False,
        status: str = "",
        closes: bool = True,
        scrim: bool = True,
        name: str = "dialog",
    ) -> None:
        panel = _Panel(width)
        super().__init__(window, panel, scrim=scrim, name=name, accessible=title)
        self._closes = closes
        self._buttons: dict[str, Button] = {}
        self._status = Label(status, kind=Type.CAPTION, color="second", name=f"{name}-status")
        self._status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head(column, title, compact)
        pad = QVBoxLayout()
        side = theme.px(24)
        pad.setContentsMargins(side, 0 if compact else theme.px(16), side, theme.px(8 if compact else 16))
        pad.addWidget(body)
        column.addLayout(pad, 1)
        self._foot(column, buttons, compact)

    def _head(self, column: QVBoxLayout, title: str, compact: bool) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(24), theme.px(16 if compact else 0), theme.px(24), 0)
        heading = Label(title, kind=Type.RECORD if compact else Type.SECTION, bold=True, name="dialog-title")
        heading.setFixedHeight(theme.px(36 if compact else HEAD))
        row.addWidget(heading, 1)
        row.addWidget(self._status)
        column.addLayout(row)
        if not compact:
            column.addWidget(Hairline())

    def _foot(self, column: QVBoxLayout, buttons: Sequence[DialogButton], compact: bool) -> None:
        if not compact:
            column.addWidget(Hairline())
        foot = Part()
        foot.setFixedHeight(theme.px(FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(16), 0, theme.px(24), 0)
        row.setSpacing(theme.px(8))
        quiet = [b for b in buttons if b.kind is ButtonKind.QUIET]
        loud = [b for b in buttons if b.kind is not ButtonKind.QUIET]
        if compact:
            row.addStretch(1)
        for button in quiet:
            row.addWidget(self._make(button))
        if not compact:
            row.addStretch(1)
        for button in loud:
            row.addWidget(self._make(button))
        column.addWidget(foot)

    def _make(self, button: DialogButton) -> Button:
        made = Button(button.words, kind=button.kind, key=button.key, icon=button.icon, height=36,
                      name=f"{self.objectName()}-{button.id or 'close'}")  # fmt: skip
        made.clicked.connect(self._on_pressed)
        self._buttons[button.id] = made
        if button.key and button.key != "Esc":
            self.bind(button.key, made.click)
        return made

    def set_status(self, words: str, mark: Mark | None = None) -> None:
        """Say something small at the right of the head: “draft saved 10:42”."""
        self._status.set_words(words)
        self._status.set_mark(mark)

    def set_button_enabled(self, button_id: str, enabled: bool) -> None:
        """Let an answer be given or not."""
        self._buttons[button_id].setEnabled(enabled)

    def press(self, button_id: str) -> None:
        """Answer as if the button had been pressed."""
        self._buttons[button_id].click()

    def first_button(self, *, quiet: bool = False) -> QWidget | None:
        """The button of the main answer, or of the quiet one, to be the first with the focus."""
        buttons = list(self._buttons.values())
        return buttons[0 if quiet else -1] if buttons else None

    @Slot()
    def _on_pressed(self) -> None:
        sender = self.sender()
        answer = next((key for key, button in self._buttons.items() if button is sender), CLOSED)
        if self._closes or answer == CLOSED:
            self.finish(answer)
        else:
            self.answered.emit(answer)
