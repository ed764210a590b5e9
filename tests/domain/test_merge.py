"""The merge rule: each sentence of section 8, and a second, naive reading of it that must agree."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.domain.merge import (
    Candidate,
    Outcome,
    Value,
    follow_merges,
    heads_of,
    outcome_of,
    replaces,
    same,
    says_hide,
    settle,
    settle_record,
)


def entry(desk: str, n: int, value: Value, skeleton: bool = False, **over: int) -> Candidate:
    return Candidate(desk, n, value, over, skeleton)


def record(**candidates: list[Candidate]) -> dict[str, Outcome]:
    return settle_record({name: settle(name, each) for name, each in candidates.items()})


# --- replacing and heads


def test_an_entry_replaces_what_its_author_had_seen() -> None:
    assert replaces(entry("b", 5, "new", a=4), entry("a", 4, "old"))
    assert replaces(entry("b", 5, "new", a=4), entry("a", 3, "older"))


def test_an_entry_does_not_replace_what_its_author_had_not_seen() -> None:
    assert not replaces(entry("b", 5, "new", a=3), entry("a", 4, "old"))
    assert not replaces(entry("b", 5, "new"), entry("a", 4, "old"))


def test_an_entry_of_the_same_desk_is_replaced_only_when_the_form_had_shown_it() -> None:
    assert replaces(entry("a", 5, "new", a=4), entry("a", 4, "old"))
    assert not replaces(entry("a", 5, "new", a=3), entry("a", 4, "old"))


def test_an_entry_replaces_nothing_of_an_equal_or_greater_count_whatever_it_claims() -> None:
    assert not replaces(entry("b", 4, "new", a=9), entry("a", 4, "old"))
    assert not replaces(entry("b", 3, "new", a=9), entry("a", 4, "old"))


def test_heads_are_what_nothing_replaces_by_count_and_desk() -> None:
    first, left, right = entry("a", 1, "x"), entry("c", 2, "y", a=1), entry("b", 2, "z", a=1)
    assert heads_of([left, first, right]) == (right, left)


def test_what_a_replaced_entry_had_replaced_does_not_come_back_of_itself() -> None:
    chain = [entry("a", 1, "x"), entry("b", 2, "y", a=1), entry("a", 3, "z", a=1, b=2)]
    assert heads_of(chain) == (chain[2],)


# --- values and conflict


def test_one_head_is_the_value() -> None:
    outcome = settle("status", [entry("a", 1, "old"), entry("b", 2, "new", a=1)])
    assert (outcome.value, outcome.is_conflict, outcome.is_parallel) == ("new", False, False)


def test_heads_of_different_values_show_the_greatest_and_are_in_conflict() -> None:
    outcome = settle("status", [entry("a", 3, "late"), entry("b", 2, "early")])
    assert (outcome.value, outcome.is_conflict) == ("late", True)
    assert [head.value for head in outcome.heads] == ["early", "late"]


def test_heads_of_an_equal_count_are_ranked_by_desk() -> None:
    assert settle("status", [entry("b", 2, "of b"), entry("a", 2, "of a")]).value == "of b"


def test_heads_of_equal_values_are_no_conflict() -> None:
    outcome = settle("status", [entry("a", 3, "done"), entry("b", 2, "done")])
    assert (outcome.value, outcome.is_conflict, len(outcome.heads)) == ("done", False, 2)


def test_a_resolution_that_saw_all_heads_ends_the_conflict() -> None:
    outcome = settle("status", [entry("a", 3, "x"), entry("b", 2, "y"), entry("c", 4, "y", a=3, b=2)])
    assert (outcome.value, outcome.is_conflict) == ("y", False)


def test_true_is_not_one_and_null_is_not_false() -> None:
    assert not same(True, 1)
    assert not same(None, False)
    assert not same({"a": 0}, {"a": False})
    assert settle("count", [entry("a", 1, 1), entry("b", 1, True)]).is_conflict


def test_a_group_is_equal_only_when_all_its_fields_are() -> None:
    one, other = {"amount": 5, "currency": "JPY"}, {"currency": "JPY", "amount": 5}
    assert not settle("fee", [entry("a", 1, one), entry("b", 1, other)]).is_conflict
    assert settle("fee", [entry("a", 1, one), entry("b", 1, {"amount": 5, "currency": "USD"})]).is_conflict
    assert settle("fee", [entry("a", 1, one), entry("b", 1, {"amount": 5})]).is_conflict
    assert not same(one, "JPY")


def test_a_group_in_conflict_shows_one_head_whole() -> None:
    yen, dollars = {"amount": 5, "currency": "JPY"}, {"amount": 7, "currency": "USD"}
    assert settle("fee", [entry("a", 2, yen), entry("b", 1, dollars)]).value == yen


# --- members of sets


@pytest.mark.parametrize("count", [1, 3])
def test_true_wins_for_a_member_of_a_set_and_false_beside_it_is_parallel(count: int) -> None:
    outcome = settle("tags:urgent", [entry("a", 2, True), entry("b", count, False)])
    assert (outcome.value, outcome.is_conflict, outcome.is_parallel) == (True, False, True)


def test_a_member_taken_out_by_somebody_who_saw_it_is_out() -> None:
    outcome = settle("tags:urgent", [entry("a", 2, True), entry("b", 3, False, a=2)])
    assert (outcome.value, outcome.is_parallel) == (False, False)


def test_a_member_that_all_heads_put_in_is_not_parallel() -> None:
    assert not settle("tags:urgent", [entry("a", 2, True), entry("b", 2, True)]).is_parallel


# --- deletion and merging


@pytest.mark.parametrize("count", [1, 3])
def test_where_heads_of_deleted_differ_false_is_shown_in_conflict(count: int) -> None:
    outcome = settle("deleted", [entry("a", count, True), entry("b", 2, False)])
    assert (outcome.value, outcome.is_conflict) == (False, True)


def test_deleting_hides_what_its_author_had_seen() -> None:
    shown = record(title=[entry("a", 1, "x")], deleted=[entry("b", 2, True, a=1)])
    assert (shown["deleted"].value, shown["deleted"].is_conflict) == (True, False)


def test_deleting_does_not_hide_an_edit_its_author_had_not_seen() -> None:
    gone = entry("b", 2, True, a=1)
    shown = record(title=[entry("a", 1, "x"), entry("a", 3, "y", a=1)], deleted=[gone])
    assert shown["deleted"] == Outcome(False, (gone,), is_conflict=True)
    assert (shown["title"].value, shown["title"].is_conflict) == ("y", False)


def test_deleting_does_not_hide_an_edit_of_the_same_count_by_another_desk() -> None:
    shown = record(title=[entry("a", 2, "x")], deleted=[entry("b", 2, True, a=2)])
    assert (shown["deleted"].value, shown["deleted"].is_conflict) == (False, True)


def test_an_entry_that_edits_and_deletes_hides_its_own_edit() -> None:
    shown = record(title=[entry("a", 1, "x")], deleted=[entry("a", 1, True)])
    assert (shown["deleted"].value, shown["deleted"].is_conflict) == (True, False)


def test_any_one_of_the_heads_that_delete_may_have_seen_an_edit() -> None:
    edits = {"title": [entry("a", 1, "x")], "status": [entry("b", 1, "y")]}
    assert record(**edits, deleted=[entry("c", 2, True, a=1), entry("d", 2, True, b=1)])["deleted"].value is True
    assert record(**edits, deleted=[entry("c", 2, True, a=1), entry("d", 2, True)])["deleted"].value is False


def test_an_undone_deletion_is_no_conflict() -> None:
    shown = record(title=[entry("a", 3, "x")], deleted=[entry("b", 1, True), entry("c", 2, False, b=1)])
    assert (shown["deleted"].value, shown["deleted"].is_conflict) == (False, False)


def test_merging_hides_what_its_author_had_seen() -> None:
    shown = record(title=[entry("a", 1, "x")], merged_into=[entry("b", 2, "other", a=1)])
    assert (shown["merged_into"].value, shown["merged_into"].is_conflict) == ("other", False)


def test_merging_shows_null_in_conflict_where_its_author_had_not_seen_an_edit() -> None:
    shown = record(title=[entry("a", 1, "x")], merged_into=[entry("b", 2, "other")])
    assert (shown["merged_into"].value, shown["merged_into"].is_conflict) == (None, True)


def test_a_head_of_merged_into_that_says_null_covers_nothing() -> None:
    shown = record(title=[entry("a", 1, "x")], merged_into=[entry("b", 2, None, a=1), entry("c", 3, "other")])
    assert (shown["merged_into"].value, shown["merged_into"].is_conflict) == (None, True)


def test_merging_and_deleting_are_not_edits_to_each_other() -> None:
    shown = record(deleted=[entry("a", 2, True)], merged_into=[entry("b", 2, "other")])
    assert (shown["deleted"].value, shown["merged_into"].value) == (True, "other")


def test_only_true_or_a_target_hides() -> None:
    assert [says_hide(each) for each in (True, "id", False, None)] == [True, True, False, False]


# --- skeletons


def test_a_skeleton_replaces_what_its_entry_replaced_and_alone_shows_as_redacted() -> None:
    outcome = settle("title", [entry("a", 1, "x"), entry("b", 2, None, skeleton=True, a=1)])
    assert (outcome.value, outcome.is_redacted, outcome.is_conflict) == (None, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_a_skeleton_beside_other_heads_is_left_out(count: int) -> None:
    living = entry("a", 2, "x")
    assert settle("title", [living, entry("b", count, None, skeleton=True)]) == Outcome("x", (living,))


def test_a_skeleton_left_out_is_left_out_of_the_rule_of_deletion_too() -> None:
    title = [entry("a", 1, "x"), entry("b", 1, None, skeleton=True)]
    assert record(title=title, deleted=[entry("c", 2, True, a=1)])["deleted"].value is True


def test_a_skeleton_alone_that_deletion_had_not_seen_keeps_the_record_in_sight() -> None:
    shown = record(title=[entry("b", 1, None, skeleton=True)], deleted=[entry("c", 2, True)])
    assert (shown["deleted"].value, shown["deleted"].is_conflict) == (False, True)


def test_the_skeleton_of_a_deletion_still_deletes() -> None:
    shown = record(title=[entry("a", 1, "x")], deleted=[entry("b", 2, True, skeleton=True, a=1)])
    assert (shown["deleted"].value, shown["deleted"].is_redacted) == (True, True)


# --- following merges

A, B, C = ("country/vn", "a"), ("country/vn", "b"), ("country/la", "c")


def test_merges_are_followed_to_their_end() -> None:
    assert follow_merges(A, {A: B, B: C, C: None}) == C
    assert follow_merges(C, {A: B, B: C, C: None}) == C


def test_a_target_not_held_or_deleted_is_not_followed() -> None:
    assert follow_merges(A, {A: B}) == A
    assert follow_merges(A, {A: B, B: C}) == B


def test_a_ring_ends_at_its_greatest_id_wherever_one_enters_it() -> None:
    ring = {A: B, B: C, C: A}
    assert {follow_merges(each, ring) for each in ring} == {C}
    assert follow_merges(A, {A: A}) == A


def test_what_only_leads_into_a_ring_is_not_of_it() -> None:
    outside = ("country/vn", "z")
    assert follow_merges(outside, {outside: A, A: B, B: A}) == B


def test_of_equal_ids_in_a_ring_the_greater_channel_is_the_end() -> None:
    here, there = ("country/la", "a"), ("country/vn", "a")
    assert follow_merges(here, {here: there, there: here}) == there


# --- properties: against a plain reading of the page

SCALARS = st.sampled_from(["x", "y", 0, 1, True, False, None])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "status": SCALARS,
    "fee": st.fixed_dictionaries({"amount": st.sampled_from([1, True]), "currency": st.sampled_from(["JPY", None])}),
    "tags:urgent": st.booleans(),
    "deleted": st.booleans(),
    "merged_into": st.sampled_from(["p", "q", None]),
}


@st.composite
def entries(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Entries of one record, honest or not, no two of one desk and count."""
    keys = draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 6)), min_size=1, max_size=7, unique=True))
    made = []
    for desk, n in keys:
        names = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True))
        skeleton = draw(st.integers(0, 4)) == 4
        values = {name: draw(VALUES[name]) for name in names}
        if skeleton:
            values = {
                name: value
                if name in ("deleted", "merged_into")
                else {part: None for part in value}
                if isinstance(value, dict)
                else None
                for name, value in values.items()
            }
        over = draw(st.dictionaries(st.sampled_from("abc"), st.integers(1, 6)))
        made.append({"desk": desk, "n": n, "over": over, "set": values, "skeleton": skeleton})
    return made


