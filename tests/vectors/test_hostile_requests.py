"""Every hostile request meets its code, and a request from the same hands is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.request import read_request
from tests.vectors.hostile_requests import ROTATION, request_payload
from tests.vectors.receiver import TRUST
from tests.vectors.world import HERE, HOSTILE, REQUEST_TYPE, STRANGER, WRITER, envelope

ROWS: list[dict[str, Any]] = [
    row
    for row in json.loads((HERE / "hostile.json").read_text(encoding="utf-8"))
    if row["file"].startswith("request/")
]


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_a_hostile_request_is_refused_with_its_code(row: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        read_request((HOSTILE / row["file"]).read_bytes(), TRUST.registry)
    assert caught.value.code == row["code"]


def test_an_honest_request_from_the_same_hands_is_read() -> None:
    alone = read_request(envelope(REQUEST_TYPE, request_payload(), STRANGER), TRUST.registry)
    rotation = envelope(REQUEST_TYPE, request_payload(**ROTATION), STRANGER, WRITER)
    assert alone.desk == STRANGER.desk
    assert read_request(rotation, TRUST.registry).previous == WRITER.desk
