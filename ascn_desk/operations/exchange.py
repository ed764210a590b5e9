"""The exchange of bundles as a person sees it: what will go, what went and arrived, what came."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection

from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import export
from ascn_desk.operations.fingerprints import prints_in
from ascn_desk.operations.imports import import_files, rehearse, verify
from ascn_desk.operations.names import office_name
from ascn_desk.operations.views import ExchangeView, ReceivedBundle, SentBundle, UnsentGroup
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.journal import unsent_segments
from ascn_desk.store.names import Names
from ascn_desk.store.schema import PLACES
from ascn_desk.sync.receipts import covers_segment, last_have

__all__ = ["exchange_view", "export", "import_files", "rehearse", "verify"]

_decode_tips = msgspec.json.Decoder(list[tuple[int, int, str]]).decode


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
        )


def _unsent_groups(connection: Connection, segments: Collection[int]) -> tuple[UnsentGroup, ...]:
    """What is not sent yet, by kind: records that were made, and those only changed."""
    records: dict[str, tuple[set[int], set[int]]] = {}
    for segment in segments:
        rows = connection.exec_driver_sql(
            "SELECT r.kind, r.key, r.made_n = e.n AND r.made_log = s.log FROM segment s"
            f" JOIN entry e ON e.key BETWEEN s.key * {PLACES} AND s.key * {PLACES} + {PLACES - 1}"
            " JOIN record r ON r.key = e.record WHERE s.key = ?",
            (segment,),
        )
        for kind, record, is_first in rows:
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

    rows = connection.exec_driver_sql(
        "SELECT bundle, number, office, at, entries, size, path, tips FROM sent ORDER BY at DESC, number DESC"
    )
    return tuple(
        SentBundle(
            bundle=bundle,
            number=number,
            office=office,
            office_name=office_name(connection, office),
            at=at,
            entries=entries,
            size=size,
            path=path,
            state="received" if arrived(office, _decode_tips(tips)) else "made",
        )
        for bundle, number, office, at, entries, size, path, tips in rows.all()
    )


def _received(connection: Connection) -> tuple[ReceivedBundle, ...]:
    rows = connection.exec_driver_sql(
        "SELECT bundle, number, office, at, entries, fresh, conflicts FROM received ORDER BY turn DESC"
    ).all()
    return tuple(
        ReceivedBundle(bundle, number, office, office_name(connection, office), at, entries, fresh, conflicts)
        for bundle, number, office, at, entries, fresh, conflicts in rows
    )
