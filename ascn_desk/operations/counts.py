"""How much waits in each room: what the rail and the top bar show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.domain.vocabularies import CLOSING_STATUSES
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import office_name
from ascn_desk.operations.today import due_count
from ascn_desk.store.journal import unsealed_entries


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
    closed = ",".join(f"'{status.value}'" for status in CLOSING_STATUSES)
    is_open = f"_hidden = 0 AND (status IS NULL OR status NOT IN ({closed}))"
    with desk.reading() as (connection, names):
        sent = connection.exec_driver_sql("SELECT number, at FROM sent ORDER BY at DESC, number DESC LIMIT 1").first()
        return Counts(
            due=due_count(desk, connection),
            open_cases=_count(connection, f"SELECT count(*) FROM shown_case WHERE {is_open}"),
            unsent=sum(unsealed_entries(connection, names).values()),
            conflicts=_count(connection, "SELECT count(*) FROM conflict"),
            decisions=_count(connection, "SELECT count(*) FROM decision WHERE is_read = 0"),
            last_sent=(int(sent[0]), str(sent[1])) if sent else None,
            office_name=office_name(connection, desk.office),
        )


def _count(connection: Connection, statement: str, *values: object) -> int:
    return int(connection.exec_driver_sql(statement, values).scalar_one())
