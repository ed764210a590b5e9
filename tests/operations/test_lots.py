"""Imports of many and of large files: taken in lot by lot, told as one, with no more memory than a small one needs."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from ascn_desk.base.errors import CancelledError, MachineError
from ascn_desk.operations import attachments, exchange, exports, fingerprints, imports, incoming_files, quarantine
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.explaining import explain
from ascn_desk.operations.views import ImportReport
from ascn_desk.store.audit import shown_digest
from ascn_desk.store.files import FileStore
from ascn_desk.sync.registry import RegisteredDesk
from tests.operations.test_attachments import case, sent, written
from tests.support.joined import join, reopened
from tests.support.trio import Trio
from tests.support.workload import Workload, tips_of

MIB = 2**20


@dataclass(kw_only=True)
class Post:
    """A closed desk that has not received anything, and what 25 others wrote, as many small files."""

    fresh: Path
    profile: Path
    work: Workload
    paths: list[Path]

    def opened(self) -> Desk:
        return reopened(self.fresh, self.profile)


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    folder = tmp_path_factory.mktemp("lots")
    work = Workload(changes=1_000, collisions=4)

    def register(registered: RegisteredDesk) -> bytes:
        work.receivers.append(registered)
        return work.bundle([], [registered])

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        join(folder / "fresh", "emb-vn", register, lambda: work.first_trust.words("en")).close()
        segments = [*work.made, *work.seal(work.editing(), tips_of(work.made), most=3)]
        paths = []
        for place, data in enumerate(work.small_bundles(segments, work.receivers[:1])):
            paths.append(folder / f"{place:03}.ascn")
            paths[-1].write_bytes(data)
        # Out of order, so that much waits for a file of a later lot; and a few that are refused.
        Random(4).shuffle(paths)
        for place in (3, 40):
            harmed = folder / f"harmed-{place}.ascn"
            harmed.write_bytes(paths[place].read_bytes()[:-1])
            paths.insert(place, harmed)
        yield Post(fresh=folder / "fresh", profile=folder / "profile", work=work, paths=paths)


@pytest.fixture
def post(delivered: Post, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setenv("ASCN_DESK_STATE", str(delivered.profile.parent / "state"))
    return delivered


def told(report: ImportReport) -> tuple[object, ...]:
    """What an import says, but for what was changed on both sides: that is told as it was when its lot was in."""
    return (
        report.balance,
        report.why,
        set(report.conflicts),
        [(each.path, each.code, each.new, each.entries) for each in report.files],
        report.changed,
        report.records,
    )


def shown(desk: Desk) -> str:
    with desk.store.reading() as connection:
        return shown_digest(connection, desk.store.tables)


@dataclass(frozen=True, kw_only=True)
class Came:
    """What an import came to: its report, and the channels of the desk after it."""

    report: ImportReport
    channels: object


def imported(post: Post, files: int, monkeypatch: pytest.MonkeyPatch) -> Came:
    """All files, so many at once, into a fresh desk."""
    with monkeypatch.context() as patch:
        patch.setattr(incoming_files, "_LOT_FILES", files)
        desk = post.opened()
        rehearsed = exchange.rehearse(desk, post.paths)
        report = exchange.import_files(desk, post.paths, has_backup=False)
        assert rehearsed == report
        channels = fingerprints.fingerprints(desk, with_state=True)
        desk.close()
    return Came(report=report, channels=channels)


@pytest.mark.parametrize("files", [1, 7])
def test_many_lots_come_to_what_one_comes_to(post: Post, files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    together, apart = imported(post, 10_000, monkeypatch), imported(post, files, monkeypatch)
    planted = {(each.id, each.register) for each in post.work.planted()}
    assert {(each.id, each.register) for each in together.report.conflicts} == planted
    assert together.report.why["damaged"] == 0
    assert told(apart.report) == told(together.report)
    assert set(apart.report.parallel) >= set(together.report.parallel)
    assert apart.channels == together.channels


def test_files_known_from_an_earlier_lot_are_told_as_known(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming_files, "_LOT_FILES", 5)
    desk = post.opened()
    first = exchange.import_files(desk, [*post.paths[:20], *post.paths[:20]], has_backup=False)
    again = exchange.import_files(desk, post.paths[:20], has_backup=False)
    assert again.balance["known"] == again.balance["received"] == first.balance["received"]
    desk.close()


def failing(at: int, error: Exception) -> Iterator[None]:
    """Nothing until the call of that number, which fails."""
    for _ in range(at):
        yield None
    raise error


def fail_in_lot(monkeypatch: pytest.MonkeyPatch, lot: int, error: Exception) -> None:
    """Let the machine fail while that lot, counted from 0, is written."""
    calls = failing(lot, error)
    before = imports._keep_receipts

    def keep_receipts(*arguments: object) -> None:
        next(calls)
        before(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "_keep_receipts", keep_receipts)


def test_where_the_machine_fails_the_lots_before_stay_in_and_the_rest_is_told(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "_LOT_FILES", 10)
    fail_in_lot(monkeypatch, 2, MachineError("disk-full", path="desk.db"))
    desk = post.opened()
    report = exchange.import_files(desk, post.paths, has_backup=False)
    assert {each.code for each in report.files[:20]} == {None, "damaged"}
    assert {each.code for each in report.files[20:]} == {"disk-full"}
    assert not report.is_complete and "disk-full" in report.why
    assert report.balance["received"] == sum(each.entries for each in report.files[:20])
    monkeypatch.undo()
    done = exchange.import_files(desk, post.paths, has_backup=False)
    assert done.balance["known"] == report.balance["received"]
    assert done.balance["received"] == 50 + sum(1 for _ in post.work.editing())
    desk.close()


def test_where_the_machine_fails_in_the_first_lot_nothing_is_changed(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "_LOT_FILES", 10)
    fail_in_lot(monkeypatch, 0, MachineError("disk-full", path="desk.db"))
    desk = post.opened()
    before = shown(desk)
    with pytest.raises(MachineError, match="disk-full"):
        exchange.import_files(desk, post.paths, has_backup=False)
    assert shown(desk) == before
    desk.close()


def test_one_who_stops_keeps_what_was_taken_in(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, _: int) -> None:
        if done > 25:
            raise CancelledError

    monkeypatch.setattr(incoming_files, "_LOT_FILES", 10)
    desk = post.opened()
    with pytest.raises(CancelledError):
        exchange.import_files(desk, post.paths, stop, has_backup=False)
    report = exchange.import_files(desk, post.paths, has_backup=False)
    assert sum(each.is_known for each in report.files) == 19
    desk.close()


def attached(desk: Desk, folder: Path, sizes: list[int]) -> set[str]:
    """A case with attachments that no compression makes smaller; their digests."""
    record = case(desk)
    chance = Random(1)
    return {
        attachments.attach(desk, "case", record, written(folder, f"{place}.bin", chance.randbytes(size))).sha256
        for place, size in enumerate(sizes)
    }


T = TypeVar("T")


def with_peak(act: Callable[[], T]) -> tuple[T, int]:
    """What something gives, and the most memory that it took, in bytes."""
    tracemalloc.start()
    try:
        return act(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_neither_export_nor_import_holds_more_than_pieces_of_a_large_file(trio: Trio, tmp_path: Path) -> None:
    digests = attached(trio.vn, tmp_path, [20 * MIB, 10 * MIB, 1, MIB, MIB + 1])
    exchange.export(trio.hq, ["emb-vn"], tmp_path)  # what is loaded or made once is not of this file
    (path,), exporting = with_peak(lambda: sent(trio.vn, "hq", tmp_path))
    assert path.stat().st_size > 2 * incoming_files.IN_MEMORY_BYTES - MIB
    exchange.rehearse(trio.hq, [path])
    report, importing = with_peak(lambda: exchange.import_files(trio.hq, [path], has_backup=False))
    assert report.is_complete
    assert trio.hq.files.held() == digests
    assert all(trio.hq.files.is_whole(each) for each in digests)
    assert exporting < 12 * MIB
    assert importing < 12 * MIB


@pytest.mark.parametrize("asked", [{}, {"max_size": 10**9}], ids=["no-size-asked", "a-size-that-nobody-takes"])
def test_what_is_too_much_for_one_file_goes_in_several(
    trio: Trio, tmp_path: Path, asked: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "GREATEST_FILE_BYTES", 400_000)
    digests = attached(trio.vn, tmp_path, [150_000] * 5)
    paths = sent(trio.vn, "hq", tmp_path, **asked)
    assert len(paths) == 3
    assert all(path.stat().st_size <= 400_000 for path in paths)
    report = exchange.import_files(trio.hq, list(reversed(paths)), has_backup=False)
    assert report.is_complete
    assert trio.hq.files.held() == digests


def test_an_attachment_without_room_beside_its_segment_is_asked_for_where_its_file_is_lost(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "GREATEST_FILE_BYTES", 400_000)
    digests = attached(trio.vn, tmp_path, [150_000] * 5)
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path)[:1], has_backup=False)
    assert trio.hq.files.held() < digests
    exchange.import_files(trio.vn, sent(trio.hq, "emb-vn", tmp_path), has_backup=False)
    exchange.import_files(trio.hq, sent(trio.vn, "hq", tmp_path), has_backup=False)
    assert trio.hq.files.held() == digests


def test_an_attachment_that_the_disk_harms_while_it_is_sent_leaves_no_file(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (digest,) = attached(trio.vn, tmp_path, [3 * MIB])
    size = trio.vn.files.size_of(digest)
    harmed = trio.vn.profile / "files" / digest
    harmed.write_bytes(harmed.read_bytes()[:-100])
    monkeypatch.setattr(FileStore, "size_of", lambda *_: size)
    before = set(tmp_path.iterdir())
    with pytest.raises(MachineError, match="disk-failed"):
        sent(trio.vn, "hq", tmp_path)
    assert set(tmp_path.iterdir()) == before
    monkeypatch.undo()
    (path,) = sent(trio.vn, "hq", tmp_path)
    assert exchange.import_files(trio.hq, [path]).is_complete
    assert trio.hq.files.held() == frozenset()


def test_a_large_file_that_is_refused_is_kept_byte_for_byte(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "IN_MEMORY_BYTES", 1_000)
    attached(trio.vn, tmp_path, [300_000])
    (path,) = sent(trio.vn, "hq", tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert exchange.import_files(trio.hq, [path]).files[0].code == "damaged"
    (kept,) = quarantine.quarantined(trio.hq)
    assert (kept.code, kept.size) == ("damaged", len(whole) - 1)
    quarantine.export_file(trio.hq, kept.id, tmp_path / "out.ascn")
    assert (tmp_path / "out.ascn").read_bytes() == whole[:-1]
    path.write_bytes(whole)
    assert exchange.verify(trio.hq, path).ok
    assert [step.ok for step in explain(trio.hq, path)] == [True] * 11
    assert exchange.import_files(trio.hq, [path]).is_complete
