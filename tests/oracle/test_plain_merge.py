"""What is shown, by hand; and the oracle beside the product's own merge rule."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.domain.merge import Candidate, settle, settle_record
from tests.oracle.cases import C, entry, facts, line_of, purge_of, redacted, segment
from tests.oracle.facts import facts_of, held
from tests.oracle.plain_merge import Merged, as_json
from tests.support.workload import CHANNEL, Workload

X = (C, "case", "x")
A1 = segment("a", 1, None, entry(1, {"title": "first"}))


def test_an_edit_that_saw_the_other_replaces_it() -> None:
    b1 = segment("b", 1, None, entry(2, {"title": "second"}, {"a": 1}))
    merged = Merged([A1, b1], facts())
    assert merged.shown[X]["title"].value == "second"
    assert merged.conflicts == set()
    assert merged.balance([A1.identity, b1.identity])["replaced"] == 1


def test_two_edits_unseen_of_each_other_are_in_conflict_and_the_greatest_is_shown() -> None:
    b1 = segment("b", 1, None, entry(1, {"title": "other"}))
    merged = Merged([A1, b1], facts())
    assert merged.shown[X]["title"].value == "other"
    assert [head.desk for head in merged.shown[X]["title"].heads] == ["a", "b"]
    assert merged.conflicts == {(*X, "title")}
    assert merged.balance([A1.identity, b1.identity])["in_conflict"] == 2


def test_a_third_hand_settles_the_conflict() -> None:
    b1 = segment("b", 1, None, entry(1, {"title": "other"}))
    h1 = segment("h", 1, None, entry(2, {"title": "first"}, {"a": 1, "b": 1}))
    merged = Merged([A1, b1, h1], facts())
    assert merged.conflicts == set()
    assert merged.shown[X]["title"].value == "first"


def test_equal_values_are_no_conflict_and_true_is_not_one() -> None:
    assert not Merged([A1, segment("b", 1, None, entry(1, {"title": "first"}))], facts()).conflicts
    one, true = entry(1, {"note": 1}), entry(1, {"note": True})
    assert Merged([segment("a", 1, None, one), segment("b", 1, None, true)], facts()).conflicts


def test_a_group_is_one_register_and_half_of_it_is_invalid() -> None:
    whole = segment("a", 1, None, entry(1, {"status": "new", "status_on": "2026-11-24"}))
    half = segment("b", 1, None, entry(2, {"status": "waiting"}, {"a": 1}))
    merged = Merged([whole, half], facts())
    assert merged.shown[X]["status"].value == {"status": "new", "status_on": "2026-11-24"}
    assert merged.balance([half.identity]) == {**dict.fromkeys(merged.balance([]), 0), "received": 1, "invalid": 1}


def test_for_a_member_of_a_set_true_wins_without_conflict() -> None:
    one, other = entry(1, {"tags:rail": True}), entry(1, {"tags:rail": False})
    merged = Merged([segment("a", 1, None, one), segment("b", 1, None, other)], facts())
    assert (merged.shown[X]["tags:rail"].value, merged.conflicts) == (True, set())
    assert merged.parallel == {(*X, "tags:rail")}


def test_a_deletion_hides_only_what_its_author_had_seen() -> None:
    seen = Merged([A1, segment("b", 1, None, entry(2, {"deleted": True}, {"a": 1}))], facts())
    assert seen.shown[X]["deleted"][0] is True
    unseen = Merged([A1, segment("b", 1, None, entry(2, {"deleted": True}))], facts())
    assert unseen.shown[X]["deleted"].value is False
    assert unseen.conflicts == {(*X, "deleted")}


def test_merging_away_unseen_shows_null_in_conflict() -> None:
    merged = Merged([A1, segment("b", 1, None, entry(2, {"merged_into": "y"}))], facts())
    assert merged.shown[X]["merged_into"].value is None
    assert merged.conflicts == {(*X, "merged_into")}


def test_a_redacted_entry_goes_on_replacing_and_shows_as_nothing() -> None:
    two = segment("a", 2, A1, entry(2, {"title": "secret"}, {"a": 1}))
    purge = segment("h", 1, None, purge_of(3, two))
    for second in (two, redacted(two)):
        merged = Merged([A1, second, purge], facts())
        assert merged.shown[X]["title"].value is None
        assert merged.balance([two.identity])["redacted"] == 1


def test_a_skeleton_is_left_out_beside_another_head() -> None:
    other = segment("b", 1, None, entry(4, {"title": "other"}))
    merged = Merged([A1, other, segment("h", 1, None, purge_of(3, A1))], facts())
    assert merged.shown[X]["title"].value == "other"
    assert merged.conflicts == set()


def test_what_may_not_be_written_or_is_not_known_shows_nothing() -> None:
    one = segment(
        "a", 1, None,
        entry(1, {"title": "x"}, kind="choice"), entry(2, {"title": "x"}, kind="novelty"), entry(3, {"novel": 1}),
        entry(4, {"title": "x"}, kind="contact"), entry(5, {"title": 7}), entry(6, {"title": "x"}, salt="s"),
        entry(7, {"title": "y"}, kind="contact", salt="s"), id_of_nothing := entry(8, {"title": "z", "novel": 1}),
    )  # fmt: skip
    merged = Merged([one], facts())
    balance = merged.balance([one.identity])
    assert (balance["not_authorised"], balance["unknown_kind"], balance["invalid"], balance["shown"]) == (1, 2, 3, 2)
    assert merged.shown[X]["title"].heads[0].n == id_of_nothing["n"]


def test_own_unsealed_lines_count_and_what_does_not_count_shows_nothing() -> None:
    merged = Merged([segment("a", 2, A1, entry(2, {"title": "later"}))], facts(), [(C, "b", A1.lines[0])])
    assert merged.shown[X]["title"].value == "first"
    assert merged.balance(merged.counting.segments)["not_counting"] == 1


def test_a_count_of_the_branch_that_went_means_the_last_shared_one() -> None:
    one = segment("a", 1, None, entry(1, {"title": "shared"}), entry(3, {"title": "stays"}, {"a": 1}))
    saw = segment("b", 1, None, entry(5, {"title": "saw the other branch"}, {"a": 3}))
    ends = {("a", C): (1, one.identity, 1, 3)}
    assert not Merged([one, saw], facts()).conflicts
    assert Merged([one, saw], facts(ends=ends)).conflicts == {(*X, "title")}


def test_known_segments_balance_as_known() -> None:
    balance = Merged([A1], facts()).balance([A1.identity], [A1.identity])
    assert (balance["received"], balance["known"], balance["shown"]) == (1, 1, 0)


def test_the_digest_is_that_of_the_page() -> None:
    b1 = segment("b", 1, None, entry(1, {"title": "他", "note": None}))
    expected = '["case","x","note",null,[]]\n["case","x","title","他",[["a",1],["b",1]]]\n'
    assert Merged([A1, b1], facts()).digest(C) == sha256(expected.encode()).hexdigest()


def test_the_common_work_shows_exactly_the_collisions_planted() -> None:
    work = Workload(changes=2_000)
    merged = Merged(map(held, [*work.made, *work.edited]), facts_of(work.trust().registry, [CHANNEL]))
    assert {each[2:] for each in merged.conflicts} == {(each.id, each.register) for each in work.planted()}
    for each in work.planted():
        heads = merged.shown[CHANNEL, "case", each.id][each.register].heads
        assert tuple((head.n, head.desk) for head in heads) == each.heads


VALUES = {
    "title": st.sampled_from(["x", "y", 1, True, None]),
    "tags:rail": st.booleans(),
    "deleted": st.booleans(),
    "merged_into": st.sampled_from(["y", "z", None]),
}
MADE = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from("abh"),
        st.lists(st.sampled_from(sorted(VALUES)), min_size=1, unique=True).flatmap(
            lambda names: st.fixed_dictionaries({name: VALUES[name] for name in names})
        ),
        st.dictionaries(st.sampled_from("abh"), st.integers(1, 6)),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda each: each[:2],
)


@given(MADE)
def test_the_oracle_and_the_merge_rule_agree_liars_included(made: list[tuple[int, str, dict[str, Any], Any]]) -> None:
    merged = Merged([], facts(judge=lambda kind, values: ""), [(C, desk, line_of(entry(n, values, over)))
                                                                for n, desk, values, over in made])  # fmt: skip
    registers: dict[str, list[Candidate]] = {}
    for n, desk, values, over in made:
        for name, value in values.items():
            registers.setdefault(name, []).append(Candidate(desk, n, value, over))
    ruled = settle_record({name: settle(name, each) for name, each in registers.items()})
    for name, outcome in ruled.items():
        shown = merged.shown[X][name]
        assert as_json(shown.value) == as_json(outcome.value)
        assert (shown.is_conflict, shown.is_parallel) == (outcome.is_conflict, outcome.is_parallel)
        assert [head.name[1:] for head in shown.heads] == [(head.desk, head.n) for head in outcome.heads]
