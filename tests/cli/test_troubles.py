"""What the machine cannot do ends with 3 and one sentence; as a program of its own it behaves like one."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from ascn_desk import cli
from ascn_desk.base.clock import FixedClock
from ascn_desk.cli import running
from ascn_desk.operations import profiles
from ascn_desk.operations.desk import Desk
from tests.cli.conftest import NOW, PASSPHRASE, Run, captured

CASE = ("case", "add", "--company", "nec", "--category", "information", "--summary", "practice")


def opened(desks: Path, office: str = "emb-vn") -> Desk:
    return profiles.open_desk(desks / office, PASSPHRASE, clock=FixedClock(NOW))


def apart(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    """The program as a program of its own, without a terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASCN_DESK")}
    extra = more.pop("environment", {})
    assert isinstance(extra, dict)
    return subprocess.run(
        [sys.executable, "-m", "ascn_desk", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**environment, **extra},
        **more,  # type: ignore[call-overload]
    )


def test_a_database_of_a_newer_program_is_left_alone(run: Run, desks: Path) -> None:
    desk = opened(desks)
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 999")
    desk.close()
    ran = run("emb-vn", "list", "case")
    assert (ran.code, ran.error) == (3, "newer-schema")
    assert "999" in ran.json["error"]["message"]


def test_a_database_in_use_is_not_waited_for_for_ever(run: Run, desks: Path) -> None:
    desk = opened(desks)
    with desk.store.writing():
        ran = run("emb-vn", *CASE)
    desk.close()
    assert (ran.code, ran.error) == (3, "database-locked")
    assert run("emb-vn", "list", "case").json["total"] == 0


def test_commands_run_beside_an_open_desk(run: Run, desks: Path) -> None:
    desk = opened(desks)
    with desk.store.reading():
        assert run("emb-vn", *CASE).code == 0
    desk.close()


@pytest.mark.parametrize("name", ["desk.db", "keys/desk.key"])
def test_a_damaged_desk_is_told_from_a_wrong_passphrase(run: Run, desks: Path, name: str) -> None:
    path = desks / "emb-vn" / name
    content = bytearray(path.read_bytes())
    for place in range(100, min(len(content), 3000)):
        content[place] ^= 0xFF
    path.write_bytes(content)
    ran = run("emb-vn", "list", "case", "--lang", "ja")
    assert ran.code == 3 and ran.error in ("damaged-database", "damaged-key-file")
    assert "破損" in ran.json["error"]["message"]


def test_the_database_of_another_desk_is_refused(run: Run, desks: Path) -> None:
    (desks / "emb-vn" / "desk.db").write_bytes((desks / "cg-ho-chi-minh-city" / "desk.db").read_bytes())
    ran = run("emb-vn", "list", "case")
    assert (ran.code, ran.error) == (3, "damaged-database")


def test_a_full_disk_saves_nothing_and_breaks_nothing(run: Run, desks: Path, tmp_path: Path) -> None:
    common = ["--profile", desks / "emb-vn", "--passphrase-file", desks / "passphrase", "--json"]
    batch = tmp_path / "b.jsonl"
    line = {"add": "follow_up", "values": {"what": "x" * 180}}
    batch.write_text((json.dumps(line) + "\n") * 2000, encoding="utf-8")
    ran = apart("batch", batch, *common, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000,) * 2))
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert json.loads(ran.stdout)["error"]["code"] in ("disk-full", "disk-failed")
    assert run("emb-vn", "list", "follow_up").json["total"] == 0
    assert run("emb-vn", "check").json["ok"]


def test_a_mistake_of_the_program_is_reported_as_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> object:
        raise ZeroDivisionError("for the test")

    monkeypatch.setattr(running, "runners", broken)
    ran = captured(capsys, "kinds", "--json")
    assert (ran.code, ran.error) == (3, "program-error")
    assert "ZeroDivisionError" in ran.err


def test_an_interrupted_command_is_silent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "runners", interrupted)
    ran = captured(capsys, "kinds")
    assert (ran.code, ran.out, ran.err) == (running.INTERRUPTED, "", "")


def test_every_declared_command_can_be_run() -> None:
    from ascn_desk.cli.declared import BY_NAME

    assert set(running.runners()) == set(BY_NAME)


def test_a_command_is_needed_where_no_window_is(bare: Run) -> None:
    assert (bare("--json").code, bare("--json").error) == (2, "command-needed")


def test_words_follow_the_option_then_the_desk_then_the_system(
    bare: Run, desks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert bare("--help").out.startswith("使い方")
    profiles.note_public(desks / "emb-vn", language="en")
    assert bare("--help", "--profile", desks / "emb-vn").out.startswith("Usage")
    profiles.note_public(desks / "emb-vn", language="ja")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert bare("--help", "--profile", desks / "emb-vn").out.startswith("使い方")
    assert bare("--help", "--profile", desks / "emb-vn", "--lang", "en").out.startswith("Usage")


def test_the_system_speaks_by_its_environment() -> None:
    assert running.system_language({"LC_ALL": "ja_JP.UTF-8", "LANG": "en"}) == "ja"
    assert running.system_language({"LC_ALL": "", "LANG": "de"}) == "en"


def test_as_a_program_it_prints_utf_8_whatever_the_locale_is() -> None:
    ran = apart("kinds", "case", "--json", environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert ran.returncode == 0 and "支援案件" in ran.stdout


def test_as_a_program_it_asks_nobody_where_nobody_is(desks: Path) -> None:
    ran = apart("list", "case", "--profile", desks / "emb-vn")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1 and "--passphrase-file" in ran.stderr


def test_a_reader_that_has_enough_is_no_trouble(desks: Path) -> None:
    common = f"--profile {desks / 'emb-vn'} --passphrase-file {desks / 'passphrase'}"
    line = f"set -o pipefail; {sys.executable} -m ascn_desk journal {common} | head -n 1"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["n"] == 1


def test_version_and_help_of_a_command_are_printed(bare: Run) -> None:
    assert bare("--version").out.startswith("ascn-desk ")
    assert "--max-size" in bare("export", "--help").out


def test_the_face_of_the_package_is_small() -> None:
    assert set(cli.__all__) == {"main", "wanted_window"}
