"""A record's form over the page it belongs to: saved by Ctrl+Enter, closed by Esc with what was typed kept."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kind import Kind
from ascn_desk.operations.views import Draft, RecordView, Saved, Values
from ascn_desk.ui import theme
from ascn_desk.ui.forms.record_form import RecordForm
from ascn_desk.ui.parts import ButtonKind, DialogButton, DialogFrame, Mark, Scroll, Shape, Tone
from ascn_desk.ui.session import Session

WIDTH = 720
_HEIGHT = 620
_SAVE = "save"


class _Body(QWidget):
    """The form, scrolled; as high as the window lets it be."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        # The ring of a field needs room at the sides, and the page's own padding is there already.
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(form, padding=(4, 4, 14, 8)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH - 48), theme.px(_HEIGHT))


class RecordPanel(DialogFrame):
    """The form of a record over its window. Signals: ``saved(Saved)``; ``closed()`` whichever way it ended."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, form: RecordForm, title: str) -> None:
        buttons = [
            DialogButton("", t("Close"), ButtonKind.QUIET, "Esc"),
            DialogButton(_SAVE, t("Save"), ButtonKind.PRIMARY, "Ctrl+Enter"),
        ]
        super().__init__(window, title, _Body(form), buttons=buttons, width=WIDTH, closes=False, name="record-panel")
        self._form = form
        self._is_saved = False
        self.answered.connect(self._on_answered)
        self.finished.connect(self._on_finished)
        form.saved.connect(self._on_saved)
        form.draft_kept.connect(self._on_kept)

    def form(self) -> RecordForm:
        """The form it shows."""
        return self._form

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        self._form.save()

    @Slot(str)
    def _on_kept(self, time: str) -> None:
        self.set_status(t("draft saved {time}", time=time), Mark(Shape.CHECK, Tone.SUCCESS))

    def _on_saved(self, saved: Saved) -> None:
        self._is_saved = True
        self.saved.emit(saved)
        self.finish()

    @Slot(str)
    def _on_finished(self, answer: str) -> None:
        if not self._is_saved:
            self._form.leave()
        self.closed.emit()
        self.deleteLater()


def edit_record(session: Session, parent: QWidget, record: RecordView, *, field: str = "") -> RecordPanel:
    """Open the form of a record over its window, the focus on a field or on the first."""
    kind = record.declared
    title = t("Edit: {what}", what=kind.words(language()))
    return _open(RecordForm(session, kind, record, record.channel), parent, title, field)


def add_new(
    session: Session,
    parent: QWidget,
    kind: Kind,
    channel: str | None = None,
    *,
    initial: Values | None = None,
    hidden: Collection[str] = (),
    draft: Draft | None = None,
    field: str = "",
) -> RecordPanel:
    """Open the form of a new record, or go on with the draft of one."""
    title = t("New: {what}", what=kind.words(language()))
    form = RecordForm(session, kind, None, channel, initial=initial, hidden=hidden, draft=draft)
    return _open(form, parent, title, field)


def _open(form: RecordForm, parent: QWidget, title: str, field: str) -> RecordPanel:
    panel = RecordPanel(parent.window(), form, title)
    form.focus_field(field)
    panel.open()
    return panel
