"""The story plays to its end, in both languages, and writes nothing outside its folder."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascn_desk import cli
from ascn_desk.cli import demo
from ascn_desk.cli.story import new_folder
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The story as it is told to programs."""
    folder = tmp_path_factory.mktemp("around") / "story"
    with redirect_stdout(StringIO()) as said:
        assert cli.main(["demo", "--dir", str(folder), "--no-window", "--json", "--lang", "en"]) == 0
    told: dict[str, Any] = json.loads(said.getvalue())
    return told


def test_the_story_tells_its_figures_to_programs(played: dict[str, Any]) -> None:
    assert (played["refused"], played["conflicts"], played["parallel"], played["pages"]) == ("damaged", 1, 1, 2)
    balance = {name: count for name, count in played["balance"].items() if name != "why"}
    assert sum(balance.values()) == 2 * balance["received"] and balance["in_conflict"] == 2
    assert set(played["words"]) == {"reference", "country/vn"}
    assert all(len(each) == 6 for each in played["words"].values())
    assert Path(played["pdf"]).read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(played["workbook"]).worksheets
    assert played["window"] is False


def test_the_story_writes_nothing_outside_its_folder(played: dict[str, Any]) -> None:
    folder = Path(played["dir"])
    assert [path.name for path in folder.parent.iterdir()] == ["story"]


def test_the_cases_of_the_story_say_that_they_are_practice(played: dict[str, Any], bare: Run) -> None:
    common = ["--profile", played["desks"]["emb-vn"], "--passphrase-file", played["passphrase_file"], "--json"]
    listed = bare("list", "case", *common).json
    assert listed["total"] == 5
    assert all(row["summary"].startswith("【practice】") for row in listed["rows"])


def test_a_practice_desk_is_not_let_into_another_registry(
    played: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    request = Path(played["dir"]) / "post" / "emb-vn.ascn-request"
    ran = run("hq", "enrol", "approve", request, "--out", tmp_path / "s.ascn")
    assert ran.code == 1 and ran.error in ("practice-mixed", "root-is-another")
    assert not (tmp_path / "s.ascn").exists()


def test_the_story_is_told_to_people_step_by_step_in_their_language(bare: Run, tmp_path: Path) -> None:
    folder = tmp_path / "story"
    ran = bare("demo", "--dir", folder, "--no-window", "--lang", "ja")
    assert (ran.code, ran.err) == (0, "")
    steps = [line for line in ran.out.splitlines() if line[:3] in {f"{number}  " for number in range(1, 7)}]
    assert len(steps) == 6
    assert "【練習】" in ran.out and "採用されなかった値" in ran.out
    for place in ("hq", "emb-vn", "cg-ho-chi-minh-city", "papers/hanoi.pdf", "papers/cases.xlsx", "passphrase.txt"):
        assert str(folder / place) in ran.out


def test_a_folder_that_holds_something_is_left_alone(bare: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    ran = bare("demo", "--dir", tmp_path, "--no-window", "--json")
    assert (ran.code, ran.error) == (1, "folder-not-empty")


def test_without_a_folder_named_a_new_one_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ascn-desk-practice-1").mkdir()
    assert new_folder(None) == (tmp_path / "ascn-desk-practice-2").resolve()


def test_a_display_is_looked_for_before_a_window_is_opened() -> None:
    assert demo.has_display({"DISPLAY": ":0"}, "linux")
    assert demo.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not demo.has_display({}, "linux")
    assert not demo.has_display({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert demo.has_display({}, "win32")


def test_the_window_is_a_program_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/echo")
    started = demo.open_window(tmp_path, tmp_path / "passphrase.txt")
    assert started.wait(10) == 0
