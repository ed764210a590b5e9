"""What people type, read by the type of the field."""

from __future__ import annotations

from datetime import date

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.typed import parse_assignment, parse_assignments, parse_value

TODAY = date(2026, 11, 24)


def read(kind: str, field: str, text: str) -> object:
    return parse_value(KINDS[kind].fields[field], text, TODAY)


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        ("case", "summary", " 信号の規制 ", " 信号の規制 "),
        ("case", "summary", "  ", None),
        ("case", "summary", "=1+1", "=1+1"),
        ("case", "received_on", "金", "2026-11-27"),
        ("case", "next_due", "6/30", "2027-06-30"),
        ("case", "received_on", "6/30", "2026-06-30"),
        ("case", "sensitive", "はい", True),
        ("case", "sensitive", "No", False),
        ("case", "status", "対応中", "in-progress"),
        ("case", "status", "Waiting for the other side", "waiting"),
        ("case", "status", "solved", "solved"),
        ("case", "category", "redress", "redress"),
        ("case", "company", " hitachi ", "hitachi"),
        ("city", "population", "１，２３４，５６７", 1_234_567),
        ("city", "population", "-3", -3),
        ("city", "latitude", "+21.0245", "21.0245"),
        ("financing", "amount", "1 000", 1000),
        ("attachment", "file", "0" * 64, "0" * 64),
    ],
)
def test_texts_are_read_by_the_type_of_the_field(kind: str, field: str, text: str, value: object) -> None:
    assert read(kind, field, text) == value


@pytest.mark.parametrize(
    ("kind", "field", "text", "code"),
    [
        ("case", "summary", "a" * 201, "too-long"),
        ("case", "received_on", "someday", "bad-date"),
        ("case", "sensitive", "perhaps", "bad-boolean"),
        ("case", "status", "closed", "bad-choice"),
        ("case", "category", "是正申入れ", "bad-choice"),
        ("case", "company", "日立", "bad-reference"),
        ("city", "population", "1.5", "bad-integer"),
        ("city", "ascn_since", "20000", "out-of-range"),
        ("city", "latitude", "21,5N", "bad-decimal"),
        ("financing", "amount", "¥5", "bad-money"),
        ("attachment", "file", "x", "bad-file"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_code(kind: str, field: str, text: str, code: str) -> None:
    with pytest.raises(CorrectableError) as caught:
        read(kind, field, text)
    assert caught.value.code == code


def test_an_instant_is_read_as_it_stands() -> None:
    field = Field(name="at", type=FieldType.INSTANT, en="At", ja="時刻", register="at")
    assert parse_value(field, "2026-11-24T09:30:00Z", TODAY) == "2026-11-24T09:30:00Z"
    with pytest.raises(CorrectableError, match="bad-instant"):
        parse_value(field, "yesterday", TODAY)


def test_assignments_name_fields_and_members_of_sets() -> None:
    case = KINDS["case"]
    assert parse_assignments(case, ["summary=a=b", "tags:urgent=true", "limits:x=no", "outcome="], TODAY) == {
        "summary": "a=b", "tags:urgent": True, "limits:x": False, "outcome": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("summary", "not-an-assignment"),
        ("colour=red", "unknown-field"),
        ("tags=urgent", "member-needed"),
        ("summary:x=true", "not-a-set"),
        ("tags:Urgent=true", "bad-choice"),
    ],
)
def test_a_wrong_assignment_is_wrong_usage(text: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_assignment(KINDS["case"], text, TODAY)
    assert caught.value.code == code
