"""What an officer sees first: what is overdue, due and still, what was decided elsewhere, and how the desk stands.

A mission's Today has the open cases of the office; headquarters', where the cases of all missions lie, has one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ascn_desk.base.clock import instant_from, instant_text
from ascn_desk.base.words import language
from ascn_desk.operations import conflicts, drafts
from ascn_desk.operations.backups import last_backup
from ascn_desk.operations.case_pages import own_officer
from ascn_desk.operations.case_references import shown_references
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import CLOSED, rows_of, today_of
from ascn_desk.operations.views import Health, Row, TodayItem, TodayView
from ascn_desk.reference.loader import reference_edition
from ascn_desk.store import queries
from ascn_desk.store.bundles import last_received_at, last_sent
from ascn_desk.store.journal import unsent_segments
from ascn_desk.store.names import Names
from ascn_desk.store.queries import Selection, Shown
from ascn_desk.store.records import count_conflicts
from ascn_desk.store.titles import Name, titles

AHEAD_DAYS = 7
"""How far this week's list looks."""
STILL_DAYS = 30
"""After so many days without a word a case is called still."""
VISIT_DAYS = 30


def today(desk: Desk) -> TodayView:
    """All that the first screen shows."""
    day = today_of(desk)
    told = conflicts.decisions(desk)
    kept = drafts.drafts(desk)
    with desk.reading() as (connection, names):
        cases = cases_of_today(desk, connection)
        items = sorted((*_due_cases(desk, connection, cases, day), *_follow_ups(desk, connection, day)), key=_urgency)
        late = [item for item in items if item.days_late > 0]
        now = [item for item in items if item.due == day]
        ahead = [item for item in items if item.due is not None and item.due > day]
        return TodayView(
            overdue=tuple(late),
            today=tuple(now),
            this_week=tuple(ahead),
            still=tuple(_still(desk, connection, cases, day, {item.id for item in items})),
            decisions=told,
            drafts=kept,
            visits=_visits(desk, connection, day),
            health=_health(desk, connection, names),
        )


def cases_of_today(desk: Desk, connection: Connection) -> Selection:
    """The open cases that this desk looks after."""
    if desk.office_kind == "headquarters":
        return Selection(kind="case", without={"status": CLOSED}, mine=own_officer(desk, connection))
    return Selection(kind="case", without={"status": CLOSED}, where={"lead_office": [desk.office, None]})


def due_count(desk: Desk, connection: Connection) -> int:
    """How much is overdue or due today: what stands beside the name of this room."""
    day = today_of(desk).isoformat()
    cases = replace(cases_of_today(desk, connection), until={"next_due": day})
    promised = replace(_open_promises(desk, connection), until={"due": day})
    return sum(queries.count(connection, desk.store.tables, each) for each in (cases, promised))


def _due_cases(desk: Desk, connection: Connection, cases: Selection, day: date) -> list[TodayItem]:
    wanted = replace(cases, until={"next_due": _text(day, AHEAD_DAYS)}, sort="next_due")
    shown = queries.page(connection, desk.store.tables, wanted)[1]
    return _case_items(desk, connection, shown, day)


def _still(desk: Desk, connection: Connection, cases: Selection, day: date, listed: set[str]) -> list[TodayItem]:
    """Open cases without a word for long, those left out that are listed for their day."""
    since = instant_text(desk.clock.now() - timedelta(days=STILL_DAYS))
    keys = queries.still_cases(connection, desk.store.tables, cases, since, _text(day, -STILL_DAYS))
    shown = queries.rows(connection, desk.store.tables, "case", keys)
    return _case_items(desk, connection, [each for each in shown if each.id not in listed], day)


