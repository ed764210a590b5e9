"""Headquarters with three root keys on a stick, for what several people sign, and an embassy that it does not know."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascn_desk.operations import enrolment, trust_root
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk, open_desk
from ascn_desk.operations.trust_changes import KeyAt, Signing
from ascn_desk.operations.trust_root import RoleWish
from ascn_desk.sync.keys import TRIFLING_COST
from ascn_desk.sync.trust import Trust
from tests.support.trio import PASSPHRASE, clock, new_desk

PHRASES = ["first-passphrase", "second-passphrase", "third-passphrase"]


@dataclass(slots=True)
class House:
    """Headquarters with three root keys on a stick, and an embassy that it does not know yet."""

    folder: Path
    hq: Desk
    vn: Desk

    @property
    def post(self) -> Path:
        return self.folder / "post"

    @property
    def trust(self) -> Trust:
        trust = self.hq.trust()
        assert trust is not None
        return trust

    def roots(self, *numbers: int) -> tuple[KeyAt, ...]:
        return tuple(KeyAt(self.folder / "stick" / f"root-{number}.key", PHRASES[number - 1]) for number in numbers)

    def new_key(self, name: str, purpose: Any) -> KeyAt:
        path = self.folder / "stick" / name
        trust_root.make_key(path, purpose, f"{name}-passphrase", self.hq.profile, TRIFLING_COST)
        return KeyAt(path, f"{name}-passphrase")

    def two_registry_keys(self) -> KeyAt:
        """From now on every change of the registry needs two people; the second one's key."""
        second = self.new_key("registry-2.key", "registry")
        trust_root.change_root(
            self.hq,
            Signing(root_keys=self.roots(1, 2), registry_keys=(second,)),
            registry=RoleWish(add=[str(second.path)], threshold=2),
        )
        return second

    def request(self) -> Path:
        return enrolment.make_request(self.vn, self.post / "request")


def build(folder: Path) -> Path:
    """Make the two profiles, closed; the folder."""
    (folder / "post").mkdir()
    hq = create_desk(
        folder / "hq", "hq", "sato", "佐藤", PASSPHRASE, clock=clock(), roots=3, root_dir=folder / "stick",
        root_passphrases=PHRASES, is_practice=True, cost=TRIFLING_COST,
    )  # fmt: skip
    vn = new_desk(folder / "vn", "emb-vn")
    for desk in (hq, vn):
        desk.close()
    return folder


@contextmanager
def opened(template: Path, folder: Path) -> Iterator[House]:
    """A copy of the two, open."""
    shutil.copytree(template, folder)
    desks = [open_desk(folder / name, PASSPHRASE, clock=clock()) for name in ("hq", "vn")]
    yield House(folder, *desks)
    for desk in desks:
        desk.close()
