"""A play with real desks: real stores, real files on the road, real keys, everything through the product's operations.

What a person is told he can't do, he does not do: a refusal must be one of those that are meant for such a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import attachments, exchange, records
from ascn_desk.operations.trust_changes import NOBODY_ELSE, Signing
from ascn_desk.operations.views import ImportReport, Saved
from ascn_desk.sync.receipts import is_behind
from ascn_desk.sync.sending import ANYONE
from tests.simulation.cast import HQ, Record, Role
from tests.simulation.real_seats import Calendar, Form, Seat, SeatClock, copy_profile, lines_of, open_machine
from tests.simulation.story import Story, hold
from tests.support.trio import take

PARTS = ("known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced",
         "shown")  # fmt: skip
_MOST_HOT = 8
REFUSALS = {
    "desk-behind", "restored-desk", "unknown-record", "merged-self", "nothing-to-save", "channel-not-writable",
    "required", "needed-to-close", "not-offered", "bad-form", "needs-currency", "unknown-receiver",
    "revoked-sender",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Parcel:
    """A file on the road; one to nobody is an open update for anyone."""

    number: int
    path: Path
    sender: str
    to: tuple[str, ...]


@dataclass(slots=True)
class Typed:
    """An entry that was saved, and all that its author had before his eyes."""

    seat: str
    record: Record
    eyes: frozenset[str]
    line: bytes
    is_honest: bool


class RealWorld:
    """All that there is in one play; ``folder`` has a copy of the template.

    Shapes: ``acts`` counts the acts that something came of; ``files`` digest → attachment; ``cut`` identity of a
            segment → the desk that was closed at an earlier number; ``lost_hq`` the former desks of headquarters that
            are still open; ``signing`` who signs registries beside headquarters' own desk.
    """

    def __init__(self, seed: int, folder: Path, cast: Sequence[Role]) -> None:
        self.seed = seed
        self.folder = folder
        self.story = Story()
        self.calendar = Calendar()
        self.road: list[Parcel] = []
        self.typed: dict[str, Typed] = {}
        self.at_risk: set[str] = set()
        self.to_be_written_again: set[str] = set()
        self.refusals: Counter[str] = Counter()
        self.hot: list[Record] = []
        self.letters = 0
        self.renewed = 0
        self.acts: Counter[str] = Counter()
        self.files: dict[str, bytes] = {}
        self.cut: dict[str, str] = {}
        self.lost_hq: list[str] = []
        self.signing: Signing = NOBODY_ELSE
        self._published: Counter[str] = Counter()
        chance = Random(f"real {seed}")
        liar = chance.choice([role.name for role in cast if role.name != HQ])
        self.seats: dict[str, Seat] = {}
        for role in cast:
            clock = SeatClock(self.calendar, timedelta(days=chance.choice((0, 0, 1, -3, 400, -2_000, 9_000))))
            profile = folder / role.name
            desk = open_machine(profile, clock)
            self.seats[role.name] = Seat(role, role.name, profile, desk, clock, is_liar=role.name == liar)

    @property
    def hq(self) -> Seat:
        return self.seats[HQ]

    @property
    def post(self) -> Path:
        return self.folder / "post"

    def present(self) -> list[Seat]:
        return [seat for seat in self.seats.values() if not seat.is_gone]

    def missions(self) -> list[Seat]:
        return [seat for seat in self.present() if seat.role.name != HQ]

    def at_key(self, desk: str) -> list[Seat]:
        return [seat for seat in self.present() if seat.desk.desk == desk]

    def close(self) -> None:
        for seat in self.seats.values():
            seat.desk.close()

    def tell(self, seat: Seat, what: str, *about: Hashable) -> None:
        self.story.tell(seat.name, what, seat.name, *about)

    # -- people ----------------------------------------------------------------------------------------------------

    def open_form(self, seat: Seat, record: Record, by: str) -> Form | None:
        """What a person sees of a record from now on."""
        try:
            view = records.show_record(seat.desk, record.kind, record.id, record.channel)
        except CorrectableError as error:
            self.refused(error, seat)
            return None
        eyes = frozenset(digest for digest, _ in lines_of(seat.desk, record).values())
        return Form(record, dict(view.seen), eyes, by)

    def add(self, seat: Seat, channel: str, kind: str, values: Mapping[str, Any], by: str) -> None:
        try:
            saved = records.add_record(seat.as_person(by), kind, values, channel=channel)
        except CorrectableError as error:
            self.refused(error, seat)
            return
        self.note(seat, saved, frozenset(), values)

    def change(self, seat: Seat, form: Form, values: Mapping[str, Any]) -> None:
        record = form.record
        try:
            saved = records.set_fields(
                seat.as_person(form.by), record.kind, record.id, values, channel=record.channel, seen=form.seen
            )
        except CorrectableError as error:
            self.refused(error, seat)
            return
        self.note(seat, saved, form.eyes, values)

    def note(self, seat: Seat, saved: Saved, eyes: frozenset[str], said: object, *, is_honest: bool = True) -> None:
        """Remember what was typed."""
        if saved.n is None:
            return
        record = Record(saved.channel, saved.kind, saved.id)
        digest, line = lines_of(seat.desk, record)[seat.desk.desk, saved.n]
        if record.channel != "reference" and record.kind in KINDS:
            self.hot = [*self.hot, record][-_MOST_HOT:]
        self.typed[digest] = Typed(seat.name, record, eyes, line, is_honest)
        files = [digest for digest in self.files if digest.encode() in line]
        self.tell(seat, f"{seat.desk.officer} writes n {saved.n}: {said}", record, record.channel, *files)

    def attach(self, seat: Seat, record: Record, data: bytes, by: str) -> None:
        """A person adds a file to a record."""
        path = self.post / "to-attach.txt"
        path.write_bytes(data)
        try:
            done = attachments.attach(seat.as_person(by), record.kind, record.id, path, channel=record.channel)
        except CorrectableError as error:
            self.refused(error, seat)
            return
        self.files[done.sha256] = data
        self.note(seat, done.saved, frozenset(), f"file {done.sha256[:6]}")

    def refused(self, error: CorrectableError, seat: Seat) -> None:
        self.refusals[error.code] += 1
        hold(error.code in REFUSALS, f"{seat.name} is refused with {error.code}: {error.data}", seat.name)

    def is_behind(self, seat: Seat) -> bool:
        """Whether a desk was told that it only reads."""
        with seat.desk.store.reading() as connection:
            return is_behind(connection)

    # -- the road --------------------------------------------------------------------------------------------------

    def send(self, seat: Seat, office: str) -> list[Parcel]:
        """Export for an office; the files are on the road."""
        folder = self.post / f"{self.letters}"
        folder.mkdir(exist_ok=True)
        try:
            written = exchange.export(seat.desk, [office], folder)
        except CorrectableError as error:
            self.refused(error, seat)
            return []
        sent = []
        trust = seat.desk.trust()
        assert trust is not None
        to = tuple(sorted(each.desk for each in trust.registry.desks.values() if each.office == office))
        for each in written:
            self.letters += 1
            self._is_numbered_apart(seat, office, each.number)
            sent.append(Parcel(self.letters, each.path, seat.desk.desk, to))
            self.tell(seat, f"sends letter {self.letters} to {office}: {each.entries} entries")
        self.road += sent
        return sent

    def publish(self, seat: Seat) -> list[Parcel]:
        """Export an open update: the shipped data, readable by anyone."""
        return self.send(seat, ANYONE)

    def _is_numbered_apart(self, seat: Seat, office: str, number: int) -> None:
        """Headquarters, which no backup takes back, numbers what is for anyone by itself, without a gap."""
        if seat is self.hq and office == ANYONE:
            self._published[seat.desk.desk] += 1
            expected = self._published[seat.desk.desk]
            hold(number == expected, f"open update {expected} has the number {number}", seat.name)

    def hand_over(self, seat: Seat, paths: Sequence[Path], what: str) -> ImportReport:
        """Import files together; the balance is exact."""
        report = take(seat.desk, paths)
        codes = [each.code for each in report.files if each.code] or "all is well"
        self.tell(seat, f"imports {what}: {codes}")
        balance = report.balance
        is_exact = balance["received"] == sum(balance[part] for part in PARTS)
        hold(is_exact, f"the balance of {seat.name} is not exact: {balance}", seat.name)
        return report

    # -- machines --------------------------------------------------------------------------------------------------

    def copy(self, seat: Seat, name: str) -> Seat:
        """A second machine with the same files."""
        seat.desk.close()
        profile = self.folder / name
        copy_profile(seat.profile, profile)
        seat.open()
        other = Seat(seat.role, name, profile, open_machine(profile, seat.clock), seat.clock, was_put_back=True)
        self.seats[name] = other
        self.tell(seat, f"is copied as {name}", name)
        return other
