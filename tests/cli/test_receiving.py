"""What came in, through the commands: bundles, set-aside, take-back."""

from __future__ import annotations

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
