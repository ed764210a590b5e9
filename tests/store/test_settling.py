"""The short way of deciding registers, held equal to the merge rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.domain.merge import Candidate, settle
from ascn_desk.store.settling import Registers

DESKS = {1: "a", 2: "b", 3: "c", 4: "d"}
LOGS = {desk: log for log, desk in DESKS.items()}
REGISTERS = ["status", "summary", "tags:rail"]


def values_of(register: str) -> st.SearchStrategy[bool] | st.SearchStrategy[str | None]:
    return st.booleans() if ":" in register else st.sampled_from(["x", "y", None])


@st.composite
def entries(draw: st.DrawFn) -> list[tuple[int, int, dict[str, int], list[tuple[str, bool | str | None]]]]:
    """Entries (n, log, over, registers) of one record whose counts and claims are arbitrary, liars included."""
    made = []
    names = draw(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(sorted(DESKS))), unique=True, max_size=14))
    for n, log in names:
        over = draw(st.dictionaries(st.sampled_from(sorted(LOGS)), st.integers(1, 9), max_size=4))
        chosen = draw(st.lists(st.sampled_from(REGISTERS), unique=True, min_size=1))
        made.append((n, log, over, [(register, draw(values_of(register))) for register in chosen]))
    return made


@given(entries(), st.lists(st.integers(0, 3), min_size=14, max_size=14))
def test_any_cut_into_batches_shows_what_the_merge_rule_shows(made: list, cut: list[int]) -> None:  # type: ignore[type-arg]
    heads: dict[str, tuple[tuple[int, int], ...]] = {}
    candidates: dict[str, list[Candidate]] = {}
    for number in range(4):
        batch = sorted(entry for entry, part in zip(made, cut, strict=False) if part == number)
        registers = Registers(heads)
        for n, log, over, values in batch:
            registers.take((log, n), over, values, DESKS)
            for register, value in values:
                candidates.setdefault(register, []).append(Candidate(DESKS[log], n, value, over))
        registers.finish(DESKS, LOGS)
        for register in registers.unclear:
            registers.decide(register, settle(register, candidates[register]), LOGS)
        heads = registers.heads
        for register in {register for _, _, _, values in batch for register, _ in values}:
            rule = settle(register, candidates[register])
            assert registers.values[register] == rule.value
            assert (register in registers.conflicts) == rule.is_conflict
            assert (register in registers.parallels) == rule.is_parallel
    assert {name: [(DESKS[log], n) for log, n in each] for name, each in heads.items()} == {
        name: [(each.desk, each.n) for each in settle(name, some).heads] for name, some in candidates.items()
    }


def test_candidates_are_not_needed_where_the_heads_suffice() -> None:
    registers = Registers({"status": ((1, 3),)})
    registers.take((2, 4), {"a": 3}, [("status", "waiting")], DESKS)
    assert registers.values == {"status": "waiting"}
    assert not registers.unclear and not registers.conflicts


def test_an_entry_that_did_not_see_a_head_of_unknown_value_asks_for_the_candidates() -> None:
    registers = Registers({"status": ((1, 3),)})
    registers.take((2, 4), {}, [("status", "waiting")], DESKS)
    assert registers.unclear == {"status"}


def test_an_entry_below_a_head_asks_for_the_candidates() -> None:
    registers = Registers({"status": ((1, 3),)})
    registers.take((2, 2), {}, [("status", "waiting")], DESKS)
    assert registers.unclear == {"status"}


def test_registers_that_had_several_heads_are_remembered() -> None:
    registers = Registers({"status": ((1, 3), (2, 3))})
    registers.take((3, 4), {"a": 3, "b": 3}, [("status", "new")], DESKS)
    assert registers.were_open == {"status"}
    assert registers.heads == {"status": ((3, 4),)}
