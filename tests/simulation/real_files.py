"""Attachments at real desks: added by officers, lost from a disk, purged with the entry that names them."""

from __future__ import annotations

import re
from random import Random

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import purging
from tests.simulation.cast import Record
from tests.simulation.events import mark_of
from tests.simulation.real_events import somewhere
from tests.simulation.real_seats import PEOPLE
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_DIGEST = re.compile('"([0-9a-f]{64})"')


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
    """Headquarters has what names a file removed: the file goes too, unless another entry names it."""
    found = [each for each in _naming(world) if each[0].kind in KINDS]
    if not found:
        return
    record, digest, *_ = chance.choice(found)
    entries = [(desk, n) for other, file, desk, n in found if (other, file) == (record, digest)]
    asking, confirming = PEOPLE
    try:
        asked = purging.request(
            world.hq.as_person(asking), record.kind, record.id, channel=record.channel, entries=entries, why="asked"
        )
        gone = purging.confirm(world.hq.as_person(confirming), asked.id).lines
    except CorrectableError as error:
        hold(error.code == "unknown-entry", f"{record} can't be purged: {error.code}", record)
        return
    world.tell(world.hq, f"purges file {digest[:6]} with {len(gone)} entries", record, digest)


def _naming(world: RealWorld) -> list[tuple[Record, str, str, int]]:
    """What names a file at headquarters: the record, the file, and the entry's desk and count."""
    rows = rows_of(
        world.hq.desk,
        "SELECT c.name, r.kind, r.id, d.name, e.n, e.line FROM entry e JOIN record r ON r.key = e.record"
        " JOIN channel c ON c.key = r.channel JOIN segment s ON s.key = e.key / 65536 JOIN log l ON l.key = s.log"
        " JOIN desk d ON d.key = l.desk WHERE c.name <> 'reference' AND s.counts = 1 ORDER BY 1, 2, 3, 4, 5",
    )
    return [
        (Record(channel, kind, id_), digest, desk, n)
        for channel, kind, id_, desk, n, line in rows
        for digest in _DIGEST.findall(line.decode())
        if digest in world.files
    ]
