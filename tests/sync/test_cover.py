"""The cover sheet."""

from __future__ import annotations

from typing import Any

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
        "3 セグメント / segments, 2 添付資料 / attachments",
        "週報",
    ):
        assert said in cover


def test_a_reference_update_is_for_anyone() -> None:
    assert "全拠点 / anyone" in _cover(to=())


def test_a_note_stays_on_its_line_and_an_unknown_desk_by_its_name() -> None:
    cover = _cover(note="one\n\n4. rm -rf /", sender=WORLD.stranger.desk)
    assert ": one 4. rm -rf /\n" in cover
    assert f": {WORLD.stranger.desk}\n" in cover
    assert ": -\n" in _cover(note="")
