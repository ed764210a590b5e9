"""The machine is switched off, or the disk is full, in the middle: all or nothing is there; the next try succeeds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.base.errors import MachineError
from ascn_desk.operations import conflicts, enrolment, exchange, history, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import Operation
from ascn_desk.operations.upkeep import check
from tests.support.short_disk import short_of_space, statements_of
from tests.support.trio import COUNTRY, Trio, approved, dump, new_desk, open_machine, take

Act = Callable[[Desk, Path], Any]

OPERATIONS = [
    Operation("company", {"name_ja": "練習", "tags": ["rail"]}, new_id="practice"),
    Operation("company", {"website": "https://a.example"}, id="practice"),
    Operation("city_note", {"city": "vn-hanoi", "text": "練習"}),
]


def export(desk: Desk, post: Path) -> None:
    exchange.export(desk, ["hq", "cg-ho-chi-minh-city"], post)


ACTS: dict[str, tuple[str, Act]] = {
    "save": ("vn", lambda desk, post: records.batch(desk, OPERATIONS)),
    "undo": ("vn", lambda desk, post: history.undo_last(desk)),
    "export": ("vn", export),
    "import": ("hq", lambda desk, post: exchange.import_files(desk, sorted(post.glob("in-*.ascn")))),
    "decide": (
        "hcm",
        lambda desk, post: conflicts.resolve(desk, "company", "shared", "website", value="https://third.example"),
    ),
    "rebuild": ("hcm", lambda desk, post: rebuild(desk)),
    "approve": ("hq", lambda desk, post: enrolment.approve(desk, post / "request", post / "start.ascn")),
}


def rebuild(desk: Desk) -> None:
    with desk.writing() as ledger:
        ledger.rebuild()


@pytest.fixture(scope="module")
def story(trio_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three profiles in the middle of their work: something to undo, to export, to import, to decide, to approve."""
    folder = tmp_path_factory.mktemp("story") / "trio"
    shutil.copytree(trio_template, folder)
    trio = Trio.open(folder)
    records.add_record(trio.hq, "company", {"name_ja": "共有"}, channel=COUNTRY, id="shared")
    trio.exchange()
    for desk in (trio.vn, trio.hcm):
        records.set_fields(desk, "company", "shared", {"website": f"https://{desk.office}.example"})
    trio.exchange()
    records.batch(trio.hcm, OPERATIONS)
    for desk in (trio.vn, trio.hcm):
        records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": "to be sent"})
    for number, path in enumerate((*trio.send(trio.hcm, trio.hq), *trio.send(trio.vn, trio.hq))):
        path.rename(path.with_name(f"in-{number}.ascn"))
    records.set_fields(trio.vn, "company", "shared", {"note": "to be undone"})
    newcomer = new_desk(folder / "dn", "cg-da-nang")
    enrolment.make_request(newcomer, trio.post / "request")
    newcomer.close()
    trio.close()
    return folder


@pytest.fixture
def folder(story: Path, tmp_path: Path) -> Path:
    return shutil.copytree(story, tmp_path / "trio")


def opened(folder: Path, name: str) -> Callable[[], Desk]:
    return lambda: open_machine(folder / name)


def content(folder: Path, name: str) -> dict[str, Any]:
    desk = opened(folder, name)()
    found = dump(desk)
    desk.close()
    return found


@pytest.mark.parametrize("name", ACTS)
def test_a_desk_that_is_killed_in_the_middle_holds_all_or_nothing(folder: Path, tmp_path: Path, name: str) -> None:
    place, act = ACTS[name]
    pristine = shutil.copytree(folder, tmp_path / "pristine")
    before = content(folder, place)
    total = statements_of(opened(folder, place), lambda desk: act(desk, folder / "post"))
    assert total > 3 and (name == "rebuild" or content(folder, place) != before)
    points = sorted({2, total, *(max(1, total * part // 4) for part in range(1, 4))})
    for point in points:
        shutil.rmtree(folder)
        shutil.copytree(pristine, folder)
        killed = statements_of(opened(folder, place), lambda desk: act(desk, folder / "post"), kill_at=point)
        assert killed == 0
        desk = opened(folder, place)()
        # An export and an approval are several steps, each whole by itself; an import reads once more after its end.
        if name == "import" and point == total:
            assert dump(desk) != before
        elif name not in ("export", "approve"):
            assert dump(desk) == before
        act(desk, folder / "post")
        assert check(desk) == ()
        desk.close()


def test_no_half_of_a_file_is_left_where_an_export_was_killed(folder: Path, tmp_path: Path) -> None:
    total = statements_of(opened(folder, "vn"), lambda desk: export(desk, tmp_path))
    first = {path.name for path in tmp_path.glob("*.ascn")}
    assert len(first) == 2
    hq = opened(folder, "hq")()
    out = tmp_path / "out"
    for point in (total // 2, total - 1):
        out.mkdir(exist_ok=True)
        statements_of(opened(folder, "vn"), lambda desk: export(desk, out), kill_at=point)
        for path in out.glob("*.ascn"):
            assert exchange.verify(hq, path).code in (None, "not-for-this-desk")
    hq.close()


@pytest.mark.parametrize("name", ["save", "export", "import"])
@pytest.mark.parametrize("size", [0, 5_000, 100_000, 1_500_000])
def test_a_full_disk_stops_in_words_and_the_next_try_succeeds(folder: Path, name: str, size: int) -> None:
    place, act = ACTS[name]
    desk = opened(folder, place)()
    before = dump(desk)
    files = sorted(folder.rglob("*.ascn"))
    try:
        with short_of_space(size):
            act(desk, folder / "post")
        desk.close()
        return
    except MachineError as error:
        assert error.code in ("disk-full", "disk-failed", "cannot-write", "cannot-open-database")
        if name != "export":
            assert dump(desk) == before
            assert sorted(folder.rglob("*.ascn")) == files
    assert not list(folder.rglob("*.part"))
    assert check(desk) == ()
    act(desk, folder / "post")
    assert check(desk) == ()
    desk.close()


def test_an_acceptance_that_is_killed_is_whole_or_can_be_tried_again(folder: Path, tmp_path: Path) -> None:
    hq = opened(folder, "hq")()
    newcomer = opened(folder, "dn")()
    answer = approved(hq, newcomer, tmp_path)
    newcomer.close()
    pristine = shutil.copytree(folder / "dn", tmp_path / "dn")

    def accept(desk: Desk) -> None:
        enrolment.accept(desk, answer.path, answer.words)

    total = statements_of(opened(folder, "dn"), accept)
    for point in (1, total // 3, total // 2, total - 1, total):
        shutil.rmtree(folder / "dn")
        shutil.copytree(pristine, folder / "dn")
        statements_of(opened(folder, "dn"), accept, kill_at=point)
        desk = opened(folder, "dn")()
        if not desk.is_accepted:
            accept(desk)
        assert desk.is_accepted and check(desk) == ()
        records.add_record(desk, "city_note", {"city": "vn-da-nang", "text": "練習"})
        sent = exchange.export(desk, ["hq"], tmp_path)
        assert all(exchange.verify(hq, each.path).ok for each in sent)
        desk.close()
    # Only the last of these copies of one desk is the real one: two would fork its log.
    assert take(hq, [each.path for each in sent]).is_complete
    hq.close()
