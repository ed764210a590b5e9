"""Profiles in the middle of their work, and a process that acts on copies of them and may be stopped at any moment."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ascn_desk.operations import exchange, exports, records, setting_aside, upkeep
from ascn_desk.operations.backups import BACKUPS
from ascn_desk.operations.desk import Desk
from ascn_desk.store import backup as copies
from ascn_desk.sync.bundle import verify_bundle
from tests.crash.victim import CASE, CHANNEL
from tests.hostile.trial import Trial
from tests.support.joined import reopened
from tests.support.workload import Workload

BEGINNINGS = {
    "save": "plain", "seal": "plain", "export": "plain", "import": "plain", "import-many": "plain",
    "set-aside": "imported", "take-back": "aside", "rebuild": "stale", "backup": "imported",
}  # fmt: skip
"""What each act is tried on."""


class Place(NamedTuple):
    """Closed profiles to begin from, a file to import, and the process that acts and dies."""

    trial: Trial
    folder: Path
    file: Path
    files: list[Path]
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
        """Let the victim act; ``point`` or ``after`` kills it, ``size`` and ``spare`` leave it little room."""
        assert self.victim.stdin and self.victim.stdout
        paths = {"profile": str(self.profile), "out": str(self.out), "file": str(self.file)}
        order = {"act": act, **paths, "files": list(map(str, self.files)), **more}
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


def between(place: Place, act: str, before: dict[str, Any]) -> list[dict[str, Any]]:
    """The states that may stand in the middle: of two saves, of sealing and sending, of a backup and its import."""
    if act == "import":
        return [{**before, "backups": 1}]
    if act == "import-many":
        return [{**before, "backups": 1}, *_lots(place, act)]
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


def _lots(place: Place, act: str) -> list[dict[str, Any]]:
    """The states after the first lot, after the second, but not after the last."""
    place.begin(act)
    desk = reopened(place.profile, place.folder / "between")
    try:
        states = []
        for path in place.files[:-1]:
            exchange.import_files(desk, [path], has_backup=False)
            states.append({**state_of(desk), "backups": 1})
        return states
    finally:
        desk.close()


def build(folder: Path) -> tuple[Trial, Path, list[Path]]:
    """Make the profiles that the acts begin from, closed: who plays headquarters, a file to import, its parts."""
    trial = Trial(folder=folder)
    # Longer than some pages and without a pattern, so that to seal it needs room.
    details = "".join(Random(1).choices([chr(code) for code in range(0x4E00, 0x9FA0)], k=8_000))
    values = {"summary": "始", "details": details, "company": "nippon-koei", "category": "tax"}
    records.add_record(trial.desk, "case", values, channel=CHANNEL, id=CASE)
    work = Workload(changes=2_000)
    trial.change(*[each for each in work.first_trust.registry.desks.values() if each.office != "hq"])
    file = trial.path(trial.bundle([*work.made, *work.edited]))
    halves = [work.made[::2], work.made[1::2], work.edited]
    files = [trial.path(trial.bundle(segments)) for segments in halves]
    trial.desk.close()
    trial.desk.profile.rename(folder / "made")
    _after(folder, "made", "plain", lambda desk: None)
    _after(folder, "plain", "imported", lambda desk: exchange.import_files(desk, [file], has_backup=False))
    _after(folder, "imported", "aside", _put_aside)
    _after(folder, "imported", "stale", _spoil)
    return trial, file, files


def _after(folder: Path, before: str, name: str, act: Callable[[Desk], Any]) -> None:
    desk = reopened(folder / before, folder / name)
    act(desk)
    # Without free pages, so that whoever writes needs room.
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")
    desk.close()


def _put_aside(desk: Desk) -> None:
    setting_aside.set_aside(desk, setting_aside.bundles(desk)[0].bundle)


def _spoil(desk: Desk) -> None:
    """What a rebuild mends: a shown table that lost rows and has wrong ones."""
    with desk.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM shown_case WHERE _record % 3 = 0")
        connection.exec_driver_sql("UPDATE shown_case SET summary = 'wrong' WHERE _record % 3 = 1")
