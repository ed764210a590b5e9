"""Search, lists, saves and starting, on a small and on a large desk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import lists, records, search
from ascn_desk.operations.desk import Desk
from benchmarks.conftest import Material, rounds_of, seconds_of
from benchmarks.report import Figure, Report, seconds
from tests.support.joined import PASSPHRASE
from tests.support.workload import CHANNEL, TEXTS

# Of two letters and more, as the figure says: one letter is found too, but by a walk over all that begins with it.
_WORDS = ("環境影響評価", "道路", "税務署", "waste", "都市鉄道", "dinhduc", "確認中", "許認可 遅延", "影響", "鉄道")
_NOWHERE = "どこにもない語"


def _p95(desk: Desk, texts: tuple[str, ...] = _WORDS) -> float:
    taken = []
    for text in texts * 3:
        begun = perf_counter()
        search.search(desk, text, limit=50)
        taken.append(perf_counter() - begun)
    return quantiles(taken, n=20)[-1]


def _scan(desk: Desk) -> float:
    condition = " OR ".join(f"{name} LIKE ?" for name in sorted(TEXTS))
    with desk.reading() as (connection, _):
        return seconds_of(
            lambda: connection.exec_driver_sql(
                f"SELECT count(*) FROM shown_case WHERE {condition}", (f"%{_NOWHERE}%",) * len(TEXTS)
            ).scalar()
        )


def test_search(benchmark: BenchmarkFixture, filled: Material, report: Report) -> None:
    desk = filled.open(filled.base, is_searching=True)
    worst: list[float] = []
    _, scans = rounds_of(benchmark, lambda: worst.append(_p95(desk)), plain=lambda: _scan(desk))
    desk.close()
    report.add(
        Figure(
            group="Reading",
            what=f"search, newest 50 of {filled.work.cases * len(TEXTS):,} texts, 95 of 100 within",
            ours=seconds(worst),
            plain=f"{seconds(scans)} a scan with LIKE",
            ratios=[one / scan for one, scan in zip(worst, scans, strict=True)],
            must="≤ 0.05",
            goal="≤ 0.01",
        )
    )


def _grown(
    benchmark: BenchmarkFixture,
    material: Material,
    filled: Material,
    report: Report,
    what: str,
    act: Callable[[Desk, int], object],
    must: str,
) -> None:
    """The same act on a desk ten times as large as another."""
    small = material.open(material.base, is_searching=True)
    large = filled.open(filled.base, is_searching=True)
    turn = iter(range(10_000))
    act(small, next(turn))
    act(large, next(turn))

    def often(desk: Desk) -> None:
        for _ in range(10):
            act(desk, next(turn))

    ours, plain = rounds_of(benchmark, lambda: often(large), plain=lambda: seconds_of(lambda: often(small)))
    small.close()
    large.close()
    report.add(
        Figure(
            group="Growth",
            what=f"{what}, {filled.work.cases:,} cases against {material.work.cases:,}",
            ours=seconds([each / 10 for each in ours]),
            plain=seconds([each / 10 for each in plain]),
            ratios=[more / less for more, less in zip(ours, plain, strict=True)],
            must=must,
        )
    )


def test_search_grows(benchmark: BenchmarkFixture, material: Material, filled: Material, report: Report) -> None:
    _grown(benchmark, material, filled, report, "search", lambda desk, _: search.search(desk, "環境影響評価"), "≤ 3.0")


def test_first_page(benchmark: BenchmarkFixture, material: Material, filled: Material, report: Report) -> None:
    _grown(
        benchmark, material, filled, report, "first page of the list of cases, 100 rows",
        lambda desk, _: lists.list_records(desk, "case", limit=100), "≤ 1.5",
    )  # fmt: skip


def test_opening_a_record(benchmark: BenchmarkFixture, material: Material, filled: Material, report: Report) -> None:
    _grown(
        benchmark, material, filled, report, "opening a case",
        lambda desk, turn: records.show_record(desk, "case", material.work.case_id(turn % 400)), "≤ 1.5",
    )  # fmt: skip


def test_save(benchmark: BenchmarkFixture, material: Material, filled: Material, report: Report) -> None:
    _grown(
        benchmark, material, filled, report, "saving one field of a case",
        lambda desk, turn: records.set_fields(
            desk, "case", material.work.case_id(turn % 400), {"details": f"追記 {turn}"}, channel=CHANNEL
        ),
        "≤ 1.5",
    )  # fmt: skip


_BARE = """
from PySide6 import QtCore, QtGui, QtNetwork, QtSvg, QtWidgets
app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ascn_desk.base.clock import SystemClock
from ascn_desk.ui import start, theme
app = QApplication([])
start.speak(app, "ja")
theme.install(app, theme.LIGHT)
program = start.Program(app, Path(sys.argv[1]), SystemClock())
program.begin(*sys.argv[2:])
app.processEvents()
program.window.grab()
print("painted", flush=True)
program.close()
"""


def _start(cache: Path, script: str, *arguments: str) -> float:
    """Seconds until the first window is painted; modules are compiled already, as they are where the program lives."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", script + "\nprint('done', flush=True)", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    taken = perf_counter() - begun
    _, errors = process.communicate()
    assert first.strip() in ("painted", "done"), errors
    return taken


def test_start(benchmark: BenchmarkFixture, material: Material, report: Report, tmp_path: Path) -> None:
    for name, template in (("an empty desk", material.fresh), (f"{material.work.cases:,} cases", material.base)):
        desk = material.open(template, is_searching=True)
        desk.close()
        profile = str(material.folder / "profile")
        page: list[float] = []
        room: list[float] = []
        bare: list[float] = []
        for script, arguments in ((_BARE, ()), (_OURS, (profile,)), (_OURS, (profile, PASSPHRASE))):
            _start(tmp_path, script, *arguments)
        for _ in range(5):
            bare.append(_start(tmp_path, _BARE))
            page.append(_start(tmp_path, _OURS, profile))
            room.append(_start(tmp_path, _OURS, profile, PASSPHRASE))
        for what, times, must, goal in (
            ("the first window, which asks for the passphrase", page, "≤ 3.0", "≤ 1.5"),
            ("the open desk, where a file gives the passphrase (trifling cost)", room, "", ""),
        ):
            report.add(
                Figure(
                    group="Starting",
                    what=f"process start to {what}, painted, {name}",
                    ours=seconds(times),
                    plain=f"{seconds(bare)} a bare window",
                    ratios=[ours / plain for ours, plain in zip(times, bare, strict=True)],
                    must=must,
                    goal=goal,
                )
            )
    benchmark.pedantic(lambda: None, rounds=1)
