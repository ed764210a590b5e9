"""What keeps a new case from being saved, field by field."""

from __future__ import annotations

from ascn_desk.base.words import language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.saving import check_save, problem_text
from ascn_desk.operations.views import Values
from ascn_desk.ui.forms import entry
from ascn_desk.ui.forms.offers import Lists, open_codes

_CASE = KINDS["case"]


def problems_of(values: Values, lists: Lists, *, makes_company: bool, has_odd_day: bool) -> dict[str, str]:
    """A sentence for each field that is wrong. ``has_odd_day``: the due date is typed, but is none."""
    checked = {**values, "company": "new-company"} if makes_company else values
    problems: dict[str, str] = {}
    for each in check_save(_CASE, entry.flat(checked), None, open_codes(lists)):
        if each.code == "part-of-group" and has_odd_day:
            continue  # the other part is there, and its own field says what is wrong with it
        problems.setdefault(each.field.partition(":")[0], problem_text(_CASE, each, language()))
    return problems
