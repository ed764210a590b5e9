"""Killed without warning at any write point and at any moment: afterwards all or nothing, and the next try succeeds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from ascn_desk.operations import exchange, exports, records, setting_aside, upkeep
from ascn_desk.operations.backups import BACKUPS
from ascn_desk.operations.desk import Desk
from ascn_desk.store import backup as copies
from ascn_desk.sync.bundle import verify_bundle
from tests.crash.victim import CASE, CHANNEL
from tests.hostile.trial import Trial
from tests.support.joined import reopened
from tests.support.workload import Workload

MOMENTS = int(os.environ.get("ASCN_DESK_CRASHES", "2"))
"""How many random moments are tried for each act, and at most how many of its named write points, first and last."""

BEGINNINGS = {
    "save": "plain", "seal": "plain", "export": "plain", "import": "plain", "set-aside": "imported",
    "take-back": "aside", "rebuild": "stale", "backup": "imported",
}  # fmt: skip
"""What each act is tried on."""


class Place(NamedTuple):
    """Closed profiles to begin from, a file to import, and the process that acts and dies."""

    trial: Trial
    folder: Path
    file: Path
    victim: subprocess.Popen[str]

    @property
    def profile(self) -> Path:
        return self.folder / "profile"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def begin(self, act: str) -> None:
        """The state before the act."""
        for folder in (self.profile, self.out):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / BEGINNINGS[act], self.profile)
        self.out.mkdir()

    def order(self, act: str, **more: Any) -> dict[str, Any]:
        """Let the victim act; ``point`` or ``after`` kills it."""
        assert self.victim.stdin and self.victim.stdout
        order = {"act": act, "profile": str(self.profile), "out": str(self.out), "file": str(self.file), **more}
        self.victim.stdin.write(json.dumps(order) + "\n")
        self.victim.stdin.flush()
        answer: dict[str, Any] = json.loads(self.victim.stdout.readline())
        assert answer["killed"] or answer["status"] == 0, answer
        return answer

    def state(self) -> dict[str, Any]:
        """What a person would see of the profile as it lies there; no file has a name that it has not earned."""
        desk = reopened(self.profile, self.folder / "looked-at")
        try:
            for path in self.out.glob("*.ascn"):
                verify_bundle(path.read_bytes(), self.trial.world.hq, self.trial.trust, None)
            kept = copies.backups(self.profile / BACKUPS)
            for each in kept:
                assert copies.check_copy(each, desk.store.key) == []
                assert copies.beside(each, copies.KEY_FILE).is_file()
            return {**state_of(desk), "backups": len(kept)}
        finally:
            desk.close()


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
        trial.desk.profile.rename(folder / "plain")
        _after(folder, "plain", "imported", lambda desk: exchange.import_files(desk, [file], has_backup=False))
        _after(folder, "imported", "aside", _put_aside)
        _after(folder, "imported", "stale", _spoil)
        victim = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.victim"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        yield Place(trial, folder, file, victim)
        assert victim.stdin and victim.stdout
        victim.stdin.close()
        assert victim.wait(timeout=30) == 0
        victim.stdout.close()


def _after(folder: Path, before: str, name: str, act: Callable[[Desk], Any]) -> None:
    desk = reopened(folder / before, folder / name)
    act(desk)
    desk.close()


def _put_aside(desk: Desk) -> None:
    setting_aside.set_aside(desk, setting_aside.bundles(desk)[0].bundle)


def _spoil(desk: Desk) -> None:
    """What a rebuild mends: a shown table that lost rows and has wrong ones."""
    with desk.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM shown_case WHERE _record % 3 = 0")
        connection.exec_driver_sql("UPDATE shown_case SET summary = 'wrong' WHERE _record % 3 = 1")


def state_of(desk: Desk) -> dict[str, Any]:
    """What a person would see of the desk; ids by chance, times and file names left out."""
    with desk.store.reading() as connection:
        count = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("entry", "segment", "sealed", "sent", "received", "conflict", "record", "shown_case")
        }
    # The digest of a channel depends on the id that a new record was given, so it is left out where own ones lie.
    prints = [
        (each.channel, each.unsealed, *([] if count["sealed"] or each.unsealed else [each.sha256, each.state]))
        for each in upkeep.fingerprint(desk, state=True)
    ]
    aside = [each.aside is not None for each in setting_aside.bundles(desk)]
    return {"count": count, "channels": prints, "aside": aside, "check": [each.code for each in upkeep.check(desk)]}


def kills(whole: dict[str, Any], seed: str) -> list[dict[str, Any]]:
    """The first and the last of each named write point, or of some, the very last of all, and some moments."""
    chance = Random(seed)
    points = sorted({point for ends in whole["names"].values() for point in ends})
    chosen = {1, whole["points"], *(points if len(points) <= 2 * MOMENTS else chance.sample(points, MOMENTS))}
    moments = [chance.random() * whole["seconds"] for _ in range(MOMENTS)]
    return [{"point": point} for point in sorted(chosen)] + [{"after": moment} for moment in moments]


@pytest.mark.parametrize("act", BEGINNINGS)
def test_after_a_kill_all_or_nothing_is_there_and_the_next_try_succeeds(
    place: Place, act: str, record_property: Callable[[str, object], None]
) -> None:
    place.begin(act)
    before = place.state()
    assert before["check"] == (["shown-differs"] if act == "rebuild" else [])
    whole = place.order(act, follow=True)
    after = place.state()
    assert after != before and after["check"] == []
    place.begin(act)
    whole["seconds"] = place.order(act)["seconds"]
    steps = [before, *_between(place, act, before), after]
    killed = {"point": 0, "after": 0}
    for kill in kills(whole, act):
        place.begin(act)
        answer = place.order(act, **kill)
        killed[next(iter(kill))] += answer["killed"]
        found = place.state()
        assert found in steps, (kill, found)
        if found != after:
            assert not place.order(act)["killed"]
            again = {**place.state(), "backups": after["backups"]}
            # Of two saves the first may have landed, and is then made twice.
            assert again == after or (act == "save" and found != before and again["check"] == []), (kill, again)
    record_property("points", killed["point"])
    record_property("moments", killed["after"])
    assert killed["point"] >= MOMENTS


def _between(place: Place, act: str, before: dict[str, Any]) -> list[dict[str, Any]]:
    """The states that may stand in the middle: of two saves, of sealing and sending, of a backup and its import."""
    if act == "import":
        return [{**before, "backups": 1}]
    if act not in ("save", "export"):
        return []
    place.begin(act)
    desk = reopened(place.profile, place.folder / "between")
    if act == "save":
        records.set_fields(desk, "case", CASE, {"summary": "改"}, channel=CHANNEL)
    else:
        exports.seal(desk, exports.accepted_trust(desk))
    try:
        return [{**state_of(desk), "backups": 0}]
    finally:
        desk.close()
