"""What the courier does with real files: letters come late, together, twice, broken, to somebody else, or never."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from ascn_desk.operations import exchange
from tests.simulation.cast import HQ
from tests.simulation.real_seats import Seat
from tests.simulation.real_world import Parcel, RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_REFUSED = {"not-for-this-desk", "unknown-sender", "revoked-sender"}
_BROKEN = {"damaged", "not-a-bundle", "not-for-this-desk", "malformed-container", "too-large"}
_BROKEN_OPEN = _BROKEN | {
    "damaged-member", "bad-signature", "bad-key", "untrusted-root", "untrusted-registry", "newer-format",
    "unknown-sender", "revoked-sender",
}  # fmt: skip
"""Whoever alters an open update meets the check of just that part."""
_MAGIC, _BODY = 20, 4_096
"""Bytes at the beginning and at the end of an encrypted file; between them are some of a length by chance, and a
place counted over these would be another in a replay."""


def send(world: RealWorld, chance: Random) -> None:
    dice = chance.random()
    seat = world.hq if dice < 0.4 else chance.choice(world.missions())
    if seat is world.hq:
        world.send(seat, chance.choice(sorted({each.role.office for each in world.missions()})))
        return
    near = sorted({each.role.office for each in world.missions() if each.role.country == seat.role.country})
    world.send(seat, HQ if dice < 0.9 else chance.choice(near))


def publish(world: RealWorld, chance: Random) -> None:
    """Somebody, mostly headquarters, makes an open update for anyone."""
    world.publish(world.hq if chance.random() < 0.7 else chance.choice(world.missions()))


def carry(world: RealWorld, chance: Random) -> None:
    """Some letters arrive, in whatever order, together or one by one; now and then one stays to arrive once more."""
    if not world.road:
        return
    receivers: dict[str, list[Parcel]] = {}
    for parcel in chance.sample(world.road, min(len(world.road), chance.choice((1, 1, 2, 4)))):
        if chance.random() < 0.85:
            world.road.remove(parcel)
        for seat in _receivers(world, chance, parcel):
            receivers.setdefault(seat.name, []).append(parcel)
    for name, parcels in receivers.items():
        paths = [parcel.path for parcel in parcels]
        seat = world.seats[name]
        numbers = ", ".join(str(parcel.number) for parcel in parcels)
        rehearsed = exchange.rehearse(seat.desk, paths) if chance.random() < 0.2 else None
        report = world.hand_over(seat, paths, f"letters {numbers}")
        hold(rehearsed in (None, report), f"{seat.name}: the rehearsal of {numbers} said something else", seat.name)


def lose(world: RealWorld, chance: Random) -> None:
    if world.road:
        parcel = world.road.pop(chance.randrange(len(world.road)))
        world.story.tell("courier", f"loses letter {parcel.number}")


def damage(world: RealWorld, chance: Random) -> None:
    """A letter arrives cut short or altered."""
    parcel = _any(world, chance)
    if parcel is None:
        return
    data = bytearray(parcel.path.read_bytes())
    at = chance.randrange(_MAGIC) if chance.random() < 0.2 else len(data) - 1 - chance.randrange(_BODY)
    if not parcel.to:
        at = chance.randrange(len(data))
    if chance.random() < 0.5:
        data[at] ^= 1 << chance.randrange(8)
    else:
        del data[at:]
    broken = parcel.path.with_name(f"broken-{parcel.path.name}")
    broken.write_bytes(data)
    for seat in _receivers(world, chance, parcel)[:1]:
        _refused_whole(world, seat, broken, _BROKEN if parcel.to else _BROKEN_OPEN)


def misdirect(world: RealWorld, chance: Random) -> None:
    """A letter comes to a desk that it is not for, or under the name of another."""
    parcel, seat = _any(world, chance), chance.choice(world.present())
    if parcel is None or not parcel.to or seat.desk.desk in (*parcel.to, parcel.sender):
        return
    other = chance.choice(world.road)
    path: Path = parcel.path
    if chance.random() < 0.5 and other is not parcel:
        path = other.path.with_name(f"as-{other.path.name}")
        shutil.copyfile(parcel.path, path)
    _refused_whole(world, seat, path, _REFUSED)


def _receivers(world: RealWorld, chance: Random, parcel: Parcel) -> list[Seat]:
    """At whom a letter arrives; an open update reaches some, be it by a mail to all or on a stick that goes round."""
    if parcel.to:
        return [seat for desk in parcel.to for seat in world.at_key(desk)]
    others = [seat for seat in world.present() if seat.desk.desk != parcel.sender]
    return chance.sample(others, min(len(others), 3))


def _any(world: RealWorld, chance: Random) -> Parcel | None:
    return chance.choice(world.road) if world.road else None


def _refused_whole(world: RealWorld, seat: Seat, path: Path, codes: set[str]) -> None:
    counts = "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM segment), (SELECT count(*) FROM received)"
    before = rows_of(seat.desk, counts)
    report = world.hand_over(seat, [path], f"{path.name}, which it must refuse")
    code = report.files[0].code
    hold(code in codes, f"{seat.name} says {code} of {path.name}", seat.name)
    hold(rows_of(seat.desk, counts) == before, f"a refused file changed {seat.name}", seat.name)
