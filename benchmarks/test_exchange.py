"""Export, sizes of bundles, and many signatures."""

from __future__ import annotations

from time import process_time

from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import verify_bundle
from ascn_desk.sync.entry_line import encode_entry
from benchmarks.conftest import Material, rounds_of, seconds_of
from benchmarks.plain import plain_insert
from benchmarks.report import Figure, Report, seconds
from tests.support.workload import CHANNEL, DESKS, tips_of

_SQLITE_SYNC = {"making": 49, "editing": 79}
"""Bytes a change of sqlite-sync 0.8 on the same work, measured once elsewhere."""


def _write_own(desk: Desk, material: Material) -> None:
    """The whole work as this desk's own entries, not yet sealed."""
    lines = []
    with desk.writing() as ledger:
        for n, (_, entry) in enumerate([*material.work.making(), *material.work.editing()], 1):
            lines.append(
                encode_entry(type(entry)(at=entry.at, by=entry.by, id=entry.id, kind="case", n=n, set=entry.set))
            )
        ledger.write(CHANNEL, desk.desk, lines)


def test_export(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    desk = material.open(material.fresh, is_searching=False)
    _write_own(desk, material)
    desk.close()
    template = material.folder / "profile"
    written = template.rename(material.folder / "written")
    opened: list[Desk] = []
    out = material.folder / "out"

    def begin() -> None:
        out.mkdir(exist_ok=True)
        opened.append(material.open(written, is_searching=False))

    ours, plain = rounds_of(
        benchmark,
        lambda: exchange.export(opened[-1], ["hq"], out),
        prepare=begin,
        finish=lambda: opened[-1].close(),
        plain=lambda: plain_insert(material.folder, [material.all_rows])[0],
    )
    report.add(
        Figure(
            group="Sending",
            what=f"export of {material.work.changes:,} own changes: seal, sign, encrypt, write, read back",
            ours=seconds(ours),
            plain=f"{seconds(plain)} (a)",
            ratios=[slow / fast for slow, fast in zip(plain, ours, strict=True)],
            must="≥ 1.0",
            goal="≥ 3.0",
        )
    )


def test_size_of_bundles(material: Material, report: Report) -> None:
    work = material.work
    limits = {"making": ("≤ 0.65", "≤ 0.45"), "editing": ("≤ 0.9", "≤ 0.6")}
    for name, path, rows in (
        ("making", material.making, material.made_rows),
        ("editing", material.editing, material.edited_rows),
    ):
        size = path.stat().st_size
        edits = sum(1 for _ in (work.making() if name == "making" else work.editing()))
        must, goal = limits[name]
        per_change = size / len(rows.log)
        report.add(
            Figure(
                group="Sending",
                what=f"size of a bundle, {name}: {len(rows.log):,} changes in {edits:,} entries",
                ours=f"{per_change:.1f} bytes a change ({size / edits:.0f} an entry)",
                plain=f"{_SQLITE_SYNC[name]} bytes a change, sqlite-sync (not measured again)",
                ratios=[per_change / _SQLITE_SYNC[name]],
                must=must,
                goal=goal,
            )
        )


def test_five_hundred_signatures(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    work, to = material.work, material.work.receivers[:1]
    entries = sum(1 for _ in work.editing())
    segments = list(work.seal(work.editing(), tips_of(work.made), most=max(1, entries // 500)))
    chosen = [each for each in segments if each.header.number <= 500 // DESKS + 1][:500]
    data = work.bundle(chosen, to)
    desk = material.open(material.fresh, is_searching=False)
    keys, trust = desk.secrets.desk, desk.trust()
    desk.close()
    one = work.bundle(chosen[:1], to)

    spent: list[float] = []

    def verify(file: bytes) -> None:
        begun = process_time()
        bundle = verify_bundle(file, keys, trust, None)
        for raw in bundle.segments:
            check_segment(raw, bundle.trust.registry, keys.desk)
        spent.append(process_time() - begun)

    _, plain = rounds_of(benchmark, lambda: verify(data), plain=lambda: seconds_of(lambda: verify(one)))
    report.add(
        Figure(
            group="Sending",
            what=f"verifying {len(chosen)} signed segments (seconds of processor time in the column of the ratio)",
            ours=seconds(spent[1::2]),
            plain=f"{seconds(plain)} one segment",
            ratios=spent[1::2],
            must="≤ 0.1",
        )
    )
