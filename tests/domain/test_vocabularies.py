"""Vocabularies: every member has words, and the decisions by member are complete."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum

import pytest

from ascn_desk.domain import vocabularies
from ascn_desk.domain.vocabularies import (
    CLOSING_STATUSES,
    GRADE_ORDER,
    WORDS,
    CaseStatus,
    Grade,
    Stage,
    code_word,
    highest_grade,
    is_side_exit,
    word,
)

ALL = [
    each
    for _, each in inspect.getmembers(vocabularies, inspect.isclass)
    if issubclass(each, StrEnum) and each is not StrEnum
]


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda each: each.__name__)
def test_each_member_has_words_in_both_languages_and_no_word_lacks_a_member(
    vocabulary: type[StrEnum],
) -> None:
    assert set(WORDS[vocabulary]) == {each.value for each in vocabulary}
    assert all(english and japanese for english, japanese in WORDS[vocabulary].values())


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda each: each.__name__)
def test_codes_are_formed_as_ids(vocabulary: type[StrEnum]) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", each.value) for each in vocabulary)


def test_the_statuses_of_a_case_are_called_as_in_the_ministry() -> None:
    assert [word(each, "ja") for each in CaseStatus] == [
        "新規", "対応中", "先方待ち", "本省照会中", "解決", "一部解決", "未解決", "取下げ", "対象外",
    ]  # fmt: skip
    assert word(CaseStatus.ASKED_HQ, "en") == "Asked headquarters"


def test_a_code_of_a_newer_version_is_shown_as_it_is() -> None:
    assert code_word(CaseStatus, "of-tomorrow", "ja") == "of-tomorrow"
    assert code_word(CaseStatus, "new", "ja") == "新規"


def test_five_statuses_close_a_case() -> None:
    assert {"solved", "partly", "not-solved", "withdrawn", "out-of-scope"} == CLOSING_STATUSES


def test_four_stages_are_side_exits() -> None:
    assert [each for each in Stage if is_side_exit(each)] == list(Stage)[-4:]


def test_a_paper_carries_the_highest_grade_of_what_it_contains() -> None:
    assert GRADE_ORDER == (Grade.PUBLIC, Grade.CONF_1, Grade.CARE, Grade.CONF_2)
    assert highest_grade([Grade.CONF_1, Grade.CARE, Grade.PUBLIC]) is Grade.CARE
    assert highest_grade([]) is Grade.PUBLIC
