"""Killed while a purge is confirmed or imported: all or nothing is gone, and nothing stays after the next opening."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ascn_desk.operations import profiles, purging, records, upkeep
from ascn_desk.operations.desk import Desk
from tests.crash.test_killed import kills
from tests.operations.test_purging import PLAIN, SECRET, WHY, leaked, officer, texts
from tests.support.trio import PASSPHRASE, Trio, build, clock


class Place(NamedTuple):
    """A closed profile that holds what must go, and how to let it go: a request, or a file with the purge."""

    template: Path
    order: dict[str, Any]
    contact: str


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    folder = tmp_path_factory.mktemp("purged")
    build(folder / "trio")
    trio = Trio.open(folder / "trio")
    contact = leaked(trio)
    asked = purging.request(trio.hq, "contact", contact, why=WHY)
    officer(trio.hq)
    trio.hq.close()
    trio.vn.close()
    hq, vn = folder / "at-hq", folder / "at-vn"
    shutil.copytree(trio.folder / "hq", hq)
    shutil.copytree(trio.folder / "vn", vn)
    trio.hq, trio.vn = (profiles.open_desk(trio.folder / name, PASSPHRASE, clock=clock()) for name in ("hq", "vn"))
    purging.confirm(trio.hq, asked.id, officer="suzuki")
    (file,) = trio.send(trio.hq, "emb-vn")
    trio.close()
    return {
        "purge": Place(hq, {"act": "purge", "request": asked.id}, contact),
        "import": Place(vn, {"act": "import", "file": str(file)}, contact),
    }


@pytest.fixture(scope="module")
def victim() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.victim"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    yield process
    assert process.stdin and process.stdout
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()


@pytest.mark.parametrize("act", ["purge", "import"])
def test_after_a_kill_all_or_nothing_is_gone_and_the_next_try_succeeds(
    places: dict[str, Place], victim: subprocess.Popen[str], tmp_path: Path, act: str,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    place = places[act]
    seconds = tried(victim, place, tmp_path / "timed")["seconds"]
    whole = tried(victim, place, tmp_path / "whole", follow=True)
    assert not whole["killed"] and is_gone(tmp_path / "whole", place.contact)
    outcomes = set()
    killed = {"point": 0, "after": 0}
    for number, kill in enumerate(kills({**whole, "seconds": seconds}, f"redaction {act}")):
        profile = tmp_path / str(number)
        killed[next(iter(kill))] += tried(victim, place, profile, **kill)["killed"]
        gone = is_gone(profile, place.contact)
        outcomes.add(gone)
        if not gone:
            assert not tried(victim, place, profile, is_fresh=False)["killed"]
            assert is_gone(profile, place.contact)
        shutil.rmtree(profile)
    record_property("points", killed["point"])
    record_property("moments", killed["after"])
    assert False in outcomes, "no kill came before the end"


def tried(
    victim: subprocess.Popen[str], place: Place, profile: Path, *, is_fresh: bool = True, **more: Any
) -> dict[str, Any]:
    """Let the victim act on a copy of the profile."""
    if is_fresh:
        shutil.copytree(place.template, profile)
    order = {**place.order, "profile": str(profile), "passphrase": PASSPHRASE, **more}
    assert victim.stdin and victim.stdout
    victim.stdin.write(json.dumps(order) + "\n")
    victim.stdin.flush()
    answer: dict[str, Any] = json.loads(victim.stdout.readline())
    return answer


def is_gone(profile: Path, contact: str) -> bool:
    """Whether what must go went, the desk being sound either way; opening it does what was left undone."""
    desk = profiles.open_desk(profile, PASSPHRASE, clock=clock(), state=profile / "state")
    try:
        assert upkeep.check(desk) == ()
        held, due = texts(desk), _due(desk)
        assert due == []
        shown = records.show_record(desk, "contact", contact)
        assert (SECRET in held) == (PLAIN in held) == (shown.redacted == ())
        return SECRET not in held
    finally:
        desk.close()


def _due(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        return list(connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'scrub'").scalars())
