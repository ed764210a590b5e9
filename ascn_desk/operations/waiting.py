"""Segments that came and do not count yet, log by log, with what each log waits for.

- a number before them never came
- counts of them are above what the registry lets count yet
- lines came redacted, and neither the purge that orders it nor a full copy is here

Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ascn_desk.base.spans import gaps, spans_of
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import desk_office
from ascn_desk.operations.views import WaitingLog
from ascn_desk.store.holdings import Holdings, State
from ascn_desk.store.names import Names

_WAITING = (State.WAITING, State.UNPURGED)


def waiting(desk: Desk) -> tuple[WaitingLog, ...]:
    """The logs of which something waits, by desk and channel."""
    with desk.reading() as (connection, names):
        return waiting_in(desk, connection, names)


def waiting_in(desk: Desk, connection: Connection, names: Names) -> tuple[WaitingLog, ...]:
    """As :func:`waiting`, inside a transaction."""
    holdings = Holdings(connection, names)
    found = (_log(desk, connection, names, holdings, log) for log in holdings.waiting_logs())
    return tuple(sorted(found, key=lambda each: (each.office, each.desk, each.channel)))


def _log(desk: Desk, connection: Connection, names: Names, holdings: Holdings, log: int) -> WaitingLog:
    channel, author = names.logs[log]
    held = holdings.of_log(log)
    waits = [each for each in held if each.state in _WAITING]
    last = max(each.number for each in waits)
    greatest = desk.limits(connection).greatest
    office, name = desk_office(desk, connection, author)
    return WaitingLog(
        desk=author,
        office=office,
        office_name=name,
        channel=channel,
        numbers=spans_of(each.number for each in waits),
        entries=sum(each.entries for each in waits),
        missing=gaps((each.number for each in held if each.number <= last), since=1),
        too_high=spans_of(each.number for each in waits if each.last > greatest),
        unpurged=spans_of(each.number for each in waits if each.state is State.UNPURGED),
    )
