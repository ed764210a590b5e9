"""A play with real desks: the steps of a seed, then a year's end at which everything arrives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ascn_desk.operations import setting_aside
from tests.oracle.plain_merge import Merged
from tests.simulation import (
    real_closing,
    real_courier,
    real_events,
    real_file_invariants,
    real_files,
    real_forgery,
    real_invariants,
    real_mishaps,
    real_rebuild,
    real_versions,
)
from tests.simulation.cast import HQ, Role
from tests.simulation.real_events import Act
from tests.simulation.real_seats import Seat, seeded_chance
from tests.simulation.real_world import RealWorld
from tests.simulation.steps import Step
from tests.simulation.story import Broken, hold
from tests.support.trio import rows_of

_ROUNDS = 6
_LOOKED_AT = 4
"""How many missions are checked from the bytes up."""

ACTS: Mapping[str, tuple[Act, float]] = {
    "add": (real_events.add, 14),
    "edit": (real_events.edit, 22),
    "open": (real_events.open_form, 8),
    "save": (real_events.save_form, 8),
    "both edit": (real_events.both_edit, 2),
    "decide": (real_events.decide, 2),
    "undo": (real_events.undo, 2),
    "lie": (real_events.lie, 1),
    "attach": (real_files.attach, 4),
    "write later": (real_versions.write_later, 3),
    "send": (real_courier.send, 16),
    "carry": (real_courier.carry, 15),
    "lose": (real_courier.lose, 2),
    "damage": (real_courier.damage, 1),
    "misdirect": (real_courier.misdirect, 1),
    "publish": (real_courier.publish, 1),
    "forge": (real_forgery.forge, 0.7),
    "back up": (real_mishaps.back_up, 0.8),
    "restore": (real_mishaps.restore, 0.5),
    "clone": (real_mishaps.clone, 0.4),
    "rotate": (real_mishaps.rotate, 0.6),
    "steal": (real_mishaps.steal, 0.15),
    "close earlier": (real_closing.close_earlier, 0.6),
    "lose headquarters": (real_rebuild.lose_headquarters, 0.2),
    "mislay": (real_files.mislay, 0.8),
    "purge": (real_mishaps.purge, 1),
    "purge file": (real_files.purge_file, 1),
    "set aside": (real_mishaps.set_aside, 1.5),
    "take back": (real_mishaps.take_back, 0.7),
}
WEIGHTS = {name: weight for name, (_, weight) in ACTS.items()}


@contextmanager
def played(seed: int, plan: Sequence[Step], template: Path, folder: Path, cast: Sequence[Role]) -> Iterator[RealWorld]:
    """The world after the steps and the year's end, its desks still open. Errors: Broken, told as a story."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    with seeded_chance(f"real {seed}"):
        world = RealWorld(seed, folder, cast)
        try:
            for step in plan:
                world.story.step = world.calendar.step = step.number
                world.story.month = world.calendar.month = step.month
                told = len(world.story.events)
                ACTS[step.act][0](world, step.chance(seed))
                world.acts[step.act] += len(world.story.events) > told
            year_ends(world)
            yield world
        except Broken as broken:
            broken.add_note("\n".join(world.story.last(broken.about)))
            raise
        finally:
            world.close()
            shutil.rmtree(folder, ignore_errors=True)


def year_ends(world: RealWorld) -> None:
    """Everything arrives: nothing is lost any more, and copies are found out."""
    world.calendar.month = world.story.month = world.story.month + 1
    for seat in world.present():
        for bundle in setting_aside.bundles(seat.desk):
            if bundle.aside is not None:
                setting_aside.take_back(seat.desk, bundle.bundle)
    _come_to_rest(world)
    if real_rebuild.close_lost(world):
        _headquarters_answers(world)
    _all_is_well(world)


def _come_to_rest(world: RealWorld) -> None:
    """Everybody sends and receives until nobody gets anything new."""
    before: object = None
    for _ in range(_ROUNDS):
        world.story.step += 1
        world.calendar.step += 1
        _everything_arrives(world)
        now = _all_held(world)
        if now == before:
            break
        before = now
    else:
        raise Broken("the desks do not come to rest")


def _everything_arrives(world: RealWorld) -> None:
    for seat in list(world.missions()):
        if real_mishaps.is_stuck(world, seat):
            real_mishaps.renew(world, seat)
        real_rebuild.call(world, seat)
        for parcel in world.send(seat, HQ):
            report = world.hand_over(world.hq, [parcel.path], f"letter {parcel.number}")
            hold(all(each.ok for each in report.files), f"{seat.name}'s letter: {report.why}", seat.name)
    real_mishaps.rule_forks(world)
    _headquarters_answers(world)


def _headquarters_answers(world: RealWorld) -> None:
    for office in sorted({seat.role.office for seat in world.missions()}):
        for parcel in world.send(world.hq, office):
            for seat in [seat for desk in parcel.to for seat in world.at_key(desk)]:
                world.hand_over(seat, [parcel.path], f"letter {parcel.number}")
    world.road.clear()


def _all_held(world: RealWorld) -> object:
    return [
        (
            seat.name,
            seat.desk.desk,
            rows_of(seat.desk, "SELECT identity FROM segment ORDER BY 1"),
            seat.desk.files.held(),
        )
        for seat in world.present()
    ]


def _all_is_well(world: RealWorld) -> None:
    looked_at = world.missions()[world.seed % 3 :: len(world.seats) // _LOOKED_AT]
    real_invariants.all_agree(world, looked_at)
    real_invariants.nobody_holds_what_he_may_not_read(world)
    for seat in world.missions():
        _is_right(world, seat)
        if seat in looked_at:
            real_invariants.is_sound(seat)
    real_invariants.is_sound(world.hq)
    naive = _is_right(world, world.hq)
    real_invariants.no_honest_value_is_replaced_unseen(world, naive)
    real_invariants.everything_typed_is_somewhere(world, naive)
    real_versions.updated_machines_read_it(world)


def _is_right(world: RealWorld, seat: Seat) -> Merged:
    naive = real_invariants.as_the_page_says(seat)
    real_versions.nothing_later_is_shown(seat, naive)
    real_invariants.what_was_cut_counts_nowhere(world, seat, naive)
    real_file_invariants.files_are_where_they_are_read(world, seat, naive)
    return naive
