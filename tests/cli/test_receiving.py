"""What came in, through the commands: bundles, set-aside, take-back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_exchanging import CASE, EMBASSY, sent


@pytest.fixture
def received(run: Run, tmp_path: Path) -> str:
    """A bundle of the embassy that headquarters imported; its id."""
    run(EMBASSY, *CASE)
    run("hq", "import", sent(run, EMBASSY, "hq", tmp_path))
    (found,) = run("hq", "bundles").json["bundles"]
    return str(found["bundle"])


def test_an_import_is_undone_and_taken_back(run: Run, received: str) -> None:
    (listed,) = run("hq", "bundles").json["bundles"]
    assert {name: listed[name] for name in ("office", "number", "entries", "new", "conflicts", "open", "aside")} == {
        "office": EMBASSY, "number": 1, "entries": 1, "new": 1, "conflicts": 0, "open": False, "aside": None
    }  # fmt: skip
    tried = run("hq", "set-aside", received, "--dry-run")
    assert run("hq", "list", "case").json["total"] == 1
    done = run("hq", "set-aside", received)
    assert tried.json == done.json == {
        "bundle": received, "office": EMBASSY, "number": 1, "segments": 1, "entries": 1, "records": 1
    }  # fmt: skip
    assert run("hq", "list", "case").json["total"] == 0
    assert run("hq", "bundles").json["bundles"][0]["aside"] == {"at": "2026-11-24T09:00:00Z", "by": "mori"}
    again = run("hq", "set-aside", received)
    assert (again.code, again.error) == (1, "aside-already")
    assert run("hq", "take-back", f"{EMBASSY}:1").json == done.json
    assert run("hq", "list", "case").json["total"] == 1


def test_people_read_what_ceased_to_count(run: Run, received: str) -> None:
    assert "1 entries of 1 records" in run("hq", "set-aside", received, "--dry-run", as_json=False).out
    assert "count no more" in run("hq", "set-aside", received, as_json=False).out
    assert "set aside by mori" in run("hq", "bundles", as_json=False).out
    assert "除外" in run("hq", "bundles", "--lang", "ja", as_json=False).out
    assert "元に戻した場合" in run("hq", "take-back", received, "--dry-run", "--lang", "ja", as_json=False).out
    assert "count again" in run("hq", "take-back", received, as_json=False).out


@pytest.fixture
def lost(run: Run, desks: Path, tmp_path: Path) -> str:
    """A copy of headquarters that lacks what the embassy saw confirmed; the file that it then gets."""
    run(EMBASSY, *CASE)
    shutil.copytree(desks / "hq", desks / "behind")
    for _ in range(2):
        run("hq", "import", sent(run, EMBASSY, "hq", tmp_path))
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    run(EMBASSY, *CASE)
    return sent(run, EMBASSY, "hq", tmp_path)


def test_numbers_that_never_came_and_what_waits_for_them_are_told(run: Run, lost: str, tmp_path: Path) -> None:
    assert [each["missing"] for each in run("hq", "import", lost).json["chains"]] == [[]]
    run("behind", "import", lost)
    run(EMBASSY, *CASE)
    run(EMBASSY, "export", "--to", "hq", "--out", tmp_path / "nowhere")
    rehearsed, done = (run("behind", command, sent(run, EMBASSY, "hq", tmp_path)) for command in ("rehearse", "import"))
    desk = run("behind", "bundles").json["bundles"][0]["desk"]
    chain = {"office": EMBASSY, "desks": [desk], "open": False, "first": 3, "last": 6, "missing": [[1, 2], [4, 5]],
             "broken": [], "came_otherwise": False}  # fmt: skip
    assert done.json["chains"] == [chain]
    assert rehearsed.json["chains"] == [chain | {"last": 5, "missing": [[1, 2], [4, 4]]}]
    waits = {"desk": desk, "office": EMBASSY, "channel": "office/emb-vn", "numbers": [[2, 3]], "entries": 2,
             "missing": [[1, 1]], "too_high": [], "unpurged": []}  # fmt: skip
    for told in (done, run("behind", "bundles"), run("behind", "check")):
        assert told.json["waiting"] == [waits]
    assert (run("behind", "check").json["ok"], done.error) == (True, "import-incomplete")


def test_people_read_what_is_missing_and_what_waits(run: Run, lost: str, desks: Path, tmp_path: Path) -> None:
    run("behind", "import", lost)
    assert "Missing from" not in run("hq", "bundles", as_json=False).out
    run(EMBASSY, "export", "--to", "hq", "--out", tmp_path / "nowhere")
    after = sent(run, EMBASSY, "hq", tmp_path)
    said = run("behind", "import", after, as_json=False).out
    assert "no. 1–2, 4, of those up to no. 5" in said and "segments 2 (1 entries) wait for 1." in said
    assert "wait for 1." in run("behind", "check", as_json=False).out
    listed = run("behind", "bundles", "--lang", "ja", as_json=False).out
    assert "届いていない番号" in listed and "1 の到着を待っています" in listed
    assert ["5", "1–2,", "4"] in [each.split()[-3:] for each in listed.splitlines()]
