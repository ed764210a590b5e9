"""Pipelines from the shipped projects, and from what an office adds to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.packs import build_pack
from tests.operations.test_packs import sentences, text_of
from tests.support.made_desk import make_desk, put

COUNTRY = "country/kh"
KH = [("country", "kh")]


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", "emb-kh")
    yield desk
    desk.close()


def test_no_project_of_the_network_is_missing_and_none_is_cut(embassy: Desk) -> None:
    built = build_pack(embassy, "pipeline", [], "en")
    text = text_of(built)
    rows = list_records(embassy, "project", limit=None).rows
    # A hyphen at the end of a line is told as a soft one.
    letters = text.replace("-", "")
    missing = [row.id for row in rows if re.sub(r"[\s-]+", "", str(row.values["title_en"])) not in letters]
    assert missing == [] and len(rows) > 100
    assert sentences(built, "text-overrun") == sentences(built, "missing-glyph") == []
    assert "Cambodia–PhnomPenh" in text and f"{len(rows)}projects" in text


def test_a_group_that_goes_on_is_named_again_with_the_header(embassy: Desk) -> None:
    text = text_of(build_pack(embassy, "pipeline", [], "en", sections=["projects"]))
    assert "(continued)" in text
    assert re.search(r"Source[A-Z][A-Za-z]+–[A-Za-z()]+\(continued\)", text)


def test_the_pipeline_of_a_country_holds_its_cities_only(embassy: Desk) -> None:
    text = text_of(build_pack(embassy, "pipeline", KH))
    assert "プノンペン" in text and "ハノイ" not in text


def test_stage_next_step_call_proposal_and_money_are_said(embassy: Desk) -> None:
    project = put(embassy, "project", {
        "city": "kh-phnom-penh", "title_en": "Bus depot", "title_ja": "バス車庫", "status": "ongoing",
        "status_on": "2026-10-01", "stage": "financing", "stage_on": "2026-10-01", "next_step": "用地の図面を待つ",
        "lead_company": "nippon-koei",
    }, COUNTRY)  # fmt: skip
    call = {"title_en": "Call", "title_ja": "形成調査の公募", "closes_on": "2026-12-20", "cities:kh-phnom-penh": True}
    made = put(embassy, "call", {**call, "budget": 30000000, "budget_currency": "JPY"}, COUNTRY)
    put(embassy, "call", {**call, "title_ja": "締め切った公募", "closes_on": "2026-11-01"}, COUNTRY)
    proposal = {"call": made, "city": "kh-phnom-penh", "title": "車庫の提案", "received_on": "2026-11-01"}
    put(embassy, "proposal", {**proposal, "companies:nippon-koei": True}, COUNTRY)
    put(embassy, "financing", {"project": project, "facility": "jica-psif", "state": "applied", "amount": 1230000,
                               "state_on": "2026-11-02", "currency": "USD"}, COUNTRY)  # fmt: skip
    text = text_of(build_pack(embassy, "pipeline", KH))
    for said in ("バス車庫", "資金", "用地の図面を待つ", "形成調査の公募", "JPY30,000,000", "車庫の提案", "海外投融資",
                 "USD12,300.00"):  # fmt: skip
        assert said in text, said
    assert "締め切った公募" not in text
    assert "車庫の提案" not in text_of(build_pack(embassy, "pipeline", KH, as_of=date(2026, 10, 1)))


def test_the_same_pipeline_has_the_same_bytes_and_an_unknown_country_is_refused(embassy: Desk) -> None:
    first, again = (build_pack(embassy, "pipeline", KH, "both") for _ in range(2))
    assert first.pdf == again.pdf
    with pytest.raises(CorrectableError, match="unknown-record"):
        build_pack(embassy, "pipeline", [("country", "zz")])
