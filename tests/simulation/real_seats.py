"""Real desks for a play: profiles of all offices, enrolled once and copied for each seed; clocks that are years off."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import enrolment
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk, open_desk
from ascn_desk.operations.trust_changes import NOBODY_ELSE, Signing
from ascn_desk.store.branches import record_key
from ascn_desk.store.entries import stored_entries
from ascn_desk.store.names import Names
from ascn_desk.sync.keys import TRIFLING_COST
from tests.simulation.cast import HQ, Record, Role

PASSPHRASE = "practice-passphrase"
PEOPLE = ("sato", "tanaka")
STATE = "state"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Calendar:
    """The month and step of a play, by which all its clocks go."""

    def __init__(self) -> None:
        self.month = 1
        self.step = 0

    def instant(self) -> datetime:
        return START + timedelta(days=30 * self.month, minutes=self.step)


class SeatClock:
    """The clock of one machine, off by ``skew``."""

    def __init__(self, calendar: Calendar, skew: timedelta) -> None:
        self._calendar = calendar
        self._skew = skew

    def now(self) -> datetime:
        return self._calendar.instant() + self._skew


@dataclass(slots=True)
class Form:
    """A record as a person opened it, and every entry of it that counted then."""

    record: Record
    seen: dict[str, int]
    eyes: frozenset[str]
    by: str


@dataclass(slots=True, eq=False)
class Seat:
    """A machine at which two people work; ``former``: the desks that it was before it got new keys.

    ``was_put_back``: an earlier state of the database was put beside files that are younger.
    """

    role: Role
    name: str
    profile: Path
    desk: Desk
    clock: SeatClock
    is_liar: bool = False
    is_gone: bool = False
    forms: list[Form] = field(default_factory=list)
    backup: Path | None = None
    was_put_back: bool = False
    former: frozenset[str] = frozenset()

    def open(self) -> None:
        self.desk = open_machine(self.profile, self.clock)

    def as_person(self, by: str) -> Desk:
        """The desk while one of its people works at it."""
        self.desk.about = replace(self.desk.about, officer=by)
        return self.desk


def open_machine(profile: Path, clock: FixedClock | SeatClock) -> Desk:
    """A desk on a machine of its own: what the machine keeps beside the profile lies in the profile's folder."""
    return open_desk(profile, PASSPHRASE, clock=clock, state=profile / STATE)


@contextmanager
def seeded_chance(seed: str) -> Iterator[None]:
    """The machine's own chance comes from a seed, so that keys, ids and salts are the same in every run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", Random(seed).randbytes)
        yield


def build(folder: Path, cast: list[Role]) -> None:
    """Make and enrol the profiles of all roles, closed."""
    (folder / "post").mkdir(parents=True)
    with seeded_chance("template"):
        clock = FixedClock(START)
        hq = create_desk(folder / HQ, HQ, "saeki", "佐伯", PASSPHRASE, clock=clock, roots=1, cost=TRIFLING_COST)
        for role in cast:
            if role.name != HQ:
                new_desk(hq, role, folder / role.name, folder / "post", clock).close()
        hq.close()


def new_desk(
    hq: Desk, role: Role, profile: Path, post: Path, clock: FixedClock | SeatClock, signing: Signing = NOBODY_ELSE
) -> Desk:
    """A new desk of an office, enrolled."""
    desk = create_desk(profile, role.office, PEOPLE[0], "佐藤", PASSPHRASE, clock=clock, cost=TRIFLING_COST)
    asks = post / f"{desk.desk[:6]}.ascn-request"
    enrolment.make_request(desk, asks)
    answer = enrolment.approve(hq, asks, post / f"start-{desk.desk[:6]}.ascn", signing)
    enrolment.accept(desk, answer.path, answer.words)
    desk.close()
    return open_machine(profile, clock)


def lines_of(desk: Desk, record: Record) -> dict[tuple[str, int], tuple[str, bytes]]:
    """(desk, n) → digest and line of every entry of a record that counts here."""
    with desk.store.reading() as connection:
        names = Names(connection)
        key = record_key(connection, names, record.channel, record.kind, record.id)
        if key is None:
            return {}
        return {
            (names.logs[stored.log].desk, _n(stored.line)): (named_digest(stored.line), stored.line)
            for stored in stored_entries(connection, [key])
        }


def named_digest(line: bytes) -> str:
    """The digest of a line of the journal, or of the one that stood where a purge left a skeleton."""
    return str(json.loads(line).get("redacted") or sha256(line).hexdigest())


def copy_profile(source: Path, target: Path) -> None:
    """Another machine with the same files."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)


def _n(line: bytes) -> int:
    return int(json.loads(line)["n"])
