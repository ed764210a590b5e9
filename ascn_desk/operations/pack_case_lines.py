"""Open cases as the tables of packs print them."""

from __future__ import annotations

from datetime import date

from ascn_desk.briefing.content import BadgeLook, CaseLine
from ascn_desk.briefing.say import NOTHING, Words
from ascn_desk.domain.vocabularies import CLOSING_STATUSES, CaseStatus, Redaction
from ascn_desk.operations.pack_records import PackRecords, names_of, text_of, typed, vocabulary
from ascn_desk.operations.views import Row

MOST_CASES = 60
"""Cases that are looked up for a page, which holds fewer."""

_LOOKS: dict[str, BadgeLook] = {
    CaseStatus.NEW: "line",
    CaseStatus.IN_PROGRESS: "solid",
    CaseStatus.WAITING: "line",
    CaseStatus.ASKED_HQ: "line",
}

# What stands in a badge must be short.
_SHORT: dict[str, Words] = {
    CaseStatus.WAITING: Words("Waiting", "先方待ち"),
    CaseStatus.ASKED_HQ: Words("Asked HQ", "本省照会中"),
}


def open_cases(records: PackRecords, found: list[Row], as_of: date) -> tuple[tuple[CaseLine, ...] | None, int]:
    """The most urgent of the open cases, and how many more there are.

    None where the profile left out all there are, since "none open" would then be untrue.
    """
    day = as_of.isoformat()
    rows = [
        records.use(row)
        for row in found
        if is_open_on(row, day)
    ]
    if not rows and (records.left_out["case"] or records.redaction is Redaction.DELEGATION):
        return None, 0
    rows.sort(key=lambda row: (text_of(row, "next_due") or "9999", text_of(row, "reference"), row.id))
    return tuple(case_line(records, row, day) for row in rows[:MOST_CASES]), len(rows[MOST_CASES:])


def is_open_on(row: Row, day: str) -> bool:
    """Whether a case had come in by a day and is still open."""
    is_closed = text_of(row, "status") in CLOSING_STATUSES or bool(row.values.get("archived"))
    return not is_closed and text_of(row, "received_on") <= day


def case_line(records: PackRecords, row: Row, day: str) -> CaseLine:
    """An open case as the tables print it."""
    company = records.get("company", row.values.get("company"))
    due, status = text_of(row, "next_due"), text_of(row, "status")
    return CaseLine(
        text_of(row, "reference"),
        names_of(company) if company else NOTHING,
        typed(text_of(row, "summary")),
        _SHORT.get(status) or vocabulary(CaseStatus, status),
        _LOOKS.get(status, "dashes"),
        date.fromisoformat(due) if due else None,
        overdue=bool(due) and due < day,
        next_step=typed(text_of(row, "next_action")),
        reason=typed(text_of(row, "status_reason")),
    )
