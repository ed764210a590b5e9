"""Setting up a desk and having it registered, with everything that can go wrong on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("long enough\nsecond line\n", encoding="utf-8")
    return path


def test_a_mission_and_headquarters_are_set_up_and_the_mission_is_registered(
    bare: Run, tmp_path: Path, secret: Path
) -> None:
    common = ["--passphrase-file", secret, "--json"]
    hq, emb = tmp_path / "hq", tmp_path / "emb"
    made = bare("init", "--office", "hq", "--officer", "mori", "--roots", "1", "--profile", hq, *common)
    assert (made.code, made.json["office"], len(made.json["desk"])) == (0, "hq", 26)
    assert [path.name for path in (tmp_path / "hq-root").iterdir()] == ["root-1.key"]
    mission = bare("init", "--office", "emb-vn", "--officer", "sato", "--profile", emb, *common)
    assert mission.code == 0
    asked = bare("enrol", "request", "--out", tmp_path / "r", "--profile", emb, *common)
    assert asked.json == {"desk": mission.json["desk"], "file": str(tmp_path / "r")}
    approved = bare("enrol", "approve", tmp_path / "r", "--out", tmp_path / "s.ascn", "--profile", hq, *common)
    assert (approved.json["desk"], approved.json["registry"]) == (mission.json["desk"], 2)
    words = approved.json["words"]
    assert len(words) == 12
    wrong = bare("enrol", "accept", tmp_path / "s.ascn", "--words", *reversed(words), "--profile", emb, *common)
    assert (wrong.code, wrong.error) == (1, "wrong-words")
    accepted = bare("enrol", "accept", tmp_path / "s.ascn", "--words", " ".join(words), "--profile", emb, *common)
    assert (accepted.code, accepted.json["office"]) == (0, "emb-vn")
    assert accepted.json["entries"] > 700
    shown = [bare("trust", "show", "--profile", each, *common).json for each in (hq, emb)]
    assert shown[0] == shown[1]
    assert list(shown[0]) == ["root", "registry", "fingerprint", "words", "warnings"] and shown[0]["words"] == words


def test_the_twelve_words_must_be_twelve_and_somebody_must_know_them(run: Run, desks: Path) -> None:
    for words in (["--words", "one two"], []):
        ran = run("emb-vn", "enrol", "accept", desks / "emb-vn.ascn", *words)
        assert (ran.code, ran.error) == (2, "twelve-words")


def test_headquarters_keeps_three_root_keys_under_three_passphrases(bare: Run, tmp_path: Path, secret: Path) -> None:
    own = ["--profile", tmp_path / "hq", "--passphrase-file", secret, "--json"]
    common = ["--office", "hq", "--officer", "mori", *own]
    assert bare("init", *common).error == "root-dir-needed"
    stick = tmp_path / "stick"
    files = [tmp_path / f"root-secret-{number}" for number in (1, 2, 3)]
    for number, file in enumerate(files):
        file.write_text(f"passphrase number {number}", encoding="utf-8")
    two = bare("init", *common, "--root-dir", stick, "--root-passphrase-file", *files[:2])
    assert (two.code, two.error) == (2, "root-passphrases")
    nobody = bare("init", *common, "--root-dir", stick)
    assert (nobody.code, nobody.error) == (2, "passphrase-needed")
    assert not (tmp_path / "hq").exists()
    made = bare("init", *common, "--root-dir", stick, "--root-passphrase-file", *files)
    assert made.code == 0
    assert len(list(stick.iterdir())) == 3


def test_what_cannot_be_set_up_is_refused_and_leaves_nothing(bare: Run, tmp_path: Path, secret: Path) -> None:
    start = ["init", "--officer", "sato", "--profile", tmp_path / "p", "--json"]
    unknown = bare(*start, "--office", "emb-xx", "--passphrase-file", secret)
    assert (unknown.code, unknown.error) == (1, "unknown-office")
    (tmp_path / "short").write_text("short", encoding="utf-8")
    short = bare(*start, "--office", "emb-vn", "--passphrase-file", tmp_path / "short")
    assert (short.code, short.error) == (1, "passphrase-too-short")
    assert not (tmp_path / "p").exists()
    assert bare(*start, "--office", "emb-vn", "--passphrase-file", secret).code == 0
    again = bare(*start, "--office", "emb-vn", "--passphrase-file", secret)
    assert (again.code, again.error) == (1, "profile-exists")


def test_a_passphrase_comes_from_a_file_or_the_environment_or_not_at_all(
    bare: Run, desks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = ["list", "tag", "--profile", desks / "emb-vn", "--json"]
    nobody = bare(*listing)
    assert (nobody.code, nobody.error) == (2, "passphrase-needed")
    monkeypatch.setenv("ASCN_DESK_PASSPHRASE_FILE", str(desks / "passphrase"))
    assert bare(*listing).code == 0
    missing = bare(*listing, "--passphrase-file", tmp_path / "none")
    assert (missing.code, missing.error) == (2, "passphrase-file")
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    empty = bare(*listing, "--passphrase-file", tmp_path / "empty")
    assert (empty.code, empty.error) == (2, "passphrase-empty")
    (tmp_path / "wrong").write_text("not the one at all", encoding="utf-8")
    wrong = bare(*listing, "--passphrase-file", tmp_path / "wrong")
    assert (wrong.code, wrong.error) == (1, "wrong-passphrase")
    assert wrong.json["error"]["message"].startswith("The passphrase is wrong.")


def test_where_no_desk_is_it_says_so(bare: Run, tmp_path: Path, secret: Path) -> None:
    ran = bare("list", "case", "--profile", tmp_path / "p", "--passphrase-file", secret, "--json")
    assert (ran.code, ran.error) == (1, "no-profile")


def test_before_its_acceptance_a_desk_shows_what_is_shipped_and_writes_cases(
    bare: Run, tmp_path: Path, secret: Path
) -> None:
    common = ["--profile", tmp_path / "p", "--passphrase-file", secret, "--json"]
    bare("init", "--office", "emb-vn", "--officer", "sato", *common)
    assert bare("show", "city", "vn-hanoi", *common).json["values"]["name_en"] == "Hanoi"
    added = bare("case", "add", "--company", "nec", "--category", "information", "--summary", "x", *common)
    assert added.code == 0
    export = bare("export", "--to", "hq", "--out", tmp_path, *common)
    assert (export.code, export.error) == (1, "not-accepted-yet")
    assert bare("set", "city", "vn-hanoi", "name_en=x", *common).code == 1


def test_headquarters_takes_in_a_newer_edition_and_a_mission_does_not(run: Run) -> None:
    assert run("hq", "reference", "update").json == {"edition": "2026-11", "created": 0, "updated": 0, "kept": 0}
    assert run("emb-vn", "reference", "update").error == "headquarters-only"
