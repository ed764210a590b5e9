"""The page before an open desk: the passphrase, and what is wrong where it does not open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.clock import Clock
from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.words import error_text, language, t
from ascn_desk.operations.public_profile import ProfileState, profile_state
from ascn_desk.ui import theme
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.marking import Marking
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.screens.brand_panel import BrandPanel
from ascn_desk.ui.tasks import Tasks
from ascn_desk.ui.theme import Tone, Type

if TYPE_CHECKING:
    from ascn_desk.operations.desk import Desk

_FORM_WIDTH, _EDGE = 420, 24


class UnlockPage(QWidget):
    """Signal: ``opened(Desk)``."""

    opened = Signal(object)

    def __init__(self, profile: Path, clock: Clock, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("unlock-page")
        self._profile, self._clock, self._tasks = profile, clock, tasks
        state = profile_state(profile)
        self._field = TextField(t("Passphrase"), secret=True, required=True, icon="lock", name="passphrase")
        self._field.entered.connect(self._open)
        line = self._field.focusProxy()
        assert line is not None
        line.installEventFilter(self)
        self._problem = Banner(Tone.ERROR, "", name="unlock-problem")
        self._problem.hide()
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
        if state.is_practice:
            column.addWidget(Marking(t("Practice")), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(12))
        column.addWidget(self._problem)
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
        self._brand = BrandPanel()
        row.addWidget(self._brand)
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
        self._problem.hide()
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
        if isinstance(error, CorrectableError):
            self._field.set_error(error_text(error))
        else:
            # Not the passphrase's fault, so it does not stand at the field.
            self._problem.set_words(error_text(error) if isinstance(error, DeskError) else repr(error))
            self._problem.show()
        self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._brand.leave_room(self.width(), _FORM_WIDTH + 2 * _EDGE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at_caps(event)
        return super().eventFilter(watched, event)

    def _look_at_caps(self, event: QKeyEvent) -> None:
        """Dots hide a wrong case; Qt tells no lock, but a letter against its Shift key does."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            is_locked = letter.isupper() != is_shifted
            self._field.set_note(t("Caps Lock is on.") if is_locked else "")


def _office(state: ProfileState) -> str:
    """What the office of a profile is called."""
    return state.office_names.get(language()) or state.office or "ASCN Desk"


def _open_desk(profile: Path, passphrase: str, clock: Clock) -> Desk:
    """Open it; all that a desk needs is loaded here, on the worker, not before the page stands."""
    from ascn_desk.operations.profiles import open_desk

    return open_desk(profile, passphrase, clock=clock)
