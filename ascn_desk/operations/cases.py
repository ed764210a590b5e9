"""What an officer does with a case: log it, add what happened, change its status, deal with its next action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import CaseStatus, Priority
from ascn_desk.operations.case_pages import case_view, list_cases, similar_cases
from ascn_desk.operations.case_references import find_by_reference, new_reference
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import find, find_companies, today_of
from ascn_desk.operations.records import add_record
from ascn_desk.operations.views import Saved
from ascn_desk.operations.writing import changed, new_change, placed, write, write_step
from ascn_desk.store import queries
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.queries import Selection
from ascn_desk.store.records import Place, shown_row
from ascn_desk.store.records import find as find_record

__all__ = [
    "add_case",
    "add_company_stub",
    "case_view",
    "change_status",
    "complete_next_action",
    "find",
    "find_companies",
    "list_cases",
    "log_case",
    "postpone",
    "similar_cases",
]

Values = Mapping[str, Any]


def add_case(
    desk: Desk,
    company: str,
    category: str,
    summary: str,
    *,
    city: str | None = None,
    channel: str | None = None,
    more: Values | None = None,
) -> Saved:
    """Log a case: with a new reference, received today, by this office; the city is the company's usual one.

    Shapes: ``more`` has any other fields of a case and goes before what would be filled in.
    Errors: CorrectableError ``unknown-record`` for a company, city, project or office that is not held here, and what
            else the person must mend; nothing is changed then.
    """
    today = today_of(desk)
    given = {"company": company, "category": category, "summary": summary, "city": city, **(more or {})}
    with desk.writing() as ledger:
        values = _filled_in(desk, ledger.connection, given, today)
        values |= {name: value for name, value in given.items() if value is not None}
        _check_references(ledger, KINDS["case"], values)
        values["reference"] = new_reference(desk, ledger.connection, today.year)
        change = new_change(desk, ledger, "case", values, channel=channel)
        saved = write(desk, ledger, [change])[0][0]
        return replace(saved, reference=str(values["reference"]))


def log_case(
    desk: Desk,
    case: str,
    text: str,
    *,
    medium: str | None = None,
    channel: str | None = None,
    more: Values | None = None,
) -> Saved:
    """Add what happened to a case, named by its id or its reference; today, unless ``more`` says another day.

    Errors: CorrectableError ``unknown-record``, ``unknown-reference``, ``reference-twice``, and what the person must
            mend.
    """
    with desk.writing() as ledger:
        place = case_place(desk, ledger, case, channel)
        values = {
            "happened_on": today_of(desk).isoformat(),
            **(more or {}),
            "case": place.id,
            "text": text,
            **({"medium": medium} if medium else {}),
        }
        change = new_change(desk, ledger, "log_entry", values, channel=place.channel_name)
        return write(desk, ledger, [change])[0][0]


def change_status(
    desk: Desk,
    case_id: str,
    channel: str | None,
    status: str,
    reason: str | None = None,
    outcome: str | None = None,
    seen: Mapping[str, int] | None = None,
) -> Saved:
    """Change the status of a case from today, with the reason; closing also needs the outcome.

    Errors: CorrectableError ``needed-to-close`` and what else the person must mend.
    """
    values: dict[str, Any] = {"status": status, "status_on": today_of(desk).isoformat(), "status_reason": reason}
    if outcome is not None:
        values["outcome"] = outcome
    return _set(desk, case_id, channel, values, seen)


def complete_next_action(
    desk: Desk,
    case_id: str,
    channel: str | None,
    next_action: str | None = None,
    next_due: date | str | None = None,
    seen: Mapping[str, int] | None = None,
) -> Saved:
    """Log that the next action of a case is done, and put what comes next in its place.

    Errors: CorrectableError ``nothing-to-complete`` where the case has no next action.
    """
    with desk.writing() as ledger:
        place = case_place(desk, ledger, case_id, channel)
        done = shown_row(ledger.connection, place).values.get("next_action")
        if not done:
            raise CorrectableError("nothing-to-complete")
        logged = {"case": place.id, "happened_on": today_of(desk).isoformat(), "text": t("Done: {what}", what=done)}
        following = {"next_action": next_action or None, "next_due": _day(next_due)}
        changes = [
            new_change(desk, ledger, "log_entry", logged, channel=place.channel_name),
            changed(desk, ledger, place, following, seen=seen),
        ]
        return write_step(desk, ledger, changes)[-1]


def postpone(
    desk: Desk, case_id: str, channel: str | None, due: date | str, seen: Mapping[str, int] | None = None
) -> Saved:
    """Put the next action of a case on another day."""
    return _set(desk, case_id, channel, {"next_due": _day(due)}, seen)


def add_company_stub(desk: Desk, name: str) -> Saved:
    """Add a company by its name alone; a mission's stands in its country until headquarters merges it into its own.

    Errors: CorrectableError ``required`` for a blank name.
    """
    bare = name.strip()
    values = {"name_ja": bare, "name_en": bare} if bare.isascii() else {"name_ja": bare}
    return add_record(desk, "company", values)


def _set(
    desk: Desk, case_id: str, channel: str | None, values: Values, seen: Mapping[str, int] | None
) -> Saved:
    with desk.writing() as ledger:
        place = case_place(desk, ledger, case_id, channel)
        return write(desk, ledger, [changed(desk, ledger, place, values, seen=seen)])[0][0]


def case_place(desk: Desk, ledger: Ledger, named: str, channel: str | None) -> Place:
    """Where a case lies that is named by its id or its reference.

    Errors: CorrectableError ``unknown-record``, ``unknown-reference``, ``reference-twice``.
    """
    found = find_by_reference(desk, ledger.connection, named, channel)
    if found is not None:
        return placed(ledger, "case", found.id, found.channel)
    return placed(ledger, "case", named, channel)


def _filled_in(desk: Desk, connection: Connection, given: Values, today: date) -> dict[str, Any]:
    """What a new case has unless the person says otherwise."""
    values: dict[str, Any] = {
        "received_on": today.isoformat(),
        "status": CaseStatus.NEW.value,
        "status_on": today.isoformat(),
        "priority": Priority.NORMAL.value,
    }
    tables = desk.store.tables
    if queries.count(connection, tables, Selection(kind="office", where={"id": desk.office})):
        values["lead_office"] = desk.office
    me = queries.page(connection, tables, Selection(kind="officer", where={"user_id": desk.officer}), 1)[1]
    if me:
        values["officer"] = me[0].id
    if given.get("city") is None:
        earlier = Selection(kind="case", where={"company": str(given["company"])})
        cities = set(queries.count_by(connection, tables, earlier, "city")) - {None}
        if len(cities) == 1:
            values["city"] = cities.pop()
    return values


def _check_references(ledger: Ledger, kind: Kind, values: Values) -> None:
    """Refuse an id of a record that is not held here: at a new case it is a slip of the pen.

    Errors: CorrectableError ``unknown-record``.
    """
    for name, value in values.items():
        head, colon, member = name.partition(":")
        field = kind.fields.get(head)
        if field is None or field.type is not FieldType.REFERENCE or not field.target or not value:
            continue
        named = [member] if colon else [value] if isinstance(value, str) else list(value)
        for each in named:
            if find_record(ledger.connection, ledger.names, field.target, each) is None:
                raise CorrectableError("unknown-record", kind=KINDS[field.target].words(language()), id=each)


def _day(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day or None
