"""The branches of a fork side by side: what each wrote, what it replaced, what is shown, what is written again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import records, trust_closing
from ascn_desk.operations.branch_entries import BranchEntry, WrittenRegister
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.forks import BranchSide, SideBySide, side_by_side
from ascn_desk.operations.writing_again import WrittenAgain, write_again
from tests.operations.test_receiving import AT, OWN, forged, keys_of, line, segment
from tests.support.trio import COUNTRY, Trio, open_machine, take

START = "2026-11-24T09:00:00Z"


@pytest.fixture
def copy(trio: Trio) -> Iterator[Desk]:
    """The embassy's second machine; both have a company of headquarters."""
    trio.company()
    trio.vn.close()
    profile = trio.folder / "vn-copy"
    shutil.copytree(trio.vn.profile, profile, ignore=shutil.ignore_patterns("state"))
    trio.vn, desk = open_machine(trio.vn.profile), open_machine(profile)
    yield desk
    desk.close()


def company(desk: Desk) -> str:
    with desk.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT r.id FROM record r JOIN shown_company s ON s._record = r.key WHERE s.name_en = 'Practice Co'"
        ).scalar_one()
    return str(found)


def note(desk: Desk, text: str) -> None:
    records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text}, channel=COUNTRY)


@pytest.fixture
def forked(trio: Trio, copy: Desk) -> SideBySide:
    """At headquarters: one machine renamed the company once, the other twice; each made a note."""
    named = company(trio.vn)
    records.set_fields(trio.vn, "company", named, {"name_en": "Of the first"}, channel=COUNTRY)
    note(trio.vn, "at the first")
    note(copy, "at the second")
    for name in ("Of the second", "Of the second, again"):
        records.set_fields(copy, "company", named, {"name_en": name}, channel=COUNTRY, why="as they say")
    trio.carry(trio.vn, trio.hq)
    take(trio.hq, trio.send(copy, trio.hq))
    (found,) = side_by_side(trio.hq)
    return found


def of_entries(found: SideBySide, count: int) -> BranchSide:
    return next(each for each in found.branches if len(each.entries) == count)


def renamed(side: BranchSide) -> list[tuple[BranchEntry, WrittenRegister]]:
    return [(each, each.registers[0]) for each in side.entries if each.kind == "company"]


def test_each_branch_tells_what_it_wrote_and_what_that_replaced(trio: Trio, forked: SideBySide) -> None:
    assert (forked.fork.office, forked.office_name, forked.waiting) == ("emb-vn", "Embassy of Japan in Viet Nam", ())
    first, second = of_entries(forked, 2), of_entries(forked, 3)
    assert first.sealed == second.sealed == (START, START)
    assert first.authors == second.authors == ("tanaka",)
    ((entry, written),) = renamed(first)
    assert (entry.title, entry.by, entry.at, written.register) == ("Practice Co", "tanaka", START, "name_en")
    assert (written.value, written.state, written.now, written.is_shown) == (
        "Of the first", "forked", "Practice Co", False
    )  # fmt: skip
    assert [(each.desk, each.value, each.by) for each in written.replaced] == [(trio.hq.desk, "Practice Co", "sato")]
    (_, once), (last, again) = renamed(second)
    assert (once.state, again.state, last.why) == ("replaced", "forked", "as they say")
    # In its own branch the second name stood on the first, and both on that of headquarters.
    assert [each.value for each in once.replaced] == ["Practice Co"]
    assert [each.value for each in again.replaced] == ["Of the second"]
    assert next(each.title for each in first.entries if each.kind == "city_note") == "at the first"
    assert forked.names["city", "vn-hanoi"] == "Hanoi"


def test_before_a_ruling_each_choice_says_what_would_be_written_again(forked: SideBySide) -> None:
    first, second = of_entries(forked, 2), of_entries(forked, 3)
    told = {each.keep: {(one.title, one.fields, one.branch) for one in each.again} for each in forked.rulings}
    assert told == {
        first.figures.identity: {
            ("at the second", ("city", "text"), second.figures.identity),
            ("Practice Co", ("name_en",), second.figures.identity),
        },
        second.figures.identity: {
            ("at the first", ("city", "text"), first.figures.identity),
            ("Practice Co", ("name_en",), first.figures.identity),
        },
    }
    assert not any(one.is_done for each in forked.rulings for one in each.again)


