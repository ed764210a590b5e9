"""Numbers as runs, and the gaps between them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.spans import gaps, spans_of, spans_text

numbers = st.sets(st.integers(1, 40))


@given(numbers)
def test_runs_hold_exactly_the_numbers_given_and_no_two_touch(given_numbers: set[int]) -> None:
    runs = spans_of(given_numbers)
    assert [n for first, last in runs for n in range(first, last + 1)] == sorted(given_numbers)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(runs))


@given(numbers, st.integers(1, 40))
def test_gaps_are_what_is_not_there(given_numbers: set[int], since: int) -> None:
    def listed(runs: tuple[tuple[int, int], ...]) -> list[int]:
        return [n for first, last in runs for n in range(first, last + 1)]

    first, last = min(given_numbers, default=1), max(given_numbers, default=0)
    assert listed(gaps(given_numbers)) == [n for n in range(first, last) if n not in given_numbers]
    assert listed(gaps(given_numbers, since)) == [n for n in range(since, last) if n not in given_numbers]


def test_a_gap_as_wide_as_numbers_go_takes_no_room() -> None:
    assert gaps([1, 99_999_999]) == ((2, 99_999_998),)


def test_runs_are_read_by_people() -> None:
    assert spans_text([(7, 7), (9, 12)]) == "7, 9–12"
    assert spans_text([(1, 1), (3, 3), (5, 6)], 2) == "1, 3 …"
    assert spans_text([(1, 1), (3, 3)], 2) == "1, 3"
