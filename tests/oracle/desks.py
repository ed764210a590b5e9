"""What a real desk holds, as the oracle takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ascn_desk.operations.desk import Desk
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES
from ascn_desk.sync.segment import RawSegment, segment_name
from tests.oracle.facts import facts_of, held
from tests.oracle.plain_merge import Merged


def sealed_segments(desk: Desk) -> Iterator[RawSegment]:
    """The segments that a desk holds, as they travel."""
    with desk.store.reading() as connection:
        names = Names(connection)
        rows = connection.exec_driver_sql(
            "SELECT s.log, s.number, b.envelope, b.body FROM segment s JOIN sealed b ON b.segment = s.key"
        ).all()
    for log, number, envelope, body in rows:
        yield RawSegment(segment_name(names.logs[log].desk, names.logs[log].channel, number), envelope, body)


def unsealed_lines(desk: Desk) -> list[tuple[str, str, bytes]]:
    """(channel, desk, line) of what is not sealed yet, by count."""
    with desk.store.reading() as connection:
        names = Names(connection)
        rows = connection.exec_driver_sql(
            f"SELECT s.log, e.line FROM entry e JOIN segment s ON s.key = e.key / {PLACES} WHERE s.number IS NULL"
            " AND s.counts = 1 ORDER BY e.n"
        ).all()
    return [(*names.logs[log], line) for log, line in rows]


def naive_of(desk: Desk, but: Collection[str] = ()) -> tuple[Merged, set[str]]:
    """What the page says that a desk shows, and of which channels: of all that it holds something of, but for some."""
    trust = desk.trust()
    assert trust is not None
    unsealed = unsealed_lines(desk)
    segments = [held(raw) for raw in sealed_segments(desk) if raw.name.split("/")[2].replace("~", "/") not in but]
    channels = {one.payload["channel"] for one in segments} | {channel for channel, _, _ in unsealed} - set(but)
    naive = Merged(segments, facts_of(trust.registry, channels), [each for each in unsealed if each[0] in channels])
    return naive, channels
