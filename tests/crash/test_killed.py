"""Killed without warning at any write point and at any moment: afterwards all or nothing, and the next try succeeds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from ascn_desk.operations import exchange, records, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.bundle import verify_bundle
from tests.crash.victim import CASE, CHANNEL
from tests.hostile.trial import Trial, logical_content
from tests.support.joined import reopened
from tests.support.workload import Workload

MOMENTS = int(os.environ.get("ASCN_DESK_CRASHES", "4"))
"""How many random moments and write points are tried for each act; some dozens where time allows."""


class Place(NamedTuple):
    """A closed profile with a case and unsealed entries, and a file to import."""

    trial: Trial
    template: Path
    file: Path
    victim: subprocess.Popen[str]

    @property
    def profile(self) -> Path:
        return self.template.with_name("profile")

    @property
    def out(self) -> Path:
        return self.template.with_name("out")

    def again(self) -> None:
        """The state before the act."""
        for folder in (self.profile, self.out):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, self.profile)
        self.out.mkdir()

    def order(self, act: str, **more: Any) -> dict[str, Any]:
        """Let the victim act; ``point`` or ``after`` kills it."""
        assert self.victim.stdin and self.victim.stdout
        order = {"act": act, "profile": str(self.profile), "out": str(self.out), "file": str(self.file), **more}
        self.victim.stdin.write(json.dumps(order) + "\n")
        self.victim.stdin.flush()
        answer: dict[str, Any] = json.loads(self.victim.stdout.readline())
        return answer

    def open(self) -> Desk:
        return reopened(self.profile, self.template.with_name("looked-at"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("crash")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        trial = Trial(folder=folder)
        values = {"summary": "始", "company": "nippon-koei", "category": "tax"}
        records.add_record(trial.desk, "case", values, channel=CHANNEL, id=CASE)
        work = Workload(changes=4_000)
        trial.change(*[each for each in work.first_trust.registry.desks.values() if each.office != "hq"])
        file = trial.path(trial.bundle([*work.made, *work.edited]))
        trial.desk.close()
        template = folder / "template"
        trial.desk.profile.rename(template)
        victim = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.victim"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        yield Place(trial, template, file, victim)
        assert victim.stdin and victim.stdout
        victim.stdin.close()
        assert victim.wait(timeout=30) == 0
        victim.stdout.close()


def state_of(desk: Desk) -> dict[str, Any]:
    """What a person would see of the desk; ids by chance, times and file names left out."""
    prints = upkeep.fingerprint(desk, state=True)
    with desk.store.reading() as connection:
        count = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("entry", "segment", "sealed", "sent", "received", "conflict", "record")
        }
    # The digest of a channel depends on the id that a new record was given, so it is left out where one was.
    return {"count": count, "channels": [(each.channel, each.unsealed) for each in prints]}


def kills(whole: dict[str, Any], seed: str) -> list[dict[str, Any]]:
    """First, last and some other write points, and some moments."""
    chance = Random(seed)
    points = {1, whole["points"], *(chance.randint(1, whole["points"]) for _ in range(MOMENTS))}
    moments = [chance.random() * whole["seconds"] * 1.1 for _ in range(MOMENTS)]
    return [{"point": point} for point in sorted(points)] + [{"after": moment} for moment in moments]


@pytest.mark.parametrize("act", ["save", "export", "import"])
def test_after_a_kill_all_or_nothing_is_there_and_the_next_try_succeeds(place: Place, act: str) -> None:
    place.again()
    before = _looked_at(place)
    whole = place.order(act)
    assert not whole["killed"]
    after = _looked_at(place)
    assert after != before
    steps = _steps(place, act, before, after)
    killed = 0
    for kill in kills(whole, act):
        place.again()
        answer = place.order(act, **kill)
        killed += answer["killed"]
        found = _looked_at(place)
        assert found in steps, (kill, found)
        assert not place.order(act)["killed"]
        desk = place.open()
        try:
            assert upkeep.check(desk) == ()
            _check_files(place)
            if act == "import":
                assert state_of(desk) == after
            else:
                assert logical_content(desk)["entry"]
        finally:
            desk.close()
    assert killed >= MOMENTS


def _looked_at(place: Place) -> dict[str, Any]:
    """The state of the profile as it lies there, checked from the bytes up."""
    desk = place.open()
    try:
        assert upkeep.check(desk) == ()
        _check_files(place)
        return state_of(desk)
    finally:
        desk.close()


def _steps(place: Place, act: str, before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """The states that may stand after a kill: a save is one transaction each, sealing one before each file."""
    if act == "import":
        return [before, after]
    place.again()
    desk = reopened(place.profile, place.template.with_name("between"))
    try:
        if act == "save":
            records.set_fields(desk, "case", CASE, {"summary": "改"}, channel=CHANNEL)
            return [before, state_of(desk), after]
        exchange.export(desk, ["hq"], place.out)
        sealed = state_of(desk)
        sealed["count"] = {**sealed["count"], "sent": before["count"]["sent"]}
        return [before, sealed, after]
    finally:
        desk.close()


def _check_files(place: Place) -> None:
    """No file has a bundle's name that is not a whole one."""
    trust = place.trial.trust
    for path in place.out.glob("*.ascn"):
        verify_bundle(path.read_bytes(), place.trial.world.hq, trust, None)
