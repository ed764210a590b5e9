"""What is shown of cases: lists, the page of one with its timeline, and cases like one that is being typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language
from ascn_desk.domain.folding import fold
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.case_references import find_by_reference, shown_references
from ascn_desk.operations.case_timeline import timeline_of
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.history import history
from ascn_desk.operations.lists import CLOSED, rows_of, today_of
from ascn_desk.operations.records import view_of
from ascn_desk.operations.views import CaseView, Page, RecordView, Row
from ascn_desk.store import queries, search
from ascn_desk.store.names import Names
from ascn_desk.store.queries import Selection, Shown, Wanted
from ascn_desk.store.records import find as find_record

CaseList = Literal["mine_open", "open", "overdue", "all"]

_LIKE_FROM = 300
_LIKE_SHOWN = 5
_LIKE_ENOUGH = 0.12
_SAME_COMPANY = 0.3


def list_cases(
    desk: Desk,
    view: CaseList = "open",
    text: str = "",
    sort: str | None = None,
    descending: bool = False,
    limit: int | None = 100,
    offset: int = 0,
    where: dict[str, Wanted] | None = None,
) -> Page:
    """A page of cases: mine that are open, all open, those whose next action is overdue, or all.

    Open cases come by due day, all cases newest first, unless a field to sort by is given.
    """
    if sort is None and view != "all":
        sort, descending = "next_due", False
    yesterday = (today_of(desk) - timedelta(days=1)).isoformat()
    with desk.store.reading() as connection:
        wanted = Selection(
            kind="case",
            where=where or {},
            without={} if view == "all" else {"status": CLOSED},
            until={"next_due": yesterday} if view == "overdue" else {},
            mine=own_officer(desk, connection) if view == "mine_open" else None,
            text=text,
            sort=sort,
            descending=descending,
            lang=language(),
        )
        total, shown = queries.page(connection, desk.store.tables, wanted, limit, offset)
        return Page(total, case_rows(desk, connection, shown))


def case_rows(desk: Desk, connection: Connection, shown: list[Shown]) -> tuple[Row, ...]:
    """Cases as lists show them, their references told apart."""
    references = shown_references(desk, connection, shown)
    for each in shown:
        each.values["reference"] = references[each.key] or None
    return rows_of(desk, connection, shown)


def own_officer(desk: Desk, connection: Connection) -> str:
    """The id under which this officer is named in cases: that of the officer's record, else the one of the journal."""
    wanted = Selection(kind="officer", where={"user_id": desk.officer})
    found = queries.page(connection, desk.store.tables, wanted, 1)[1]
    return found[0].id if found else desk.officer


def case_view(desk: Desk, case_id: str, channel: str | None = None) -> CaseView:
    """A case with all that its page shows; named by its id or its reference.

    Errors: CorrectableError ``unknown-record``, ``unknown-reference``, ``reference-twice``.
    """
    with desk.reading() as (connection, names):
        shown = _shown(desk, connection, names, case_id, channel)
    entries = history(desk, "case", shown.id, shown.channel)
    with desk.reading() as (connection, names):
        place = find_record(connection, names, "case", shown.id, shown.channel)
        if place is None:
            raise CorrectableError("unknown-record", kind=KINDS["case"].words(language()), id=case_id)
        record = view_of(desk, connection, names, place)
        wanted = Selection(kind="follow_up", where={"of_kind": "case", "of_id": shown.id}, sort="due")
        return CaseView(
            record=record,
            reference=shown_references(desk, connection, [shown])[shown.key],
            company_title=_called(record, "company"),
            city_title=_called(record, "city"),
            days_late=days_late(desk, shown),
            timeline=timeline_of(desk, connection, names, place, record, entries),
            follow_ups=rows_of(desk, connection, queries.page(connection, desk.store.tables, wanted)[1]),
        )


def days_late(desk: Desk, case: Shown) -> int:
    """By how many days the next action of an open case is overdue; 0 where it is not."""
    due = case.values.get("next_due")
    if not isinstance(due, str) or case.values.get("status") in CLOSED:
        return 0
    today = today_of(desk)
    return max(0, (today - type(today).fromisoformat(due)).days)


def similar_cases(desk: Desk, company: str | None, summary: str) -> tuple[Row, ...]:
    """Earlier cases like one that is being typed, the likest first: of its company, or with much of its summary."""
    tokens = _pairs(summary)
    with desk.store.reading() as connection:
        tables = desk.store.tables
        keys = set(search.find_any(connection, "case", sorted(tokens))[:_LIKE_FROM])
        if company:
            of_company = Selection(kind="case", where={"company": company})
            keys |= set(queries.keys(connection, tables, of_company, _LIKE_FROM))
        shown = queries.rows(connection, tables, "case", sorted(keys, reverse=True))
        likeness = {each.key: _likeness(each, company, tokens) for each in shown}
        best = sorted(shown, key=lambda each: (-likeness[each.key], -each.key))
        return case_rows(desk, connection, [each for each in best if likeness[each.key] >= _LIKE_ENOUGH][:_LIKE_SHOWN])


def _likeness(case: Shown, company: str | None, tokens: set[str]) -> float:
    own = _pairs(str(case.values.get("summary") or ""))
    shared = len(own & tokens) / len(own | tokens) if own and tokens else 0.0
    return shared + (_SAME_COMPANY if company and case.values.get("company") == company else 0.0)


def _pairs(text: str) -> set[str]:
    """What two summaries may share: Latin words and pairs of other letters."""
    words = fold(text).split()
    return {
        part
        for word in words
        for part in ([word] if word.isascii() else [word[place : place + 2] for place in range(len(word) - 1)])
        if len(part) > 1
    }


def _shown(desk: Desk, connection: Connection, names: Names, named: str, channel: str | None) -> Shown:
    by_reference = find_by_reference(desk, connection, named, channel)
    if by_reference is not None:
        return by_reference
    place = find_record(connection, names, "case", named, channel)
    rows = queries.rows(connection, desk.store.tables, "case", [place.key]) if place else []
    if not rows:
        raise CorrectableError("unknown-record", kind=KINDS["case"].words(language()), id=named)
    return rows[0]


def _called(record: RecordView, field: str) -> str:
    value = record.values.get(field)
    return record.names.get(value, "") if isinstance(value, str) else ""
