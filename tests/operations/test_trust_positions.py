"""Trees of segments: where a log ends, what branches share, which counts go."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.trust_positions import HeldLog, branches, closing_end, fork_end, rotation_end
from ascn_desk.store.holdings import Held, State
from ascn_desk.sync.registry import NOTHING, End

Tree = Sequence[tuple[str, str | None, int]]
"""(identity, the one before, last count) of each segment."""

STRAIGHT: Tree = [("a", None, 5), ("b", "a", 9), ("c", "b", 12)]
FORKED: Tree = [("a", None, 5), ("b", "a", 9), ("c", "b", 12), ("x", "a", 7), ("y", "x", 20)]
AT_ONCE: Tree = [("a", None, 5), ("x", None, 3)]


def name(letter: str) -> str:
    return letter * 64


def log_of(tree: Tree) -> HeldLog:
    rooted: dict[str, Held] = {}
    for place, (letter, before, last) in enumerate(tree):
        number = rooted[name(before)].number + 1 if before is not None else 1
        rooted[name(letter)] = Held(
            place, 1, number, name(letter), name(before) if before is not None else None, 1, last, last,
            State.COUNTS, True, True, None,
        )  # fmt: skip
    return HeldLog("d" * 26, "country/vn", rooted)


def test_a_log_ends_at_its_only_tip_and_an_empty_one_at_nothing() -> None:
    assert closing_end(log_of(STRAIGHT)) == End(3, name("c"))
    assert closing_end(log_of([])) == NOTHING
    with pytest.raises(CorrectableError, match="log-forked"):
        closing_end(log_of(FORKED))


@pytest.mark.parametrize(
    ("tree", "asked", "end"),
    [
        (STRAIGHT, None, End(3, name("c"))),
        (STRAIGHT, (1, "a"), End(3, name("c"))),
        (STRAIGHT, (3, "c"), End(3, name("c"))),
        (STRAIGHT, (7, "z"), End(7, name("z"))),
        ([], (7, "z"), End(7, name("z"))),
        ([], None, NOTHING),
        (FORKED, (2, "b"), End(3, name("c"), 5, 20)),
        (FORKED, (3, "y"), End(3, name("y"), 5, 12)),
        (AT_ONCE, (1, "x"), End(1, name("x"), 0, 5)),
    ],
)
def test_a_rotation_ends_at_the_greater_of_the_same_chain(tree: Tree, asked: tuple[int, str] | None, end: End) -> None:
    assert rotation_end(log_of(tree), (asked[0], name(asked[1])) if asked is not None else None) == end


@pytest.mark.parametrize(
    ("tree", "asked"),
    [
        (STRAIGHT, (3, "z")),
        (STRAIGHT, (2, "z")),
        (STRAIGHT, (2, "c")),
        (FORKED, (1, "a")),
        (FORKED, (9, "z")),
        (FORKED, None),
    ],
)
def test_another_chain_or_a_choice_between_two_is_for_people(tree: Tree, asked: tuple[int, str] | None) -> None:
    with pytest.raises(CorrectableError, match="log-forked"):
        rotation_end(log_of(tree), (asked[0], name(asked[1])) if asked is not None else None)


@pytest.mark.parametrize(
    ("tree", "kept", "end"),
    [
        (FORKED, "c", End(3, name("c"), 5, 20)),
        (FORKED, "b", End(2, name("b"), 5, 20)),
        (FORKED, "y", End(3, name("y"), 5, 12)),
        (FORKED, "x", End(2, name("x"), 5, 12)),
        (AT_ONCE, "a", End(1, name("a"), 0, 3)),
        ([*FORKED, ("p", "b", 40)], "y", End(3, name("y"), 5, 40)),
        ([*FORKED, ("p", "b", 40)], "c", End(3, name("c"), 5, 40)),
    ],
)
def test_a_ruling_says_how_the_counts_lie(tree: Tree, kept: str, end: End) -> None:
    assert fork_end(log_of(tree), log_of(tree).named(name(kept))) == end


def test_what_all_branches_share_is_the_last_segment_before_they_part() -> None:
    shared, tips = branches(log_of(FORKED))
    assert shared is not None and shared.identity == name("a")
    assert [each.identity for each in tips] == [name("c"), name("y")]
    assert branches(log_of(AT_ONCE))[0] is None


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    letters = "abcdefgh"[: draw(st.integers(1, 8))]
    grown: list[tuple[str, str | None, int]] = []
    for place, letter in enumerate(letters):
        before = draw(st.sampled_from([None, *letters[:place]]))
        least = next((last for one, _, last in grown if one == before), 0)
        grown.append((letter, before, least + draw(st.integers(1, 4))))
    return grown


@given(trees(), st.data())
def test_no_entry_of_the_branch_that_stays_is_said_to_go_below_what_is_shared(tree: Tree, data: st.DataObject) -> None:
    log = log_of(tree)
    kept = data.draw(st.sampled_from(list(log.rooted.values())))
    chain = {each.identity for each in log.chain(kept.identity)}
    gone = [
        each
        for each in log.rooted.values()
        if each.identity not in chain and kept.identity not in {one.identity for one in log.chain(each.identity)}
    ]
    if not gone:
        with pytest.raises(CorrectableError, match="no-fork"):
            fork_end(log, kept)
        return
    end = fork_end(log, kept)
    assert (end.number, end.identity) == (kept.number, kept.identity)
    assert end.shared is not None and end.gone is not None and end.shared < end.gone
    # Every count of a segment that goes lies above what is shared, and none above the last of them.
    assert all(end.shared < each.last <= end.gone for each in gone)
