"""Desks for the commands: made once, copied for each test; and a way to run a command and read what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ascn_desk import cli
from ascn_desk.base.clock import FixedClock
from ascn_desk.base.words import language, set_language
from ascn_desk.operations import enrolment, profiles

PASSPHRASE = "for the tests only"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICES = {"hq": "mori", "emb-vn": "sato", "cg-ho-chi-minh-city": "ito"}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object that it printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def lines(self) -> list[Any]:
        """Each line that it printed, as an object."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> str:
        """The code of the failure that it printed."""
        return str(self.json["error"]["code"])


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """English, a fixed clock, no profile or passphrase of the person who runs the tests."""
    before = language()
    for name in ("ASCN_DESK_PROFILE", "ASCN_DESK_PASSPHRASE_FILE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("ASCN_DESK_CLOCK", "2026-11-24T09:00:00Z")
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ASCN_DESK_PROFILE", str(tmp_path / "none"))
    yield
    set_language(before)


@pytest.fixture(scope="session")
def made_desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Headquarters and two missions that it registered."""
    folder = tmp_path_factory.mktemp("made")
    clock = FixedClock(NOW)
    (folder / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    desks = {
        office: profiles.create_desk(
            folder / office, office, officer, officer.title(), PASSPHRASE, clock=clock, language="en", roots=1
        )
        for office, officer in OFFICES.items()
    }
    for office in ("emb-vn", "cg-ho-chi-minh-city"):
        request, starter = folder / f"{office}.ascn-request", folder / f"{office}.ascn"
        enrolment.make_request(desks[office], request)
        words = enrolment.approve(desks["hq"], request, starter).words
        enrolment.accept(desks[office], starter, words)
    for desk in desks.values():
        desk.close()
    return folder


@pytest.fixture
def desks(made_desks: Path, tmp_path: Path) -> Path:
    """A copy of the three desks for one test."""
    folder = tmp_path / "desks"
    shutil.copytree(made_desks, folder)
    return folder


@pytest.fixture
def run(desks: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on one of the desks, for programs: ``run("emb-vn", "list", "case")``."""

    def command(office: str, *arguments: object, as_json: bool = True) -> Ran:
        common = ["--profile", str(desks / office), "--passphrase-file", str(desks / "passphrase")]
        return captured(capsys, *arguments, *common, *(["--json"] if as_json else []))

    return command


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with nothing but what is given."""
    return lambda *arguments: captured(capsys, *arguments)


def captured(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run a command in this process and catch what it says."""
    capsys.readouterr()
    code = cli.main([str(each) for each in arguments])
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)
