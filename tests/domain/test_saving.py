"""Rules of saving: what a person must mend, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.saving import (
    check_save,
    is_closed,
    problem_error,
    problem_text,
    refuse_secret_marks,
    secret_mark,
    unfinished_fields,
)
from ascn_desk.domain.validity import check_values

CASE = KINDS["case"]
GOOD = {"company": "hitachi", "category": "redress", "summary": "信号の規制照会"}


def codes(values: dict[str, Any], kind: str = "case", **more: Any) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in check_save(KINDS[kind], values, **more)]


def test_a_case_needs_company_category_and_summary() -> None:
    assert codes(GOOD) == []
    assert codes({}) == [("company", "required"), ("category", "required"), ("summary", "required")]


def test_blanks_fill_nothing() -> None:
    assert codes({**GOOD, "summary": " 　"}) == [("summary", "required")]


def test_closing_needs_the_outcome_and_a_reason() -> None:
    closing = {**GOOD, "status": "solved", "status_on": "2026-11-24", "status_reason": None}
    assert is_closed(CASE, closing)
    assert codes(closing) == [("status_reason", "needed-to-close"), ("outcome", "needed-to-close")]
    assert codes({**closing, "status_reason": "許可が下りた", "outcome": "許可取得"}) == []


def test_a_case_that_arrived_closed_without_outcome_may_still_be_tagged() -> None:
    arrived = {**GOOD, "status": "solved", "status_on": None, "status_reason": None, "tags:x": True}
    assert codes(arrived, changed={"tags:x"}) == []


def test_an_invalid_value_is_a_problem_of_saving_too() -> None:
    assert codes({**GOOD, "received_on": "2026-02-30"}) == [("received_on", "bad-date")]


def test_an_amount_needs_its_currency() -> None:
    values = {"project": "p", "facility": "f", "amount": 5, "currency": None}
    assert codes(values, "financing") == [("currency", "needs-currency")]
    assert codes({**values, "currency": "JPY"}, "financing") == []
    assert codes(values, "financing", changed={"project"}) == []


def test_a_form_is_asked_only_of_what_this_save_sets() -> None:
    values = {"name_ja": "日立製作所", "corporate_number": "12"}
    assert codes(values, "company") == [("corporate_number", "bad-form")]
    assert codes(values, "company", changed={"name_ja"}) == []


def test_a_choice_no_longer_offered_cannot_be_newly_taken() -> None:
    offered = {"case_category": {"trouble"}, "limit": {"restrict-copy"}}
    assert codes(GOOD, offered=offered) == [("category", "not-offered")]
    assert codes(GOOD, changed={"summary"}, offered=offered) == []
    assert codes({**GOOD, "category": "trouble", "limits:old": True}, offered=offered) == [
        ("limits:old", "not-offered")
    ]
    assert codes({**GOOD, "category": "trouble", "limits:old": False}, offered=offered) == []


def test_a_code_that_no_fixed_vocabulary_has_cannot_be_typed() -> None:
    assert codes({**GOOD, "priority": "urgent"}) == [("priority", "not-offered")]


@pytest.mark.parametrize(
    "text",
    [
        "【機密性3】", "【機密性３情報】", "【 秘 】", "[極秘]", "［秘］", "㊙", "(秘)",
        "（極秘）", "〔特定秘密〕",
        "【機密性3情報・転送禁止】", "【極秘限定配布】", "[TOP SECRET]", "前文 【秘】 後文",
        "＜秘＞", "【機密性Ⅲ】",
    ],
)  # fmt: skip
def test_a_mark_of_secrecy_in_brackets_is_refused(text: str) -> None:
    assert secret_mark(text) is not None
    assert codes({**GOOD, "summary": text}) == [("summary", "secret-mark")]


@pytest.mark.parametrize(
    "text",
    [
        "【機密性2】",
        "【取扱注意】",
        "【秘書課】",
        "秘",
        "極秘に進める",
        "「極秘」と書かれた紙",
        "守秘義務(秘密保持)",
        "【公開】",
        "",
    ],
)
def test_other_texts_are_taken(text: str) -> None:
    assert secret_mark(text) is None


def test_texts_of_a_sheet_are_refused_by_their_mark() -> None:
    refuse_secret_marks(["a", "【機密性2】"])
    with pytest.raises(CorrectableError, match="secret-mark"):
        refuse_secret_marks(["a", "【秘】"])


def test_what_was_marked_before_does_not_block_another_edit() -> None:
    assert codes({**GOOD, "details": "【秘】"}, changed={"summary"}) == []


def test_an_open_case_without_next_action_is_unfinished() -> None:
    assert unfinished_fields(CASE, GOOD) == ["next_action"]
    assert unfinished_fields(CASE, {**GOOD, "next_action": "照会"}) == []
    assert unfinished_fields(CASE, {**GOOD, "status": "solved"}) == []


def test_a_visit_without_an_end_is_unfinished() -> None:
    assert unfinished_fields(KINDS["visit"], {"title": "訪問団"}) == ["ends_on"]
    assert unfinished_fields(KINDS["visit"], {"ends_on": "2026-12-05"}) == []
    assert unfinished_fields(KINDS["city"], {}) == []


def test_a_problem_is_told_in_the_persons_language_by_the_fields_name() -> None:
    problem = check_save(CASE, {**GOOD, "summary": "案" * 201})[0]
    assert problem_text(CASE, problem, "ja").startswith("「概要」が長すぎます。200字")
    assert problem_text(CASE, problem, "en").startswith("Summary is too long: at most 200")
    assert problem_error(CASE, problem, "en").code == "too-long"


def test_every_code_of_a_problem_has_its_sentence_without_open_placeholders() -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("case", {}), ("case", {**GOOD, "status": "solved"}), ("case", {**GOOD, "sensitive": 1}),
        ("case", {**GOOD, "summary": "【秘】"}), ("case", {**GOOD, "priority": "urgent"}),
        ("case", {**GOOD, "tags": 1}), ("case", {**GOOD, "tags:x": 1}), ("case", {**GOOD, "summary:x": 1}),
        ("city", {"ascn_since": 0}), ("case", {**GOOD, "received_on": "x"}),
        ("company", {"corporate_number": "1"}), ("financing", {"amount": 1, "currency": None}),
    ]  # fmt: skip
    for name, values in wrong:
        for problem in check_save(KINDS[name], values):
            for text in (problem_text(KINDS[name], problem, "ja"), problem_text(KINDS[name], problem, "en")):
                assert problem.code not in text and "{" not in text, text


def test_what_is_missing_of_a_group_is_named_in_words() -> None:
    kind = KINDS["case"]
    problem = check_values(kind, {"next_due": "2026-12-01"})
    assert problem is not None
    assert "Next action" in problem_text(kind, problem, "en")
    assert "次の対応" in problem_text(kind, problem, "ja")
