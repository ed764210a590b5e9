"""A desk with ten thousand cases: lists, search and Today answer at once.

The bounds are five to twenty times what was measured on two slow cores, so that only another order of growth fails.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import Operation, batch
from ascn_desk.operations.search import search
from ascn_desk.operations.today import today
from tests.support.made_desk import make_desk

CASES = 10_000
COMPANIES = ["hitachi", "nec", "fujitsu", "ntt-data", "mitsubishi-electric"]
WORDS = ["都市鉄道", "信号", "水処理", "規制照会", "港湾", "データ連携", "signal", "feasibility", "省の返事", "面談"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("profile"), "emb-vn")
    draw = random.Random(20261124)
    batch(made, [Operation("case", case(draw, number)) for number in range(CASES)])
    yield made
    made.close()


def case(draw: random.Random, number: int) -> dict[str, Any]:
    is_closed = draw.random() < 0.9
    closed = {"status": "solved", "status_reason": "済", "outcome": "済"}
    return {
        "company": draw.choice(COMPANIES), "category": "redress", "lead_office": "emb-vn", "next_action": "照会",
        "summary": f"{draw.choice(WORDS)} {draw.choice(WORDS)} {number}", "details": " ".join(draw.choices(WORDS, k=8)),
        "next_due": f"2026-{draw.randrange(9, 13):02d}-{draw.randrange(1, 29):02d}",
        **(closed if is_closed else {"status": "in-progress"}),
    }  # fmt: skip


LOOKS: dict[str, tuple[Callable[[Desk], Any], float]] = {
    "newest": (lambda desk: cases.list_cases(desk, "all"), 0.2),
    "last page": (lambda desk: cases.list_cases(desk, "all", offset=CASES - 100), 0.2),
    "open by due day": (lambda desk: cases.list_cases(desk, "mine_open"), 0.2),
    "by company": (lambda desk: cases.list_cases(desk, "all", sort="company"), 0.5),
    "filtered by text": (lambda desk: cases.list_cases(desk, "all", text="日立 信号"), 0.5),
    "two letters": (lambda desk: search(desk, "信号"), 0.2),
    "one letter": (lambda desk: search(desk, "港"), 0.2),
    "the beginning of a word": (lambda desk: search(desk, "sig"), 0.2),
    "a number": (lambda desk: search(desk, "9999"), 0.2),
    "Today": (today, 1.0),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_large_desk_answers_at_once(desk: Desk, look: str) -> None:
    ask, bound = LOOKS[look]
    ask(desk)
    times = []
    for _ in range(3):
        started = time.perf_counter()
        ask(desk)
        times.append(time.perf_counter() - started)
    assert min(times) < bound


def test_pages_together_have_every_case_once(desk: Desk) -> None:
    pages = [cases.list_cases(desk, "all", limit=2_500, offset=offset) for offset in range(0, CASES, 2_500)]
    seen = [row.id for page in pages for row in page.rows]
    assert len(set(seen)) == len(seen) == cases.list_cases(desk, "all", limit=1).total == CASES
