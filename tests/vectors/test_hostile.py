"""Every hostile file meets its code at the public door, and the database stays what it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from tests.hostile.trial import logical_content
from tests.support.joined import reopened
from tests.vectors.receiver import receiver, taken
from tests.vectors.world import HERE, HOSTILE, encrypted

ROWS: list[dict[str, Any]] = json.loads((HERE / "hostile.json").read_text(encoding="utf-8"))
TABLE = [row for row in ROWS if not row["file"].startswith("request/")]
REFUSED = [row for row in TABLE if row["effect"] == "refused"]
OTHERS = [row for row in TABLE if row["effect"] != "refused"]
NOTED = ("received", "log", "desk", "channel", "setting")
"""Tables that also say from whom something came; all others hold what is known."""
_KEEPING = {"segment", "sealed", "entry", "record", "redacted"}
MAY_DIFFER = {"held-back": set(), "kept": _KEEPING, "takes-back": {*_KEEPING, "shown_case", "conflict"}}
"""Effect → the tables in which what does not count is kept, or what counted is gone."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all files that are refused whole: none of them may leave a trace."""
    folder = tmp_path_factory.mktemp("vectors")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        made = receiver(folder / "profile")
        yield made
        made.close()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same desk, closed, to be copied."""
    folder = tmp_path_factory.mktemp("closed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        receiver(folder / "profile").close()
    return folder / "profile"


@pytest.fixture(scope="module")
def content(desk: Desk) -> dict[str, Any]:
    """What the desk holds before any of the files came."""
    return logical_content(desk)


@pytest.fixture(scope="module")
def alone(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the desk holds when only the good segment came that comes beside every bad one."""
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        desk = reopened(closed, folder / "profile")
        try:
            taken(desk, file_of("good/alone.tar", folder))
            return logical_content(desk, but=NOTED)
        finally:
            desk.close()


def test_the_table_names_every_file_and_every_file_is_in_it() -> None:
    files = {str(path.relative_to(HOSTILE)) for path in HOSTILE.rglob("*.*")}
    assert {row["file"] for row in ROWS} == files
    assert len(ROWS) >= 150


def file_of(row: dict[str, Any] | str, folder: Path) -> Path:
    """The file to import: as it is kept, or the archive that is kept, encrypted to the receiver now."""
    path = HOSTILE / (row if isinstance(row, str) else row["file"])
    if path.suffix != ".tar":
        return path
    sealed = folder / "sealed.ascn"
    sealed.write_bytes(encrypted(path.read_bytes()))
    return sealed


@pytest.mark.parametrize("row", REFUSED, ids=[row["file"] for row in REFUSED])
def test_a_hostile_file_is_refused_with_its_code_and_changes_nothing(
    desk: Desk, content: dict[str, Any], row: dict[str, Any], tmp_path: Path
) -> None:
    path = file_of(row, tmp_path)
    rehearsed = exchange.rehearse(desk, [path])
    assert (rehearsed.files[0].code, rehearsed.files[0].ok) == (row["code"], False), rehearsed.files[0].message
    report = taken(desk, path)
    assert (report.files[0].code, report.files[0].ok) == (row["code"], False)
    assert report.why == {row["code"]: 0} and report.balance["received"] == 0
    assert logical_content(desk) == content


@pytest.mark.parametrize("row", OTHERS, ids=[row["file"] for row in OTHERS])
def test_what_is_held_back_or_kept_shows_nothing_and_the_good_beside_it_goes_on(
    closed: Path, alone: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]
) -> None:
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
    path = file_of(row, tmp_path)
    desk = reopened(closed, tmp_path / "profile")
    try:
        before = logical_content(desk)
        rehearsed = exchange.rehearse(desk, [path])
        assert logical_content(desk) == before
        report = taken(desk, path)
        assert (rehearsed.balance, rehearsed.why) == (report.balance, report.why)
        balance = dict(report.balance)
        assert balance.pop("received") == sum(balance.values())
        code = row["code"] if row["effect"] == "held-back" else None
        assert (report.files[0].ok, report.files[0].code) == (code is None, code), report.files[0].message
        assert report.why == ({row["code"]: row["stated"]} if row["effect"] != "taken" else {})
        assert report.balance["shown"] == 1, "the good segment beside it"
        after = logical_content(desk, but=NOTED)
    finally:
        desk.close()
    if row["effect"] != "taken":
        differ = {table for table in after if after[table] != alone[table]}
        assert differ <= MAY_DIFFER[row["effect"]], differ