def candidates_of(made: list[dict[str, Any]]) -> dict[str, list[Candidate]]:
    registers: dict[str, list[Candidate]] = {}
    for each in made:
        for name, value in each["set"].items():
            one = Candidate(each["desk"], each["n"], value, each["over"], each["skeleton"])
            registers.setdefault(name, []).append(one)
    return registers


def seen(by: dict[str, Any], what: dict[str, Any]) -> bool:
    return bool(what["n"] < by["n"] and what["desk"] in by["over"] and by["over"][what["desk"]] >= what["n"])


def naive_heads(name: str, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    setting = [each for each in made if name in each["set"]]
    heads = [each for each in setting if not any(seen(other, each) for other in setting)]
    if any(not each["skeleton"] for each in heads):
        heads = [each for each in heads if not each["skeleton"]]
    return sorted(heads, key=lambda each: (each["n"], each["desk"]))


def naive_record(made: list[dict[str, Any]]) -> dict[str, tuple[str, list[tuple[str, int]], bool]]:
    """Register → (value as JSON, heads, in conflict), read sentence by sentence."""
    names = {name for each in made for name in each["set"]}
    heads = {name: naive_heads(name, made) for name in names}
    hiding = ("deleted", "merged_into")
    edits = [each for name in names if name not in hiding for each in heads[name]]
    result = {}
    for name in names:
        texts = [json.dumps(each["set"][name], sort_keys=True) for each in heads[name]]
        value, conflict = texts[-1], len(set(texts)) > 1
        if ":" in name:
            value, conflict = ("true" if "true" in texts else "false"), False
        if name == "deleted" and conflict:
            value = "false"
        if name in hiding and value not in ("false", "null"):
            saying = [each for each, text in zip(heads[name], texts, strict=True) if text not in ("false", "null")]
            if not all(any(edit is each or seen(each, edit) for each in saying) for edit in edits):
                value, conflict = ("false" if name == "deleted" else "null"), True
        result[name] = (value, [(each["desk"], each["n"]) for each in heads[name]], conflict)
    return result


@given(entries())
def test_a_naive_reading_gives_the_same_heads_values_and_conflicts(made: list[dict[str, Any]]) -> None:
    settled = record(**candidates_of(made))
    shown = {
        name: (
            json.dumps(each.value, sort_keys=True),
            [(head.desk, head.n) for head in each.heads],
            each.is_conflict,
        )
        for name, each in settled.items()
    }
    assert shown == naive_record(made)


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_does_not_matter(made: list[dict[str, Any]], chance: Any) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert record(**candidates_of(made)) == record(**candidates_of(shuffled))


@given(entries())
def test_replacing_has_no_cycles_whatever_a_desk_claims(made: list[dict[str, Any]]) -> None:
    for candidates in candidates_of(made).values():
        left = list(candidates)
        while left:
            free = heads_of(left)
            assert free, "every candidate left is replaced by another: a cycle"
            left = [each for each in left if each not in free]


@given(entries())
def test_heads_alone_decide_as_all_candidates_do(made: list[dict[str, Any]]) -> None:
    for name, candidates in candidates_of(made).items():
        assert outcome_of(name, heads_of(candidates)) == settle(name, candidates)
        assert heads_of(heads_of(candidates)) == heads_of(candidates)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([*"abcdefg", None])))
def test_following_a_merge_always_ends_and_its_end_stands_for_itself(targets: dict[str, str | None]) -> None:
    held = {("c", one): None if other is None else ("c", other) for one, other in targets.items()}
    for start in held:
        end = follow_merges(start, held)
        assert end in held
        assert follow_merges(end, held) == end


def test_a_candidate_is_an_entry_as_written_unless_it_is_said_to_be_redacted() -> None:
    plain = Candidate("a", 1, "x")
    assert not plain.is_skeleton and plain.over == {}
