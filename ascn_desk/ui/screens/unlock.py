"""The page before an open desk: the passphrase, and what is wrong where it does not open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.clock import Clock
from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.operations.public_profile import ProfileState, profile_state
from ascn_desk.ui import theme
from ascn_desk.ui.focus_ring import FocusRing
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.screens.brand_panel import BrandPanel
from ascn_desk.ui.tasks import Tasks
from ascn_desk.ui.theme import Type

if TYPE_CHECKING:
    from ascn_desk.operations.desk import Desk

_FORM_WIDTH = 420


class UnlockPage(QWidget):
    """Signal: ``opened(Desk)``."""

    opened = Signal(object)

    def __init__(self, profile: Path, clock: Clock, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("unlock-page")
        self._profile, self._clock, self._tasks = profile, clock, tasks
        state = profile_state(profile)
        self._ring = FocusRing(self)
        self._field = TextField(t("Passphrase"), secret=True, required=True, icon="lock", name="passphrase")
        self._field.entered.connect(self._open)
        self._button = Button(t("Open the desk"), kind=ButtonKind.PRIMARY, key="Enter", height=40, name="open")
        self._button.clicked.connect(self._open)
        form = QWidget()
        form.setFixedWidth(theme.px(_FORM_WIDTH))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addStretch(1)
        column.addWidget(Label(_office(state), kind=Type.PAGE, bold=True))
        column.addWidget(Label(state.officer or "", kind=Type.FORM, color="second"))
        column.addSpacing(theme.px(12))
        column.addWidget(self._field)
        column.addWidget(self._button)
        column.addSpacing(theme.px(8))
        column.addWidget(
            Paragraph(t("What this desk holds is encrypted. Nobody can restore the passphrase."))
        )
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(BrandPanel())
        row.addStretch(1)
        row.addWidget(form)
        row.addStretch(1)
        self.setTabOrder(self._field, self._button)

    def focus_first(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _open(self) -> None:
        typed = self._field.value()
        if not typed:
            self._field.set_error(t("Type the passphrase of this desk."))
            return
        self._field.set_error("")
        self._button.setEnabled(False)
        self._tasks.store(
            lambda: _open_desk(self._profile, typed, self._clock),
            done=self._on_open,
            failed=self._on_failed,
            owner=self,
        )

    def _on_open(self, desk: Desk) -> None:
        self.opened.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        self._button.setEnabled(True)
        self._field.set_error(error_text(error) if isinstance(error, DeskError) else repr(error))
        self.focus_first()


def _office(state: ProfileState) -> str:
    """What the office of a profile is called."""
    return state.office_names.get(language()) or state.office or "ASCN Desk"


def _open_desk(profile: Path, passphrase: str, clock: Clock) -> Desk:
    """Open it; all that a desk needs is loaded here, on the worker, not before the page stands."""
    from ascn_desk.operations.profiles import open_desk

    return open_desk(profile, passphrase, clock=clock)
