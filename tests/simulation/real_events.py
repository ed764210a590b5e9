"""What people do at real desks."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import UNSET

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import conflicts, history
from ascn_desk.operations.views import Saved
from ascn_desk.store.records import offered_codes
from ascn_desk.sync.entry_line import Entry, encode_entry
from tests.simulation.cast import HQ, Record, changed_values, first_values, kinds_for
from tests.simulation.events import mark_of
from tests.simulation.real_seats import PEOPLE, Form, Seat, lines_of
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

Act = Callable[[RealWorld, Random], None]
_MOST_FORMS = 4


def add(world: RealWorld, chance: Random) -> None:
    seat = somebody(world, chance)
    channels = seat.role.channels
    if seat.role.name == HQ:
        channels = ("reference", *sorted({each for one in world.missions() for each in one.role.channels}))
    channel = chance.choice(channels)
    kind = KINDS[chance.choice(kinds_for(channel))]
    values = _offered(seat, chance, kind, first_values(chance, kind, mark_of(channel)))
    world.add(seat, channel, kind.name, values, chance.choice(PEOPLE))


def edit(world: RealWorld, chance: Random) -> None:
    seat, record = somewhere(world, chance)
    if seat is not None and (form := world.open_form(seat, record, chance.choice(PEOPLE))) is not None:
        _save(world, chance, seat, form)


def open_form(world: RealWorld, chance: Random) -> None:
    seat, record = somewhere(world, chance)
    if seat is not None and len(seat.forms) < _MOST_FORMS:
        form = world.open_form(seat, record, chance.choice(PEOPLE))
        if form is not None:
            seat.forms.append(form)
            world.tell(seat, f"{form.by} opens a {record.kind}", record)


def save_form(world: RealWorld, chance: Random) -> None:
    """A form that was open over imports and over what the other person of the desk saved."""
    waiting = [seat for seat in world.present() if seat.forms]
    if waiting:
        seat = chance.choice(waiting)
        _save(world, chance, seat, seat.forms.pop(chance.randrange(len(seat.forms))))


def both_edit(world: RealWorld, chance: Random) -> None:
    """Headquarters and an office change one record unseen of each other, and the office's letter arrives at once."""
    there = set(records_of(world.hq))
    able = [(seat, each) for seat in world.missions() for each in records_of(seat) if each in there]
    if not able:
        return
    office, record = chance.choice(able)
    seats = (office, world.hq)
    forms = [world.open_form(seat, record, chance.choice(PEOPLE)) for seat in seats]
    for seat, form in zip(seats, forms, strict=True):
        if form is not None:
            _save(world, chance, seat, form)
    for parcel in world.send(office, HQ):
        world.road.remove(parcel)
        world.hand_over(world.hq, [parcel.path], f"letter {parcel.number}")


def decide(world: RealWorld, chance: Random) -> None:
    """Somebody decides a conflict."""
    able = [seat for seat in world.present() if rows_of(seat.desk, "SELECT 1 FROM conflict LIMIT 1")]
    if not able:
        return
    seat = chance.choice(able)
    waiting = [each for each in conflicts.conflicts(seat.desk) if each.channel != "reference"]
    if not waiting:
        return
    found = chance.choice(waiting)
    record = Record(found.channel, found.kind, found.id)
    eyes = frozenset(digest for digest, _ in lines_of(seat.desk, record).values())
    head = chance.choice(found.heads)
    try:
        saved = conflicts.resolve(
            seat.as_person(PEOPLE[0]), found.kind, found.id, found.register, channel=found.channel,
            take=(head.desk, head.n), why="decided",
        )  # fmt: skip
    except CorrectableError as error:
        world.refused(error, seat)
        return
    world.note(seat, saved, eyes, f"decides {found.register}")


