"""Export, sizes of bundles, and many signatures."""

from __future__ import annotations

import io
import json
import tarfile
from hashlib import sha256
from statistics import median
from time import process_time

import pyrage  # type: ignore[import-untyped]
import zstandard
from pytest_benchmark.fixture import BenchmarkFixture

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import verify_bundle
from ascn_desk.sync.entry_line import encode_entry
from ascn_desk.sync.segment import read_entries, read_lines
from benchmarks.conftest import Material, rounds_of, seconds_of
from benchmarks.plain import plain_insert
from benchmarks.report import Figure, Report, seconds
from tests.support.workload import CHANNEL, DESKS, Written, tips_of

_SQLITE_SYNC = {"making": 49, "editing": 79}
"""Bytes a change of sqlite-sync 0.8 on the same work, measured once elsewhere."""


_MAIL_EDITS = 500
"""Fields set, of the part of the work that edits; a bundle of so many should go by mail."""


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


def test_a_bundle_for_mail(material: Material, report: Report) -> None:
    work = material.work
    edits: list[Written] = []
    changes = 0
    for written in work.editing():
        if written[0] == 0 and changes < _MAIL_EDITS:
            edits.append(written)
            changes += len(written[1].set)
    segments = list(work.seal(edits, tips_of(work.made)))
    # age puts something of a length by chance into the head of every file.
    sizes = [len(work.bundle(segments, work.receivers[:1])) / 1000 for _ in range(25)]
    report.add(
        Figure(
            group="Sending",
            what=f"a bundle of {changes} edits of one desk, in {len(edits)} entries (kB in the column of the ratio)",
            ours=f"{median(sizes):.1f} kB",
            plain="nothing",
            ratios=sizes,
            must="≤ 45",
        )
    )


def test_reading_beside_the_plain_way(benchmark: BenchmarkFixture, material: Material, report: Report) -> None:
    data = material.both.read_bytes()
    desk = material.open(material.fresh, is_searching=False)
    keys, trust = desk.secrets.desk, desk.trust()
    desk.close()

    def verify() -> None:
        bundle = verify_bundle(data, keys, trust, None)
        for raw in bundle.segments:
            header = check_segment(raw, bundle.trust.registry, keys.desk).header
            read_entries(header, read_lines(header, raw.body))

    ours, plain = rounds_of(benchmark, verify, plain=lambda: seconds_of(lambda: _read_plainly(data, keys.identity)))
    report.add(
        Figure(
            group="Sending",
            what=f"verifying {material.work.changes:,} changes: signatures, digests, every line and value of JSON",
            ours=seconds(ours),
            plain=f"{seconds(plain)} age, SHA-256, tar, zstd and the json of Python alone",
            ratios=[slow / fast for slow, fast in zip(plain, ours, strict=True)],
            must="≥ 0.5",
        )
    )


def _read_plainly(data: bytes, identity: object) -> None:
    """Decrypt, hash, unpack, decompress and decode, and check nothing."""
    archive = bytes(pyrage.decrypt(data, [identity]))
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            body = members.extractfile(member)
            assert body is not None
            content = body.read()
            sha256(content).digest()
            if member.name.endswith(".zst"):
                for line in zstandard.ZstdDecompressor().stream_reader(content).read().splitlines():
                    json.loads(line)


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
