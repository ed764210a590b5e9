"""Attachments at real desks: added by officers, lost from a disk, purged with the entry that names them."""

from __future__ import annotations

from random import Random

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import purging
from tests.simulation.events import mark_of
from tests.simulation.real_events import records_of, somewhere
from tests.simulation.real_seats import PEOPLE
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of


def attach(world: RealWorld, chance: Random) -> None:
    """Somebody adds a file to a record; now and then it is one that somebody added already."""
    seat, record = somewhere(world, chance)
    if seat is None:
        return
    mark = mark_of(record.channel)
    known = [data for data in world.files.values() if data.startswith(mark.encode())]
    data = f"{mark} 議事録 {chance.randrange(10**9)}\n".encode() * chance.choice((1, 3, 2_000))
    world.attach(seat, record, chance.choice(known) if known and chance.random() < 0.2 else data, chance.choice(PEOPLE))


def mislay(world: RealWorld, chance: Random) -> None:
    """A file vanishes from a desk's disk: it says so, asks for it, and gets it from whoever has it."""
    able = [(seat, digest) for seat in world.present() for digest in sorted(seat.desk.files.held())]
    if able:
        seat, digest = chance.choice(able)
        (seat.profile / "files" / digest).unlink()
        world.tell(seat, f"loses file {digest[:6]} from its disk", digest)


def purge_file(world: RealWorld, chance: Random) -> None:
    """Headquarters has all entries of an attachment removed: the file goes too, where no other entry names it."""
    real = {
        id_: file for id_, file in rows_of(world.hq.desk, "SELECT r.id, a.file FROM record r JOIN shown_attachment a"
                                           " ON a._record = r.key") if file in world.files
    }  # fmt: skip
    found = [each for each in records_of(world.hq) if each.kind == "attachment" and each.id in real]
    if not found:
        return
    record = chance.choice(found)
    try:
        asked = purging.request(
            world.hq.as_person(PEOPLE[0]), record.kind, record.id, channel=record.channel, why="asked"
        )
        gone = purging.confirm(world.hq.as_person(PEOPLE[1]), asked.id).lines
    except CorrectableError as error:
        hold(error.code == "nothing-to-purge", f"{record} can't be purged: {error.code}", record)
        return
    digest = real[record.id]
    world.tell(world.hq, f"purges file {digest[:6]} with {len(gone)} entries", record, digest)
