"""Who reads what: offices with several desks or several countries, and missions without headquarters between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import enrolment, exchange, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from tests.support.trio import COUNTRY, Trio, dump, enrolled, new_desk, take

LAOS = "country/la"


@pytest.fixture
def more(trio: Trio, tmp_path: Path) -> Iterator[list[Desk]]:
    """Desks that a test adds."""
    added: list[Desk] = []
    yield added
    for desk in added:
        desk.close()


def added(trio: Trio, folder: Path, office: str, more: list[Desk]) -> Desk:
    trust = trio.hq.trust()
    assert trust is not None
    more.append(new_desk(folder, office, practice_root=trust.root_fingerprint()))
    return more[-1]


def case(desk: Desk, channel: str, summary: str = "練習") -> str:
    values = {"company": "nippon-koei", "category": "trouble", "summary": summary}
    return records.add_record(desk, "case", values, channel=channel).id


def prints(desk: Desk, *channels: str) -> list[tuple[str, str | None]]:
    return [
        (each.sha256, each.state) for name in channels for each in fingerprints(desk, name, with_state=True)
    ]


def test_two_desks_of_one_office_hold_the_same_by_one_file_for_both(
    trio: Trio, tmp_path: Path, more: list[Desk]
) -> None:
    second = added(trio, tmp_path / "second", "emb-vn", more)
    enrolled(trio.hq, second, tmp_path)
    made = case(trio.vn, "office/emb-vn")
    own = case(second, "office/emb-vn", "練習：二台目")
    for desk in (trio.vn, second):
        trio.carry(desk, trio.hq)
    (file,) = trio.send(trio.hq, "emb-vn")
    for desk in (trio.vn, second):
        take(desk, [file])
        assert {records.show_record(desk, "case", each).values["summary"] for each in (made, own)} == {
            "練習", "練習：二台目",
        }  # fmt: skip
    assert prints(trio.vn, COUNTRY, "office/emb-vn") == prints(second, COUNTRY, "office/emb-vn")


def test_an_office_that_covers_another_country_reads_and_writes_that_as_well_and_no_third(
    trio: Trio, tmp_path: Path, more: list[Desk]
) -> None:
    wide = added(trio, tmp_path / "wide", "emb-th", more)
    request = enrolment.make_request(wide, tmp_path / "th.ascn-request")
    answer = enrolment.approve(trio.hq, request, tmp_path / "th.ascn", countries=["la"])
    enrolment.accept(wide, answer.path, answer.words)
    laos = added(trio, tmp_path / "laos", "emb-la", more)
    enrolled(trio.hq, laos, tmp_path)
    made = case(wide, LAOS, "練習：兼轄")
    trio.carry(wide, trio.hq)
    trio.carry(trio.hq, laos)
    assert records.show_record(laos, "case", made).values["summary"] == "練習：兼轄"
    secret = case(trio.vn, COUNTRY, "練習：ベトナムだけ")
    trio.carry(trio.vn, trio.hq)
    trio.carry(trio.hq, wide)
    assert secret not in str(dump(wide)) and "練習：ベトナムだけ" not in str(dump(wide))
    with pytest.raises(CorrectableError, match="channel-not-writable"):
        case(laos, "country/th")


def test_a_desk_that_is_registered_comes_to_read_another_country_with_all_that_was_there(
    trio: Trio, tmp_path: Path, more: list[Desk]
) -> None:
    laos = added(trio, tmp_path / "laos", "emb-la", more)
    request = enrolment.make_request(laos, tmp_path / "la.ascn-request")
    answer = enrolment.approve(trio.hq, request, tmp_path / "la.ascn")
    enrolment.accept(laos, answer.path, answer.words)
    made = case(trio.vn, COUNTRY)
    trio.carry(trio.vn, trio.hq)
    trio.carry(trio.hq, laos)
    assert made not in str(dump(laos))
    again = enrolment.approve(trio.hq, request, tmp_path / "wider.ascn", countries=["vn"])
    take(laos, [again.path])
    assert records.show_record(laos, "case", made).channel == COUNTRY
    case(laos, COUNTRY)
    assert enrolment.approve(trio.hq, request, tmp_path / "same.ascn", countries=["vn"]).registry == again.registry


def test_a_country_without_an_office_of_japan_is_told(trio: Trio, tmp_path: Path, more: list[Desk]) -> None:
    desk = added(trio, tmp_path / "th", "emb-th", more)
    request = enrolment.make_request(desk, tmp_path / "th.ascn-request")
    with pytest.raises(CorrectableError, match="unknown-country"):
        enrolment.approve(trio.hq, request, tmp_path / "th.ascn", countries=["zz"])


def test_two_missions_exchange_without_headquarters_between_and_headquarters_learns_it_from_either(trio: Trio) -> None:
    trio.carry(trio.hq, trio.vn)  # the registry with the other mission
    made = case(trio.vn, COUNTRY)
    own = case(trio.vn, "office/emb-vn", "練習：館内")
    trio.carry(trio.vn, trio.hcm)
    assert records.show_record(trio.hcm, "case", made).channel == COUNTRY
    assert own not in str(dump(trio.hcm))
    answer = records.set_fields(trio.hcm, "case", made, {"priority": "high"})
    assert answer.n
    trio.carry(trio.hcm, trio.vn)
    assert records.show_record(trio.vn, "case", made).values["priority"] == "high"
    # What the embassy wrote reaches headquarters by way of the consulate.
    trio.carry(trio.hcm, trio.hq)
    assert records.show_record(trio.hq, "case", made).values["priority"] == "high"
    assert prints(trio.hq, COUNTRY) == prints(trio.vn, COUNTRY) == prints(trio.hcm, COUNTRY)


def test_a_mission_sends_nothing_of_a_channel_that_the_other_does_not_read(trio: Trio) -> None:
    trio.carry(trio.hq, trio.vn)
    case(trio.vn, "office/emb-vn", "練習：館内")
    (file,) = exchange.export(trio.vn, ["cg-ho-chi-minh-city"], trio.post)
    assert file.entries == 0 or all("office/emb-vn" not in each.channel for each in exchange.verify(
        trio.hcm, file.path).segments)  # fmt: skip
