"""How far an entry has come, told by a case's timeline on both sides of an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.words import set_language
from ascn_desk.operations import cases, enrolment, exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.today import today
from tests.support.made_desk import make_desk


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Headquarters and the embassy in Viet Nam, enrolled."""
    set_language("ja")
    hq, embassy = make_desk(tmp_path / "hq", "hq"), make_desk(tmp_path / "emb", "emb-vn")
    request, starter = tmp_path / "request", tmp_path / "starter.ascn"
    enrolment.make_request(embassy, request)
    words = enrolment.approve(hq, request, starter).words
    enrolment.accept(embassy, starter, words)
    yield hq, embassy
    hq.close()
    embassy.close()
    set_language("en")


def carry(sender: Desk, receiver: Desk) -> None:
    """Export to the other office and import there."""
    out = sender.profile / "outbox"
    for file in exchange.export(sender, [receiver.office], out):
        report = exchange.import_files(receiver, [file.path])
        assert report.is_complete


def travels(desk: Desk, case_id: str) -> list[tuple[str, str | None]]:
    return [(item.sort, item.travel) for item in cases.case_view(desk, case_id).timeline]


def test_an_entry_is_unsent_then_sent_and_received_once_headquarters_says_so(offices: tuple[Desk, Desk]) -> None:
    hq, embassy = offices
    case = cases.add_case(embassy, "hitachi", "redress", "信号", city="vn-hanoi")
    assert travels(embassy, case.id) == [("made", "unsent")]
    carry(embassy, hq)
    cases.log_case(embassy, case.id, "電話した。")
    assert travels(embassy, case.id) == [("log_entry", "unsent"), ("made", "sent")]
    assert travels(hq, case.id) == [("made", "from-outside")]
    carry(hq, embassy)
    assert travels(embassy, case.id) == [("log_entry", "unsent"), ("made", "received")]
    assert today(embassy).health.unsent == 1


def test_a_case_of_another_office_names_its_author_and_office(offices: tuple[Desk, Desk]) -> None:
    hq, embassy = offices
    case = cases.add_case(embassy, "hitachi", "redress", "信号", city="vn-hanoi")
    cases.log_case(embassy, case.id, "電話した。")
    carry(embassy, hq)
    assert all("在ベトナム" in item.meta for item in cases.case_view(hq, case.id).timeline)


def test_values_that_stand_side_by_side_are_shown_in_the_timeline(offices: tuple[Desk, Desk]) -> None:
    hq, embassy = offices
    case = cases.add_case(embassy, "hitachi", "redress", "信号", channel="country/vn", more={"priority": "low"})
    carry(embassy, hq)
    set_fields(embassy, "case", case.id, {"priority": "high"})
    set_fields(hq, "case", case.id, {"priority": "normal"})
    carry(embassy, hq)
    view = cases.case_view(hq, case.id)
    conflict = next(item for item in view.timeline if item.sort == "conflict")
    assert view.record.conflicts == ("priority",)
    assert "優先度" in conflict.title
    assert len(conflict.lines) == 2
    assert any("高" in line for line in conflict.lines)
    assert [item.sort for item in view.timeline].count("edit") == 2
