"""The receiving desk of the vectors: a profile made through the product's doors, under keys that stay the same."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import enrolment, exchange, profiles
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.keys import TRIFLING_COST, DeskKeys, unwrap_profile, wrap_profile
from ascn_desk.sync.trust import judge
from tests.support.joined import NOON, PASSPHRASE
from tests.vectors.world import HELD, RECEIVER, REGISTRY, ROOT_CHAIN, Key, bundle, encrypted

TRUST = judge(None, None, ROOT_CHAIN, REGISTRY)


def keys_of(key: Key) -> DeskKeys:
    """The keys as the product takes them."""
    return DeskKeys(seed=key.seed, age_secret=key.age_secret)


def receiver(profile: Path) -> Desk:
    """The desk, enrolled, holding what :data:`tests.vectors.world.HELD` names."""
    clock = FixedClock(NOON)
    made = profiles.create_desk(profile, "emb-vn", "sato", "佐藤", PASSPHRASE, clock=clock, cost=TRIFLING_COST)
    made.close()
    key_file = profile / "keys" / "desk.key"
    secrets = dataclasses.replace(unwrap_profile(key_file.read_bytes(), PASSPHRASE), desk=keys_of(RECEIVER))
    key_file.write_bytes(wrap_profile(secrets, PASSPHRASE, TRIFLING_COST))
    desk = profiles.open_desk(profile, PASSPHRASE, clock=clock)
    starter = profile.with_name(f"{profile.name}-starter.ascn")
    starter.write_bytes(encrypted(bundle(HELD)))
    enrolment.accept(desk, starter, TRUST.words("en"))
    return desk


def taken(desk: Desk, path: Path) -> exchange.ImportReport:
    """Import one file through the public door."""
    return exchange.import_files(desk, [path], has_backup=False)
