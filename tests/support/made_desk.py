"""Real desks for tests that need one: small key costs, a clock that stands, records put in as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk
from ascn_desk.operations.writing import new_change, write
from ascn_desk.sync.keys import Cost

PASSPHRASE = "correct horse"
NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CHEAP = Cost(lanes=1, passes=1, memory_kib=64)


def make_desk(profile: Path, office: str = "hq", *, is_practice: bool = False) -> Desk:
    """A fresh desk of an office, with the shipped data; headquarters' with its root and registry."""
    return create_desk(
        profile,
        office,
        "saeki",
        "佐伯 航",
        PASSPHRASE,
        clock=FixedClock(NOON),
        roots=1,
        is_practice=is_practice,
        cost=CHEAP,
    )


def put(desk: Desk, kind: str, values: Mapping[str, Any], channel: str | None = None) -> str:
    """Save a new record; its id."""
    with desk.writing() as ledger:
        change = new_change(desk, ledger, kind, values, channel=channel)
        write(desk, ledger, [change])
        return change.id
