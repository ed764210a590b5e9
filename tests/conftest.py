"""What every test needs before anything else is imported."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Machines are noisy: a slow moment is no failure.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--write-golden``: what tests compare pages with is written anew, to be read in the diff."""
    parser.addoption("--write-golden", action="store_true")


@pytest.fixture(scope="session", autouse=True)
def _no_state_of_this_machine() -> Iterator[None]:
    """What desks keep beside their profiles goes nowhere near the person who runs the tests."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", folder)
        yield


@pytest.fixture(autouse=True)
def _own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test is a machine of its own: the desks that it copies were never here before."""
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path.with_name(f"{tmp_path.name}-state")))
