"""Entries packed and taken out again: all of them, those of one record together, and records in the order of keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.spool import Spool
from ascn_desk.store import portions as module
from ascn_desk.store.facts import Fact
from ascn_desk.store.portions import Portions


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path) as opened:
        yield opened


def fact(n: int, record: str) -> Fact:
    return Fact(n, 1, n, "2026-11-24T09:30:00Z", "officer", "case", record, {"a": n}, {"summary": "x"}, False, b"line")


def test_everything_comes_out_once_without_its_line(spool: Spool) -> None:
    portions = Portions(spool)
    first, second = [fact(n, f"r{n}") for n in range(1, 4)], [fact(n, f"r{n}") for n in range(4, 6)]
    portions.add(first, [1, 2, 3])
    portions.add(second, [4, 5])
    assert [each for part in portions.take_out() for each in part] == [
        each._replace(line=b"") for each in (*first, *second)
    ]
    assert list(portions.take_out()) == []


def test_the_entries_of_one_record_lie_in_one_portion_whatever_segment_they_are_of(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PORTION_BYTES", 1)
    portions = Portions(spool)
    portions.add([fact(1, "near"), fact(2, "far")], [1, 1_000_000])
    portions.add([fact(3, "far"), fact(4, "near")], [1_000_000, 1])
    assert [[each.id for each in part] for part in portions.take_out()] == [["near", "near"], ["far", "far"]]


def test_neighbours_are_taken_out_together_as_far_as_memory_allows(spool: Spool) -> None:
    portions = Portions(spool)
    far_apart = [fact(n, f"r{n}") for n in range(1, 4)]
    portions.add(far_apart, [1, 1_000, 1_000_000])
    assert [[each.id for each in part] for part in portions.take_out()] == [["r1", "r2", "r3"]]
