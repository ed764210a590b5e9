"""Attachments through the commands, from an embassy to headquarters."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

EMBASSY = "emb-vn"


def test_a_file_attached_to_a_case_is_written_out_at_headquarters(run: Run, tmp_path: Path) -> None:
    case = run(EMBASSY, "case", "add", "--company", "nec", "--category", "information", "--summary", "practice").json
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"%PDF-1.7 practice")
    done = run(EMBASSY, "attach", "case", case["reference"], source, "--note", "published plan")
    assert done.code == 0 and set(done.json) == {"id", "channel", "n", "sha256", "size"}
    assert (done.json["channel"], done.json["size"]) == (case["channel"], 17)
    (file,) = run(EMBASSY, "export", "--to", "hq", "--out", tmp_path / "post").json["files"]
    assert run("hq", "import", file["path"]).code == 0
    out = tmp_path / "out.pdf"
    assert run("hq", "attachment", "save", done.json["id"], "--out", out).json == {"file": str(out)}
    assert out.read_bytes() == source.read_bytes()


def test_what_is_no_file_or_no_attachment_is_told(run: Run, tmp_path: Path) -> None:
    case = run(EMBASSY, "case", "add", "--company", "nec", "--category", "information", "--summary", "practice").json
    assert run(EMBASSY, "attach", "case", case["id"], tmp_path / "none").error == "no-such-file"
    (tmp_path / "empty").touch()
    assert run(EMBASSY, "attach", "case", case["id"], tmp_path / "empty").error == "empty-file"
    assert run(EMBASSY, "attachment", "save", "nothing", "--out", tmp_path).error == "unknown-record"