def _case_items(desk: Desk, connection: Connection, shown: list[Shown], day: date) -> list[TodayItem]:
    references = shown_references(desk, connection, shown)
    called = _who_of(desk, connection, shown)
    items = []
    for each in shown:
        values = each.values
        due = _day(values.get("next_due"))
        what = ": ".join(str(part) for part in (values.get("summary"), values.get("next_action")) if part)
        items.append(
            TodayItem(
                kind="case", id=each.id, channel=each.channel, what=what, who=_who(each, called),
                reference=references[each.key], status=str(values.get("status") or ""), due=due,
                days_late=max(0, (day - due).days) if due else 0,
            )
        )  # fmt: skip
    return items


def _follow_ups(desk: Desk, connection: Connection, day: date) -> list[TodayItem]:
    """What was promised and not done yet: by this officer, or by nobody in particular."""
    tables = desk.store.tables
    wanted = replace(_open_promises(desk, connection), until={"due": _text(day, AHEAD_DAYS)}, sort="due")
    shown = queries.page(connection, tables, wanted)[1]
    ids = {str(each.values["of_id"]) for each in shown if each.values.get("of_kind") == "case"}
    of_cases = queries.page(connection, tables, Selection(kind="case", where={"id": ids}))[1] if ids else []
    cases = {each.id: each for each in of_cases}
    references = shown_references(desk, connection, of_cases)
    called = _who_of(desk, connection, of_cases)
    items = []
    for each in shown:
        case = cases.get(str(each.values.get("of_id")))
        due = date.fromisoformat(str(each.values["due"]))
        items.append(
            TodayItem(
                kind="follow_up", id=each.id, channel=each.channel, what=str(each.values.get("what") or ""),
                who=_who(case, called) if case else "", reference=references[case.key] if case else "", status="",
                due=due, days_late=max(0, (day - due).days),
            )
        )  # fmt: skip
    return items


def _open_promises(desk: Desk, connection: Connection) -> Selection:
    own = own_officer(desk, connection)
    # Headquarters holds what all missions promised; what nobody in particular promised there is not its own.
    officers = [own] if desk.office_kind == "headquarters" else [own, None]
    return Selection(kind="follow_up", where={"done_on": None, "officer": officers})


def _visits(desk: Desk, connection: Connection, day: date) -> tuple[Row, ...]:
    """Visits that are under way or begin soon, the first first."""
    wanted = Selection(kind="visit", until={"starts_on": _text(day, VISIT_DAYS)}, sort="starts_on")
    shown = queries.page(connection, desk.store.tables, wanted)[1]
    return rows_of(desk, connection, (each for each in shown if _last_day(each) >= day.isoformat()))


def _last_day(visit: Shown) -> str:
    return str(visit.values.get("ends_on") or visit.values.get("starts_on"))


def _health(desk: Desk, connection: Connection, names: Names) -> Health:
    day = today_of(desk)
    backup = last_backup(desk)
    sent = last_sent(connection)
    return Health(
        unsent=sum(unsent_segments(connection, names, desk.desk, desk.reports_to).values()),
        conflicts=count_conflicts(connection),
        backup_days=(desk.clock.now() - backup).days if backup else None,
        last_sent_days=_days_since(sent[1] if sent else None, day),
        last_received_days=_days_since(last_received_at(connection), day),
        reference_edition=reference_edition(),
    )


def _days_since(at: str | None, day: date) -> int | None:
    return (day - instant_from(at).astimezone().date()).days if at else None


def _who_of(desk: Desk, connection: Connection, cases: Iterable[Shown]) -> dict[Name, str]:
    wanted = {(name, str(each.values[name])) for each in cases for name in ("company", "city") if each.values.get(name)}
    return titles(connection, desk.store.tables, wanted, language())


def _who(case: Shown, called: dict[Name, str]) -> str:
    names = (called.get((name, str(case.values.get(name)))) for name in ("company", "city"))
    return " · ".join(name for name in names if name)


def _urgency(item: TodayItem) -> tuple[date, str, str]:
    return (item.due or date.max, item.reference, item.id)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _text(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
