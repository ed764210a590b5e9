"""Going on with a draft in the form where it was typed, and editing a record that has no room of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Draft, RecordView
from ascn_desk.ui.session import Session

Act = Callable[[str, str, str], None]
"""Shows a case of a channel and begins something there."""


def resume(session: Session, window: QWidget, draft: Draft, act: Act) -> None:
    """Go on with a draft."""
    from ascn_desk.ui.forms import add_new
    from ascn_desk.ui.screens.cases.reading import ACTION_FORMS, LOG_FORM, STATUS_FORM
    from ascn_desk.ui.screens.quick_case import QuickCase
    from ascn_desk.ui.screens.quick_case.asking import FORM

    begun = {LOG_FORM: "log", STATUS_FORM: "status", **{form: what for what, form in ACTION_FORMS.items()}}
    if draft.form == FORM:
        QuickCase(session, window, draft=draft).open()
    elif draft.record is None:
        add_new(session, window, KINDS[draft.kind], draft.channel, draft=draft)
    elif draft.form in begun:
        act(draft.record, draft.channel or "", begun[draft.form])
    else:
        edit(session, window, draft.kind, draft.record, draft.channel or "")


def edit(session: Session, window: QWidget, kind: str, record_id: str, channel: str) -> None:
    """The form of a record, over the room."""
    from ascn_desk.operations.records import show_record
    from ascn_desk.ui.forms import edit_record

    def read(view: RecordView) -> None:
        edit_record(session, window, view)

    session.read(show_record, kind, record_id, channel or None, done=read, owner=window)