def test_after_a_ruling_it_is_told_what_is_shown_and_what_was_written_again(trio: Trio, forked: SideBySide) -> None:
    kept = of_entries(forked, 2).figures.identity
    trust_closing.rule_fork(trio.hq, forked.fork.desk, forked.fork.channel, kept)
    (ruled,) = side_by_side(trio.hq)
    assert ruled.fork.is_ruled
    ((_, written),) = renamed(of_entries(ruled, 2))
    assert (written.state, written.now, written.is_shown) == ("shown", "Of the first", True)
    (ruling,) = ruled.rulings
    assert (ruling.keep, len(ruling.again)) == (kept, 2)
    assert not any(one.is_done for one in ruling.again)
    # The branch that went still tells what it replaced, not what the other wrote.
    (_, once), (_, again) = renamed(of_entries(ruled, 3))
    assert [each.value for each in once.replaced] == ["Practice Co"]
    assert write_again(trio.hq, forked.fork.desk) == WrittenAgain(2, 0)
    (done,) = side_by_side(trio.hq)
    assert all(one.is_done for one in done.rulings[0].again)
    states = [each.registers[0].state for each in of_entries(done, 3).entries]
    assert sorted(states) == ["replaced", "written-again", "written-again"]
    (_, again) = renamed(of_entries(done, 3))[-1]
    # Two names that were given unseen of each other: the one of the later count is shown, and both await a decision.
    assert (again.now, again.is_shown) == ("Of the second, again", True)
    assert renamed(of_entries(done, 2))[0][1].state == "conflict"


def test_what_is_held_without_what_lies_before_it_is_told_with_the_fork(trio: Trio) -> None:
    one, other = (segment(keys_of(trio), 1, None, line(n), first=n, last=n) for n in (10, 11))
    two = segment(keys_of(trio), 2, one, line(20))
    three = segment(keys_of(trio), 3, two, line(30))
    take(trio.hq, [forged(trio, [one]), forged(trio, [other, three])])
    (found,) = side_by_side(trio.hq)
    assert (found.fork.channel, found.waiting, found.missing) == (OWN, ((3, 3),), ((2, 2),))
    assert {each.sealed for each in found.branches} == {(AT, AT)}
    take(trio.hq, [forged(trio, [two])])
    (found,) = side_by_side(trio.hq)
    assert (found.waiting, found.missing) == ((), ())


def test_entries_that_set_nothing_say_why(trio: Trio) -> None:
    bad: dict[str, Any] = {"set": {"city": 7}}
    one = segment(keys_of(trio), 1, None, line(10, **bad), line(11, kind="city", id="vn-hanoi", set={"name_en": "x"}),
                  line(12, kind="of_tomorrow"), last=12)  # fmt: skip
    other = segment(keys_of(trio), 1, None, line(13), first=13, last=13)
    take(trio.hq, [forged(trio, [one]), forged(trio, [other])])
    (found,) = side_by_side(trio.hq)
    told = [(each.kind, each.standing, each.registers) for each in of_entries(found, 3).entries]
    assert told == [("city_note", "invalid", ()), ("city", "not_authorised", ()), ("of_tomorrow", "unknown_kind", ())]
    assert of_entries(found, 3).entries[0].set == {"city": 7}
    (left,) = (each for each in found.rulings if each.keep == of_entries(found, 1).figures.identity)
    # What a newer program wrote is written again as it stands; what is invalid or without right is not.
    assert [(each.kind, each.fields) for each in left.again] == [("of_tomorrow", ("city", "text"))]


def test_only_headquarters_compares_branches(trio: Trio) -> None:
    with pytest.raises(CorrectableError, match="headquarters-only"):
        side_by_side(trio.vn)
    assert side_by_side(trio.hq) == ()
