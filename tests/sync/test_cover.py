"""The cover sheet."""

from __future__ import annotations

from typing import Any

from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.archive import BLOCK
from ascn_desk.sync.cover import cover_text
from tests.sync.makers import World

WORLD = World()


def _cover(**changes: Any) -> str:
    usual: dict[str, Any] = {
        "registry": WORLD.trust().registry,
        "sender": WORLD.embassy.desk,
        "to": (WORLD.hq.desk,),
        "created": "2026-11-24T09:31:00Z",
        "segments": 3,
        "files": 2,
        "note": "週報",
        "payload_type": "application/x",
    }
    return cover_text(**{**usual, **changes})


def test_it_says_from_whom_to_whom_when_and_how_much() -> None:
    cover = _cover()
    for said in (
        f"Desk of emb-vn (emb-vn, {WORLD.embassy.desk})",
        f"Desk of hq (hq, {WORLD.hq.desk})",
        "2026-11-24T09:31:00Z",
        "3 segments, 2 files",
        "週報",
    ):
        assert said in cover


def test_a_reference_update_is_for_anyone() -> None:
    cover = _cover(to=())
    assert "全拠点 / anyone" in cover
    assert "age" not in cover and "tar xf FILE.ascn" in cover


def test_a_note_stays_on_its_line_and_an_unknown_desk_by_its_name() -> None:
    cover = _cover(note="one\n\n4. rm -rf /", sender=WORLD.stranger.desk)
    assert ": one 4. rm -rf /\n" in cover
    assert f": {WORLD.stranger.desk}\n" in cover
    assert ": -\n" in _cover(note="")


def test_it_costs_a_bundle_for_mail_no_more_than_two_blocks() -> None:
    assert len(_cover(payload_type=envelopes.BUNDLE_TYPE).encode()) <= 2 * BLOCK
