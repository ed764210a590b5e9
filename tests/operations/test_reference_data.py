"""A newer edition of the shipped data updates what it changed, and nothing that people changed since."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import conflicts, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.reference_data import LOADER, Updated, update_reference
from ascn_desk.operations.upkeep import check
from ascn_desk.reference.loader import ReferenceRecord, load_reference
from tests.support.trio import Trio, dump, new_desk

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Desk]:
    desk = new_desk(tmp_path / "hq", "hq")
    yield desk
    desk.close()


def edition(**changes: Mapping[str, Any]) -> list[ReferenceRecord]:
    """The shipped records, with other values for some ids (hyphens as underscores); None takes a field out."""
    made = []
    for each in load_reference():
        other = changes.get(each.id.replace("-", "_"))
        if other is not None:
            values = {name: value for name, value in {**each.values, **other}.items() if value is not None}
            made.append(dataclasses.replace(each, values=values))
        else:
            made.append(each)
    return made


def figures(done: Updated) -> tuple[int, int, int]:
    return done.created, done.updated, done.kept


def city(desk: Desk, id: str = "vn-hanoi") -> Mapping[str, Any]:
    return records.show_record(desk, "city", id).values


def shipped(id: str = "vn-hanoi") -> Mapping[str, Any]:
    return next(each.values for each in load_reference() if each.kind == "city" and each.id == id)


def test_the_same_edition_again_writes_nothing(hq: Desk) -> None:
    before = dump(hq)
    assert figures(update_reference(hq)) == (0, 0, 0)
    assert dump(hq) == before


def test_what_the_edition_changed_is_updated(hq: Desk) -> None:
    done = update_reference(hq, edition(vn_hanoi={"name_en": "Ha Noi", "lead_en": "A new unit"}))
    assert figures(done) == (0, 1, 0)
    assert (city(hq)["name_en"], city(hq)["lead_en"]) == ("Ha Noi", "A new unit")
    view = records.show_record(hq, "city", "vn-hanoi")
    assert (view.changed_by, view.made_by) == (LOADER, LOADER)
    assert conflicts.conflicts(hq) == () and check(hq) == ()


def test_a_record_that_is_new_is_made(hq: Desk) -> None:
    new = ReferenceRecord("city", "vn-new-town", {"country": "vn", "name_en": "New Town", "name_ja": "新市"})
    assert figures(update_reference(hq, [*load_reference(), new])) == (1, 0, 0)
    assert city(hq, "vn-new-town")["name_ja"] == "新市"


def test_what_a_person_changed_stays_and_is_counted(hq: Desk) -> None:
    records.set_fields(hq, "city", "vn-hanoi", {"name_en": "Hanoi City"})
    done = update_reference(hq, edition(vn_hanoi={"name_en": "Ha Noi", "lead_en": "A new unit"}))
    assert figures(done) == (0, 1, 1)
    assert (city(hq)["name_en"], city(hq)["lead_en"]) == ("Hanoi City", "A new unit")
    again = update_reference(hq, edition(vn_hanoi={"name_en": "Ha Noi", "lead_en": "A new unit"}))
    assert figures(again) == (0, 0, 1)


def test_what_a_person_emptied_stays_empty(hq: Desk) -> None:
    records.set_fields(hq, "city", "vn-hanoi", {"lead_en": None})
    update_reference(hq, edition(vn_hanoi={"lead_en": "A new unit"}))
    assert city(hq)["lead_en"] is None


def test_a_group_that_a_person_changed_stays_whole(hq: Desk) -> None:
    records.set_fields(hq, "city", "vn-hanoi", {"population": 1})
    before = city(hq)
    update_reference(hq, edition(vn_hanoi={"population": 9_000_000, "population_year": 2026}))
    assert city(hq) == before


def test_what_the_edition_no_longer_says_is_emptied_unless_a_person_wrote_it(hq: Desk) -> None:
    assert {"timezone", "admin_note"} <= {name for name, value in shipped().items() if value is not None}
    records.set_fields(hq, "city", "vn-hanoi", {"admin_note": "練習"})
    done = update_reference(hq, edition(vn_hanoi={"timezone": None, "admin_note": None}))
    assert (city(hq)["timezone"], city(hq)["admin_note"]) == (None, "練習")
    assert figures(done) == (0, 1, 0)
    assert figures(update_reference(hq)) == (0, 1, 1)
    assert city(hq)["timezone"] == shipped()["timezone"]


def test_members_of_a_set_come_and_go_with_the_edition_but_not_those_of_people(hq: Desk) -> None:
    id, members = next(
        (each.id, sorted(name for name in each.values if name.startswith("providers:")))
        for each in load_reference()
        if each.kind == "technology" and sum(name.startswith("providers:") for name in each.values) >= 2
    )
    records.set_fields(hq, "technology", id, {"providers:own-idea": True, members[0]: False})
    update_reference(hq, edition(**{id.replace("-", "_"): {members[1]: None, "providers:brand-new": True}}))
    shown = records.show_record(hq, "technology", id).values["providers"]
    assert isinstance(shown, tuple) and {"own-idea", "brand-new"} <= set(shown)
    assert not {each.partition(":")[2] for each in members[:2]} & set(shown)


def test_a_record_that_a_person_took_from_sight_stays_out_of_sight(hq: Desk) -> None:
    records.set_fields(hq, "city", "vn-hanoi", {"deleted": True})
    update_reference(hq, edition(vn_hanoi={"name_en": "Ha Noi"}))
    assert records.show_record(hq, "city", "vn-hanoi").deleted
    assert conflicts.conflicts(hq) == ()


def test_a_record_that_the_edition_no_longer_has_stays(hq: Desk) -> None:
    fewer = [each for each in load_reference() if each.id != "vn-hanoi"]
    assert figures(update_reference(hq, fewer)) == (0, 0, 0)
    assert city(hq)["name_ja"] == "ハノイ"


def test_only_headquarters_takes_in_an_edition(trio: Trio) -> None:
    with pytest.raises(CorrectableError, match="headquarters-only"):
        update_reference(trio.vn)


def test_an_edition_travels_to_every_desk(trio: Trio) -> None:
    records.set_fields(trio.hq, "city", "vn-da-nang", {"name_en": "Da Nang City"})
    update_reference(trio.hq, edition(vn_hanoi={"name_en": "Ha Noi"}, vn_da_nang={"name_en": "Danang"}))
    trio.exchange()
    for desk in trio.desks:
        assert (city(desk)["name_en"], city(desk, "vn-da-nang")["name_en"]) == ("Ha Noi", "Da Nang City")
        assert list_records(desk, "city", where={"name_en": "Ha Noi"}).total == 1
