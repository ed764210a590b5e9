"""Merging bundles: onto what is there and into a fresh desk, without and with search, known and partly known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import exchange, incoming_files
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ImportReport
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import verify_bundle
from benchmarks.conftest import Material, rounds_of, seconds_of
from benchmarks.plain import plain_insert
from benchmarks.report import Figure, Report, seconds
from tests.support.workload import tips_of

GROUP = "Merging"


class Round:
    """One desk after the other: opened anew for each round, closed after it."""

    def __init__(self, material: Material, template: Path, *, is_searching: bool = False) -> None:
        self._open = lambda: material.open(template, is_searching=is_searching)
        self.desk: Desk | None = None

    def begin(self) -> None:
        self.desk = self._open()

    def take(self, *paths: Path) -> ImportReport:
        assert self.desk is not None
        report = exchange.import_files(self.desk, list(paths), has_backup=False)
        assert all(each.ok for each in report.files), report.why
        return report

    def end(self) -> None:
        if self.desk is not None:
            self.desk.close()


@pytest.mark.parametrize("is_searching", [False, True], ids=["plain", "search"])
@pytest.mark.parametrize("where", ["base", "fresh"])
def test_merge(benchmark: BenchmarkFixture, material: Material, report: Report, where: str, is_searching: bool) -> None:
    is_base = where == "base"
    batches = [material.made_rows, material.edited_rows] if is_base else [material.all_rows]
    one = Round(material, material.base if is_base else material.fresh, is_searching=is_searching)
    path = material.editing if is_base else material.both
    last = []
    ours, plain = rounds_of(
        benchmark,
        lambda: last.append(one.take(path)),
        prepare=one.begin,
        finish=one.end,
        plain=lambda: plain_insert(material.folder, batches, is_searching=is_searching)[-1],
    )
    planted = {(each.id, each.register) for each in material.work.planted()}
    assert all({(each.id, each.register) for each in done.conflicts} == planted for done in last)
    changes = len(batches[-1].log)
    limits = {("base", False): ("≥ 0.6", "≥ 1.0"), ("fresh", False): ("≥ 0.75", "≥ 1.5")}
    must, goal = limits.get((where, is_searching), ("≥ 0.9", "≥ 1.8"))
    place = "onto all that was made" if is_base else "into a fresh desk"
    report.add(
        Figure(
            group=GROUP,
            what=f"{changes:,} changes {place}{', search current' if is_searching else ', without search'}",
            ours=seconds(ours),
            plain=f"{seconds(plain)} {'(a2)' if is_searching else '(a)'}",
            ratios=[slow / fast for slow, fast in zip(plain, ours, strict=True)],
            must=must,
            goal=goal,
        )
    )


def test_verify_alone(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    one = Round(material, material.fresh)
    one.begin()
    assert one.desk is not None
    keys, trust = one.desk.secrets.desk, one.desk.trust()
    one.end()

    def verify() -> None:
        bundle = verify_bundle(material.both.read_bytes(), keys, trust, None)
        for raw in bundle.segments:
            check_segment(raw, bundle.trust.registry, keys.desk)

    def whole() -> float:
        one.begin()
        taken = seconds_of(lambda: one.take(material.both))
        one.end()
        return taken

    ours, merge = rounds_of(benchmark, verify, plain=whole)
    report.add(
        Figure(
            group=GROUP,
            what="verifying alone (decrypt, signatures, digests of members)",
            ours=seconds(ours),
            plain=f"{seconds(merge)} the merge",
            ratios=[part / all_of_it for part, all_of_it in zip(ours, merge, strict=True)],
            must="≤ 0.15",
            goal="≤ 0.05",
        )
    )


def test_the_same_bundle_again(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    one = Round(material, material.fresh)

    def first() -> float:
        one.begin()
        return seconds_of(lambda: one.take(material.both))

    ours, plain = rounds_of(benchmark, lambda: one.take(material.both), finish=one.end, plain=first)
    report.add(
        Figure(
            group=GROUP,
            what="the same bundle again",
            ours=seconds(ours),
            plain=f"{seconds(plain)} the first time",
            ratios=[again / before for again, before in zip(ours, plain, strict=True)],
            must="≤ 0.02",
            goal="≤ 0.005",
        )
    )


def test_a_partly_known_bundle(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    one = Round(material, material.base)

    def unknown_part() -> float:
        one.begin()
        taken = seconds_of(lambda: one.take(material.editing))
        one.end()
        return taken

    ours, plain = rounds_of(
        benchmark, lambda: one.take(material.both), prepare=one.begin, finish=one.end, plain=unknown_part
    )
    report.add(
        Figure(
            group=GROUP,
            what="a bundle of which 70 % is known",
            ours=seconds(ours),
            plain=f"{seconds(plain)} the unknown part alone",
            ratios=[whole / part for whole, part in zip(ours, plain, strict=True)],
            must="≤ 1.3",
        )
    )


def test_many_small_bundles(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    weeks = 13
    work, to = material.work, material.work.receivers[:1]
    entries = sum(1 for _ in work.editing())
    small = list(work.seal(work.editing(), tips_of(work.made), most=-(-entries // (25 * weeks))))
    paths = [
        material.file(f"small-{place}.ascn", data)
        for place, data in enumerate(work.small_bundles(small, to, held=work.made))
    ]
    together = material.file("together.ascn", work.bundle(small, to, held=work.made))
    one = Round(material, material.base)
    singly: list[float] = []
    one_bundle: list[float] = []

    def timed(act: Callable[[], object]) -> float:
        one.begin()
        taken = seconds_of(act)
        one.end()
        return taken

    def one_transaction() -> float:
        # The two that nothing is promised of are measured beside it in each round.
        singly.append(timed(lambda: [one.take(path) for path in paths]))
        one_bundle.append(timed(lambda: one.take(together)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(incoming_files, "_LOT_FILES", len(paths))
            return timed(lambda: one.take(*paths))

    ours, plain = rounds_of(
        benchmark, lambda: one.take(*paths), prepare=one.begin, finish=one.end, plain=one_transaction
    )
    files = incoming_files._LOT_FILES
    at_once, as_one = "in one transaction", "all of them as one bundle"
    for what, taken, compared, words, must, goal in (
        (f"one import, each lot of {files} durable before the next", ours, plain, at_once, "≥ 0.6", "≥ 0.8"),
        ("the same", ours, one_bundle, as_one, "", ""),
        ("each in an import of its own", singly, plain, at_once, "", ""),
    ):
        report.add(
            Figure(
                group=GROUP,
                what=f"{len(paths)} small bundles, {what}",
                ours=seconds(taken),
                plain=f"{seconds(compared)} {words}",
                ratios=[slow / fast for slow, fast in zip(compared, taken, strict=True)],
                must=must,
                goal=goal,
            )
        )
