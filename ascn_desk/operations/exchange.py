"""The exchange of bundles as a person sees it: what will go, what went and arrived, what came."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from ascn_desk.operations.bundle_chains import chains_in
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import export
from ascn_desk.operations.fingerprints import prints_in
from ascn_desk.operations.imports import import_files, rehearse
from ascn_desk.operations.names import office_name
from ascn_desk.operations.verifying import verify
from ascn_desk.operations.views import ExchangeView, ReceivedBundle, SentBundle, UnsentGroup
from ascn_desk.operations.waiting import waiting_in
from ascn_desk.store.bundles import received_bundles, sent_bundles
from ascn_desk.store.entries import records_of_segment
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.journal import unsent_segments
from ascn_desk.store.names import Names
from ascn_desk.sync.receipts import covers_segment, last_have

__all__ = ["exchange_view", "export", "import_files", "rehearse", "verify"]


def exchange_view(desk: Desk) -> ExchangeView:
    """All that the exchange screen shows."""
    with desk.reading() as (connection, names):
        trust = desk.trust(connection)
        offices = {each.office for each in trust.registry.desks.values() if not each.closed} if trust else set()
        receivers = sorted(offices - {desk.office}) if desk.is_accepted else []
        waiting = unsent_segments(connection, names, desk.desk, desk.reports_to)
        return ExchangeView(
            desk=desk.desk,
            office=desk.office,
            office_name=office_name(connection, desk.office),
            unsent=sum(waiting.values()),
            unsent_groups=_unsent_groups(connection, waiting),
            receivers=tuple((office, office_name(connection, office)) for office in receivers),
            sent=_sent(desk, connection, names),
            received=_received(connection),
            fingerprints=tuple(prints_in(desk, connection, names)),
            chains=chains_in(desk, connection),
            waiting=waiting_in(desk, connection, names),
        )


def _unsent_groups(connection: Connection, segments: Collection[int]) -> tuple[UnsentGroup, ...]:
    """What is not sent yet, by kind: records that were made, and those only changed."""
    records: dict[str, tuple[set[int], set[int]]] = {}
    for segment in segments:
        for kind, record, is_first in records_of_segment(connection, segment):
            made, every = records.setdefault(kind, (set(), set()))
            every.add(record)
            if is_first:
                made.add(record)
    return tuple(UnsentGroup(kind, len(made), len(every - made)) for kind, (made, every) in sorted(records.items()))


def _sent(desk: Desk, connection: Connection, names: Names) -> tuple[SentBundle, ...]:
    """The bundles made here, newest first; whether one arrived is worked out from what that office said it holds."""
    trust = desk.trust(connection)
    holdings = Holdings(connection, names)
    held = holdings.everything()
    of_office: dict[str, list[str]] = {}
    for each in trust.registry.desks.values() if trust else ():
        of_office.setdefault(each.office, []).append(each.desk)
    haves = {name: last_have(connection, name) for each in of_office.values() for name in each}

    def arrived(office: str, tips: list[tuple[int, int, str]]) -> bool:
        for name in of_office.get(office, []):
            have = haves[name]
            if have and all(
                identity in covers_segment(have.get(log.channel, {}).get(log.desk, []), held.get(key, []))
                for key, _, identity in tips
                for log in [names.logs[key]]
            ):
                return True
        return False

    return tuple(
        SentBundle(
            bundle=sent.bundle,
            number=sent.number,
            office=sent.office,
            office_name=office_name(connection, sent.office),
            at=sent.at,
            entries=sent.entries,
            size=sent.size,
            path=sent.path,
            state="received" if arrived(sent.office, sent.tips) else "made",
        )
        for sent in sorted(sent_bundles(connection), key=lambda each: (each.at, each.number), reverse=True)
    )


def _received(connection: Connection) -> tuple[ReceivedBundle, ...]:
    return tuple(
        ReceivedBundle(
            bundle=each.bundle,
            number=each.number,
            office=each.office,
            office_name=office_name(connection, each.office),
            at=each.at,
            entries=each.entries,
            new=each.fresh,
            conflicts=each.conflicts,
        )
        for each in received_bundles(connection)
    )
