"""Handovers from the records of a real desk: what goes over, what is late, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.writing import new_change, write
from tests.operations.test_packs import sentences, text_of
from tests.support import pack_practice
from tests.support.made_desk import make_desk, put


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", pack_practice.OFFICE)
    yield desk
    desk.close()


@pytest.fixture
def people(embassy: Desk) -> list[tuple[str, str]]:
    ids = pack_practice.fill(embassy)
    return [("officer", ids["giver"]), ("officer", ids["taker"])]


def test_an_officer_hands_over_cases_promises_contacts_and_what_is_late(
    embassy: Desk, people: list[tuple[str, str]]
) -> None:
    text = text_of(build_pack(embassy, "handover", people))
    assert "戸倉遥→三枝颯" in text and "未決6件、約束6件。期限を過ぎたもの3件。" in text
    for said in ("水処理三社の一覧を渡す", "柏の葉の資料", "労働局の担当が10月に替わり", "សុខចាន់ណា", "8552300011",
                 "税関の担当に照会", "視察団のカンボジア訪問", "PNH-26-H4QR", "最終面会2026年11月12日"):  # fmt: skip
        assert said in text.replace("+", ""), said


def test_what_is_closed_done_or_later_is_not_handed_over(embassy: Desk, people: list[tuple[str, str]]) -> None:
    case = {"company": "nippon-koei", "category": "trouble", "officer": people[0][1], "lead_office": "emb-kh"}
    put(embassy, "case", {**case, "summary": "済んだ件", "status": "solved", "status_on": "2026-10-03",
                          "status_reason": "済", "outcome": "済", "received_on": "2026-10-02"})  # fmt: skip
    put(embassy, "case", {**case, "summary": "翌月の件", "received_on": "2026-12-02"})
    put(embassy, "follow_up", {"what": "終えたこと", "officer": people[0][1], "done_on": "2026-11-01"})
    text = text_of(build_pack(embassy, "handover", people))
    assert not any(hidden in text for hidden in ("済んだ件", "翌月の件", "終えたこと"))


def test_an_office_hands_over_what_it_leads_and_what_lies_in_its_own_channel(
    embassy: Desk, people: list[tuple[str, str]]
) -> None:
    case = {"company": "nippon-koei", "category": "trouble", "received_on": "2026-10-02"}
    put(embassy, "case", {**case, "summary": "担当のない件"})
    put(embassy, "case", {**case, "summary": "他館の件", "lead_office": "emb-vn"})
    for asked in ([], [("office", "emb-kh")]):
        text = text_of(build_pack(embassy, "handover", asked))
        assert "担当のない件" in text and "就労許可の遅れ" in text and "他館の件" not in text
    assert "担当のない件" not in text_of(build_pack(embassy, "handover", people))


def test_an_empty_desk_hands_over_nothing_and_says_so(embassy: Desk) -> None:
    built = build_pack(embassy, "handover", [], "en")
    text = text_of(built)
    assert "Nocaseisopen." in text and "Nothingisoverdue." in text
    assert len(sentences(built, "empty-section")) == 2


def test_four_hundred_cases_are_all_handed_over_with_the_header_on_every_page(embassy: Desk) -> None:
    case = {"company": "nippon-koei", "category": "trouble", "received_on": "2026-10-02", "lead_office": "emb-kh"}
    with embassy.writing() as ledger:
        changes = [
            new_change(embassy, ledger, "case", {**case, "reference": f"PNH-26-{number:04d}", "summary": f"件{number}"})
            for number in range(400)
        ]
        write(embassy, ledger, changes)
    built = build_pack(embassy, "handover", [], sections=["cases"])
    text = text_of(built)
    assert all(f"PNH-26-{number:04d}" in text for number in range(400))
    assert text.count("番号企業・件名") == built.pages > 10
    assert sentences(built, "text-overrun") == []


def test_the_same_handover_has_the_same_bytes_in_every_language(
    embassy: Desk, people: list[tuple[str, str]]
) -> None:
    for language in ("ja", "en", "both"):
        first, again = (build_pack(embassy, "handover", people, language) for _ in range(2))
        assert first.pdf == again.pdf
        assert sentences(first, "missing-glyph") == sentences(first, "text-overrun") == []


def test_what_holds_later_is_not_in_a_paper_of_an_earlier_day(
    embassy: Desk, people: list[tuple[str, str]]
) -> None:
    text = text_of(build_pack(embassy, "handover", people, as_of=date(2026, 11, 1)))
    assert "期限を過ぎたものはない" in text and "引き合わせると答えた" not in text


def test_a_delegation_gets_no_handover_and_nobody_else_than_officers_hands_over(
    embassy: Desk, people: list[tuple[str, str]]
) -> None:
    with pytest.raises(CorrectableError, match="not-for-these-readers"):
        build_pack(embassy, "handover", people, redaction="delegation")
    with pytest.raises(CorrectableError, match="unknown-record"):
        build_pack(embassy, "handover", [("officer", "nobody")])
    with pytest.raises(UsageError, match="pack-takes"):
        build_pack(embassy, "handover", [("city", "vn-hanoi")])
