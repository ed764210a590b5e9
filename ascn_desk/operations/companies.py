"""A company's page: what this desk may read of it, of all missions at headquarters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from ascn_desk.base.words import language
from ascn_desk.operations.case_pages import case_rows
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import rows_of
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import CompanyView, Row
from ascn_desk.store import queries
from ascn_desk.store.queries import Selection
from ascn_desk.store.titles import title_of

_MOST_CASES = 200


def company_view(desk: Desk, company_id: str, channel: str | None = None) -> CompanyView:
    """A company with its cases, the newest first, and what else names it.

    Shapes: ``notes`` has interests, then barriers; :attr:`Row.kind` tells them apart.
    Errors: CorrectableError ``unknown-record``.
    """
    record = show_record(desk, "company", company_id, channel)
    with desk.store.reading() as connection:
        cases = _found(desk, connection, "case", ["company", "other_companies"], company_id)[:_MOST_CASES]
        return CompanyView(
            record=record,
            title=title_of("company", record.values, {}, language()) or company_id,
            cases=case_rows(desk, connection, cases),
            projects=named_rows(desk, connection, "project", ["lead_company", "members"], company_id),
            technologies=named_rows(desk, connection, "technology", ["providers"], company_id),
            contacts=named_rows(desk, connection, "contact", ["company"], company_id),
            notes=(
                *named_rows(desk, connection, "interest", ["company"], company_id),
                *named_rows(desk, connection, "barrier", ["company"], company_id),
            ),
        )


def named_rows(desk: Desk, connection: Connection, kind: str, fields: Sequence[str], record_id: str) -> tuple[Row, ...]:
    """The records of a kind that name a record in one of some fields, the newest first."""
    return rows_of(desk, connection, _found(desk, connection, kind, fields, record_id))


def _found(
    desk: Desk, connection: Connection, kind: str, fields: Sequence[str], record_id: str
) -> list[queries.Shown]:
    tables = desk.store.tables
    keys: set[int] = set()
    for field in fields:
        keys |= set(queries.keys(connection, tables, Selection(kind=kind, where={field: record_id})))
    return queries.rows(connection, tables, kind, sorted(keys, reverse=True))
