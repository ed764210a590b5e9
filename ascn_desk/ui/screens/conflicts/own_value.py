"""A value of one's own in place of those that stand side by side: a text is asked for, the rest is for the form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import ConflictView, RecordView, Register
from ascn_desk.ui import dialogs
from ascn_desk.ui.forms import edit_record
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts import reading
from ascn_desk.ui.session import Session


def has_other(view: ConflictView) -> bool:
    """Whether another value can be written at all: not for a member of a set, nor for being there."""
    return view.register not in (DELETED, MERGED_INTO) and ":" not in view.register and view.kind in KINDS


def ask_other(
    session: Session, room: QWidget, view: ConflictView, offered: Register, write: Callable[[str], None]
) -> None:
    """Ask for another value; ``write`` gets a text, the form saves the rest itself."""
    if not _is_text(view):

        def edit(record: RecordView) -> None:
            edit_record(session, room, record, field=view.register.partition(":")[0])

        session.read(reading.record, view, done=edit, owner=room)
        return
    field = telling.field_words(view.kind, view.register)
    lines = 5 if KINDS[view.kind].fields[view.register].is_long else 1
    typed = dialogs.ask_text(room, t("Another value"), field, value=str(offered or ""), ok=t("Settle"), lines=lines,
                             note=t("All values above stay in the history."), name="conflict-own")  # fmt: skip
    if typed is not None:
        write(typed)


def _is_text(view: ConflictView) -> bool:
    """Whether another value is a plain text; all else is written in the form."""
    declared = KINDS[view.kind]
    field = declared.fields.get(view.register)
    return field is not None and view.register not in declared.groups and field.type is FieldType.TEXT
