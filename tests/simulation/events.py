"""What people do at their desks, and what the courier does with their letters."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from ascn_desk.domain.channels import covers
from ascn_desk.domain.kind import Kind
from tests.simulation import invariants
from tests.simulation.cast import HQ, Record, changed_values, first_values, kinds_for
from tests.simulation.story import hold
from tests.simulation.world import PEOPLE, Form, Parcel, Seat, World, writable

Act = Callable[[World, Random], None]
_WRONG = 0.06
_MOST_FORMS = 4
_REFUSED = {"not-for-this-desk", "unknown-sender", "revoked-sender"}


# -- people ----------------------------------------------------------------------------------------------------------


def add(world: World, chance: Random) -> None:
    """Somebody makes a record."""
    seat = _somebody(world, chance)
    if seat is None:
        return
    channel = chance.choice(world.channels() if seat.role.name == HQ else seat.role.channels)
    known = [name for name in kinds_for(channel) if name in seat.desk.records.version]
    kind = seat.desk.records.version[chance.choice(known)]
    values = first_values(chance, kind, mark_of(channel))
    if chance.random() < _WRONG:
        kind_name, values = _wrong(chance, kind, values)
    else:
        kind_name = kind.name
    record = Record(channel, kind_name, world.new_id(seat, kind_name.replace("_", "-")))
    world.save(chance, seat, Form(record, {}, frozenset(), chance.choice(PEOPLE)), values)


def edit(world: World, chance: Random) -> None:
    """Somebody opens a record and saves it; often one that others work on too."""
    record = chance.choice(world.hot) if world.hot and chance.random() < 0.6 else None
    able = [seat for seat in world.present() if seat.can_write and record in seat.desk.records.shown]
    seat = chance.choice(able) if able else _somebody(world, chance)
    if seat is not None and (records := writable(seat)):
        if record not in records:
            record = chance.choice(records)
        _save(world, chance, seat, world.open_form(seat, record, chance.choice(PEOPLE)))


def open_form(world: World, chance: Random) -> None:
    """Somebody opens a record and is called away."""
    seat = _somebody(world, chance)
    if seat is not None and (records := writable(seat)) and len(seat.forms) < _MOST_FORMS:
        seat.forms.append(world.open_form(seat, chance.choice(records), chance.choice(PEOPLE)))


def save_form(world: World, chance: Random) -> None:
    """Somebody saves a form that has been open for a while: letters came in, or the other person of the desk saved."""
    waiting = [seat for seat in world.present() if seat.forms and seat.can_write]
    if waiting:
        seat = chance.choice(waiting)
        _save(world, chance, seat, seat.forms.pop(chance.randrange(len(seat.forms))))


def _somebody(world: World, chance: Random) -> Seat | None:
    able = [seat for seat in world.present() if seat.can_write]
    if world.hq in able and chance.random() < 0.2:
        return world.hq
    return chance.choice(able) if able else None


def _save(world: World, chance: Random, seat: Seat, form: Form) -> None:
    kind = seat.desk.records.version[form.record.kind]
    others = sorted(
        each.id for each in seat.desk.records.shown if (each.channel, each.kind) == (form.record.channel, kind.name)
    )
    values = changed_values(chance, kind, mark_of(form.record.channel), others)
    if chance.random() < _WRONG:
        _, values = _wrong(chance, kind, values)
    if seat.is_liar and chance.random() < 0.5:
        said = dict.fromkeys(chance.sample(sorted(seat.desk.registry.desks), 3), chance.choice((1, 50, 10_000)))
        world.save(chance, seat, form, values, over={**form.seen, **said}, is_honest=False)
    else:
        world.save(chance, seat, form, values)


def _wrong(chance: Random, kind: Kind, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What a faulty or a newer program may write: a value that is invalid, or what is not known yet."""
    match chance.randrange(4):
        case 0:
            return kind.name, {**values, "archived": True}
        case 1:
            return kind.name, {**values, "novelty": chance.randrange(9)}
        case 2:
            return "city", {"name_en": "a mission may not write this", "country": "vn"}
        case _:
            return "novel_kind", {"novelty": "練習"}


def mark_of(channel: str) -> str:
    """What texts typed into a channel begin with: nobody else may ever hold it."""
    return f"‹{channel}›"


# -- the courier -----------------------------------------------------------------------------------------------------


