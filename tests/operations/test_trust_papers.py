"""What a room shows of trust: the registry as people read it, and the papers that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import enrolment, rotation, trust_changes, trust_closing, trust_papers
from ascn_desk.operations.trust_changes import Signing
from ascn_desk.operations.trust_overview import trust_overview
from tests.support import house as houses
from tests.support.house import House
from tests.support.trio import Trio, enrolled


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two profiles, closed."""
    return houses.build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(template: Path, tmp_path: Path, english: None) -> Iterator[House]:
    """A copy of them, open."""
    with houses.opened(template, tmp_path / "house") as made:
        yield made


def test_the_registry_is_told_with_the_state_of_every_desk(house: House) -> None:
    enrolled(house.hq, house.vn, house.post)
    before = house.vn.desk
    request = house.post / "keys.ascn-request"
    after = rotation.rotate(house.vn, request)
    enrolment.approve(house.hq, request, house.post / "keys.ascn")

    told = trust_overview(house.hq)
    assert (told.root_signers.threshold, len(told.root_signers.keys)) == (2, 3)
    states = {each.desk: (each.state, each.successor, each.is_own) for each in told.desks}
    assert states[before] == ("replaced", after, False)
    assert states[after] == ("active", None, False)
    assert states[house.hq.desk] == ("active", None, True)
    trust_closing.close_desk(house.hq, after)
    assert {each.state for each in trust_overview(house.hq).desks if each.office == "emb-vn"} == {"closed"}


def test_a_mission_is_told_whom_it_trusts_and_until_when(house: House) -> None:
    enrolled(house.hq, house.vn, house.post)
    held, told = trust_overview(house.hq), trust_overview(house.vn)
    assert not told.is_headquarters
    assert (told.words, told.root_expires, told.registry_expires) == (
        held.words, held.root_expires, held.registry_expires,
    )  # fmt: skip
    assert trust_papers.papers(house.vn) == ()


def test_a_request_waits_until_it_is_taken_away(house: House) -> None:
    path = house.request().rename(house.post / "vn.ascn-request")
    kept = trust_papers.take_paper(house.hq, path)
    assert kept.parent == house.hq.profile / "inbox"
    assert trust_papers.take_paper(house.hq, path) == kept
    (paper,) = trust_papers.papers(house.hq)
    assert paper.request is not None and paper.request.desk == house.vn.desk and not paper.is_registered
    enrolment.approve(house.hq, kept, house.post / "vn.ascn")
    assert trust_papers.papers(house.hq)[0].is_registered
    trust_papers.drop_paper(house.hq, path)
    assert path.exists()
    trust_papers.drop_paper(house.hq, kept)

    assert trust_papers.papers(house.hq) == ()


def test_what_is_no_paper_is_not_kept(house: House, tmp_path: Path) -> None:
    path = tmp_path / "bad.ascn-change"
    path.write_bytes(b"{}")
    with pytest.raises(CorrectableError, match="malformed-change"):
        trust_papers.take_paper(house.hq, path)
    with pytest.raises(CorrectableError, match="headquarters-only"):
        trust_papers.take_paper(house.vn, path)
    assert list((house.hq.profile / "inbox").iterdir()) == []


def test_a_change_waits_with_the_signature_that_it_lacks_and_tells_when_another_came_before(house: House) -> None:
    second = house.two_registry_keys()
    enrolled_by = Signing(registry_keys=(second,))
    request = house.request()
    waiting = replace(enrolled_by, registry_keys=(), prepare=trust_papers.new_change_path(house.hq))
    enrolment.register(house.hq, request, waiting)
    (paper,) = trust_papers.papers(house.hq)
    assert paper.change is not None
    assert [(each.role, each.needed) for each in paper.change.missing] == [("registry", 1)]
    trust_changes.sign_in_file(house.hq, paper.path, enrolled_by)
    (signed,) = trust_papers.papers(house.hq)
    assert signed.change is not None and signed.change.missing == ()
    other = trust_papers.new_change_path(house.hq)
    assert other != paper.path
    trust_changes.apply_change(house.hq, paper.path)
    (known,) = trust_papers.papers(house.hq)

    assert known.problem is not None and known.problem.code == "change-known"


def test_forks_are_told_to_headquarters_alone(trio: Trio) -> None:
    assert trust_overview(trio.hq).forks == ()
    assert trust_overview(trio.vn).forks == ()
