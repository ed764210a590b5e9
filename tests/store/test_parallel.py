"""Parallel changes, by hand: heads of one record that did not see each other."""

from __future__ import annotations

from ascn_desk.store.parallel import parallel_names

DESKS = {1: "a", 2: "b", 3: "c"}
A, B, C = (1, 4), (2, 5), (3, 6)


def test_two_desks_that_did_not_see_each_other_are_parallel() -> None:
    assert parallel_names([A, B], {A: {}, B: {}}, DESKS) == {A, B}


def test_who_saw_the_other_is_not_parallel_to_it() -> None:
    assert parallel_names([A, B], {A: {}, B: {"a": 4}}, DESKS) == set()


def test_one_desk_is_never_parallel_to_itself() -> None:
    assert parallel_names([A, (1, 9)], {A: {}, (1, 9): {}}, DESKS) == set()


def test_only_what_a_fresh_entry_takes_part_in_is_told() -> None:
    known = {A: {}, B: {}, C: {"a": 4, "b": 5}}
    assert parallel_names([A, B, C], known, DESKS, fresh=[C]) == set()
    assert parallel_names([A, B, C], {**known, C: {"a": 4}}, DESKS, fresh=[C]) == {B, C}


def test_what_a_later_head_saw_must_be_known() -> None:
    assert parallel_names([A, B], {A: {}}, DESKS) is None
    assert parallel_names([A, B], {B: {"a": 4}}, DESKS) == set()
