"""A new case that begins with what a room shows: its company or city."""

from __future__ import annotations

from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Draft, Values
from ascn_desk.ui.forms.storing import new_draft_id
from ascn_desk.ui.screens.quick_case.asking import FORM


def case_draft(desk: Desk, values: Values) -> Draft:
    """A draft of a case that nobody typed into yet."""
    return Draft(
        id=new_draft_id(desk), form=FORM, kind="case", record=None, channel=None, values=values, seen={},
        saved_at="",
    )  # fmt: skip
