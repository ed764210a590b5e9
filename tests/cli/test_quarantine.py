"""Refused files through the commands: quarantine list, retry, export, discard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_exchanging import CASE, EMBASSY, sent


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Path:
    """A damaged bundle of the embassy that headquarters refused."""
    run(EMBASSY, *CASE)
    path = Path(sent(run, EMBASSY, "hq", tmp_path))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert run("hq", "import", path).error == "damaged"
    return path


def test_a_refused_file_is_listed_tried_taken_out_and_thrown_away(run: Run, refused: Path, tmp_path: Path) -> None:
    (listed,) = run("hq", "quarantine", "list").json["quarantine"]
    assert {name: listed[name] for name in ("code", "file", "at", "size", "again")} == {
        "code": "damaged", "file": refused.name, "at": "2026-11-24T09:00:00Z", "size": refused.stat().st_size,
        "again": False,
    }  # fmt: skip
    assert "damaged or cut short" in listed["message"]
    tried = run("hq", "quarantine", "retry", listed["id"])
    assert (tried.code, tried.error, tried.json["files"][0]["quarantine"]) == (1, "damaged", listed["id"])
    out = tmp_path / "out.ascn"
    assert run("hq", "quarantine", "export", listed["id"], "--out", out).json == {"file": str(out), "exported": listed}
    assert out.read_bytes() == refused.read_bytes()
    assert run("hq", "quarantine", "discard", listed["id"][:8]).json == {"discarded": listed}
    assert run("hq", "quarantine", "list").json == {"quarantine": []}
    assert run("hq", "quarantine", "discard", listed["id"]).error == "not-in-quarantine"


def test_people_read_why_and_whether_it_is_tried_again(run: Run, refused: Path, tmp_path: Path) -> None:
    told = run("hq", "quarantine", "list", as_json=False).out
    assert "damaged" in told and "by hand" in told
    assert "手動" in run("hq", "quarantine", "list", "--lang", "ja", as_json=False).out
    listed = run("hq", "quarantine", "list").json["quarantine"][0]["id"]
    wrote = run("hq", "quarantine", "export", listed, "--out", tmp_path / "out.ascn", as_json=False)
    assert "stays in quarantine" in wrote.out
    assert "破棄しました" in run("hq", "quarantine", "discard", listed, "--lang", "ja", as_json=False).out
    assert "No file lies in quarantine" in run("hq", "quarantine", "list", as_json=False).out


def test_a_refused_file_is_explained_step_by_step(run: Run, refused: Path, tmp_path: Path) -> None:
    assert "steps" not in run("hq", "verify", refused).json
    told = run("hq", "verify", refused, "--explain")
    assert (told.code, told.error, len(told.json["steps"])) == (1, "damaged", 11)
    assert told.json["steps"][0] == {
        "step": 1, "ok": False, "code": "damaged", "message": told.json["error"]["message"]
    }  # fmt: skip
    assert told.json["steps"][1] == {"step": 2, "ok": None, "code": None, "message": "not reached"}
    good = run("hq", "inspect", sent(run, EMBASSY, "hq", tmp_path), "--explain")
    assert (good.code, {each["ok"] for each in good.json["steps"]}) == (0, {True})
    assert "未実施" in run("hq", "verify", refused, "--explain", "--lang", "ja", as_json=False).out
