"""The record of a meeting and its action items, as they stood on the day of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import BadgeLook, Fact
from ascn_desk.briefing.meeting_record import Action, MeetingRecord
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import ActionState
from ascn_desk.operations.pack_records import PackRecords, names_of, number_of, text_of, typed, vocabulary
from ascn_desk.operations.views import Row

_LATER = "9999"
_TO_DO = frozenset({None, ActionState.OPEN.value, ActionState.CARRIED_OVER.value})
_LOOKS: dict[str, BadgeLook] = {
    ActionState.OPEN: "solid",
    ActionState.CARRIED_OVER: "line",
    ActionState.DONE: "tint",
    ActionState.DROPPED: "dashes",
}


def meeting_record(records: PackRecords, meeting_id: str, as_of: date) -> MeetingRecord:
    """All that the record of a meeting says.

    Errors: CorrectableError ``unknown-record``; ``not-for-these-readers`` where the profile leaves the meeting out.
    """
    meeting = records.get("meeting", meeting_id)
    if meeting is None:
        if records.left_out["meeting"]:
            raise CorrectableError("not-for-these-readers", redaction=records.redaction.value)
        raise CorrectableError("unknown-record", kind="meeting", id=meeting_id)
    # The order in which sources get their numbers is that in which the pages name them.
    facts = tuple(_facts(records, meeting))
    actions = tuple(_actions(records, meeting, as_of)) if records.wants("actions") else ()
    to_do = sum(not each.is_done and each.look != "dashes" for each in actions)
    return MeetingRecord(
        name=names_of(meeting),
        number=number_of(meeting, "number"),
        lead=_lead(actions, to_do),
        facts=facts,
        minutes=typed(text_of(meeting, "record")),
        actions=actions,
        open_actions=to_do,
        sources=records.sources,
    )


def _lead(actions: tuple[Action, ...], to_do: int) -> Words:
    if not actions:
        return NOTHING
    late = sum(each.overdue for each in actions)
    if late:
        return fixed("Still to be done: {n}, of them overdue: {late}.", n=to_do, late=late)
    return fixed("Still to be done: {n}. Nothing is overdue.", n=to_do)


def _facts(records: PackRecords, meeting: Row) -> Iterator[Fact]:
    starts, ends = text_of(meeting, "starts_on"), text_of(meeting, "ends_on")
    ref = records.ref(meeting)
    yield Fact(fixed("Begins"), _day(starts), ref=ref)
    if ends and ends != starts:
        yield Fact(fixed("Ends"), _day(ends))
    yield Fact(fixed("Venue"), names_of(meeting, "venue") or fixed("not known"))
    for label, field in (
        (fixed("Theme"), "theme"),
        (fixed("Co-chair of ASEAN"), "cochair"),
        (fixed("Present"), "attendance"),
    ):
        if said := typed(text_of(meeting, field)):
            yield Fact(label, said)


def _actions(records: PackRecords, meeting: Row, as_of: date) -> Iterator[Action]:
    """What is to be done comes first, by its day."""
    rows = records.find("action_item", meeting=meeting.id)
    rows = [row for row in rows if not row.values.get("archived")]
    rows.sort(key=lambda row: (text_of(row, "due") or _LATER, text_of(row, "paragraph"), row.id))
    rows.sort(key=lambda row: row.values.get("state") not in _TO_DO)
    for row in rows:
        records.use(row)
        owner = records.get("organisation", row.values.get("owner"))
        state, due = text_of(row, "state"), text_of(row, "due")
        yield Action(
            what=typed(text_of(row, "what")),
            owner=names_of(owner) if owner else NOTHING,
            paragraph=text_of(row, "paragraph"),
            due=date.fromisoformat(due) if due else None,
            state=vocabulary(ActionState, state),
            look=_LOOKS.get(state, "line"),
            reason=typed(text_of(row, "state_reason")),
            is_done=state == ActionState.DONE,
            overdue=row.values.get("state") in _TO_DO and bool(due) and due < as_of.isoformat(),
        )


def _day(text: str) -> Words:
    return day_words(date.fromisoformat(text)) if text else fixed("date unknown")
