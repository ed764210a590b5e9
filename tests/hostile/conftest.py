"""A trial for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.trial import Trial


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
    made = Trial(folder=tmp_path)
    yield made
    made.desk.close()
