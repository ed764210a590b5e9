"""Paper, sheets, journal, check, rebuild, backup and restore through the commands."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

CASE = ("case", "add", "--company", "nec", "--category", "information", "--summary", "practice", "--city", "vn-hanoi")


def test_a_city_brief_is_printed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "hanoi.pdf"
    ran = run("emb-vn", "pack", "city-brief", "--record", "city:vn-hanoi", "--out", out, "--language", "both")
    assert ran.code == 0
    assert (ran.json["file"], ran.json["pages"], len(ran.json["sha256"])) == (str(out), 2, 64)
    assert all(set(each) == {"code", "page", "message"} for each in ran.json["warnings"])
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["nonsense", "--record", "city:vn-hanoi"], 2, "unknown-template"),
        (["city-brief", "--record", "vn-hanoi"], 2, "bad-record"),
        (["city-brief", "--record", "nonsense:x"], 2, "unknown-kind"),
        (["city-brief", "--record", "city:vn-nowhere"], 1, "unknown-record"),
        (["city-brief", "--record", "city:vn-hanoi", "--as-of", "31/2"], 1, "bad-date"),
        (["city-brief", "--record", "city:vn-hanoi", "--marking", "nonsense"], 2, "bad-choice"),
        (["city-brief", "--record", "city:vn-hanoi", "--language", "fr"], 2, "not-one-of"),
    ],
)
def test_a_pack_that_cannot_be_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], code: int, error: str
) -> None:
    ran = run("emb-vn", "pack", *arguments, "--out", tmp_path / "x.pdf")
    assert (ran.code, ran.error) == (code, error)
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_that_is_not_there_is_the_machines_trouble(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "none" / "x.pdf"
    ran = run("emb-vn", "pack", "city-brief", "--record", "city:vn-hanoi", "--out", out)
    assert (ran.code, ran.error) == (3, "cannot-write")


def test_cases_go_to_a_sheet_and_a_form_is_empty(run: Run, tmp_path: Path) -> None:
    run("emb-vn", *CASE)
    ran = run("emb-vn", "sheet", "export", "case", "--out", tmp_path / "cases.xlsx")
    assert ran.json == {"file": str(tmp_path / "cases.xlsx"), "rows": 1}
    assert openpyxl.load_workbook(tmp_path / "cases.xlsx").worksheets
    none = run("emb-vn", "sheet", "export", "case", "--out", tmp_path / "none.xlsx", "--where", "priority=low")
    assert none.json["rows"] == 0
    form = run("emb-vn", "sheet", "template", "case", "--out", tmp_path / "form.xlsx")
    assert form.json == {"file": str(tmp_path / "form.xlsx"), "rows": 0}


def test_the_journal_streams_what_counts_with_who_wrote_it(run: Run, desks: Path) -> None:
    run("emb-vn", *CASE)
    lines = run("emb-vn", "journal").lines
    assert len(lines) > 700
    added = lines[-1]
    assert {"n", "at", "by", "kind", "id", "set", "desk", "channel", "writer"} <= set(added)
    assert (added["kind"], added["channel"], added["writer"]) == ("case", "office/emb-vn", "mission")
    assert lines[0]["writer"] == "headquarters"
    assert run("emb-vn", "journal", "--after", added["n"] - 1, as_json=False).lines == [added]
    assert run("emb-vn", "journal", "--after", added["n"]).out == ""
    assert len(run("emb-vn", "journal", "--all").lines) == len(lines)


def test_a_sound_desk_is_found_sound_and_computed_anew_the_same(run: Run) -> None:
    run("emb-vn", *CASE)
    before = run("emb-vn", "fingerprint", "--state").json
    checked = run("emb-vn", "check")
    nothing = {"ok": True, "findings": [], "warnings": [], "claims": [], "waiting": []}
    assert (checked.code, checked.json) == (0, nothing)
    rebuilt = run("emb-vn", "rebuild").json
    assert rebuilt["entries"] == len(run("emb-vn", "journal").lines) and rebuilt["records"] > 700
    assert run("emb-vn", "fingerprint", "--state").json == before


def test_a_backup_brings_back_what_was(run: Run, desks: Path, tmp_path: Path) -> None:
    case = run("emb-vn", *CASE).json
    saved = run("emb-vn", "backup", "--out", tmp_path / "copy.db")
    assert saved.json == {"file": str(tmp_path / "copy.db")}
    assert Path(run("emb-vn", "backup").json["file"]).parent == desks / "emb-vn" / "backups"
    run("emb-vn", "set", "case", case["id"], "summary=other")
    restored = run("emb-vn", "restore", tmp_path / "copy.db")
    assert (restored.code, restored.json["office"]) == (0, "emb-vn")
    assert run("emb-vn", "show", "case", case["id"]).json["values"]["summary"] == "practice"
    (tmp_path / "text.db").write_text("no backup", encoding="utf-8")
    refused = run("emb-vn", "restore", tmp_path / "text.db")
    assert (refused.code, refused.error) == (1, "not-a-backup")
