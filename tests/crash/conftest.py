"""The profiles of the tests of this folder, made once, and the process that acts on them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.place import Place, build


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("crash")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        trial, file, files = build(folder)
    with victim() as process:
        yield Place(trial, folder, file, files, process)


@pytest.fixture(scope="session")
def on_medium(place: Place) -> Iterator[Place]:
    """The same, where what lies between the process and the system can be told to fail."""
    if sys.platform != "linux":
        pytest.skip("only Linux puts a library between a program and the system this way")
    between = place.folder / "medium.so"
    source = Path(__file__).with_name("medium.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(between), str(source), "-ldl"], check=True)
    with victim(LD_PRELOAD=str(between)) as process:
        yield place._replace(victim=process)


@contextlib.contextmanager
def victim(**environment: str) -> Iterator[subprocess.Popen[str]]:
    """The process that acts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.victim"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
    )  # fmt: skip
    assert process.stdin and process.stdout
    try:
        yield process
    finally:
        process.stdin.close()
        code = process.wait(timeout=30)
        process.stdout.close()
    assert code == 0
