"""A play in memory: steps drawn from a seed, done one after another, then a year's end at which everything arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tests.simulation import authority, events, invariants, mishaps, pure_told
from tests.simulation.cast import HQ
from tests.simulation.events import Act
from tests.simulation.steps import Step
from tests.simulation.story import Broken, hold
from tests.simulation.world import World

_ROUNDS = 8

ACTS: Mapping[str, tuple[Act, float]] = {
    "add": (events.add, 14),
    "edit": (events.edit, 22),
    "open": (events.open_form, 8),
    "save": (events.save_form, 8),
    "send": (events.send, 16),
    "carry": (events.carry, 15),
    "lose": (events.lose, 2),
    "damage": (events.damage, 0.5),
    "misdirect": (events.misdirect, 0.5),
    "forge": (events.forge, 0.8),
    "back up": (mishaps.back_up, 0.7),
    "restore": (mishaps.restore, 0.6),
    "clone": (mishaps.clone, 0.4),
    "rotate": (mishaps.rotate, 0.8),
    "steal": (mishaps.steal, 0.15),
    "use stolen": (mishaps.use_stolen, 0.6),
    "purge": (mishaps.purge, 1),
    "set aside": (mishaps.set_aside, 2),
    "take back": (mishaps.take_back, 0.7),
    "upgrade": (mishaps.upgrade, 0.7),
}


WEIGHTS = {name: weight for name, (_, weight) in ACTS.items()}


def play(seed: int, plan: Sequence[Step]) -> World:
    """Do the steps, then let everything arrive; all that has to hold is looked at. Errors: Broken, told as a story."""
    world = World(seed)
    try:
        month = 1
        for step in plan:
            if step.month != month:
                month_ends(world, Random(f"{seed} month {month}"))
                month = step.month
            world.story.step, world.story.month = step.number, step.month
            ACTS[step.act][0](world, step.chance(seed))
        year_ends(world)
    except Broken as broken:
        broken.add_note("\n".join(world.story.last(broken.about)))
        raise
    return world


def month_ends(world: World, chance: Random) -> None:
    """Those who hold the same are compared, and one desk is looked at closely: headquarters while it holds a fork."""
    invariants.those_who_hold_the_same_show_the_same(world)
    is_forked = any(world.hq.desk.registry.desks[desk].closed is False for desk in authority.forked_desks(world))
    invariants.desk_is_right(world.hq if is_forked else chance.choice(world.present()))


def year_ends(world: World) -> None:
    """Everything arrives: nothing is lost any more, copies are found out, what was set aside is taken back."""
    world.story.month += 1
    for seat in world.present():
        for name, some in seat.desk.came_with.items():
            if set(some) & seat.desk.aside:
                seat.desk.take_back(name)
    for round_ in range(_ROUNDS):
        world.story.step += 1
        before = _all_held(world)
        _everything_arrives(world)
        if round_ and _all_held(world) == before:
            break
    else:
        raise Broken("the desks do not come to rest")
    _all_is_well(world)


def _everything_arrives(world: World) -> None:
    hq = world.hq
    for seat in world.missions():
        # A restored backup may have keys of which it does not know that they were closed: the office hears it by voice.
        if not seat.can_write or world.registry.desks[seat.desk.desk].closed:
            mishaps.renew(world, seat)
        world.road.clear()
        taken = world.hand_over(hq, world.send(seat, HQ))
        hold(all(code is None for code in taken.codes), f"{seat.name} is refused: {taken.codes}", seat.name)
    for desk in authority.forked_desks(world):
        authority.close(world, desk)
    for office in sorted({seat.role.office for seat in world.missions()}):
        world.road.clear()
        for parcel in world.send(hq, office):
            for seat in (seat for desk in parcel.letter.to for seat in world.at_key(desk)):
                world.hand_over(seat, [parcel])
    world.road.clear()


def _all_held(world: World) -> list[object]:
    return [
        (seat.name, seat.desk.desk, seat.desk.registry.version, sorted(seat.desk.kept)) for seat in world.present()
    ]


def _all_is_well(world: World) -> None:
    for seat in world.missions():
        own = world.registry.desks[seat.desk.desk]
        hold(seat.can_write, f"{seat.name} can't work in the end", seat.name)
        for channel in pure_told.channels_of(world.hq.desk):
            if own.may_read(channel):
                ours, theirs = (pure_told.holdings(each.desk, channel) for each in (world.hq, seat))
                hold(ours == theirs, f"headquarters and {seat.name} hold different things of {channel}", channel)
    invariants.those_who_hold_the_same_show_the_same(world)
    invariants.nobody_holds_what_he_may_not_read(world)
    for seat in world.missions():
        invariants.desk_is_right(seat)
    naive = invariants.desk_is_right(world.hq)
    invariants.no_honest_value_is_replaced_unseen(world, naive)
    invariants.everything_typed_is_somewhere(world, naive)
