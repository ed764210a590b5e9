"""The journal as lines, for audit and for programs of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from ascn_desk.operations.desk import Desk
from ascn_desk.store.entries import decode_line, journal_lines
from ascn_desk.store.facts import Fact
from ascn_desk.store.holdings import Held
from ascn_desk.store.judging import Rules, Standing, judge
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.names import Log, Names
from ascn_desk.store.redaction import purges_beside
from ascn_desk.sync.receiving import read_facts

_decode = msgspec.json.decode


def journal(desk: Desk, after: int = 0, all: bool = False) -> Iterator[dict[str, Any]]:
    """Every entry that counts with a count above ``after``, unsealed ones included, in the order of (n, desk).

    Shapes: the entry's own members and ``desk``, ``channel``, ``writer``; a redacted one as its skeleton, with
            ``redacted``. Purges that act are among them whether they count or not. With ``all`` also what does not
            count or is no candidate, with its ``state``.
    """
    with desk.reading() as (connection, names):
        rules = desk.rules(connection)
        found = _journaled(connection, names, rules, after, all)
        if all:
            found += _only_sealed(desk, connection, names, rules, after)
        else:
            found += _purges_beside(desk, connection, after)
        for log, line, state in sorted(found, key=lambda each: (each[1]["n"], names.logs[each[0]].desk)):
            yield _shown(names.logs[log], line, rules, state)


def _journaled(
    connection: Connection, names: Names, rules: Rules, after: int, every: bool
) -> list[tuple[int, dict[str, Any], str | None]]:
    found = []
    for log, line, counts, segment_state in journal_lines(connection, after, counting=not every):
        state = None
        if every:
            state = segment_state if not counts else _standing(names.logs[log], line, rules)
        found.append((log, _decode(line), state))
    return found


def _only_sealed(
    desk: Desk, connection: Connection, names: Names, rules: Rules, after: int
) -> list[tuple[int, dict[str, Any], str | None]]:
    """Entries of segments that are held and never counted, so that the journal has no row of them."""
    ledger = desk.ledger(connection)
    return [
        (held.log, _line_of(ledger, held, fact), held.state.value)
        for segments in ledger.holdings.everything().values()
        for held in _never_counted(segments)
        for fact in read_facts(ledger, held)
        if fact.n > after
    ]


def _line_of(ledger: Ledger, held: Held, fact: Fact) -> dict[str, Any]:
    """An entry of a sealed segment; of a redacted one its skeleton, if the purge is held."""
    said: dict[str, Any] = _decode(fact.line)
    if fact.has_salt is None:
        remains = ledger.redaction.acting_remains((held.log, fact.n, said["redacted"]))
        said = said if remains is None else _decode(remains)
    return said


def _purges_beside(desk: Desk, connection: Connection, after: int) -> list[tuple[int, dict[str, Any], str | None]]:
    """The purges that act from segments that do not count."""
    acting = purges_beside(connection)
    ledger = desk.ledger(connection)
    return [
        (held.log, _decode(fact.line), None)
        for segments in (ledger.holdings.everything().values() if acting else ())
        for held in segments
        if held.key in acting
        for fact in read_facts(ledger, held)
        if fact.n in acting[held.key] and fact.n > after
    ]


def _never_counted(segments: list[Held]) -> Iterator[Held]:
    return (held for held in segments if not held.journaled and not held.counts)


def _standing(log: Log, line: bytes, rules: Rules) -> str | None:
    entry = decode_line(line)
    standing, _ = judge(entry.kind, entry.set, entry.has_salt, rules.writers.get(log.desk))
    return None if standing is Standing.CANDIDATE else standing.value.replace("_", "-")


def _shown(log: Log, line: Mapping[str, Any], rules: Rules, state: str | None) -> dict[str, Any]:
    writer = rules.writers.get(log.desk)
    added = {"desk": log.desk, "channel": log.channel, "writer": writer.value if writer else None}
    shown = {**line, **added, **({"state": state} if state else {})}
    # The digest of what is gone serves nobody here: a segment's bytes have it.
    return {**shown, "redacted": True} if "redacted" in line else shown
