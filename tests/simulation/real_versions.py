"""Two versions of the program at real desks: some offices have a later one, whose words the present one does not know.

The later program's entries are signed with the real keys of its desk and go by real files; the present program holds
them, passes them on and shows nothing of them. In the end a machine gets the later program, by the product's own way of
bringing a database up to newer declarations, and reads what it held all along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from msgspec import UNSET

from ascn_desk.base.ids import new_id
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import desk as desk_module
from ascn_desk.operations import exports
from ascn_desk.operations.views import Saved
from ascn_desk.store import desk_store, judging, queries, search, shown_rows
from ascn_desk.store.shown import shown_tables
from ascn_desk.sync import carried
from ascn_desk.sync.entry_line import Entry, encode_entry
from tests.oracle.plain_merge import Merged
from tests.simulation import real_invariants
from tests.simulation.cast import HQ, Record
from tests.simulation.events import mark_of
from tests.simulation.real_events import records_of
from tests.simulation.real_seats import PEOPLE, Seat, lines_of
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

SEMINAR = "seminar"
_THEMES = ("rail", "port", "water")


def _later(kind: Kind, like: Mapping[str, Field]) -> Kind:
    """A kind as a later version has it: whole registers more, each like one that there is, never a part of one."""
    more = {name: replace(field, name=name, register=name, required=None) for name, field in like.items()}
    return replace(kind, fields={**kind.fields, **more})


_file = KINDS["attachment"].fields["file"]
_company = KINDS["company"].fields
LATER = {
    "company": _later(KINDS["company"], {"motto": _company["website"], "themes": _company["sectors"], "logo": _file}),
    SEMINAR: replace(_later(KINDS["visit"], {"programme": _file}), name=SEMINAR),
}
_LATER_FIELDS = LATER["company"].fields.keys() - _company.keys()
_FILES = {
    (kind.name, field.name) for kind in {**KINDS, **LATER}.values() for field in kind.fields.values()
    if field.type is FieldType.FILE
}  # fmt: skip


# -- the later program writes ----------------------------------------------------------------------------------------


def write_later(world: RealWorld, chance: Random) -> None:
    """At a desk that has the later program already somebody adds or changes what the present one does not know."""
    seat = world.seats[chance.choice(later_offices(world))]
    if seat.is_gone or world.is_behind(seat):
        return
    if chance.random() < 0.5:
        _write_seminar(world, chance, seat)
    else:
        _write_company(world, chance, seat)


def later_offices(world: RealWorld) -> list[str]:
    """Headquarters and three offices have the later program."""
    names = sorted(name for name, seat in world.seats.items() if name == seat.role.name != HQ and not seat.is_liar)
    return [HQ, *Random(f"later {world.seed}").sample(names, 3)]


def _write_seminar(world: RealWorld, chance: Random, seat: Seat) -> None:
    known = [
        Record(channel, SEMINAR, id_)
        for channel, id_ in rows_of(
            seat.desk, "SELECT c.name, r.id FROM record r JOIN channel c ON c.key = r.channel WHERE r.kind = ?"
            " ORDER BY 1, 2", SEMINAR,
        )
    ]  # fmt: skip
    if known and chance.random() < 0.6:
        record = chance.choice(known)
    else:
        offices = world.missions() if seat.role.name == HQ else [seat]
        record = Record(chance.choice(offices).role.channels[chance.randrange(2)], SEMINAR, new_id(seat.desk.clock))
    mark = mark_of(record.channel)
    values: dict[str, Any] = {"title": f"{mark} 講演会 {chance.randrange(100)}"}
    if chance.random() < 0.5:
        values["programme"] = _file_of(world, chance, seat, mark)
    _write(world, seat, record, values, chance)


def _write_company(world: RealWorld, chance: Random, seat: Seat) -> None:
    found = [each for each in records_of(seat) if each.kind == "company"]
    if not found:
        return
    record = chance.choice(found)
    mark = mark_of(record.channel)
    values: dict[str, Any] = {}
    if chance.random() < 0.7:
        values["motto"] = f"{mark} 標語 {chance.randrange(100)}"
    if chance.random() < 0.5 or not values:
        values[f"themes:{chance.choice(_THEMES)}"] = chance.random() < 0.7
    if chance.random() < 0.5:
        values["website"] = f"{mark} {chance.randrange(100)}"
    if chance.random() < 0.4:
        values["logo"] = _file_of(world, chance, seat, mark)
    _write(world, seat, record, values, chance)


def _file_of(world: RealWorld, chance: Random, seat: Seat, mark: str) -> str:
    """A file that the later program put beside the database; its digest."""
    data = f"{mark} {chance.randrange(10**9)}\n".encode()
    digest = seat.desk.files.put(data)
    world.files[digest] = data
    return digest


def _write(world: RealWorld, seat: Seat, record: Record, values: dict[str, Any], chance: Random) -> None:
    desk = seat.desk
    trust = desk.trust()
    assert trust is not None
    lines = lines_of(desk, record)
    seen: dict[str, int] = {}
    for name, n in lines:
        seen[name] = max(n, seen.get(name, 0))
    n = max((count for (count,) in rows_of(desk, "SELECT max(n) FROM entry")), default=0) + 1
    entry = Entry(
        at=desk.now(), by=chance.choice(PEOPLE), id=record.id, kind=record.kind, n=n, over=seen or UNSET, salt=UNSET,
        set=values,
    )  # fmt: skip
    with desk.writing() as ledger:
        ledger.write(record.channel, desk.desk, [encode_entry(entry)])
    eyes = frozenset(digest for digest, _ in lines.values())
    world.note(seat, Saved(record.kind, record.id, record.channel, n), eyes, {"later program": values})
    with pytest.MonkeyPatch.context() as patch:
        # What a later program says of itself in a segment, and that it lists the files of its own kinds there.
        patch.setattr(desk_module, "APP", "ascn-desk 9.0.0")
        patch.setattr(desk_module, "SCHEMA", 9)
        patch.setattr(carried, "_FIELDS", _FILES)
        patch.setattr(carried, "_MARKS", tuple(f'"kind":"{kind}"'.encode() for kind, _ in sorted(_FILES)))
        exports.seal(desk, trust)


# -- and is read -----------------------------------------------------------------------------------------------------


def nothing_later_is_shown(seat: Seat, naive: Merged) -> None:
    """The present program shows nothing of a kind or field that it does not know, and tells of them as unknown."""
    kinds = {kind for (kind,) in rows_of(seat.desk, "SELECT r.kind FROM record r WHERE r.heads <> x'7b7d'")}
    hold(SEMINAR not in kinds, f"{seat.name} shows something of a kind that it does not know", seat.name)
    registers = {
        name.partition(":")[0] for (_, kind, _), some in naive.shown.items() if kind == "company" for name in some
    }
    hold(not registers & _LATER_FIELDS, f"{seat.name} reads fields that it does not know", seat.name)


def updated_machines_read_it(world: RealWorld) -> None:
    """Copies of two machines get the later program: both show what was unknown, the same, and as the page says."""
    offices = [each for each in world.missions() if "+" not in each.name]
    seats = [world.hq, Random(f"updated {world.seed}").choice(offices)]
    copies = [world.copy(seat, f"{seat.name}-later") for seat in seats]
    try:
        with _later_program():
            shown = [_updated(world, each) for each in copies]
    finally:
        for each in copies:
            each.desk.close()
            del world.seats[each.name]
    for channel in shown[0].keys() & shown[1].keys():
        hold(shown[0][channel] == shown[1][channel], f"with the later program {channel} is shown differently", channel)


def _updated(world: RealWorld, seat: Seat) -> dict[str, str | None]:
    seat.desk.close()
    seat.open()
    real_invariants.is_sound(seat)
    naive = real_invariants.as_the_page_says(seat)
    if seat.role.name == HQ:
        real_invariants.no_honest_value_is_replaced_unseen(world, naive)
    wanted = {record[2] for record, some in naive.shown.items() if record[1] == SEMINAR and some}
    held = {
        id_ for (id_,) in rows_of(seat.desk, f"SELECT r.id FROM record r JOIN shown_{SEMINAR} s ON s._record = r.key")
    }
    hold(wanted == held, f"{seat.name} shows {len(held)} of {len(wanted)} records that were unknown", seat.name)
    world.tell(seat, f"gets the later program and shows {len(held)} records that were unknown")
    return real_invariants.states(seat)


@contextmanager
def _later_program() -> Iterator[None]:
    """This process runs the later program: its declarations, and whatever was made of the present ones before."""
    with pytest.MonkeyPatch.context() as patch:
        for name, kind in LATER.items():
            patch.setitem(KINDS, name, kind)
        patch.setattr(desk_store, "_TABLES", shown_tables(KINDS.values()))
        searched = [each.name for each in LATER[SEMINAR].fields.values() if each.searchable]
        patch.setitem(search._FIELDS, SEMINAR, searched)
        patch.setitem(search.REGISTERS, SEMINAR, frozenset(searched))
        _forget()
        yield
    _forget()


def _forget() -> None:
    for each in (judging.checker, judging.skeleton_reader, shown_rows._layout, queries._whole_rows):
        each.cache_clear()
