"""Which values are valid, in words for people and fast for the merge."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import (
    INVALID,
    check_values,
    compile_checker,
    is_day,
    is_instant,
    value_problem,
)

CASE = KINDS["case"]
check_case = compile_checker(CASE)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("case", {"summary": ""}),
        ("case", {"summary": "案" * 200}),
        ("case", {"details": "x" * 20_000}),
        ("case", {"received_on": "2028-02-29"}),
        ("case", {"category": "of-tomorrow", "grade": "of-tomorrow"}),
        ("case", {"company": None, "received_on": None, "sensitive": None}),
        ("case", {"status": "new", "status_on": None, "status_reason": None}),
        ("case", {"limits:restrict-copy": True, "tags:x": False}),
        ("case", {"deleted": True, "merged_into": "0193-a"}),
        ("city", {"latitude": "-16.0678", "longitude": "108"}),
        ("financing", {"amount": 2**53 - 1, "currency": "JPY"}),
        ("attachment", {"file": "0" * 64}),
        ("case", {"of_tomorrow": "anything", "of_tomorrow:member": 3}),
    ],
)
def test_these_values_are_valid(kind: str, values: dict[str, Any]) -> None:
    assert check_values(KINDS[kind], values) is None
    assert compile_checker(KINDS[kind])(values)[0]


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("case", {"summary": "案" * 201}, "too-long"),
        ("case", {"summary": 3}, "bad-text"),
        ("case", {"received_on": "2026-02-30"}, "bad-date"),
        ("case", {"received_on": "20261124"}, "bad-date"),
        ("case", {"received_on": "0000-01-01"}, "bad-date"),
        ("case", {"received_on": "２０２６-11-24"}, "bad-date"),
        ("case", {"category": "Redress"}, "bad-choice"),
        ("case", {"category": ""}, "bad-choice"),
        ("case", {"company": "a" * 65}, "bad-reference"),
        ("case", {"company": "a\n"}, "bad-reference"),
        ("case", {"sensitive": 1}, "bad-boolean"),
        ("case", {"status": "new"}, "part-of-group"),
        ("case", {"status": "new", "status_reason": None}, "part-of-group"),
        ("case", {"limits:restrict-copy": None}, "bad-member"),
        ("case", {"limits:restrict-copy": 1}, "bad-member"),
        ("case", {"limits": "restrict-copy"}, "member-needed"),
        ("case", {"limits": None}, "member-needed"),
        ("case", {"summary:x": True}, "not-a-set"),
        ("city", {"population": True, "population_year": None, "population_basis": None}, "bad-integer"),
        ("city", {"population": "3", "population_year": None, "population_basis": None}, "bad-integer"),
        ("city", {"ascn_since": 0}, "out-of-range"),
        ("city", {"latitude": "1.", "longitude": None}, "bad-decimal"),
        ("city", {"latitude": "٣", "longitude": None}, "bad-decimal"),
        ("financing", {"amount": 2**53, "currency": "JPY"}, "out-of-range"),
        ("attachment", {"file": "A" * 64}, "bad-file"),
        ("purge", {"n": 2**44}, "out-of-range"),
    ],
)
def test_these_values_are_invalid(kind: str, values: dict[str, Any], code: str) -> None:
    problem = check_values(KINDS[kind], values)
    assert problem is not None and problem.code == code
    assert compile_checker(KINDS[kind])(values) == INVALID


def test_the_checker_gives_registers_and_whole_groups_and_leaves_out_what_it_does_not_know() -> None:
    valid, values, has_unknown = check_case(
        {"next_due": None, "next_action": "省へ照会", "summary": "a", "tags:x": True, "of_tomorrow": 1}
    )
    assert valid and has_unknown
    assert dict(values) == {"next_action": ("省へ照会", None), "summary": "a", "tags:x": True}


def test_an_entry_of_unknown_fields_alone_is_valid_and_has_no_values() -> None:
    assert check_case({"of_tomorrow": 1}) == (True, [], True)


def test_the_checker_forgets_layouts_rather_than_grow_without_end() -> None:
    check = compile_checker(CASE)
    assert all(check({f"tags:{number}": True})[0] for number in range(5000))


def test_instants_exist() -> None:
    field = Field(name="at", type=FieldType.INSTANT, en="At", ja="時刻", register="at")
    assert value_problem(field, "2026-11-24T23:59:59Z") is None
    for wrong in ("2026-11-24T24:00:00Z", "2026-02-30T00:00:00Z", "2026-11-24 00:00:00Z", "x"):
        assert not is_instant(wrong)
        problem = value_problem(field, wrong)
        assert problem is not None and problem.code == "bad-instant"
    assert is_day("2026-11-24")


NAMES = [
    name if not field.is_set else f"{name}:member"
    for kind in KINDS.values()
    for name, field in kind.fields.items()
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**54), 2**54)
    | st.sampled_from(["2026-11-24", "2026-02-30", "1.5", "vn-hanoi", "0" * 64, "A", "", "x" * 201])
)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from([*NAMES, "limits", "summary:x", "of_tomorrow"]), SCALARS, max_size=8),
)
def test_the_fast_checker_and_the_explaining_one_agree(kind: str, values: dict[str, Any]) -> None:
    assert (check_values(KINDS[kind], values) is None) == compile_checker(KINDS[kind])(values)[0]


def test_the_checker_is_fast_enough_for_the_merge() -> None:
    entry = {
        "summary": "a",
        "details": "b",
        "medium": "phone",
        "received_on": "2026-11-24",
        "city": "vn-hanoi",
    }
    best = min(_seconds(lambda: check_case(entry), 2000) for _ in range(20))
    assert best / 2000 / len(entry) < 1.5e-6  # 0.2 µs measured; the margin is for busy machines


def _seconds(call: Any, times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        call()
    return time.perf_counter() - started
