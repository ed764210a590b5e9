"""What people and programs read of entries that claim to have seen what does not exist."""

from __future__ import annotations

import pytest

from ascn_desk.operations import over_claims
from ascn_desk.operations.over_claims import Claim
from tests.cli.conftest import Run

CLAIM = Claim(desk="a" * 26, n=12, channel="country/vn", kind="case", id="c-1", seen_desk="b" * 26, seen_n=7)


def test_check_names_desk_number_and_record_and_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_claims, "claims", lambda desk: (CLAIM,))
    told = run("hq", "check")
    assert (told.code, told.json["ok"], told.json["claims"]) == (0, True, [
        {"desk": "a" * 26, "n": 12, "channel": "country/vn", "kind": "case", "id": "c-1", "seen_desk": "b" * 26,
         "seen_n": 7}
    ])  # fmt: skip
    words = run("hq", "check", as_json=False).out
    assert "entry 12 of case c-1" in words and "entry 7 of desk " + "b" * 26 in words
    assert "存在しない記載" in run("hq", "check", "--lang", "ja", as_json=False).out
