"""How much waits in each room: what the rail and the top bar show."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import CLOSED
from ascn_desk.operations.names import office_name
from ascn_desk.operations.today import due_count
from ascn_desk.store import queries
from ascn_desk.store.bundles import last_sent
from ascn_desk.store.decisions import open_decisions
from ascn_desk.store.journal import unsent_segments
from ascn_desk.store.queries import Selection
from ascn_desk.store.records import count_conflicts


@dataclass(frozen=True, slots=True)
class Counts:
    """``due``: open cases and follow-ups whose day has come; ``last_sent``: (number, instant) of the newest bundle."""

    due: int
    open_cases: int
    unsent: int
    conflicts: int
    decisions: int
    last_sent: tuple[int, str] | None
    office_name: str


def counts(desk: Desk) -> Counts:
    """Count, all in one transaction."""
    is_open = Selection(kind="case", without={"status": CLOSED})
    with desk.reading() as (connection, names):
        return Counts(
            due=due_count(desk, connection),
            open_cases=queries.count(connection, desk.store.tables, is_open),
            unsent=sum(unsent_segments(connection, names, desk.desk, desk.reports_to).values()),
            conflicts=count_conflicts(connection),
            decisions=len(open_decisions(connection)),
            last_sent=last_sent(connection),
            office_name=office_name(connection, desk.office),
        )
