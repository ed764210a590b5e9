"""Desks made through the product's own doors that trust a headquarters which a test plays itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ascn_desk.base.clock import Clock, FixedClock
from ascn_desk.operations import enrolment, profiles
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.keys import TRIFLING_COST
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.request import read_request

PASSPHRASE = "正しい合言葉 correct"
NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def join(
    profile: Path,
    office: str,
    register: Callable[[RegisteredDesk], bytes],
    words: Callable[[], list[str]],
    *,
    countries: tuple[str, ...] = ("vn",),
    clock: Clock | None = None,
) -> Desk:
    """A new desk, enrolled: ``register`` takes what the registry shall say and gives the starter bundle.

    Shapes: ``words``: the twelve words of the root, as heard by telephone.
    """
    desk = profiles.create_desk(
        profile, office, "sato", "佐藤", PASSPHRASE, clock=clock or FixedClock(NOON), cost=TRIFLING_COST
    )
    request_path = profile.parent / f"{profile.name}.ascn-request"
    enrolment.make_request(desk, request_path)
    request = read_request(request_path.read_bytes(), None)
    channels = (*(f"country/{country}" for country in countries), f"office/{office}")
    registered = RegisteredDesk(
        desk=request.desk,
        office=office,
        kind="mission",
        name=request.name,
        public=bytes.fromhex(request.public),
        age=request.age,
        paths=channels,
        reads=("reference", *channels),
        since="2026-11-01T00:00:00Z",
        ends={},
    )
    starter = profile.parent / f"{profile.name}-starter.ascn"
    starter.write_bytes(register(registered))
    enrolment.accept(desk, starter, words())
    return desk


def reopened(template: Path, profile: Path, *, clock: Clock | None = None) -> Desk:
    """A copy of a closed profile, opened."""
    if profile.exists():
        shutil.rmtree(profile)
    shutil.copytree(template, profile)
    return profiles.open_desk(profile, PASSPHRASE, clock=clock or FixedClock(NOON), state=profile / "state")
