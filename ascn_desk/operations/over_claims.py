"""At headquarters: entries that claim to have seen what does not exist, and so may have replaced what nobody had seen.

- an honest ``over`` names an entry of the same record, with a count below its own
- what may still arrive is no claim: only where the log that is named is held beyond that count, or no honest entry
  could have that count
- in a log that the registry ends, any entry of the log may be named: what was written again names the last one shared
- numbers of segments that are held and do not count are believed

Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from ascn_desk.domain.channels import HEADQUARTERS_OFFICE
from ascn_desk.operations.desk import Desk
from ascn_desk.store.entries import Line, decode_line, entries_by_record, is_in_log
from ascn_desk.store.holdings import Held, Holdings
from ascn_desk.store.names import Log, Names
from ascn_desk.sync.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An entry, by desk and count, of a record; ``seen_desk`` and ``seen_n`` are what it names and does not exist."""

    desk: str
    n: int
    channel: str
    kind: str
    id: str
    seen_desk: str
    seen_n: int


def claims(desk: Desk) -> tuple[Claim, ...]:
    """The entries that count here and whose ``over`` names what does not exist; only headquarters can say."""
    if desk.office != HEADQUARTERS_OFFICE:
        return ()
    with desk.reading() as (connection, names):
        trust = desk.trust(connection)
        if trust is None:
            return ()
        return tuple(_claims(connection, names, trust.registry))


def _claims(connection: Connection, names: Names, registry: Registry) -> Iterator[Claim]:
    held = Holdings(connection, names).everything()
    for _, entries in groupby(entries_by_record(connection), key=lambda each: each.record):
        lines = [(each.log, decode_line(each.line), each.counts) for each in entries]
        there = {(log, line.n) for log, line, _ in lines}
        for log, line, counts in lines:
            author = names.logs[log]
            for other, n in line.over.items() if counts else ():
                named = names.held_log(author.channel, other)
                if named is not None and (named, n) in there and n < line.n:
                    continue
                if _is_false(connection, registry, Log(author.channel, other), named, held, line, n):
                    yield Claim(
                        desk=author.desk, n=line.n, channel=author.channel, kind=line.kind, id=line.id,
                        seen_desk=other, seen_n=n,
                    )  # fmt: skip


def _is_false(
    connection: Connection,
    registry: Registry,
    log: Log,
    named: int | None,
    held: dict[int, list[Held]],
    line: Line,
    n: int,
) -> bool:
    """Whether no entry with that count can ever be found in that log."""
    if n >= line.n or log.desk not in registry.desks:
        return True
    if named is None:
        return False
    segments = held.get(named, [])
    if any(not each.counts and each.first <= n <= each.last for each in segments):
        return False
    if max((each.last for each in segments if each.counts), default=0) < n:
        return False
    return registry.desks[log.desk].end(log.channel) is None or not is_in_log(connection, named, n)
