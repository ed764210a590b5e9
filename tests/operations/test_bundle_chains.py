"""The numbers of files that came: what is missing is named, and nothing is called missing that never was to come."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from ascn_desk.operations import bundle_chains, enrolment, exchange, records, rotation
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import BundleChain
from tests.support.trio import COUNTRY, Trio, enrolled, new_desk, open_machine, take


def note(desk: Desk, text: str) -> None:
    records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text}, channel=COUNTRY)


def letters(trio: Trio, sender: Desk, to: Desk | str, count: int) -> list[Path]:
    """That many files, each with a note of its own."""
    found: list[Path] = []
    for number in range(count):
        note(sender, f"{sender.office} {number}")
        found += trio.send(sender, to)
    return found


def of(desk: Desk, office: str, *, is_open: bool = False) -> list[BundleChain]:
    return [each for each in bundle_chains.chains(desk) if (each.office, each.is_open) == (office, is_open)]


def test_numbers_that_never_came_are_named_until_they_come(trio: Trio) -> None:
    files = letters(trio, trio.vn, trio.hq, 6)
    take(trio.hq, [files[0]])
    (chain,) = take(trio.hq, [files[2], files[5]]).chains
    assert (chain.office, chain.desks, chain.first, chain.last) == ("emb-vn", (trio.vn.desk,), 1, 6)
    assert (chain.missing, chain.broken) == (((2, 2), (4, 5)), ())
    assert exchange.exchange_view(trio.hq).chains == (chain,)
    rehearsed = exchange.rehearse(trio.hq, [files[4]])
    assert of(trio.hq, "emb-vn") == [chain]
    report = take(trio.hq, [files[4]])
    assert report == rehearsed
    assert [each.missing for each in report.chains] == [((2, 2), (4, 4))]
    take(trio.hq, [files[1], files[3]])
    assert [each.missing for each in of(trio.hq, "emb-vn")] == [()]
    assert [each.missing for each in take(trio.hq, [files[3]]).chains] == [()]


def test_a_missing_number_lacks_nothing_once_its_content_came_with_a_later_file(trio: Trio) -> None:
    _, second = letters(trio, trio.vn, trio.hq, 2)
    rehearsed = exchange.rehearse(trio.hq, [second])
    report = take(trio.hq, [second])
    assert report == rehearsed
    # The second has all that headquarters did not confirm yet.
    assert [(each.missing, each.came_otherwise) for each in report.chains] == [(((1, 1),), True)]
    assert of(trio.hq, "emb-vn") == list(report.chains)


def test_a_missing_part_of_what_went_in_several_files_lacks_something_until_that_came(trio: Trio) -> None:
    chance = Random(7)
    for _ in range(4):
        note(trio.vn, chance.randbytes(4_000).hex())
        # Each export seals: so there are several segments to lay into files.
        trio.send(trio.vn, "anyone")
    parts = trio.send(trio.vn, trio.hq, max_size=30_000)
    assert len(parts) > 1
    take(trio.hq, parts[1:])
    assert [(each.missing, each.came_otherwise) for each in of(trio.hq, "emb-vn")] == [(((1, 1),), False)]
    trio.carry(trio.vn, trio.hq)
    assert [(each.missing, each.came_otherwise) for each in of(trio.hq, "emb-vn")] == [(((1, 1),), True)]
    take(trio.hq, parts[:1])
    assert [(each.missing, each.came_otherwise) for each in of(trio.hq, "emb-vn")] == [((), False)]


def test_a_report_tells_of_the_offices_whose_files_it_read(trio: Trio) -> None:
    lost, came = letters(trio, trio.vn, trio.hq, 2)
    take(trio.hq, [came])
    (other,) = letters(trio, trio.hcm, trio.hq, 1)
    assert [each.office for each in take(trio.hq, [other]).chains] == [trio.hcm.office]
    assert [(each.first, each.missing) for each in of(trio.hq, "emb-vn")] == [(2, ((1, 1),))]
    take(trio.hq, [lost])
    assert [each.first for each in of(trio.hq, "emb-vn")] == [1]


def test_open_updates_are_numbered_apart(trio: Trio) -> None:
    numbered = [trio.send(trio.hq, "anyone")[0] for _ in range(3)]
    addressed = letters(trio, trio.hq, trio.vn, 2)
    take(trio.vn, [numbered[0], numbered[2], *addressed])
    assert [(each.first, each.last, each.missing) for each in of(trio.vn, "hq", is_open=True)] == [(1, 3, ((2, 2),))]
    ((starter, last, missing),) = [(each.first, each.last, each.missing) for each in of(trio.vn, "hq")]
    assert (starter, last, missing) == (1, 3, ())


def test_a_second_desk_of_an_office_begins_at_its_starter_and_misses_nothing(trio: Trio) -> None:
    take(trio.vn, letters(trio, trio.hq, trio.vn, 2))
    trust = trio.hq.trust()
    assert trust is not None
    second = new_desk(trio.folder / "second", "emb-vn", practice_root=trust.root_fingerprint())
    enrolled(trio.hq, second, trio.post)
    lost, came = letters(trio, trio.hq, trio.vn, 2)
    take(second, [came])
    assert [(each.first, each.last, each.missing) for each in of(second, "hq")] == [(4, 6, ((5, 5),))]
    take(second, [lost])
    assert [each.missing for each in of(second, "hq")] == [()]
    # The two desks of the embassy count what they send each by itself.
    take(trio.hq, letters(trio, trio.vn, trio.hq, 3)[::2])
    take(trio.hq, letters(trio, second, trio.hq, 2))
    found = {each.desks: each.missing for each in of(trio.hq, "emb-vn")}
    assert found == {(trio.vn.desk,): ((2, 2),), (second.desk,): ()}
    second.close()


def test_under_new_keys_the_numbers_go_on(trio: Trio) -> None:
    take(trio.hq, letters(trio, trio.vn, trio.hq, 2))
    before = trio.vn.desk
    request = trio.post / "new.ascn-request"
    rotation.rotate(trio.vn, request)
    take(trio.vn, [enrolment.approve(trio.hq, request, trio.folder / "answer.ascn").path])
    lost, came = letters(trio, trio.vn, trio.hq, 2)
    take(trio.hq, [came])
    # What ties them together is lost, yet what came under the old keys is not called missing.
    found = {each.desks: (each.first, each.missing) for each in of(trio.hq, "emb-vn")}
    assert found == {(before,): (1, ()), (trio.vn.desk,): (4, ((3, 3),))}
    take(trio.hq, [lost])
    (chain,) = of(trio.hq, "emb-vn")
    assert (chain.desks, chain.first, chain.last, chain.missing) == ((before, trio.vn.desk), 1, 4, ())


def test_two_machines_that_count_as_one_are_told(trio: Trio) -> None:
    take(trio.hq, letters(trio, trio.vn, trio.hq, 1))
    trio.vn.close()
    profile = trio.folder / "vn-copy"
    shutil.copytree(trio.vn.profile, profile, ignore=shutil.ignore_patterns("state"))
    trio.vn, copy = open_machine(trio.vn.profile), open_machine(profile)
    take(trio.hq, letters(trio, trio.vn, trio.hq, 1))
    assert [each.broken for each in of(trio.hq, "emb-vn")] == [()]
    take(trio.hq, letters(trio, copy, trio.hq, 2)[1:])
    assert [(each.broken, each.missing) for each in of(trio.hq, "emb-vn")] == [((3,), ())]
    copy.close()
