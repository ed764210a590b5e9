"""The short way of deciding a batch, held equal to the merge rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.domain.merge import Candidate, settle
from ascn_desk.store.settling import UNREAD, NewEntry, Place, settle_batch

DESKS = ["a", "b", "c", "d"]
REGISTERS = ["status", "summary", "tags:rail"]


def values_of(register: str) -> st.SearchStrategy[bool] | st.SearchStrategy[str | None]:
    return st.booleans() if ":" in register else st.sampled_from(["x", "y", None])


@st.composite
def entries(draw: st.DrawFn) -> list[NewEntry]:
    """Entries of a few desks whose counts and claims of having seen are arbitrary, liars included."""
    made = []
    names = draw(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(DESKS)), unique=True, max_size=14))
    for n, desk in names:
        over = draw(st.dictionaries(st.sampled_from(DESKS), st.integers(1, 9), max_size=4))
        chosen = draw(st.lists(st.sampled_from(REGISTERS), unique=True, min_size=1))
        registers = [(register, draw(values_of(register))) for register in chosen]
        made.append(NewEntry(n, desk, draw(st.integers(1, 2)), over, registers))
    return made


class Desk:
    """A store in memory: all candidates, and the heads as a store keeps them, lone heads with their value."""

    def __init__(self) -> None:
        self.candidates: dict[Place, list[Candidate]] = defaultdict(list)
        self.outcomes: dict[Place, tuple[object, tuple[tuple[int, str], ...], bool, bool]] = {}

    def take(self, batch: list[NewEntry]) -> None:
        held = {}
        for place, candidates in self.candidates.items():
            heads = settle(place[1], candidates).heads
            held[place] = [(each.n, each.desk, each.value if len(heads) == 1 else UNREAD) for each in heads]
        for place, outcome in settle_batch(held, batch, self.read).items():
            names = tuple((each.n, each.desk) for each in outcome.heads)
            self.outcomes[place] = (outcome.value, names, outcome.is_conflict, outcome.is_parallel)
        for entry in batch:
            for register, value in entry.registers:
                self.candidates[entry.record, register].append(Candidate(entry.desk, entry.n, value, entry.over))

    def read(self, places: Collection[Place]) -> Mapping[Place, Collection[Candidate]]:
        return {place: self.candidates[place] for place in places if place in self.candidates}


@given(entries(), st.lists(st.integers(0, 3), min_size=14, max_size=14))
def test_any_cut_into_batches_shows_what_the_merge_rule_shows(made: list[NewEntry], cut: list[int]) -> None:
    desk = Desk()
    for number in range(4):
        desk.take([entry for entry, batch in zip(made, cut, strict=False) if batch == number])
    assert desk.outcomes.keys() == desk.candidates.keys()
    for place, candidates in desk.candidates.items():
        rule = settle(place[1], candidates)
        names = tuple((each.n, each.desk) for each in rule.heads)
        assert desk.outcomes[place] == (rule.value, names, rule.is_conflict, rule.is_parallel)


def test_candidates_are_not_read_where_the_heads_suffice() -> None:
    held = {(1, "status"): [(3, "a", "new")]}
    batch = [NewEntry(4, "b", 1, {"a": 3}, [("status", "waiting")])]

    def refuse(places: Collection[Place]) -> Mapping[Place, Collection[Candidate]]:
        raise AssertionError(f"read {places}")

    settled = settle_batch(held, batch, refuse)
    assert settled[1, "status"].value == "waiting"
    assert not settled[1, "status"].is_conflict
