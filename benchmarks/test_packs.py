"""Printing packs: beside the same document by the library alone, many at once, and the memory it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.base.words import set_language
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_batch import build_every
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_issue import gathered_pack
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.records import set_fields
from benchmarks.conftest import ROUNDS, rounds_of, seconds_of
from benchmarks.plain_pdf import pages_of, write_plainly
from benchmarks.report import Figure, Report, seconds
from tests.support.made_desk import make_desk
from tests.support.pack_practice import OFFICE, fill

GROUP = "Packs"


@dataclass(frozen=True)
class Printing:
    """An embassy's desk with the shipped data, a visit and cases."""

    desk: Desk
    visit: str


@pytest.fixture(scope="module")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printing]:
    set_language("en")
    desk = make_desk(tmp_path_factory.mktemp("printing") / "embassy", OFFICE, is_practice=True)
    yield Printing(desk, fill(desk)["visit"])
    desk.close()


def test_a_pack_of_a_delegation(benchmark: BenchmarkFixture, printing: Printing, report: Report) -> None:
    asked = [("visit", printing.visit)]
    built = build_pack(printing.desk, "visit", asked, "ja")
    pages = pages_of(built.pdf)
    ours, plain = rounds_of(
        benchmark,
        lambda: build_pack(printing.desk, "visit", asked, "ja"),
        plain=lambda: seconds_of(lambda: write_plainly(pages)),
    )
    report.add(
        Figure(
            group=GROUP,
            what=f"a pack of {built.pages} pages: read, set, shaped, checked, printed",
            ours=seconds(ours),
            plain=f"{seconds(plain)} its lines and paths by reportlab alone, fonts chosen before",
            ratios=[one / other for one, other in zip(ours, plain, strict=True)],
            must="≤ 2.0",
            goal="≤ 1.2",
        )
    )


def test_a_preview_after_one_section_changed(printing: Printing, report: Report) -> None:
    """Five changes, each with the pages kept from before it, beside a build of all that gives the same file."""
    desk, asked = printing.desk, PackRequest(template="visit", records=(("visit", printing.visit),))
    names = template_named("visit").section_names
    moved = (*names[:2], "talking", *(name for name in names[2:] if name != "talking"))
    changes = [tuple(each for each in names if each != gone) for gone in ("programme", "talking", "contacts")]
    changes += [moved, ()]
    ours: list[float] = []
    plain: list[float] = []
    for number in range(ROUNDS):
        for sections in changes:
            kept = KeptPages()
            gathered_pack(desk, asked).printed(kept)
            if not sections:
                points = f"漏水率は二都市とも県の経験が生きる水準にある\n{number}度目に書き直した要点"
                set_fields(desk, "visit", printing.visit, {"points": points})
            request = replace(asked, sections=sections)
            files: list[bytes] = []

            def build(pages: KeptPages | None, request: PackRequest = request, files: list[bytes] = files) -> None:
                files.append(gathered_pack(desk, request).printed(pages).pdf)

            plain.append(seconds_of(partial(build, None)))
            ours.append(seconds_of(partial(build, kept)))
            assert files[0] == files[1]
    report.add(
        Figure(
            group=GROUP,
            what="a preview after one section was left out (three ways), moved or rewritten",
            ours=seconds(ours),
            plain=f"{seconds(plain)} all of the same pack anew, to the same bytes",
            ratios=[one / other for one, other in zip(ours, plain, strict=True)],
            must="≤ 0.5",
        )
    )


def test_every_city_at_once(
    benchmark: BenchmarkFixture, printing: Printing, report: Report, tmp_path: Path
) -> None:
    used: list[int] = []

    def one() -> float:
        return seconds_of(lambda: build_pack(printing.desk, "city-brief", [("city", "vn-hanoi")], "both"))

    def every() -> None:
        used.clear()
        for each in build_every(printing.desk, "city-brief", tmp_path / "briefs", "both"):
            assert each.path is not None, each.problem
            used.append(_resident_kib())

    ours, single = rounds_of(benchmark, every, plain=one, rounds=3)
    report.add(
        Figure(
            group=GROUP,
            what=f"briefs of all {len(used)} cities of the network, both languages, as files, a city",
            ours=f"{1000 * min(ours) / len(used):.0f} ms",
            plain=f"{seconds(single)} one alone, kept in memory",
            ratios=[whole / len(used) / alone for whole, alone in zip(ours, single, strict=True)],
        )
    )
    report.add(
        Figure(
            group=GROUP,
            what="memory after the last of these briefs, against after the fifth",
            ours=f"{used[-1] // 1024} MiB",
            plain=f"{used[4] // 1024} MiB",
            ratios=[used[-1] / used[4]],
            must="≤ 1.1",
        )
    )


def _resident_kib() -> int:
    """What this process holds in memory now."""
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1])
