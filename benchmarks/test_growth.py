"""How cost grows: with new changes, with what is held, with collisions; and how much memory a large merge takes."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import exchange, upkeep
from ascn_desk.operations.desk import Desk
from benchmarks.conftest import Material, prepared, rounds_of, seconds_of
from benchmarks.report import Figure, Report, seconds
from tests.support.joined import PASSPHRASE, reopened
from tests.support.workload import Workload, Written, attachments_of, tips_of

_IMPORT = """
import json, sys, time
from pathlib import Path
from datetime import UTC, datetime
from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import exchange
from ascn_desk.operations.profiles import open_desk
def greatest_kib():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
desk = open_desk(Path(sys.argv[1]), sys.argv[3], clock=clock, is_searching=False)
before = greatest_kib()
begun = time.perf_counter()
report = exchange.import_files(desk, [Path(sys.argv[2])], has_backup=False)
taken = time.perf_counter() - begun
peak = greatest_kib()
conflicts = sorted([each.id, each.register] for each in report.conflicts)
held = sum(desk.files.is_whole(each) for each in desk.files.held())
print(json.dumps({"before": before, "peak": peak, "seconds": taken, "conflicts": conflicts, "files": held,
                  "entries": report.balance["received"], "ok": all(each.ok for each in report.files)}))
