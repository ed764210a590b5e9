"""What benchmarks share: the work of one size, desks to receive it, and the page of figures."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.bundle import Chain
from benchmarks.report import Report
from tests.support.joined import join, reopened
from tests.support.workload import CHANNEL, SIZES, PlainRows, Workload

ROUNDS = 5
_DOC = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_REPORT = Report()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--size`` chooses the work; ``--write-docs`` writes the page of figures."""
    parser.addoption("--size", choices=sorted(SIZES), default="medium")
    parser.addoption("--write-docs", action="store_true")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write docs/benchmarks.md from what was measured."""
    if session.config.getoption("--write-docs") and _REPORT.figures:
        _DOC.write_text(_REPORT.page(datetime.now(UTC).date()), encoding="utf-8")


@pytest.fixture(scope="session")
def report() -> Report:
    """Where every figure goes."""
    return _REPORT


@dataclass(kw_only=True)
class Material:
    """The work as files, and closed profiles to start from: ``fresh`` holds nothing, ``base`` all that was made."""

    work: Workload
    folder: Path
    fresh: Path
    base: Path
    making: Path
    editing: Path
    both: Path
    made_rows: PlainRows
    edited_rows: PlainRows

    @property
    def all_rows(self) -> PlainRows:
        return PlainRows(*(one + other for one, other in zip(self.made_rows, self.edited_rows, strict=True)))

    def open(self, template: Path, *, is_searching: bool) -> Desk:
        """A copy of a profile, opened."""
        desk = reopened(template, self.folder / "profile")
        desk.store.is_searching = is_searching
        return desk

    def file(self, name: str, data: bytes) -> Path:
        """A file with some bytes."""
        path = self.folder / name
        path.write_bytes(data)
        return path


def prepared(folder: Path, work: Workload, *, is_whole: bool = False) -> Material:
    """Desks and files for one work; ``is_whole``: ``base`` holds the edits as well, and there are no plain rows."""
    os.environ["ASCN_DESK_STATE"] = str(folder / "state")

    def register(registered) -> bytes:  # type: ignore[no-untyped-def]
        work.receivers.append(registered)
        return work.bundle([], [registered])

    fresh = folder / "fresh"
    desk = join(fresh, "emb-vn", register, lambda: work.first_trust.words("en"))
    desk.close()
    to = work.receivers[-1:]
    files = {
        "making": work.bundle(work.made, to, chain=Chain(2, "0" * 64)),
        "editing": work.bundle(work.edited, to, chain=Chain(3, "0" * 64), held=work.made),
        "both": work.bundle([*work.made, *work.edited], to, chain=Chain(2, "0" * 64)),
    }
    paths = {name: folder / f"{name}.ascn" for name in files}
    for name, data in files.items():
        paths[name].write_bytes(data)
    base = reopened(fresh, folder / "base")
    exchange.import_files(base, [paths["both" if is_whole else "making"]], has_backup=False)
    base.close()
    material = Material(
        work=work,
        folder=folder,
        fresh=fresh,
        base=folder / "base",
        made_rows=work.plain_rows(() if is_whole else work.making()),
        edited_rows=work.plain_rows(() if is_whole else work.editing(), first=work.changes),
        **paths,
    )
    return material


@pytest.fixture(scope="session")
def material(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """The work of the size that was asked for."""
    size = SIZES[request.config.getoption("--size")]
    yield prepared(tmp_path_factory.mktemp("material"), Workload(changes=size))


@pytest.fixture(scope="session")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """The work of ten times the size that was asked for; its profiles hold all of it, search current."""
    size = SIZES[request.config.getoption("--size")] * 10
    yield prepared(tmp_path_factory.mktemp("filled"), Workload(changes=size), is_whole=True)


def forget_garbage() -> None:
    """What was made ready is no garbage: the collector shall not walk it while something is measured."""
    gc.collect()
    gc.freeze()


def seconds_of(act: Callable[[], object]) -> float:
    """How long something takes."""
    forget_garbage()
    begun = perf_counter()
    act()
    return perf_counter() - begun


def rounds_of(
    benchmark: BenchmarkFixture,
    product: Callable[[], object],
    *,
    prepare: Callable[[], object] = lambda: None,
    finish: Callable[[], object] = lambda: None,
    plain: Callable[[], float],
    rounds: int = ROUNDS,
) -> tuple[list[float], list[float]]:
    """Seconds of the product and of what it is compared with, measured one after the other in each round."""
    compared: list[float] = []

    def setup() -> None:
        finish_once()
        compared.append(plain())
        prepare()
        forget_garbage()

    def finish_once() -> None:
        if compared:
            finish()

    benchmark.pedantic(product, setup=setup, rounds=rounds, iterations=1)
    finish_once()
    return list(benchmark.stats.stats.data), compared


__all__ = ["CHANNEL", "Material", "material", "prepared", "report", "rounds_of", "seconds_of"]
