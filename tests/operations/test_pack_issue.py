"""Issued packs: kept on record, printed again to the last byte, and compared with what they would say today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text, set_language
from ascn_desk.operations import exchange, history, purging, records, setting_aside
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_issue import KIND, issue_pack, preview_pack, reissue_pack, renew_pack
from ascn_desk.operations.pack_library import offered_records
from ascn_desk.operations.pack_templates import PACK_TEMPLATES
from ascn_desk.operations.records import add_record, set_fields, show_record
from tests.support.made_desk import make_desk, put
from tests.support.trio import COUNTRY, Trio, enrolled, new_desk, take

HANOI = PackRequest(template="city-brief", records=(("city", "vn-hanoi"),))
CASE = {
    "reference": "HAN-26-K3F7",
    "company": "nippon-koei",
    "category": "trouble",
    "city": "vn-hanoi",
    "summary": "練習：処理場の見学",
    "received_on": "2026-10-02",
    "status": "waiting",
    "status_on": "2026-10-02",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "hq")
    yield desk
    desk.close()


def later(desk: Desk, **amount: float) -> None:
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.advance(**amount)


def issued_values(desk: Desk, issue: str) -> dict[str, Any]:
    return {name: value for name, value in show_record(desk, KIND, issue).values.items() if value not in (None, ())}


def refusal(desk: Desk, issue: str) -> str:
    with pytest.raises(CorrectableError) as told:
        reissue_pack(desk, issue)
    for lang in ("ja", "en"):
        assert "{" not in error_text(told.value, lang)  # type: ignore[arg-type]
    return told.value.code


def test_an_issue_keeps_what_was_asked_for_whom_and_from_which_versions(headquarters: Desk) -> None:
    issued = issue_pack(headquarters, HANOI, for_whom=" 練習訪問団 ")
    values = issued_values(headquarters, issued.id)
    versions = values.pop("versions").splitlines()
    assert values == {
        "number": issued.number,
        "sha256": issued.built.sha256,
        "pages": 2,
        "for_whom": "練習訪問団",
        "template": "city",
        "records": "city:vn-hanoi",
        "language": "ja",
        "marking": "conf-1",
        "redaction": "internal",
        "as_of": "2026-11-24",
        "printed_at": "2026-11-24T03:00:00Z",
        "printed_by": "佐伯 航",
        "program": APP,
    }
    assert versions[0] == "reference" and versions[1].startswith(f"{headquarters.desk} ")


def test_a_preview_keeps_nothing_and_is_the_paper_that_is_issued(headquarters: Desk) -> None:
    preview = preview_pack(headquarters, HANOI)
    assert issue_pack(headquarters, HANOI).built.pdf == preview.pdf


def test_a_pack_issued_again_has_the_same_bytes_whatever_was_written_since(headquarters: Desk) -> None:
    desk = headquarters
    case = put(desk, "case", CASE)
    gone = put(desk, "city_note", {"city": "vn-hanoi", "text": "消されるメモ", "reliability": "a"})
    issued = issue_pack(desk, HANOI)
    later(desk, days=400)
    solved = {"status": "solved", "status_reason": "済", "outcome": "済"}
    set_fields(desk, "case", case, {"summary": "直した件名", **solved})
    set_fields(desk, "city_note", gone, {"deleted": True})
    set_fields(desk, "city", "vn-hanoi", {"population": 9_000_000, "name_ja": "河内"})
    set_fields(desk, "company", "nippon-koei", {"merged_into": "hitachi"})
    put(desk, "case", {**CASE, "reference": "HAN-27-AAAA", "summary": "後の件"})
    put(desk, "city_fact", {"city": "vn-hanoi", "label_en": "Buses", "value": "7", "as_of": "2026-01-01"})
    assert reissue_pack(desk, issued.id) == issued.built
    # What is shown was only brought back for the printing.
    assert show_record(desk, "case", case).values["summary"] == "直した件名"
    assert preview_pack(desk, HANOI).sha256 != issued.built.sha256


def test_a_pack_of_an_earlier_day_and_other_readers_is_issued_again_as_such(headquarters: Desk) -> None:
    asked = PackRequest(
        template="city",
        records=(("city", "vn-da-nang"),),
        language="both",
        marking="care",
        as_of=date(2021, 1, 1),
        redaction="delegation",
    )
    issued = issue_pack(headquarters, asked)
    values = issued_values(headquarters, issued.id)
    assert (values["as_of"], values["marking"], values["redaction"]) == ("2021-01-01", "care", "delegation")
    later(headquarters, days=1)
    set_fields(headquarters, "city", "vn-da-nang", {"name_ja": "別の名"})
    assert reissue_pack(headquarters, issued.id).pdf == issued.built.pdf


def test_headquarters_prints_an_embassys_pack_to_the_last_byte(trio: Trio) -> None:
    company = trio.company()
    put(trio.vn, "case", {**CASE, "company": company})
    issued = issue_pack(trio.vn, HANOI)
    # Headquarters knows of more, in channels that the embassy never reads, and of what came later.
    put(trio.hcm, "case", {**CASE, "company": company, "reference": "HCM-26-ZZZZ"})
    put(trio.vn, "case", {**CASE, "company": company, "reference": "HAN-26-LATE"})
    trio.exchange()
    assert reissue_pack(trio.hq, issued.id).pdf == issued.built.pdf
    assert preview_pack(trio.hq, HANOI).sha256 != issued.built.sha256


def test_where_entries_are_set_aside_the_sentence_says_how_many_are_lacking(trio: Trio) -> None:
    company = trio.company()
    put(trio.vn, "case", {**CASE, "company": company}, channel=COUNTRY)
    (first,) = exchange.export(trio.vn, ["hq"], trio.post)
    take(trio.hq, [first.path])
    issued = issue_pack(trio.hq, HANOI)
    assert reissue_pack(trio.hq, issued.id) == issued.built
    setting_aside.set_aside(trio.hq, first.bundle)
    assert refusal(trio.hq, issued.id) == "issue-lacks-entries"


def test_what_was_purged_since_is_not_printed_again_and_the_sentence_says_so(trio: Trio) -> None:
    company = trio.company()
    made = add_record(trio.vn, "contact", {"company": company, "name": "練習 花子", "consent": True}, channel=COUNTRY)
    brief = PackRequest(template="company-brief", records=(("company", company),))
    issued = issue_pack(trio.vn, brief)
    trio.exchange()
    assert reissue_pack(trio.hq, issued.id).pdf == issued.built.pdf
    first = history.history(trio.hq, "contact", made.id)[0]
    asked = purging.request(trio.hq, "contact", made.id, entries=[(first.desk, first.n)], why="a person's request")
    records.add_record(trio.hq, "officer", {"office": "hq", "user_id": "suzuki", "name": "Suzuki"})
    purging.confirm(trio.hq, asked.id, officer="suzuki")
    assert refusal(trio.hq, issued.id) == "issue-purged"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"program": "ascn-desk 0.0.1", "sha256": "0" * 64}, "issue-other-program"),
        ({"sha256": "0" * 64}, "issue-differs"),
        ({"versions": None}, "issue-without-versions"),
        ({"versions": "something typed by hand"}, "issue-without-versions"),
        ({"versions": "office/hq\n" + "a" * 26 + " 7 7"}, "issue-lacks-entries"),
    ],
)
def test_each_reason_for_another_paper_has_its_sentence(
    headquarters: Desk, changes: dict[str, Any], code: str
) -> None:
    values = issued_values(headquarters, issue_pack(headquarters, HANOI).id) | changes
    altered = put(headquarters, KIND, {name: value for name, value in values.items() if value is not None})
    assert refusal(headquarters, altered) == code


def test_a_pack_renewed_says_page_by_page_what_changed_since(headquarters: Desk) -> None:
    desk = headquarters
    case = put(desk, "case", CASE)
    issued = issue_pack(desk, HANOI)
    same = renew_pack(desk, issued.id)
    assert same.changes is not None and [each.state for each in same.changes] == ["same", "same"]
    set_fields(desk, "case", case, {"summary": "直した件名"})
    renewed = renew_pack(desk, issued.id)
    (page,) = renewed.changed
    assert (page.state, page.before, page.now) == ("changed", 2, 2)
    assert any("処理場の見学" in line for line in page.gone) and any("直した件名" in line for line in page.added)
    assert renewed.number != issued.number and renewed.built.sha256 != issued.built.sha256


def test_where_the_old_paper_is_out_of_reach_renewing_says_why_and_still_prints(headquarters: Desk) -> None:
    values = issued_values(headquarters, issue_pack(headquarters, HANOI).id)
    altered = put(headquarters, KIND, {**values, "sha256": "0" * 64})
    renewed = renew_pack(headquarters, altered)
    assert renewed.changes is None and values["number"] in renewed.why_not
    assert renewed.built.pdf == preview_pack(headquarters, HANOI).pdf


def test_before_its_acceptance_a_desk_issues_and_prints_again(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "lonely", "emb-vn")
    try:
        put(desk, "case", {**CASE, "company": "nippon-koei"})
        issued = issue_pack(desk, HANOI)
        put(desk, "case", {**CASE, "company": "nippon-koei", "reference": "HAN-26-LATE"})
        assert reissue_pack(desk, issued.id) == issued.built
    finally:
        desk.close()


def test_what_an_unaccepted_desk_issued_is_refused_in_words_once_it_is_accepted(trio: Trio, tmp_path: Path) -> None:
    trust = trio.hq.trust()
    assert trust is not None
    desk = new_desk(tmp_path / "late", "emb-th", practice_root=trust.root_fingerprint())
    try:
        issued = issue_pack(desk, PackRequest(template="city-brief", records=(("city", "th-bangkok"),)))
        assert reissue_pack(desk, issued.id) == issued.built
        enrolled(trio.hq, desk, trio.post)
        # The shipped data it was made from gave way to headquarters' own.
        assert refusal(desk, issued.id) == "issue-differs"
    finally:
        desk.close()


def test_a_receipt_is_chosen_among_the_bundles_that_came_and_issued_again(trio: Trio) -> None:
    put(trio.vn, "case", {**CASE, "company": trio.company()})
    trio.carry(trio.vn, trio.hq)
    offered = offered_records(trio.hq, "receipt", "")
    assert [(each.kind, each.title) for each in offered] == [("bundle", "Embassy of Japan in Viet Nam No. 1")]
    assert offered_records(trio.hq, "receipt", "no such office") == ()
    issued = issue_pack(trio.hq, PackRequest(template="receipt", records=(("bundle", offered[0].id),)))
    put(trio.vn, "case", {**CASE, "company": "nippon-koei", "reference": "HAN-26-LATE"})
    trio.carry(trio.vn, trio.hq)
    assert reissue_pack(trio.hq, issued.id) == issued.built


def test_every_template_that_can_be_printed_offers_records_to_make_it_of(headquarters: Desk) -> None:
    put(headquarters, "case", CASE)
    put(headquarters, "visit", {"title": "練習訪問団", "starts_on": "2026-12-02"})
    for each in PACK_TEMPLATES:
        found = offered_records(headquarters, each.name, "")
        assert {place.kind for place in found} <= set(each.takes)
        assert found or each.takes == ("bundle",), each.name
