"""Setting a bundle aside, the undo of an import: what came new with it does not count until it is taken back.

Nothing is thrown away: the segments stay held, listed, relayed and in the receipts. The list of what was set aside is
this desk's own; it is never sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import office_name
from ascn_desk.operations.views import Changed
from ascn_desk.store.asides import (
    Aside,
    bundles_aside,
    carried_segments,
    named_records,
    new_with,
    put_aside,
    put_back,
    records_in,
)
from ascn_desk.store.bundles import Received, received_bundles, sent_bundles
from ascn_desk.store.decisions import note_decisions
from ascn_desk.store.entries import decode_line, stored_entries
from ascn_desk.store.holdings import Held
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.schema import PLACES


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that was imported here; ``new`` counts the entries that came with it first, ``aside`` says if it counts.

    ``is_open``: a reference update meant for anyone; those are numbered apart.
    """

    bundle: str
    office: str
    office_name: str
    desk: str
    number: int
    created: str
    at: str
    entries: int
    new: int
    conflicts: int
    is_open: bool
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class Turned:
    """What setting aside or taking back did: the segments and entries that ceased to count, or count again."""

    bundle: str
    office: str
    number: int
    segments: int
    entries: int
    records: int
    changed: Changed


def bundles(desk: Desk) -> tuple[BundleLine, ...]:
    """The bundles that were imported here, the last first."""
    with desk.reading() as (connection, _):
        aside = bundles_aside(connection)
        return tuple(_line(connection, each, aside) for each in received_bundles(connection))


def set_aside(desk: Desk, bundle: str, *, is_rehearsal: bool = False) -> Turned:
    """Let what was new with a bundle, and what follows it in its logs, not count until it is taken back.

    Shapes: ``bundle``: its id, or ``OFFICE:NUMBER``. A rehearsal changes nothing.
    Errors: CorrectableError ``unknown-bundle``, ``bundle-unclear``, ``aside-already``, ``aside-own`` where it brought
            back what this desk wrote, ``aside-sent`` where own newer entries that saw it were sent.
    """
    with _turning(desk, is_rehearsal) as connection:
        ledger = desk.ledger(connection)
        found = bundle_named(connection, bundle)
        if found.bundle in bundles_aside(connection):
            raise CorrectableError("aside-already", bundle=_called(found))
        concerned = new_with(connection, found.bundle)
        if any(ledger.names.logs[log].desk == desk.desk for _, log in concerned):
            raise CorrectableError("aside-own", bundle=_called(found))
        put_aside(connection, found.bundle, (identity for identity, _ in concerned), Aside(desk.now(), desk.officer))
        _, turn = ledger.settle({log for _, log in concerned}, desk.limits(connection))
        seen = _seen_and_sent(desk, ledger, turn.ceases)
        if seen:
            raise CorrectableError("aside-sent", bundle=_called(found), entries=seen)
        return _turned(connection, found, turn.ceases)


def take_back(desk: Desk, bundle: str, *, is_rehearsal: bool = False) -> Turned:
    """Let what was set aside of a bundle count again.

    Shapes: as :func:`set_aside`.
    Errors: CorrectableError ``unknown-bundle``, ``bundle-unclear``, ``not-aside``.
    """
    with _turning(desk, is_rehearsal) as connection:
        ledger = desk.ledger(connection)
        found = bundle_named(connection, bundle)
        if found.bundle not in bundles_aside(connection):
            raise CorrectableError("not-aside", bundle=_called(found))
        put_back(connection, found.bundle)
        logs = {log for _, log in new_with(connection, found.bundle)}
        _, turn = ledger.settle(logs, desk.limits(connection))
        # What waited behind it may decide on values of this desk.
        records = {record for record, _ in records_in(connection, turn.begins)}
        note_decisions(connection, ledger.names, ledger.rules, desk.desk, records)
        return _turned(connection, found, turn.begins)


def _turning(desk: Desk, is_rehearsal: bool) -> AbstractContextManager[Connection]:
    return desk.store.rehearsing() if is_rehearsal else desk.store.writing()


def bundle_named(connection: Connection, named: str) -> Received:
    """The bundle of that id, or of that office and number.

    Errors: CorrectableError ``unknown-bundle``, ``bundle-unclear``.
    """
    office, colon, number = named.rpartition(":")
    every = received_bundles(connection)
    found = [each for each in every if each.bundle == named.lower()]
    if colon and number.isdigit():
        found = [each for each in every if (each.office, each.number, each.is_open) == (office, int(number), False)]
    if not found:
        raise CorrectableError("unknown-bundle", bundle=named)
    if len({each.bundle for each in found}) > 1:
        raise CorrectableError("bundle-unclear", bundle=named, bundles=", ".join(each.bundle for each in found))
    return found[0]


def _called(found: Received) -> str:
    return f"{found.office}:{found.number}"


def _seen_and_sent(desk: Desk, ledger: Ledger, ceased: Iterable[Held]) -> int:
    """How many own entries went out that had seen entries of these segments."""
    connection, names = ledger.connection, ledger.names
    least = {(record, names.logs[log].desk): n for (record, log), n in records_in(connection, ceased).items()}
    carried: dict[int, int] = {}
    for sent in sent_bundles(connection):
        for log, number, _ in sent.tips:
            carried[log] = max(number, carried.get(log, 0))
    went = carried_segments(connection, names, desk.desk, carried)
    found = 0
    for stored in stored_entries(connection, {record for record, _ in least}) if went else ():
        if stored.key // PLACES in went:
            over = decode_line(stored.line).over
            found += any(n >= least.get((stored.record, author), n + 1) for author, n in over.items())
    return found


def _turned(connection: Connection, found: Received, segments: Collection[Held]) -> Turned:
    records = named_records(connection, {record for record, _ in records_in(connection, segments)})
    changed = Changed(frozenset(kind for kind, _ in records), frozenset(record_id for _, record_id in records))
    entries = sum(each.entries for each in segments)
    return Turned(found.bundle, found.office, found.number, len(segments), entries, len(records), changed)


def _line(connection: Connection, each: Received, aside: Mapping[str, Aside]) -> BundleLine:
    return BundleLine(
        bundle=each.bundle,
        office=each.office,
        office_name=office_name(connection, each.office),
        desk=each.desk,
        number=each.number,
        created=each.created,
        at=each.at,
        entries=each.entries,
        new=each.fresh,
        conflicts=each.conflicts,
        is_open=each.is_open,
        aside=aside.get(each.bundle),
    )
