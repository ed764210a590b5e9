"""New keys and writing again as commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_exchanging import CASE, EMBASSY, sent


def test_a_desk_asks_for_new_keys_and_goes_on_with_the_answer(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, *CASE)
    request, starter = tmp_path / "new.ascn-request", tmp_path / "starter.ascn"
    asked = run(EMBASSY, "enrol", "rotate", "--out", request).json
    assert asked["file"] == str(request) and asked["desk"] != asked["previous"]
    assert run("hq", "enrol", "inspect", request).json["previous"] == asked["previous"]
    assert run("hq", "enrol", "approve", request, "--out", starter).code == 0
    assert run(EMBASSY, "import", starter).code == 0
    run(EMBASSY, *CASE)
    assert run("hq", "import", sent(run, EMBASSY, "hq", tmp_path)).json["balance"]["received"] == 2
    assert {each["desk"] for each in run("hq", "journal").lines} >= {asked["desk"], asked["previous"]}


def test_headquarters_approves_its_own_new_keys_and_goes_on(run: Run, tmp_path: Path) -> None:
    request, starter = tmp_path / "own.ascn-request", tmp_path / "none.ascn"
    asked = run("hq", "enrol", "rotate", "--out", request).json
    done = run("hq", "enrol", "approve", request, "--out", starter).json
    assert (done["desk"], done["file"], starter.exists()) == (asked["desk"], None, False)
    again = run("hq", "enrol", "rotate", "--out", request).json
    assert again["previous"] == asked["desk"]
    told = run("hq", "enrol", "approve", request, "--out", starter, "--lang", "ja", as_json=False).out
    assert "開始用パッケージは不要" in told
    run(EMBASSY, *CASE)
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    assert run("hq", "import", sent(run, EMBASSY, "hq", tmp_path)).code == 0


def test_a_restored_desk_says_so_and_how_to_go_on(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, *CASE)
    backup = tmp_path / "desk.db"
    run(EMBASSY, "backup", "--out", backup)
    sent(run, EMBASSY, "hq", tmp_path)
    assert run(EMBASSY, "restore", backup).code == 0
    assert run(EMBASSY, *CASE).error == "desk-behind"
    found = run(EMBASSY, "check")
    assert (found.code, [each["code"] for each in found.json["findings"]]) == (3, ["desk-behind"])
    assert "enrol rotate" in run(EMBASSY, *CASE, as_json=False).err
    assert "enrol rotate" in run(EMBASSY, *CASE, "--lang", "ja", as_json=False).err


def test_what_a_closed_desk_sent_too_late_is_written_again_by_headquarters(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, "add", "city_note", "city=vn-hanoi", "text=in time")
    desk = run("hq", "trust", "show").json
    assert desk["registry"]
    run("hq", "import", sent(run, EMBASSY, "hq", tmp_path))
    (name,) = {each["desk"] for each in run("hq", "journal").lines if each["writer"] == "mission"}
    assert run("hq", "write-again", name).error == "log-not-ended"
    assert run("hq", "write-again", "zzzz").error == "unknown-desk"
