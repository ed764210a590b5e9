"""Root and registry as people read them: whom this desk trusts and until when, every desk and whether it goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from ascn_desk.base.words import language
from ascn_desk.operations import trust_care
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust
from ascn_desk.operations.names import office_name
from ascn_desk.operations.trust_care import Warned
from ascn_desk.operations.trust_closing import Fork, list_forks
from ascn_desk.store.reach import last_sent
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.trust_change import short_key

DeskState = Literal["active", "replaced", "closed"]


@dataclass(frozen=True, slots=True)
class Signers:
    """The keys of a role, as they are called among people, and how many of them have to sign."""

    keys: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """A desk of the registry. ``replaced``: closed, and its office goes on with a desk that was registered later.

    ``ends``: where its logs end, as (channel, number); ``is_sent_to``: when its office was last sent a file.
    """

    desk: str
    office: str
    office_name: str
    name: str
    is_headquarters: bool
    is_own: bool
    since: str
    state: DeskState
    successor: str | None
    writes: tuple[str, ...]
    reads: tuple[str, ...]
    ends: tuple[tuple[str, int], ...]
    last_sent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustOverview:
    """What this desk trusts; ``forks`` are known to headquarters alone, which rules them."""

    is_headquarters: bool
    root_version: int
    root_expires: str
    root_signers: Signers
    registry_version: int
    registry_expires: str
    registry_signers: Signers
    fingerprint: str
    words: tuple[str, ...]
    warnings: tuple[Warned, ...]
    desks: tuple[DeskLine, ...]
    forks: tuple[Fork, ...]


def trust_overview(desk: Desk) -> TrustOverview:
    """The documents of trust as held. Errors: CorrectableError ``not-accepted-yet``."""
    trust = accepted_trust(desk)
    is_headquarters = desk.office_kind == "headquarters"
    keys = trust.keys()
    registered = sorted(trust.registry.desks.values(), key=lambda each: each.since)
    with desk.reading() as (connection, _):
        lines = [_line(desk, connection, each, registered) for each in registered]
    return TrustOverview(
        is_headquarters=is_headquarters,
        root_version=trust.root_version,
        root_expires=trust.roots[-1].signed["expires"],
        root_signers=Signers(tuple(map(short_key, keys.root)), keys.root_threshold),
        registry_version=trust.registry.version,
        registry_expires=trust.registry.expires,
        registry_signers=Signers(tuple(map(short_key, keys.registry)), keys.registry_threshold),
        fingerprint=trust.root_fingerprint(),
        words=tuple(trust.words(language())),
        warnings=trust_care.warnings(desk),
        desks=tuple(sorted(lines, key=_place)),
        forks=list_forks(desk) if is_headquarters else (),
    )


def _place(line: DeskLine) -> tuple[bool, bool, str, str]:
    """Headquarters first, then the offices by name; in each those that go on, the newest last."""
    return not line.is_headquarters, line.state != "active", line.office_name, line.since


def _line(desk: Desk, connection: Connection, one: RegisteredDesk, every: Iterable[RegisteredDesk]) -> DeskLine:
    others = (each for each in every if each.office == one.office and each.desk != one.desk)
    later = [each.desk for each in others if each.since >= one.since and not each.closed]
    state: DeskState = "active" if not one.closed else "replaced" if later else "closed"
    sent = last_sent(connection, one.office)
    return DeskLine(
        desk=one.desk,
        office=one.office,
        office_name=office_name(connection, one.office),
        name=one.name,
        is_headquarters=one.kind == "headquarters",
        is_own=one.desk == desk.desk,
        since=one.since,
        state=state,
        successor=later[-1] if one.closed and later else None,
        writes=one.paths,
        reads=one.reads,
        ends=tuple((channel, end.number) for channel, end in sorted(one.ends.items())),
        last_sent=sent.at if sent else None,
    )
