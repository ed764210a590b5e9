"""Whether an entry has gone out and arrived: worked out from the segments and from what others said they hold.

Nothing is stored for it, so it can't lie: an entry is received once a later bundle of that office says so.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from ascn_desk.domain.channels import HEADQUARTERS_OFFICE
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Travel
from ascn_desk.store.bundles import sent_bundles
from ascn_desk.store.entries import carried_entries
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.names import Names
from ascn_desk.sync.receipts import covers_segment, last_have

Written = tuple[str, int]
"""(desk, n): the name of an entry within its channel."""



class Journeys:
    """How far own entries have come, inside one transaction; what was worked out for a log is kept."""

    def __init__(self, desk: Desk, connection: Connection, names: Names) -> None:
        self._desk = desk
        self._connection = connection
        self._names = names
        self._received: dict[int, set[str]] = {}
        self._sent: dict[int, int] | None = None

    def of_records(self, records: Collection[int]) -> dict[int, dict[Written, Travel]]:
        """Record key → entry → how far it has come."""
        found: dict[int, dict[Written, Travel]] = {record: {} for record in records}
        for record, log, n, number, identity in list(carried_entries(self._connection, records)):
            author = self._names.logs[log].desk
            found[record][author, n] = self._travel(log, author, number, identity)
        return found

    def of_first_entries(self, records: Collection[int]) -> dict[int, tuple[str, Travel]]:
        """Record key → the desk that made it, and how far that entry has come."""
        made: dict[int, tuple[str, Travel]] = {}
        for record, entries in self.of_records(records).items():
            if entries:
                first = min(entries, key=lambda each: (each[1], each[0]))
                made[record] = (first[0], entries[first])
        return made

    def _travel(self, log: int, author: str, number: int | None, identity: str | None) -> Travel:
        if author != self._desk.desk:
            return "from-outside"
        if number is None:
            return "unsent"
        if identity in self._received_of(log):
            return "received"
        return "sent" if number <= self._sent_until(log) else "unsent"

    def _received_of(self, log: int) -> set[str]:
        """The segments of an own log that those it is meant for say they hold: headquarters, or there any mission."""
        if log not in self._received:
            trust = self._desk.trust(self._connection)
            channel, author = self._names.logs[log]
            segments = Holdings(self._connection, self._names).of_log(log)
            covered: set[str] = set()
            for other in trust.registry.desks.values() if trust else ():
                is_meant = other.office == HEADQUARTERS_OFFICE or self._desk.office == HEADQUARTERS_OFFICE
                if is_meant and other.office != self._desk.office:
                    ends = last_have(self._connection, other.desk).get(channel, {}).get(author, [])
                    covered |= covers_segment(ends, segments)
            self._received[log] = covered
        return self._received[log]

    def _sent_until(self, log: int) -> int:
        """The number of the last segment of a log that went into a bundle; 0 for none."""
        if self._sent is None:
            self._sent = {}
            for sent in sent_bundles(self._connection):
                for key, number, _ in sent.tips:
                    self._sent[key] = max(number, self._sent.get(key, 0))
        return self._sent.get(log, 0)