def send(world: World, chance: Random) -> None:
    """A desk reports to headquarters, headquarters answers, or neighbours write to each other."""
    dice = chance.random()
    if dice < 0.4:
        offices = sorted({each.role.office for each in world.missions()})
        _post(world, world.hq, chance.choice(offices))
        return
    seat = chance.choice(world.missions())
    if not seat.can_write:
        return
    near = sorted({each.role.office for each in world.missions() if each.role.country == seat.role.country})
    _post(world, seat, HQ if dice < 0.9 else chance.choice(near))


def _post(world: World, seat: Seat, office: str) -> None:
    for parcel in world.send(seat, office):
        readers = [seat.desk.registry.desks[desk] for desk in parcel.letter.to]
        for raw in parcel.letter.segments:
            channel = raw.name.split("/")[2].replace("~", "/")
            hold(all(covers(each.reads, channel) for each in readers), f"{channel} is sent to {office}", channel)


def carry(world: World, chance: Random) -> None:
    """Some letters arrive, in whatever order, together or one by one; now and then one stays to arrive once more."""
    if not world.road:
        return
    receivers: dict[str, list[Parcel]] = {}
    for parcel in chance.sample(world.road, min(len(world.road), chance.choice((1, 1, 2, 4)))):
        if chance.random() < 0.85:
            world.road.remove(parcel)
        for desk in parcel.letter.to:
            for seat in world.at_key(desk):
                receivers.setdefault(seat.name, []).append(parcel)
    for name, parcels in receivers.items():
        world.hand_over(world.seats[name], parcels)


def lose(world: World, chance: Random) -> None:
    """A letter is lost."""
    if world.road:
        parcel = world.road.pop(chance.randrange(len(world.road)))
        world.story.tell("courier", f"loses letter {parcel.number}")


def damage(world: World, chance: Random) -> None:
    """A letter arrives cut or altered: nothing of it is taken."""
    if world.road:
        seat = chance.choice(world.present())
        before = (set(seat.desk.kept), seat.desk.greatest)
        taken = seat.desk.take([("damaged", None)])
        hold(taken.codes == ("damaged",), "a damaged letter is taken", seat.name)
        hold(before == (set(seat.desk.kept), seat.desk.greatest), "a damaged letter changes something", seat.name)


def misdirect(world: World, chance: Random) -> None:
    """A letter comes to a desk that it is not for."""
    if not world.road:
        return
    parcel, seat = chance.choice(world.road), chance.choice(world.present())
    if seat.desk.desk not in parcel.letter.to:
        before = set(seat.desk.kept)
        taken = world.hand_over(seat, [parcel])
        hold(set(taken.codes) <= _REFUSED, f"{seat.name} takes letter {parcel.number}, not his", seat.name)
        hold(before == set(seat.desk.kept), "a letter for another changes something", seat.name)


def forge(world: World, chance: Random) -> None:
    """A hostile desk signs a letter in which segments were altered, swapped, renamed or left out."""
    seat = chance.choice(world.missions())
    letters = [each for each in seat.desk.letters(HQ, whole=True) if len(each.segments) > 1]
    if not letters or not seat.can_write:
        return
    letter = letters[0]
    segments = list(letter.segments)
    place = chance.randrange(len(segments))
    one, other = segments[place], segments[place - 1]
    match chance.randrange(6):
        case 0:
            at = chance.randrange(len(one.body))
            segments[place] = one._replace(body=one.body[:at] + bytes([one.body[at] ^ 1]) + one.body[at + 1 :])
        case 1:
            segments[place] = one._replace(body=other.body)
        case 2:
            segments[place] = one._replace(envelope=other.envelope)
        case 3:
            segments[place] = one._replace(body=one.body[: len(one.body) // 2])
        case _:
            segments = [each for each in segments if chance.random() < 0.5]
    world.letters += 1
    forged = Parcel(world.letters, letter._replace(segments=tuple(segments)), "forged")
    held = set(world.hq.desk.kept)
    taken = world.hand_over(world.hq, [forged])
    codes = {"damaged-member", "bad-signature", "malformed-entry", "revoked-sender", "not-authorised", None}
    hold(set(taken.codes) <= codes, f"a forged letter ends as {taken.codes}", HQ)
    honest = {each for other in world.present() for each in other.desk.kept}
    hold(set(world.hq.desk.kept) - held <= honest, "a forged segment is kept", HQ)
    invariants.desk_is_right(world.hq)
