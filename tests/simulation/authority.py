"""Headquarters' office of the registry: desks are added, closed and ended, and forks are ruled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from ascn_desk.store.holdings import Held
from ascn_desk.sync.registry import End, RegisteredDesk, check_succession
from tests.simulation.again import left_over, lowered
from tests.simulation.pure_facts import Kept, Log
from tests.simulation.pure_shown import over_of
from tests.simulation.world import Form, Seat, World


def publish(world: World, *changed: RegisteredDesk) -> None:
    """A newer registry; headquarters holds it at once."""
    desks = {**world.registry.desks, **{each.desk: each for each in changed}}
    newer = replace(world.registry, version=world.registry.version + 1, desks=desks)
    check_succession(world.registry, newer)
    world.registry = newer
    world.hq.desk.take_registry(newer)
    names = ", ".join(each.name for each in changed)
    world.tell(world.hq, f"registry {newer.version}: {names}", *(each.desk for each in changed))


def close(world: World, desk: str, own: Mapping[str, tuple[int, str]] | None = None) -> None:
    """A desk is no more: its logs end at the greater of its own ends and what headquarters holds of the same chain."""
    known = world.registry.desks[desk]
    ends = dict(known.ends)
    logs = {channel: log for (channel, name), log in world.hq.desk.logs.items() if name == desk}
    for channel in sorted(logs.keys() | (own or {}).keys()):
        held = logs.get(channel, {})
        end = ends.get(channel)
        if end is None and not known.closed:
            end = _end_of(held, (own or {}).get(channel))
        if end is not None:
            ends[channel] = _fork_span(held, end) or end
    publish(world, replace(known, ends=ends, closed=True))
    for channel in sorted(logs):
        if channel in ends:
            write_again(world, (channel, desk), ends[channel])


def forked_desks(world: World) -> list[str]:
    """The desks of which headquarters holds branches that the registry says nothing of."""
    found: set[str] = set()
    for log, segments in sorted(world.hq.desk.logs.items()):
        end = world.registry.desks[log[1]].ends.get(log[0])
        numbers = [kept.held.number for kept in segments.values()]
        is_forked = len(numbers) > len(set(numbers)) if end is None else (_fork_span(segments, end) or end) != end
        if is_forked:
            found.add(log[1])
    return sorted(found)


def write_again(world: World, log: Log, end: End) -> None:
    """Headquarters writes again what is only in the branches that go, and not replaced there."""
    hq = world.hq
    gone = [fact for kept in _gone(hq.desk.logs[log], end) for fact in kept.facts]
    chance = Random(f"again {world.seed} {log}")
    for fact, values in left_over(gone):
        typed = world.typed.get(fact.digest)
        if fact.entry is None or typed is None or fact.digest in world.again:
            continue
        if hq.desk.records.standing(fact)[0] == "candidate":
            over = lowered(fact, end.shared or 0) if end.shared is not None else dict(over_of(fact))
            form = Form(typed.record, over, typed.eyes, fact.entry.by)
            world.save(chance, hq, form, values, is_honest=typed.is_honest)
            world.again.add(fact.digest)


def _end_of(segments: Mapping[str, Kept], own: tuple[int, str] | None) -> End | None:
    """The end of the longest branch, the desk's own first."""
    ends = [(kept.held.number, identity) for identity, kept in segments.items()]
    if own is not None:
        chained = [each for each in ends if own[1] in _chain(segments, each[1])]
        ends = [*chained, own]
    if not ends:
        return None
    number, identity = max(ends)
    end = End(number, identity)
    return _fork_span(segments, end) or end


def _fork_span(segments: Mapping[str, Kept], end: End) -> End | None:
    """The end with the counts of the branches that go; None if none is held."""
    gone = _gone(segments, end)
    if not gone:
        return None
    shared = min(_before(segments, each.held) for each in gone)
    last = max(each.held.last for each in gone)
    if end.shared is not None and end.gone is not None:
        shared, last = min(shared, end.shared), max(last, end.gone)
    return End(end.number, end.identity, shared, last)


def _gone(segments: Mapping[str, Kept], end: End) -> list[Kept]:
    """The segments that lie neither before the end nor after it on its own branch."""
    chain = _chain(segments, end.identity or "")
    if end.identity is None or end.identity not in segments:
        return []
    return [
        kept
        for identity, kept in segments.items()
        if identity not in chain and end.identity not in _chain(segments, identity)
        and (kept.held.previous is None or kept.held.previous in segments)
    ]  # fmt: skip


def _before(segments: Mapping[str, Kept], held: Held) -> int:
    before = segments.get(held.previous or "")
    return before.held.last if before is not None else 0


def _chain(segments: Mapping[str, Kept], identity: str) -> set[str]:
    """A segment and all that it follows, as far as they are held."""
    chain: set[str] = set()
    step: str | None = identity
    while step in segments and step not in chain:
        chain.add(step)
        step = segments[step].held.previous
    return chain


def own_ends(seat: Seat) -> dict[str, tuple[int, str]]:
    """The ends of a desk's own logs, as its request for new keys names them."""
    ends = {}
    for (channel, name), log in seat.desk.logs.items():
        if name == seat.desk.desk:
            own = [kept.held for identity, kept in log.items() if identity in seat.desk.sealed_here]
            if own:
                last = max(own, key=lambda held: held.number)
                ends[channel] = (last.number, last.identity)
    return ends
