"""Company briefs from the records of a real desk: what they say, what they leave out, never a page too many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.base.words import set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.packs import build_pack
from tests.operations.test_packs import CASE, sentences, text_of
from tests.support.made_desk import make_desk, put

KOEI = [("company", "nippon-koei")]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", "emb-vn")
    yield desk
    desk.close()


def test_a_company_brief_says_what_the_records_say(embassy: Desk) -> None:
    case = put(embassy, "case", CASE)
    put(embassy, "log_entry", {"case": case, "text": "練習：市の回答", "happened_on": "2026-10-05"})
    put(embassy, "contact", {"name": "練習花子", "company": "nippon-koei", "mail": "hanako@example.org"})
    put(embassy, "interest", {"company": "nippon-koei", "city": "vn-hanoi", "interest": "interested"})
    built = build_pack(embassy, "company-brief", KOEI, "both")
    text = text_of(built)
    assert built.pages == 2
    for said in ("日本工営", "NipponKoei", "HAN-26-K3F7", "処理場の見学", "市の回答", "練習花子", "hanako@example.org",
                 "ハノイ"):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("language", ["ja", "en", "both"])
def test_every_company_of_the_shipped_data_prints_on_its_page_without_a_missing_letter(
    embassy: Desk, language: str
) -> None:
    for row in list_records(embassy, "company", limit=200).rows[::6]:
        built = build_pack(embassy, "company", [("company", row.id)], language)
        assert built.pages == (2 if language == "both" else 1)
        assert sentences(built, "missing-glyph") == []


def test_what_a_page_cannot_hold_is_counted_and_never_makes_another_page(embassy: Desk) -> None:
    for number in range(70):
        case = put(embassy, "case", {**CASE, "reference": f"HAN-26-{number:04}", "summary": "練習 " * 40})
        put(embassy, "log_entry", {"case": case, "text": "練習：" + "長い" * 300, "happened_on": "2026-10-05"})
    built = build_pack(embassy, "company-brief", KOEI)
    assert built.pages == 1
    assert "70" in text_of(built)
    assert sentences(built, "text-overrun")


def test_a_delegation_learns_nothing_of_cases_and_contacts(embassy: Desk) -> None:
    case = put(embassy, "case", CASE)
    put(embassy, "log_entry", {"case": case, "text": "練習：市の回答", "happened_on": "2026-10-05"})
    put(embassy, "contact", {"name": "練習花子", "company": "nippon-koei", "consent": True})
    built = build_pack(embassy, "company-brief", KOEI, redaction="delegation")
    text = text_of(built)
    for hidden in ("HAN-26-K3F7", "練習", "未決の案件", "支援の経過"):
        assert hidden not in text
    assert sentences(built, "left-out")


def test_what_happened_after_the_day_of_the_pack_is_left_out(embassy: Desk) -> None:
    case = put(embassy, "case", CASE)
    put(embassy, "log_entry", {"case": case, "text": "練習：後の回答", "happened_on": "2026-11-20"})
    assert "後の回答" not in text_of(build_pack(embassy, "company-brief", KOEI, as_of=date(2026, 11, 1)))


def test_a_company_that_is_not_there_is_told(embassy: Desk) -> None:
    with pytest.raises(CorrectableError, match="unknown-record"):
        build_pack(embassy, "company-brief", [("company", "no-such-firm")])
    with pytest.raises(UsageError, match="pack-takes"):
        build_pack(embassy, "company-brief", [("city", "vn-hanoi")])
