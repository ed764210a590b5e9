"""The desk and the bundle that each version left are opened by this one, and say what they said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ascn_desk.operations import exchange, upkeep
from tests.support.joined import reopened
from tests.vectors.world import COUNTRY, GOOD, HERE

VERSIONS = sorted(path.name for path in (HERE / "old").iterdir())
SAID = json.loads((GOOD / "expected.json").read_text(encoding="utf-8"))["channels"][COUNTRY]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_desk_of_an_earlier_version_opens_and_shows_what_it_showed(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
    desk = reopened(HERE / "old" / version, tmp_path / "profile")
    try:
        (found,) = upkeep.fingerprint(desk, COUNTRY, state=True)
        assert (found.sha256, found.state) == (SAID["fingerprint"], SAID["state"])
        assert upkeep.check(desk) == ()
        report = exchange.import_files(desk, [HERE / "old" / version / "bundle.ascn"], has_backup=False)
        assert report.files[0].is_known
    finally:
        desk.close()
