"""The numbered files of each sender that came here: from which number to which, and which between them never came.

- each desk numbers what it makes for this office by itself; under new keys it goes on where it was
- open updates, meant for anyone, are numbered apart
- what a lost file held goes again with a later one, so once all is here that its sender held then, nothing is lacking
- files are counted to the whole office: a further desk of it begins at the number of its starter, so nothing before the
  first that came is called missing there; the only desk of an office is to have them all

Source: docs/bundle-format.md, section 5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from ascn_desk.base.spans import Span, gaps
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import office_name
from ascn_desk.operations.views import BundleChain
from ascn_desk.store.bundles import Link, received_links
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.names import Names
from ascn_desk.sync.receipts import Have, have_of

_Key = tuple[str, bool]
"""A desk, and whether its files are meant for anyone."""


def chains(desk: Desk) -> tuple[BundleChain, ...]:
    """What came from every sender, by number, and what is missing."""
    with desk.reading() as (connection, _):
        return chains_in(desk, connection)


def chains_in(desk: Desk, connection: Connection, offices: Collection[str] | None = None) -> tuple[BundleChain, ...]:
    """As :func:`chains`, inside a transaction; only of some offices where they are named."""
    trust = desk.trust(connection)
    desks = trust.registry.desks.values() if trust is not None else ()
    is_only = sum(each.office == desk.office for each in desks) == 1
    parts = _joined(received_links(connection, offices))
    came: dict[str, set[int]] = {}
    for each in (each for part in parts for each in part if not each.is_open):
        came.setdefault(each.office, set()).add(each.number)
    found = (_chain(connection, part, came if is_only else {}) for part in parts)
    return tuple(sorted(found, key=lambda each: (each.office, each.is_open, each.desks)))


def _joined(received: Iterable[Link]) -> list[list[Link]]:
    """The files of each chain: those of one desk, and of the desks whose first file names one of theirs before it."""
    parts: dict[_Key, list[Link]] = {}
    where: dict[tuple[str, str, bool], _Key] = {}
    for each in received:
        parts.setdefault((each.desk, each.is_open), []).append(each)
        where[each.office, each.identity, each.is_open] = (each.desk, each.is_open)
    leader = {key: key for key in parts}

    def lead(key: _Key) -> _Key:
        while leader[key] != key:
            key = leader[key]
        return key

    for key, part in parts.items():
        for each in part:
            before = where.get((each.office, each.previous, each.is_open)) if each.previous is not None else None
            if before is not None:
                leader[lead(key)] = lead(before)
    joined: dict[_Key, list[Link]] = {}
    for key, part in parts.items():
        joined.setdefault(lead(key), []).extend(part)
    return list(joined.values())


def _chain(connection: Connection, part: Sequence[Link], came: Mapping[str, Collection[int]]) -> BundleChain:
    """One chain; ``came``: office → the numbers of all its files that came, where each was meant for this desk.

    Before its first number none is missing that came under other keys: what ties the two together may be what is lost.
    """
    ordered = sorted(part, key=lambda each: (each.number, each.created, each.identity))
    numbers = {each.number for each in ordered}
    first = ordered[0]
    before: tuple[Span, ...] = ()
    if first.office in came and not first.is_open:
        before = gaps({each for each in came[first.office] if each <= first.number}, since=1)
    missing = before + gaps(numbers)
    return BundleChain(
        office=first.office,
        office_name=office_name(connection, first.office),
        desks=tuple(dict.fromkeys(each.desk for each in ordered)),
        is_open=first.is_open,
        first=ordered[0].number,
        last=ordered[-1].number,
        missing=missing,
        broken=tuple(dict.fromkeys(_broken(ordered))),
        came_otherwise=bool(missing) and _is_all_here(connection, have_of(connection, ordered[-1].identity)),
    )


def _is_all_here(connection: Connection, have: Have) -> bool:
    """Whether each log is here up to every end that another desk says it holds, without a gap."""
    names = Names(connection)
    keys = {(place.channel, place.desk): key for key, place in names.logs.items()}
    holdings = Holdings(connection, names)
    for channel, logs in have.items():
        for author, ends in logs.items():
            key = keys.get((channel, author))
            held = holdings.of_log(key) if key is not None else []
            numbers = {each.number for each in held}
            if not {identity for _, identity in ends} <= {each.identity for each in held}:
                return False
            if gaps({each for each in numbers if each <= max(number for number, _ in ends)}, since=1):
                return False
    return bool(have)


def _broken(ordered: Sequence[Link]) -> Iterable[int]:
    """The numbers of files that name another as the one before than any that came under that number."""
    identities: dict[int, set[str]] = {}
    for each in ordered:
        identities.setdefault(each.number, set()).add(each.identity)
    for each in ordered:
        before = identities.get(each.number - 1)
        if before is not None and each.previous not in before:
            yield each.number
