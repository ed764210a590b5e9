"""A machine was in other hands for a while: it is closed at an earlier number, and what lay above counts no more."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import trust_closing
from tests.simulation.real_mishaps import own_lines
from tests.simulation.real_seats import Seat
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_MOST_CUT = 2


def close_earlier(world: RealWorld, chance: Random) -> None:
    """Headquarters ends a log before its last segment, having rehearsed it; the office goes on, or is no more."""
    if len(set(world.cut.values())) >= _MOST_CUT:
        return
    able = [
        (seat, channel, log)
        for seat in world.missions()
        if _is_fit(world, seat)
        for channel in seat.role.channels
        if (log := _counting(world, seat, channel))
    ]
    if not able:
        return
    # Of a log of one segment nothing can be left; rather one of which something counts on.
    seat, channel, log = chance.choice([each for each in able if len(each[2]) > 1] or able)
    desk, hq = seat.desk.desk, world.hq.desk
    last = chance.randrange(len(log))
    above = log[last:]
    # Named as an officer names it: zero, a number that is held, or with the beginning of its identity.
    text = str(last) if last == 0 or chance.random() < 0.5 else f"{last}:{log[last - 1][0][:12]}"
    try:
        tried = trust_closing.close_desk(hq, desk, {channel: text}, replace(world.signing, is_rehearsal=True))
        done = trust_closing.close_desk(hq, desk, {channel: text}, world.signing)
    except CorrectableError as error:
        hold(error.code == "log-forked", f"{seat.name} can't be closed at {text}: {error.code}", seat.name)
        return
    expected = sum(entries for _, entries in above)
    told = (tried.change.ceases, done.change.ceases)
    hold(told == (expected, expected), f"{expected} entries of {seat.name} cease to count, told are {told}", seat.name)
    world.cut |= {identity: desk for identity, _ in above}
    world.at_risk |= own_lines(seat)
    seat.is_gone = chance.random() < 0.5
    world.tell(seat, f"is closed at number {last} of {channel}: {expected} entries count no more", channel)


def _is_fit(world: RealWorld, seat: Seat) -> bool:
    trust = world.hq.desk.trust()
    assert trust is not None
    return not trust.registry.desks[seat.desk.desk].closed and len(world.at_key(seat.desk.desk)) == 1


def _counting(world: RealWorld, seat: Seat, channel: str) -> list[tuple[str, int]]:
    """Identity and entries of the segments of a log that count at headquarters, by number."""
    return [
        (identity, entries)
        for identity, entries in rows_of(
            world.hq.desk,
            "SELECT s.identity, s.entries FROM segment s JOIN log l ON l.key = s.log JOIN desk d ON d.key = l.desk"
            " JOIN channel c ON c.key = l.channel WHERE d.name = ? AND c.name = ? AND s.counts = 1"
            " AND s.number IS NOT NULL ORDER BY s.number",
            seat.desk.desk, channel,
        )
    ]  # fmt: skip
