"""Headquarters burns down with its keys: a new desk takes its place, and the missions bring back what they hold.

As docs/trust.md tells it: the newest open files that can be had, the root key that lay elsewhere, a new registry key;
the new desk's open update goes to every office; the lost desk is closed only when all came back.
"""

from __future__ import annotations

from random import Random

from ascn_desk.operations import trust_care, trust_closing, trust_root, trust_takeover
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk
from ascn_desk.operations.trust_changes import KeyAt, Signing
from ascn_desk.sync.keys import TRIFLING_COST
from ascn_desk.sync.trust import Trust
from tests.oracle.desks import sealed_segments
from tests.oracle.facts import held
from tests.oracle.plain_counting import digest_of
from tests.simulation.cast import HQ
from tests.simulation.real_seats import PASSPHRASE, Seat, named_digest, open_machine
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_ASKED = 3
"""How many offices send their open file; one of them holds the newest registry."""


def lose_headquarters(world: RealWorld, chance: Random) -> None:
    """Once in a play; what only headquarters had, and what it alone held of others, may be lost."""
    if world.signing.registry_keys:
        return
    seat = world.hq
    world.at_risk |= all_lines(seat)
    world.lost_hq.append(seat.desk.desk)
    seat.desk.close()
    seat.profile = world.folder / "hq-again"
    create_desk(
        seat.profile, HQ, "saeki", "佐伯", PASSPHRASE, clock=seat.clock, roots=0, cost=TRIFLING_COST
    ).close()  # fmt: skip
    seat.desk, seat.forms = open_machine(seat.profile, seat.clock), []
    registry_key = world.folder / "registry-2.key"
    trust_root.make_key(registry_key, "registry", PASSPHRASE, cost=TRIFLING_COST)
    signing = Signing(
        root_keys=(KeyAt(world.folder / "hq-root" / "root-1.key", PASSPHRASE),),
        registry_keys=(KeyAt(registry_key, PASSPHRASE),),
    )
    offices = world.missions()
    newest = max(offices, key=lambda each: _trust(each.desk).registry.version)
    asked = [newest, *chance.sample([each for each in offices if each is not newest], _ASKED - 1)]
    files = [parcel.path for each in asked for parcel in world.publish(each)]
    done = trust_takeover.take_over(seat.desk, files, signing)
    hold(list(done.words) == _trust(newest.desk).words("en"), "the rebuilt headquarters has other words", HQ)
    world.signing = Signing(registry_keys=signing.registry_keys)
    channels = {typed.record.channel for typed in world.typed.values()}
    world.tell(seat, f"is lost and taken over by {seat.desk.desk[:6]}", *channels)
    # A closing that no office had heard of yet is lost with the one who knew it.
    closed = {each.desk for each in _trust(seat.desk).registry.desks.values() if each.closed}
    world.cut = {identity: desk for identity, desk in world.cut.items() if desk in closed}
    (update,) = world.publish(seat)
    world.road.remove(update)
    for each in offices:
        report = world.hand_over(each, [update.path], "the open update of the new headquarters")
        hold(report.files[0].ok, f"{each.name} does not follow the new headquarters: {report.files[0].code}", each.name)


def call(world: RealWorld, seat: Seat) -> None:
    """An office that was put back to a day before the loss hears of the new headquarters by telephone.

    Its registry may be a later one of the lost headquarters that no other office ever had: the new one overtakes it.
    """
    registry = _trust(seat.desk).registry
    if world.hq.desk.desk in registry.desks:
        return
    while _trust(world.hq.desk).registry.version <= registry.version:
        trust_care.renew(world.hq.desk, world.signing)
    for update in world.publish(world.hq):
        world.road.remove(update)
        report = world.hand_over(seat, [update.path], "the open update of the new headquarters")
        hold(report.files[0].ok, f"{seat.name} does not follow the new headquarters: {report.files[0].code}", seat.name)


def close_lost(world: RealWorld) -> bool:
    """Now that all came back the lost desk is closed; whether there was one."""
    lost, world.lost_hq = world.lost_hq, []
    for desk in lost:
        closed = trust_closing.close_desk(world.hq.desk, desk, signing=world.signing)
        hold(closed.change.ceases == 0, f"{closed.change.ceases} entries of the lost headquarters cease to count", HQ)
        world.tell(world.hq, f"closes {desk[:6]}, its own former desk")
    return bool(lost)


def all_lines(seat: Seat) -> set[str]:
    """The digests of all that a desk holds, whoever wrote it."""
    journal = {named_digest(line) for (line,) in rows_of(seat.desk, "SELECT line FROM entry")}
    # What does not count may stand in its sealed bytes alone.
    sealed = [held(raw).lines for raw in sealed_segments(seat.desk) if "/reference/" not in raw.name]
    return journal | {digest_of(line) for lines in sealed for line in lines}


def _trust(desk: Desk) -> Trust:
    trust = desk.trust()
    assert trust is not None
    return trust
