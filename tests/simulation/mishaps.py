"""What befalls desks: backups put back, copies, new keys, theft, purges, imports set aside, a newer program."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from ascn_desk.sync.entry_line import skeleton
from tests.simulation import authority
from tests.simulation.again import is_same_record, left_over, lowered
from tests.simulation.cast import Record
from tests.simulation.pure_desk import PureDesk
from tests.simulation.pure_facts import Fact
from tests.simulation.pure_shown import over_of
from tests.simulation.versions import NEW
from tests.simulation.world import Form, Seat, World, registered, writable

_MOST_CLONES = 2


def back_up(world: World, chance: Random) -> None:
    """A mission makes a backup."""
    seat = chance.choice(world.missions())
    seat.backups = [seat.desk.copied()]


def restore(world: World, chance: Random) -> None:
    """A machine fails and its backup is put back: what was typed since and never arrived anywhere is gone."""
    kept = [seat for seat in world.missions() if seat.backups]
    if not kept:
        return
    seat = chance.choice(kept)
    lost, seat.desk = seat.desk, seat.backups[0].copied()
    seat.forms = []
    world.at_risk |= _own_lines(lost) - _own_lines(seat.desk)
    world.tell(seat, "is restored from its backup")


def clone(world: World, chance: Random) -> None:
    """A machine is copied, keys and all, and both are used."""
    able = [seat for seat in world.missions() if seat.can_write and not seat.is_liar and "+" not in seat.name]
    if not able or sum("+" in name for name in world.seats) >= _MOST_CLONES:
        return
    seat = chance.choice(able)
    name = f"{seat.name}+"
    if name not in world.seats:
        world.seats[name] = Seat(seat.role, name, seat.desk.copied(), seat.skew)
        world.tell(seat, f"is copied as {name}", name)


def rotate(world: World, chance: Random) -> None:
    """A desk goes on under new keys: it has to, or its officer wants to."""
    stale = [seat for seat in world.missions() if not seat.can_write]
    able = stale or ([seat for seat in world.missions() if not seat.is_liar] if chance.random() < 0.3 else [])
    if able:
        renew(world, chance.choice(able))


def renew(world: World, seat: Seat) -> None:
    """New keys: the old desk is closed at its ends, and what it had not sealed is written again under the new ones."""
    old, keys = seat.desk.desk, world.new_keys()
    if not world.registry.desks[old].closed:
        authority.close(world, old, authority.own_ends(seat))
    added = registered(seat.role, keys)
    authority.publish(world, added)
    desk = seat.desk
    waiting = [fact for facts in desk.unsealed.values() for fact in facts]
    sealed_here = desk.sealed_here
    desk.forsake(keys)
    world.tell(seat, f"goes on as {keys.desk[:6]} instead of {old[:6]}", old, keys.desk)
    desk.take_registry(world.registry)
    # The starter is carried by hand: everything that headquarters holds and the office reads.
    starter = world.send(world.hq, seat.role.office, whole=True)
    world.hand_over(seat, [each for each in starter if keys.desk in each.letter.to])
    _write_again(world, seat, waiting, sealed_here)


def _write_again(world: World, seat: Seat, waiting: list[Fact], sealed_here: set[str]) -> None:
    """What was not sealed under the old keys and is not held otherwise; it was typed on what was sealed here."""
    held = {fact.digest for kept in seat.desk.kept.values() for fact in kept.facts}
    chance = Random(f"again {world.seed} {seat.desk.desk}")
    for log in sorted({fact.log for fact in waiting}):
        logs = seat.desk.logs.get(log, {})
        shared = max((kept.header.last for each, kept in logs.items() if each in sealed_here), default=0)
        for fact, values in left_over([each for each in waiting if each.log == log and each.digest not in held]):
            assert fact.entry is not None
            typed = world.typed[fact.digest]
            form = Form(typed.record, lowered(fact, shared), typed.eyes, fact.entry.by)
            world.save(chance, seat, form, values, is_honest=typed.is_honest)
    world.again |= {fact.digest for fact in waiting}


def steal(world: World, chance: Random) -> None:
    """A machine is stolen; headquarters ends its logs at what it trusts, and the office has no desk any more."""
    able = [
        seat
        for seat in world.missions()
        if not world.registry.desks[seat.desk.desk].closed and len(world.at_key(seat.desk.desk)) == 1
    ]
    if len(able) > len(world.seats) - 4:
        seat = chance.choice(able)
        seat.is_gone = True
        world.at_risk |= _own_lines(seat.desk)
        world.tell(seat, "is stolen", seat.desk.desk)
        authority.close(world, seat.desk.desk)


def use_stolen(world: World, chance: Random) -> None:
    """The thief types and sends to somebody near, who may not have heard yet."""
    stolen = [seat for seat in world.seats.values() if seat.is_gone]
    near = [each for each in world.missions() if stolen and each.role.country == stolen[0].role.country]
    if not near:
        return
    seat, receiver = stolen[0], chance.choice(near)
    records = writable(seat)
    if not records:
        return
    form = world.open_form(seat, chance.choice(records), "thief")
    world.at_risk.add(world.save(chance, seat, form, {"archived": True, "archived_reason": "stolen"}))
    sent = world.send(seat, receiver.role.office)
    for parcel in sent:
        world.road.remove(parcel)
        if receiver.desk.desk in parcel.letter.to:
            world.hand_over(receiver, [parcel])


def purge(world: World, chance: Random) -> None:
    """Headquarters has a line removed everywhere, often one of a conflict."""
    hq = world.hq
    lines = [
        fact
        for kept in hq.desk.kept.values()
        for fact in kept.facts
        if not fact.is_bare and fact.entry is not None and fact.entry.kind != "purge"
    ]
    if not lines:
        return
    rivals = [fact for fact in lines if hq.desk.fate(fact) == "in_conflict"]
    fact = chance.choice(rivals if rivals and chance.random() < 0.6 else lines)
    assert fact.entry is not None
    standing, _ = hq.desk.records.standing(fact)
    bare = skeleton(fact.entry, valid=standing != "invalid").decode()
    record = Record(fact.log[0], "purge", world.new_id(hq, "purge"))
    said = {"desk": fact.log[1], "n": fact.n, "line": fact.digest, "skeleton": bare}
    world.save(chance, hq, Form(record, {}, frozenset(), "saeki"), said)
    about = Record(fact.log[0], fact.entry.kind, fact.entry.id)
    world.tell(hq, f"purges {fact.n} of {fact.log[1][:4]}", about, fact.log)


def set_aside(world: World, chance: Random) -> None:
    """Somebody undoes an import, unless his own entries that saw it went out already."""
    seat = chance.choice(world.present())
    names = sorted(name for name, some in seat.desk.came_with.items() if some and not set(some) & seat.desk.aside)
    if not names:
        return
    name = chance.choice(names)
    new = [seat.desk.kept[each] for each in seat.desk.came_with[name] if each in seat.desk.kept]
    lines = [fact for kept in new for fact in kept.facts]
    if any(kept.header.desk == seat.desk.desk for kept in new) or _were_seen(seat, lines):
        return
    seat.desk.set_aside(name)
    world.tell(seat, f"sets {name} aside", *{fact.log for fact in lines})


def take_back(world: World, chance: Random) -> None:
    """Somebody takes an import back that was set aside."""
    seats = [seat for seat in world.present() if seat.desk.aside]
    if seats:
        seat = chance.choice(seats)
        names = sorted(name for name, some in seat.desk.came_with.items() if set(some) & seat.desk.aside)
        name = chance.choice(names)
        seat.desk.take_back(name)
        world.tell(seat, f"takes {name} back")


def upgrade(world: World, chance: Random) -> None:
    """A desk gets the present version of the program and reads again what it did not know."""
    older = [seat for seat in world.present() if seat.desk.records.version is not NEW]
    if older:
        seat = chance.choice(older)
        seat.desk.records.version = NEW
        seat.desk.records.resettle(set(seat.desk.records.lines))
        world.tell(seat, "gets the newer program")


def _were_seen(seat: Seat, lines: Iterable[Fact]) -> bool:
    """Whether entries of this desk that are sealed had any of these lines before their author's eyes."""
    own = [
        fact
        for (_, name), log in seat.desk.logs.items()
        if name == seat.desk.desk
        for kept in log.values()
        for fact in kept.facts
    ]
    return any(
        is_same_record(one, line) and over_of(one).get(line.log[1], 0) >= line.n for line in lines for one in own
    )


def _own_lines(desk: PureDesk) -> set[str]:
    sealed = [kept for (_, name), log in desk.logs.items() if name == desk.desk for kept in log.values()]
    facts = [fact for kept in sealed for fact in kept.facts]
    return {fact.digest for some in (facts, *desk.unsealed.values()) for fact in some}
