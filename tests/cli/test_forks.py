"""Forked logs through the commands: both branches for programs and for people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_exchanging import CASE, EMBASSY, sent


@pytest.fixture
def case(run: Run, desks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case of headquarters that two machines with the keys of the embassy changed; headquarters holds both."""
    made: dict[str, Any] = run("hq", *CASE, "--channel", "country/vn").json
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    shutil.copytree(desks / EMBASSY, desks / "copy")
    for machine, priority in ((EMBASSY, "high"), ("copy", "low")):
        # Each machine remembers by itself how far it came.
        monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / f"state-{machine}"))
        run(machine, "set", "case", made["id"], f"priority={priority}", "--why", f"by {machine}")
        path = sent(run, machine, "hq", tmp_path / machine)
        monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
        run("hq", "import", path)
    return str(made["id"])


def test_programs_get_what_each_branch_wrote_and_what_is_written_again(run: Run, case: str) -> None:
    (fork,) = run("hq", "trust", "forks").json["forks"]
    assert (fork["office"], fork["channel"], fork["ruled"], fork["end"]) == (EMBASSY, "country/vn", False, None)
    assert fork["shared"] == {"number": 0, "identity": None, "n": 0}
    told = {}
    for branch in fork["branches"]:
        (entry,) = branch["wrote"]
        assert (entry["id"], entry["kind"], entry["standing"], branch["by"]) == (case, "case", "candidate", ["sato"])
        assert entry["set"] == {"priority": entry["registers"][0]["value"]}
        told[entry["why"]] = entry["registers"][0]
    assert {why: (each["value"], each["state"], each["shown"]) for why, each in told.items()} == {
        f"by {EMBASSY}": ("high", "forked", False), "by copy": ("low", "forked", False)
    }  # fmt: skip
    first, second = (branch["identity"] for branch in fork["branches"])
    again = {each["keep"]: [(one["branch"], one["fields"], one["done"]) for one in each["again"]]
             for each in fork["rulings"]}  # fmt: skip
    assert again == {first: [(second, ["priority"], False)], second: [(first, ["priority"], False)]}
    assert fork["waiting"] == {"numbers": [], "missing": []}


def test_people_read_the_branches_side_by_side_before_and_after_the_ruling(run: Run, case: str) -> None:
    (fork,) = run("hq", "trust", "forks").json["forks"]
    kept = next(each for each in fork["branches"] if each["wrote"][0]["set"]["priority"] == "high")
    before = run("hq", "trust", "forks", as_json=False).out
    assert "1 entries by sato" in before and "not ruled" in before and "High" in before and "Low" in before
    assert before.count("stays, 1 entries of the others are written again:") == 2
    assert "Support case “practice”: Priority" in before
    rule = run("hq", "trust", "rule", fork["desk"], "country/vn", "--keep", kept["identity"])
    assert rule.code == 0
    after = run("hq", "trust", "forks", as_json=False).out
    assert f"Branch {kept['identity'][:12]} stays; 1 entries" in after and "(done)" not in after
    assert run("hq", "write-again", fork["desk"]).json == {"written": 1, "left": 0}
    japanese = run("hq", "trust", "forks", "--lang", "ja", as_json=False).out
    assert "再記入済み" in japanese and "（済）" in japanese and "優先度" in japanese
