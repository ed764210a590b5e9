"""Headquarters' office of the registry: desks are added, closed and ended, and forks are ruled.

Where logs end is told by the product's own ``operations.trust_positions`` and ``operations.registry_changes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.registry_changes import closed_desk, ruled_desk
from ascn_desk.operations.trust_positions import HeldLog, fork_end, rotation_end
from ascn_desk.store.holdings import Held
from ascn_desk.sync.registry import NOTHING, End, RegisteredDesk, check_succession
from tests.simulation.again import left_over, lowered
from tests.simulation.pure_facts import Log
from tests.simulation.world import Form, Seat, World

Ends = Mapping[str, tuple[int, str]]
"""Channel → (number, identity)."""


def publish(world: World, *changed: RegisteredDesk) -> None:
    """A newer registry; headquarters holds it at once."""
    desks = {**world.registry.desks, **{each.desk: each for each in changed}}
    newer = replace(world.registry, version=world.registry.version + 1, desks=desks)
    check_succession(world.registry, newer)
    world.registry = newer
    world.hq.desk.take_registry(newer)
    names = ", ".join(each.name for each in changed)
    world.tell(world.hq, f"registry {newer.version}: {names}", *(each.desk for each in changed))


def close(world: World, desk: str, own: Ends | None = None) -> None:
    """A desk is no more: its logs end at the greater of its own ends and what headquarters holds of the same chain."""
    known = world.registry.desks[desk]
    if not known.closed:
        told = own or {}
        channels = _channels(world, desk) | told.keys()
        wanted = {each: _end_of(_held_log(world, desk, each), told.get(each)) for each in sorted(channels)}
        ends = {each: end for each, end in wanted.items() if end != NOTHING and each not in known.ends}
        publish(world, closed_desk(known, ends))
    rule(world, desk)


def rule(world: World, desk: str) -> None:
    """Of a closed desk: say how the counts of branches lie that came later, and write again what only they have."""
    for channel in sorted(_channels(world, desk)):
        log = _held_log(world, desk, channel)
        known = world.registry.desks[desk]
        end = known.ends.get(channel)
        if end is not None and end.identity in log.rooted and len(log.tips) > 1:
            try:
                publish(world, ruled_desk(known, channel, fork_end(log, log.rooted[end.identity])))
            except CorrectableError as error:
                assert error.code in ("nothing-to-change", "no-fork")
            _write_again(world, (channel, desk), log, world.registry.desks[desk].ends[channel])


def forked_desks(world: World) -> list[str]:
    """The desks of which headquarters holds several branches of a log."""
    return sorted(
        {desk for channel, desk in world.hq.desk.logs if len(_held_log(world, desk, channel).tips) > 1}
    )


def own_ends(seat: Seat) -> dict[str, tuple[int, str]]:
    """The ends of a desk's own logs, as its request for new keys names them."""
    ends = {}
    for (channel, name), log in seat.desk.logs.items():
        own = [kept.held for identity, kept in log.items() if identity in seat.desk.sealed_here]
        if name == seat.desk.desk and own:
            last = max(own, key=lambda held: held.number)
            ends[channel] = (last.number, last.identity)
    return ends


def _end_of(log: HeldLog, asked: tuple[int, str] | None) -> End:
    """Where a log ends; where branches follow what was asked for, the longest stays."""
    try:
        return rotation_end(log, asked)
    except CorrectableError as error:
        assert error.code == "log-forked"
    kept = max(log.tips, key=lambda each: (each.number, each.identity))
    return fork_end(log, kept) if len(log.tips) > 1 else End(kept.number, kept.identity)


def _write_again(world: World, log: Log, held: HeldLog, end: End) -> None:
    """Headquarters writes again what is only in the branches that go, and not replaced there."""
    stays = {each.identity for each in held.chain(end.identity)}
    goes = [
        identity
        for identity in held.rooted
        if identity not in stays and end.identity not in {each.identity for each in held.chain(identity)}
    ]
    hq = world.hq
    chance = Random(f"again {world.seed} {log}")
    for fact, values in left_over([fact for identity in goes for fact in hq.desk.kept[identity].facts]):
        typed = world.typed.get(fact.digest)
        if fact.entry is None or typed is None or fact.digest in world.again:
            continue
        if hq.desk.records.standing(fact)[0] == "candidate":
            form = Form(typed.record, lowered(fact, end.shared or 0), typed.eyes, fact.entry.by)
            world.save(chance, hq, form, values, is_honest=typed.is_honest)
            world.again.add(fact.digest)


def _channels(world: World, desk: str) -> set[str]:
    return {channel for channel, name in world.hq.desk.logs if name == desk}


def _held_log(world: World, desk: str, channel: str) -> HeldLog:
    """A log as far as headquarters holds it without a gap."""
    kept = world.hq.desk.logs.get((channel, desk), {})
    rooted: dict[str, Held] = {}
    for held in sorted((each.held for each in kept.values()), key=lambda each: each.number):
        before = rooted.get(held.previous or "")
        if held.number == 1 or (before is not None and before.number == held.number - 1):
            rooted[held.identity] = held
    return HeldLog(desk, channel, rooted)
