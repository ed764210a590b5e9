"""What counts, by hand."""

from __future__ import annotations

from tests.oracle.cases import C, entry, facts, purge_of, redacted, segment
from tests.oracle.plain_counting import Counting

ONE = segment("a", 1, None, entry(1, {"title": "one"}))
TWO = segment("a", 2, ONE, entry(2, {"title": "two"}))
OTHER = segment("a", 2, ONE, entry(2, {"title": "other"}))
THREE = segment("a", 3, TWO, entry(3, {"title": "three"}))


def test_a_log_counts_up_to_the_first_number_that_is_missing() -> None:
    counted = Counting([THREE, ONE], facts())
    assert counted.ends == {(C, "a"): (1, ONE.identity)}
    assert counted.why == {THREE.identity: "gap"}


def test_nothing_counts_where_the_first_number_is_missing() -> None:
    assert Counting([TWO], facts()).ends == {}


def test_two_identities_of_one_number_fork_the_log_there() -> None:
    counted = Counting([ONE, TWO, OTHER, THREE], facts())
    assert counted.ends == {(C, "a"): (1, ONE.identity)}
    assert set(counted.why.values()) == {"fork"}


def test_a_number_whose_previous_did_not_count_is_forked() -> None:
    assert Counting([ONE, OTHER, THREE], facts()).why == {THREE.identity: "fork"}


def test_the_end_that_the_registry_gives_chooses_the_branch() -> None:
    counted = Counting([ONE, TWO, OTHER, THREE], facts(ends={("a", C): (2, TWO.identity)}))
    assert counted.ends == {(C, "a"): (2, TWO.identity)}
    assert counted.why == {OTHER.identity: "after-end", THREE.identity: "after-end"}


def test_an_end_at_nothing_lets_nothing_count() -> None:
    assert Counting([ONE], facts(ends={("a", C): (0, None)})).why == {ONE.identity: "after-end"}


def test_what_is_set_aside_takes_what_follows_with_it() -> None:
    counted = Counting([ONE, TWO, THREE], facts(set_aside=frozenset({TWO.identity})))
    assert counted.ends == {(C, "a"): (1, ONE.identity)}
    assert set(counted.why) == {TWO.identity, THREE.identity}


def test_a_desk_that_may_not_write_does_not_count() -> None:
    assert Counting([ONE], facts(may_write=lambda desk, channel: desk != "a")).why == {ONE.identity: "not-authorised"}


def test_a_count_far_above_the_registry_waits() -> None:
    far = segment("a", 1, None, entry(2**32 + 1, {"title": "far"}))
    assert Counting([far], facts()).why == {far.identity: "gap"}
    assert Counting([far], facts(x_count=1)).why == {}


def test_a_redacted_line_waits_until_its_purge_is_held() -> None:
    purge = segment("h", 1, None, purge_of(5, ONE))
    assert Counting([redacted(ONE), TWO], facts()).ends == {}
    counted = Counting([redacted(ONE), TWO, purge], facts())
    assert counted.ends[C, "a"] == (2, TWO.identity)
    assert next(counted.lines())[2] is not None


def test_a_purge_stands_for_the_full_line_too_and_only_from_headquarters() -> None:
    assert len(Counting([ONE, segment("h", 1, None, purge_of(5, ONE))], facts()).purges) == 1
    assert Counting([ONE, segment("b", 1, None, purge_of(5, ONE))], facts()).purges == {}


def test_a_purge_on_a_branch_that_goes_still_acts_but_not_after_the_end() -> None:
    purge = segment("h", 2, ONE, purge_of(5, ONE))
    assert len(Counting([purge], facts()).purges) == 1
    assert Counting([purge], facts(ends={("h", C): (1, ONE.identity)})).purges == {}


def test_a_purge_can_not_be_purged() -> None:
    purge = segment("h", 1, None, purge_of(5, ONE))
    assert len(Counting([purge, segment("h", 2, purge, purge_of(6, purge))], facts()).purges) == 1


def test_a_full_copy_heals_a_redacted_one() -> None:
    for copies in ([ONE, redacted(ONE)], [redacted(ONE), ONE]):
        assert Counting(copies, facts()).segments[ONE.identity].lines == ONE.lines