desk.close()
"""


def _alone(material: Material, path: Path | None = None) -> dict[str, object]:
    """The import of a whole work, or of another file, into a fresh desk by a process of its own."""
    desk = reopened(material.fresh, material.folder / "alone")
    desk.close()
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(desk.profile), str(path or material.both), PASSPHRASE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_large_merge(material: Material, filled: Material, report: Report) -> None:
    small, large = _alone(material), _alone(filled)
    planted = {(each.id, each.register) for each in filled.work.planted()}
    found = {(one, register) for one, register in large["conflicts"]}  # type: ignore[attr-defined]
    assert found == planted
    report.add(
        Figure(
            group="Growth",
            what=f"conflicts named of {len(planted):,} planted in {filled.work.changes:,} changes",
            ours=f"{len(found & planted):,} true, {len(found - planted)} false",
            plain=f"{len(planted):,} planted",
            ratios=[len(found & planted) / len(planted)],
            must="≥ 1.0",
        )
    )
    report.add(
        Figure(
            group="Growth",
            what=f"time a change, {filled.work.changes:,} against {material.work.changes:,}, into a fresh desk",
            ours=f"{large['seconds']:.2f} s",
            plain=f"{small['seconds']:.2f} s",
            ratios=[float(large["seconds"]) / float(small["seconds"]) * material.work.changes / filled.work.changes],  # type: ignore[arg-type]
            must="≤ 1.18",
        )
    )
    _memory(report, f"merging {filled.work.changes:,} changes at once", large)


def _memory(report: Report, what: str, answer: dict[str, object]) -> None:
    report.add(
        Figure(
            group="Growth",
            what=f"peak memory, {what} (MiB in the column of the ratio)",
            ours=f"{int(answer['peak']) // 1024} MiB",  # type: ignore[call-overload]
            plain=f"{int(answer['before']) // 1024} MiB before",  # type: ignore[call-overload]
            ratios=[int(answer["peak"]) / 1024],  # type: ignore[call-overload]
            must="≤ 300",
            goal="≤ 150",
        )
    )


def test_memory_of_a_bundle_with_large_attachments(material: Material, report: Report) -> None:
    files = 9
    chance = Random("attachments")
    path = material.file("attachments.ascn", attachments_of(material.work, files, lambda: chance.randbytes(45 * 2**20)))
    size = path.stat().st_size
    answer = _alone(material, path)
    path.unlink()
    assert (answer["files"], answer["ok"]) == (files, True)
    _memory(report, f"a bundle of {size / 2**20:.0f} MiB with {files} attachments", answer)


def test_memory_of_a_bundle_with_the_largest_segments(material: Material, report: Report) -> None:
    work, segments, entries = material.work, 4, 38_000
    chance = Random("long texts")

    def written() -> Iterator[Written]:
        for n in range(segments * entries):
            made = work.made_case(n)
            text = b64encode(chance.randbytes(800)).decode("ascii")
            yield Written(0, msgspec.structs.replace(made, n=n + 1, set={**made.set, "details": text}))

    sealed = list(work.seal(written(), {}, most=entries))
    assert all(each.header.size > 60 * 2**20 for each in sealed)
    path = material.file("segments.ascn", work.bundle(sealed, work.receivers[:1]))
    answer = _alone(material, path)
    path.unlink()
    assert (answer["entries"], answer["ok"]) == (segments * entries, True)
    _memory(report, f"{segments} segments of {sealed[0].header.size / 2**20:.0f} MiB of texts each", answer)


def _import_of(desk: list[Desk], path: Path) -> None:
    report = exchange.import_files(desk[-1], [path], has_backup=False)
    assert all(each.ok for each in report.files), report.why


def test_a_small_bundle_into_a_large_desk(
    benchmark: BenchmarkFixture, tmp_path: Path, filled: Material, report: Report
) -> None:
    """The same small work, taken in by a desk that holds a large one and by a desk that holds a fiftieth of that."""
    small = Workload(changes=1_000, name="small beside large")
    fiftieth = prepared(tmp_path, Workload(changes=filled.work.changes // 50), is_whole=True)
    files = []
    for place in (fiftieth, filled):
        work = place.work
        trust_desks = [each for each in small.first_trust.registry.desks.values() if each.office != "hq"]
        known = {each.desk for each in work.receivers}
        work.receivers += [each for each in trust_desks if each.desk not in known]
        receiver = [each for each in work.receivers if each.office == "emb-vn"]
        files.append(place.file("small.ascn", work.bundle([*small.made, *small.edited], receiver)))
    opened: list[Desk] = []

    def into(place: Material, path: Path) -> float:
        desk = place.open(place.base, is_searching=True)
        taken = seconds_of(lambda: exchange.import_files(desk, [path], has_backup=False))
        desk.close()
        return taken

    ours, plain = rounds_of(
        benchmark,
        lambda: _import_of(opened, files[1]),
        prepare=lambda: opened.append(filled.open(filled.base, is_searching=True)),
        finish=lambda: opened[-1].close(),
        plain=lambda: into(fiftieth, files[0]),
    )
    report.add(
        Figure(
            group="Growth",
            what=f"a bundle of 1,000 changes into a desk of {filled.work.changes:,} against {fiftieth.work.changes:,}",
            ours=seconds(ours),
            plain=seconds(plain),
            ratios=[large / less for large, less in zip(ours, plain, strict=True)],
            must="≤ 3.0",
        )
    )


def test_half_of_all_edits_colliding(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    work = material.work
    hard = Workload(changes=work.changes, name=work.name, collisions=10)
    hard.__dict__.update({name: work.__dict__[name] for name in ("keys", "headquarters", "root_key", "registry_key")})
    edited = list(hard.seal(hard.editing(), tips_of(work.made)))
    path = material.file("hard.ascn", work.bundle(edited, work.receivers[:1], held=work.made))
    opened: list[Desk] = []

    def usual() -> float:
        desk = material.open(material.base, is_searching=False)
        taken = seconds_of(lambda: exchange.import_files(desk, [material.editing], has_backup=False))
        desk.close()
        return taken

    ours, plain = rounds_of(
        benchmark,
        lambda: _import_of(opened, path),
        prepare=lambda: opened.append(material.open(material.base, is_searching=False)),
        finish=lambda: opened[-1].close(),
        plain=usual,
    )
    report.add(
        Figure(
            group="Growth",
            what=f"editing with {len(hard.planted()):,} collisions instead of {len(work.planted()):,}",
            ours=seconds(ours),
            plain=seconds(plain),
            ratios=[more / less for more, less in zip(ours, plain, strict=True)],
            must="≤ 2.0",
        )
    )


def test_rebuild(benchmark: BenchmarkFixture, material: Material, filled: Material, report: Report) -> None:
    desk = filled.open(filled.base, is_searching=True)
    less = material.open(material.base, is_searching=True)
    ours, plain = rounds_of(
        benchmark,
        lambda: upkeep.rebuild(desk),
        plain=lambda: seconds_of(lambda: upkeep.rebuild(less)),
        rounds=1,
    )
    factor = filled.work.changes / (material.work.changes * 0.7)
    desk.close()
    less.close()
    report.add(
        Figure(
            group="Growth",
            what=f"rebuild, time a change, {filled.work.changes:,} against {int(material.work.changes * 0.7):,}",
            ours=seconds(ours),
            plain=seconds(plain),
            ratios=[more / before / factor for more, before in zip(ours, plain, strict=True)],
            must="≤ 1.5",
        )
    )
