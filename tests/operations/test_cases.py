"""A case's life on a mission's desk, through the doors that windows and commands use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import set_language
from ascn_desk.operations import case_references, cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import add_record, set_fields, show_record
from ascn_desk.operations.search import search
from ascn_desk.operations.views import Saved
from tests.support.made_desk import make_desk

OWN = "office/emb-vn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    set_language("ja")
    made = make_desk(tmp_path / "profile", "emb-vn")
    yield made
    made.close()
    set_language("en")


def add(desk: Desk, summary: str = "都市鉄道信号の規制照会", **more: object) -> Saved:
    return cases.add_case(desk, "hitachi", "redress", summary, more=more)


def advance(desk: Desk, days: int) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.advance(days=days)


def test_a_case_gets_a_reference_of_its_office_and_what_goes_without_saying(desk: Desk) -> None:
    saved = add(desk)
    assert re.fullmatch(r"HAN-26-[2-9A-HJ-NP-Z]{4}", saved.reference)
    assert saved.channel == OWN
    values = show_record(desk, "case", saved.id).values
    assert values["reference"] == saved.reference
    assert (values["status"], values["status_on"], values["received_on"]) == ("new", "2026-11-24", "2026-11-24")
    assert (values["lead_office"], values["priority"]) == ("emb-vn", "normal")
    assert values["city"] is None


def test_the_city_is_that_of_the_companys_earlier_cases_if_they_agree(desk: Desk) -> None:
    cases.add_case(desk, "hitachi", "trouble", "甲", city="vn-hanoi")
    assert show_record(desk, "case", add(desk).id).values["city"] == "vn-hanoi"
    cases.add_case(desk, "hitachi", "trouble", "乙", city="vn-da-nang")
    assert show_record(desk, "case", add(desk).id).values["city"] is None


def test_what_the_person_says_goes_before_what_would_be_filled_in(desk: Desk) -> None:
    more = {"status": "waiting", "received_on": "2026-11-20", "priority": "high"}
    saved = cases.add_case(desk, "hitachi", "trouble", "甲", channel="country/vn", more=more)
    assert saved.channel == "country/vn"
    assert more.items() <= show_record(desk, "case", saved.id).values.items()


@pytest.mark.parametrize("wrong", [{"city": "vn-nowhere"}, {"more": {"other_companies:nobody": True}}])
def test_a_city_or_company_that_is_not_there_is_named_and_nothing_is_saved(
    desk: Desk, wrong: dict[str, object]
) -> None:
    with pytest.raises(CorrectableError, match="unknown-record"):
        cases.add_case(desk, "hitachi", "trouble", "甲", **wrong)  # type: ignore[arg-type]
    with pytest.raises(CorrectableError, match="unknown-record"):
        cases.add_case(desk, "no-company", "trouble", "甲")
    assert cases.list_cases(desk, "all").total == 0


def test_a_reference_that_is_taken_is_not_given_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("K3F7" "K3F7" "A9XC")
    monkeypatch.setattr(case_references.secrets, "choice", lambda letters: next(drawn))
    assert [add(desk).reference, add(desk).reference] == ["HAN-26-K3F7", "HAN-26-A9XC"]


def test_a_log_entry_is_added_by_id_or_by_reference_in_the_case_s_channel(desk: Desk) -> None:
    saved = cases.add_case(desk, "hitachi", "trouble", "甲", channel="country/vn")
    by_id = cases.log_case(desk, saved.id, "電話した。", medium="phone")
    by_reference = cases.log_case(desk, saved.reference.lower(), "返事が来た。", more={"happened_on": "2026-11-25"})
    assert by_id.channel == by_reference.channel == "country/vn"
    values = show_record(desk, "log_entry", by_reference.id).values
    assert (values["case"], values["happened_on"], values["text"]) == (saved.id, "2026-11-25", "返事が来た。")


def test_a_reference_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(CorrectableError, match="unknown-reference"):
        cases.log_case(desk, "HAN-26-ZZZZ", "甲")
    with pytest.raises(CorrectableError, match="unknown-record"):
        cases.log_case(desk, "no-such-case", "甲")


def test_two_cases_of_one_reference_are_told_apart_by_a_fifth_letter(desk: Desk) -> None:
    ids = ["01k00000000000000000000001", "01k00000000000000000000002"]
    for each in ids:
        values = {"company": "hitachi", "category": "trouble", "summary": each, "reference": "HAN-26-K3F7"}
        add_record(desk, "case", values, id=each)
    with pytest.raises(CorrectableError, match="reference-twice"):
        cases.log_case(desk, "HAN-26-K3F7", "甲")
    shown = {row.id: row.values["reference"] for row in cases.list_cases(desk, "all").rows}
    assert set(shown.values()) == {f"HAN-26-K3F7{case_references.fifth_letter(each)}" for each in ids}
    for each in ids:
        assert cases.case_view(desk, each).reference == shown[each]
        logged = cases.log_case(desk, str(shown[each]), "甲")
        assert show_record(desk, "log_entry", logged.id).values["case"] == each


def test_a_status_is_changed_with_its_day_and_reason(desk: Desk) -> None:
    saved = add(desk)
    advance(desk, 2)
    cases.change_status(desk, saved.id, OWN, "waiting", "省の返事待ち")
    values = show_record(desk, "case", saved.id).values
    assert (values["status"], values["status_on"], values["status_reason"]) == ("waiting", "2026-11-26", "省の返事待ち")


def test_closing_needs_reason_and_outcome(desk: Desk) -> None:
    saved = add(desk)
    with pytest.raises(CorrectableError, match="needed-to-close"):
        cases.change_status(desk, saved.id, OWN, "solved", "済")
    cases.change_status(desk, saved.id, OWN, "solved", "済", outcome="規制が改められた。")
    assert show_record(desk, "case", saved.id).values["status"] == "solved"


def test_the_next_action_is_done_and_logged_in_one_go(desk: Desk) -> None:
    saved = add(desk, next_action="省へ照会", next_due="2026-11-27")
    cases.complete_next_action(desk, saved.id, OWN, "返事を待つ", date(2026, 12, 4))
    view = cases.case_view(desk, saved.id)
    assert (view.record.values["next_action"], view.record.values["next_due"]) == ("返事を待つ", "2026-12-04")
    assert [item.lines for item in view.timeline if item.sort == "log_entry"] == [("完了：省へ照会",)]
    cases.complete_next_action(desk, saved.id, OWN)
    assert show_record(desk, "case", saved.id).values["next_action"] is None
    with pytest.raises(CorrectableError, match="nothing-to-complete"):
        cases.complete_next_action(desk, saved.id, OWN)


def test_the_next_action_can_be_postponed(desk: Desk) -> None:
    saved = add(desk, next_action="省へ照会", next_due="2026-11-27")
    cases.postpone(desk, saved.id, OWN, date(2026, 12, 1))
    values = show_record(desk, "case", saved.id).values
    assert (values["next_action"], values["next_due"]) == ("省へ照会", "2026-12-01")


def test_a_company_that_is_new_is_added_by_name_in_the_countrys_channel(desk: Desk) -> None:
    saved = cases.add_company_stub(desk, " 未来都市工業 ")
    assert saved.channel == "country/vn"
    assert show_record(desk, "company", saved.id).values["name_ja"] == "未来都市工業"
    assert cases.find_companies(desk, "未来都市")[0].id == saved.id
    with pytest.raises(CorrectableError, match="required"):
        cases.add_company_stub(desk, "  ")


def test_the_lists_of_cases(desk: Desk) -> None:
    late = add(desk, "遅れ", next_action="照会", next_due="2026-11-20")
    soon = add(desk, "近日", next_action="照会", next_due="2026-11-30")
    plain = add(desk, "期限なし")
    closed = add(desk, "終わり")
    cases.change_status(desk, closed.id, OWN, "withdrawn", "取下げ", outcome="なし")
    other = add(desk, "他の担当")
    set_fields(desk, "case", other.id, {"officer": "someone"})
    every = {"mine_open": [late, soon, plain], "open": [late, soon, other, plain], "overdue": [late]}
    for view, expected in every.items():
        page = cases.list_cases(desk, view)  # type: ignore[arg-type]
        assert [row.id for row in page.rows] == [each.id for each in expected], view
    assert cases.list_cases(desk, "all").total == 5
    assert [row.id for row in cases.list_cases(desk, "all", text="日立 近日").rows] == [soon.id]
    assert cases.list_cases(desk, "all", limit=2, offset=4).rows[0].id == late.id
    assert cases.list_cases(desk, "all", where={"officer": "someone"}).rows[0].id == other.id


def test_similar_cases_are_those_of_the_company_and_those_with_the_same_words(desk: Desk) -> None:
    same = add(desk, "都市鉄道信号の調達")
    cases.add_case(desk, "nec", "information", "都市鉄道信号の規格")
    cases.add_case(desk, "nec", "information", "水処理の面談")
    found = cases.similar_cases(desk, "hitachi", "都市鉄道信号の規制")
    assert [row.values["summary"] for row in found] == ["都市鉄道信号の調達", "都市鉄道信号の規格"]
    assert [row.id for row in cases.similar_cases(desk, "hitachi", "")] == [same.id]
    assert cases.similar_cases(desk, None, "港") == ()


def test_the_page_of_a_case_shows_its_timeline_newest_first(desk: Desk) -> None:
    saved = cases.add_case(desk, "hitachi", "redress", "信号", city="vn-hanoi", more={"next_due": "2026-11-26"})
    advance(desk, 1)
    cases.log_case(desk, saved.id, "前向きな返事。\n次は書面で。", medium="meeting", more={"participants": "副局長"})
    advance(desk, 1)
    cases.change_status(desk, saved.id, OWN, "in-progress", "照会を始めた")
    advance(desk, 1)
    set_fields(desk, "case", saved.id, {"next_due": "2026-12-01", "city": "vn-da-nang"})
    add_record(desk, "follow_up", {"what": "礼状", "due": "2026-11-25", "of_kind": "case", "of_id": saved.id})
    view = cases.case_view(desk, saved.reference)
    assert (view.company_title, view.city_title, view.days_late) == ("日立製作所", "ダナン", 0)
    assert [(item.sort, item.title) for item in view.timeline] == [
        ("edit", "都市、期限を変更"),
        ("status", "新規 → 対応中"),
        ("follow_up", "礼状"),
        ("log_entry", "面談  副局長"),
        ("made", "登録"),
    ]
    edit, status, _, logged, made = view.timeline
    assert edit.lines == ("都市: ハノイ → ダナン", "期限: 11/26(木) → 12/1(火)")
    assert (status.state, status.lines) == ("in-progress", ("照会を始めた",))
    assert (logged.state, logged.lines) == ("meeting", ("前向きな返事。", "次は書面で。"))
    assert logged.record is not None and logged.record[0] == "log_entry"
    assert "佐伯 航" in made.meta
    assert {item.travel for item in view.timeline} == {"unsent"}
    assert [row.values["what"] for row in view.follow_ups] == ["礼状"]


def test_an_overdue_next_action_is_counted_in_days(desk: Desk) -> None:
    saved = add(desk, next_action="照会", next_due="2026-11-21")
    assert cases.case_view(desk, saved.id).days_late == 3
    cases.change_status(desk, saved.id, OWN, "withdrawn", "取下げ", outcome="なし")
    assert cases.case_view(desk, saved.id).days_late == 0


def test_a_case_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(CorrectableError, match="unknown-record"):
        cases.case_view(desk, "no-such-case")


def test_a_search_stays_current_whatever_field_of_a_case_is_changed(desk: Desk) -> None:
    saved = add(desk, "都市鉄道")
    set_fields(desk, "case", saved.id, {"priority": "high"})
    assert search(desk, "鉄道", "case").total == 1
    cases.change_status(desk, saved.id, OWN, "waiting", "書面の回答待ち")
    assert search(desk, "書面", "case").total == 1
    set_fields(desk, "case", saved.id, {"summary": "港湾"})
    assert (search(desk, "鉄道", "case").total, search(desk, "港湾", "case").total) == (0, 1)
    set_fields(desk, "case", saved.id, {"deleted": True})
    assert search(desk, "港湾", "case").total == 0
    set_fields(desk, "case", saved.id, {"deleted": False})
    assert search(desk, "港湾", "case").total == 1