def undo(world: RealWorld, chance: Random) -> None:
    """Somebody takes his last change back."""
    seat = somebody(world, chance)
    try:
        saved = history.undo_last(seat.as_person(chance.choice(PEOPLE))).saved
    except CorrectableError as error:
        hold(error.code in {"nothing-to-undo", "undo-overtaken", "desk-behind"}, f"undo: {error.code}", seat.name)
        return
    record = Record(saved.channel, saved.kind, saved.id)
    eyes = frozenset(digest for digest, _ in lines_of(seat.desk, record).values())
    world.note(seat, saved, eyes, "takes back")


def lie(world: RealWorld, chance: Random) -> None:
    """The liar's program claims to have seen what he has not."""
    liars = [seat for seat in world.missions() if seat.is_liar]
    if not liars:
        return
    seat = liars[0]
    trust = seat.desk.trust()
    if trust is None or world.is_behind(seat):
        return
    if not (found := _to_lie_about(seat)):
        world.add(seat, seat.role.channels[0], "company", {"name_ja": mark_of(seat.role.channels[0])}, "liar")
        found = _to_lie_about(seat)
    record = chance.choice(found)
    n = max((count for (count,) in rows_of(seat.desk, "SELECT max(n) FROM entry")), default=0) + 1
    over = dict.fromkeys(chance.sample(sorted(trust.registry.desks), 3), chance.choice((1, 50, 10_000)))
    entry = Entry(
        at=seat.desk.now(), by="liar", id=record.id, kind=record.kind, n=n, over=over, salt=UNSET,
        set={"archived": True, "archived_reason": mark_of(record.channel)},
    )  # fmt: skip
    with seat.desk.writing() as ledger:
        ledger.write(record.channel, seat.desk.desk, [encode_entry(entry)])
    saved = Saved(record.kind, record.id, record.channel, n)
    world.note(seat, saved, frozenset(), f"lies of {len(over)} desks", is_honest=False)


def _to_lie_about(seat: Seat) -> list[Record]:
    return [record for record in records_of(seat) if not KINDS[record.kind].personal]


def somebody(world: RealWorld, chance: Random) -> Seat:
    return world.hq if chance.random() < 0.2 else chance.choice(world.present())


def somewhere(world: RealWorld, chance: Random) -> tuple[Seat | None, Record]:
    """Somebody, and a record that he may change: often one that others work on too."""
    if world.hot and chance.random() < 0.6:
        record = chance.choice(world.hot)
        able = [
            seat
            for seat in world.present()
            if (seat.role.name == HQ or record.channel in seat.role.channels) and lines_of(seat.desk, record)
        ]
        if able:
            return chance.choice(able), record
    seat = somebody(world, chance)
    found = records_of(seat)
    return (seat, chance.choice(found)) if found else (None, Record("", "", ""))


def records_of(seat: Seat) -> list[Record]:
    """The records that were made in the play and that a desk may change."""
    rows = rows_of(
        seat.desk,
        "SELECT c.name, r.kind, r.id FROM record r JOIN channel c ON c.key = r.channel WHERE c.name <> 'reference'"
        " AND r.heads <> x'7b7d' ORDER BY c.name, r.kind, r.id",
    )
    return [Record(*row) for row in rows if row[1] != "purge"]


def _save(world: RealWorld, chance: Random, seat: Seat, form: Form) -> None:
    kind = KINDS[form.record.kind]
    others = [each.id for each in records_of(seat) if each[:2] == form.record[:2]]
    values = changed_values(chance, kind, mark_of(form.record.channel), others)
    world.change(seat, form, _offered(seat, chance, kind, values))


def _offered(seat: Seat, chance: Random, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The same values with codes that are offered: a form lets nobody take another."""
    with seat.desk.reading() as (connection, _):
        offered = offered_codes(connection)
    fit = {}
    for name, value in values.items():
        head, colon, _ = name.partition(":")
        codes = sorted(offered.get(kind.fields[head].vocabulary or "", ()))
        if codes and colon:
            fit[f"{head}:{chance.choice(codes)}"] = value
        else:
            fit[name] = chance.choice(codes) if codes and value is not None else value
    return fit
