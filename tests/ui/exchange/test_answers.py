"""What can be answered to a conflict, and which other conflicts the same answer means."""

from __future__ import annotations

from datetime import date

from ascn_desk.operations.views import ConflictView, Head, Register
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.conflicts.answers import alike, answers_of, base_words

READER = Reader("en", date(2026, 11, 24))
OWN, OTHER = "a" * 26, "b" * 26


def head(desk: str, value: Register, office: str, n: int = 5) -> Head:
    return Head(desk, n, value, "2026-11-24T03:00:00Z", "tanaka", office, f"Embassy of Japan in {office}")


def conflict(record: str, register: str, *heads: Head, base: Register = None) -> ConflictView:
    return ConflictView("country/vn", "case", record, register, record, heads, heads[-1].value, base)


def test_the_same_field_of_another_record_with_a_value_of_that_office_is_alike() -> None:
    first = conflict("one", "summary", head(OWN, "a", "hq"), head(OTHER, "b", "Viet Nam"))
    second = conflict("two", "summary", head(OWN, "c", "hq"), head(OTHER, "d", "Viet Nam", 7))
    found = alike(first, second, "Viet Nam")
    assert found is not None and (found.value, found.n) == ("d", 7)


def test_another_field_another_office_and_itself_are_not_alike() -> None:
    first = conflict("one", "summary", head(OWN, "a", "hq"), head(OTHER, "b", "Viet Nam"))
    other_field = conflict("two", "details", head(OWN, "a", "hq"), head(OTHER, "b", "Viet Nam"))
    other_office = conflict("two", "summary", head(OWN, "a", "hq"), head(OTHER, "b", "Laos"))
    assert [alike(first, each, "Viet Nam") for each in (other_field, other_office, first)] == [None, None, None]


def test_a_group_is_told_by_its_main_field_and_the_others_beside() -> None:
    value = {"next_action": "Ask the ministry", "next_due": "2026-12-01"}
    view = conflict(
        "one", "next_action", head(OTHER, value, "Viet Nam"), head(OWN, {**value, "next_action": "Wait"}, "hq")
    )
    answers = answers_of(view, READER, OWN)
    assert [(each.title, each.words) for each in answers] == [
        ("This desk", "Wait"), ("Embassy in Viet Nam", "Ask the ministry"),
    ]  # fmt: skip
    assert ("Due", "1 Dec") in answers[0].facts
    assert base_words(view, READER) == "(empty)"


def test_a_member_of_a_set_is_told_by_whether_it_is_there() -> None:
    view = conflict("one", "tags:x", head(OTHER, True, "Viet Nam"), head(OWN, False, "hq"))
    assert [each.words[:4] for each in answers_of(view, READER, OWN)] == ["with", "with"]
    assert answers_of(view, READER, OWN)[0].words.startswith("without")
