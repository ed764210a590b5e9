"""The story plays to its end, in both languages, and writes nothing outside its folder."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ascn_desk.base.words import LANGUAGES
from ascn_desk.cli import demo
from tests.cli.conftest import Run


def test_the_story_tells_its_figures_to_programs(bare: Run, tmp_path: Path) -> None:
    folder = tmp_path / "story"
    ran = bare("demo", "--dir", folder, "--no-window", "--json")
    assert ran.code == 0
    told = ran.json
    assert (told["refused"], told["conflicts"], told["parallel"], told["pages"]) == ("damaged", 1, 1, 2)
    balance = {name: count for name, count in told["balance"].items() if name != "why"}
    assert sum(balance.values()) == 2 * balance["received"] and balance["in_conflict"] == 2
    assert set(told["words"]) == {"reference", "country/vn"} and all(len(each) == 6 for each in told["words"].values())
    assert Path(told["pdf"]).read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(told["workbook"]).worksheets
    assert told["window"] is False
    assert {path.name for path in tmp_path.iterdir()} == {"story"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_is_told_to_people_step_by_step(bare: Run, tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "story"
    ran = bare("demo", "--dir", folder, "--no-window", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    steps = [line for line in ran.out.splitlines() if line[:3] in {f"{number}  " for number in range(1, 7)}]
    assert len(steps) == 6
    assert {"en": "practice", "ja": "練習"}[lang] in ran.out
    for place in ("hq", "emb-vn", "cg-ho-chi-minh-city", "papers/hanoi.pdf", "papers/cases.xlsx", "passphrase.txt"):
        assert str(folder / place) in ran.out
    common = ["--profile", folder / "emb-vn", "--passphrase-file", folder / "passphrase.txt", "--json"]
    listed = bare("list", "case", *common)
    assert listed.json["total"] == 5
    assert all("【" in row["summary"] for row in listed.json["rows"])


def test_a_practice_desk_is_not_let_into_another_registry(bare: Run, run: Run, desks: Path, tmp_path: Path) -> None:
    folder = tmp_path / "story"
    bare("demo", "--dir", folder, "--no-window", "--json")
    request = folder / "post" / "emb-vn.ascn-request"
    ran = run("hq", "enrol", "approve", request, "--out", tmp_path / "s.ascn")
    assert ran.code == 1 and ran.error in ("practice-mixed", "root-is-another")


def test_a_folder_that_holds_something_is_left_alone(bare: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    ran = bare("demo", "--dir", tmp_path, "--no-window", "--json")
    assert (ran.code, ran.error) == (1, "folder-not-empty")


def test_without_a_folder_named_a_new_one_is_made_here(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ascn-desk-practice-1").mkdir()
    told = bare("demo", "--no-window", "--json").json
    assert told["dir"] == str(tmp_path / "ascn-desk-practice-2")


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
