"""A system that writes less than it was asked to, a full disk, and a stick that is pulled: told below the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.place import BEGINNINGS, Place
from tests.crash.test_full import TOLD, left_over, outcome, steps_of


@pytest.mark.parametrize("act", BEGINNINGS)
def test_where_the_system_takes_a_few_bytes_at_once_the_act_is_whole_all_the_same(on_medium: Place, act: str) -> None:
    steps = steps_of(on_medium, act)
    on_medium.begin(act)
    answer = on_medium.order(act, medium={"SHORT_WRITES": "1000"})
    assert "error" not in answer
    assert on_medium.state() == steps[-1]
    assert [path for path in left_over(on_medium) if path.suffix != ".ascn"] == []


@pytest.mark.parametrize("act", BEGINNINGS)
def test_a_disk_that_is_full_is_told_as_such_and_with_room_the_act_succeeds(on_medium: Place, act: str) -> None:
    steps = steps_of(on_medium, act)
    told = {outcome(on_medium, act, steps, medium={"ROOM": str(room)}) for room in (0, 20_000)}
    assert told <= {"disk-full", None}
    assert "disk-full" in told


def test_a_stick_that_is_pulled_at_any_call_leaves_no_file_that_is_noted_as_sent_and_the_next_export_succeeds(
    on_medium: Place,
) -> None:
    steps = steps_of(on_medium, "export")
    pulled = 0
    while True:
        on_medium.begin("export")
        medium = {"PULLED_FOLDER": str(on_medium.out), "PULLED_AFTER": str(pulled)}
        answer = on_medium.order("export", medium=medium)
        found = on_medium.state()
        if "error" not in answer:
            assert found == steps[-1]
            break
        assert answer["error"] in TOLD
        # Sealed it is; not sent. What has a bundle's name on the stick is whole, or the state could not be told.
        assert found in steps[:-1]
        assert "error" not in on_medium.order("export")
        assert on_medium.state() == steps[-1]
        assert [path for path in on_medium.out.iterdir() if path.suffix != ".ascn"] == []
        pulled += 1
    # At least: looking into the folder, opening, writing, flushing, reading back, naming, flushing the name.
    assert pulled > 6


def test_what_lies_between_is_felt_by_who_does_not_mind_it(on_medium: Place, tmp_path: Path) -> None:
    """Else the tests of this module would show nothing."""
    program = "import os, sys; print(os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), bytes(5_000)))"
    between = str(on_medium.folder / "medium.so")
    for told, written in (({"SHORT_WRITES": "1000"}, 1_000), ({"ROOM": "3000"}, 3_000), ({}, 5_000)):
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "file")],
            env={**os.environ, "LD_PRELOAD": between, **told}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert int(done.stdout) == written
    on_medium.begin("save")
    medium = {"PULLED_FOLDER": str(on_medium.profile), "PULLED_AFTER": "0"}
    assert on_medium.order("save", medium=medium)["error"] in TOLD
