"""The world of a play in memory: desks with the people at them, the road between them, clocks that are years off."""

from __future__ import annotations

import base64
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from random import Random
from typing import Any

from msgspec import UNSET

from ascn_desk.base.clock import instant_text
from ascn_desk.domain.channels import paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.sync.entry_line import Entry, decode_lines, encode_entry
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.registry import RegisteredDesk, Registry
from tests.simulation.cast import HQ, Record, Role, fits, roles
from tests.simulation.pure_desk import PureDesk, PureLetter, Taken
from tests.simulation.story import Story
from tests.simulation.versions import NEW, OLD

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PEOPLE = ("sato", "tanaka")
_MOST_HOT = 8


@dataclass(slots=True)
class Form:
    """A record as a person opened it: what was seen of it, and every entry that this was made of."""

    record: Record
    seen: Mapping[str, int]
    eyes: frozenset[str]
    by: str


@dataclass(slots=True, eq=False)
class Seat:
    """A place at which people work; ``desk`` is another one after a restore."""

    role: Role
    name: str
    desk: PureDesk
    skew: timedelta
    is_liar: bool = False
    is_gone: bool = False
    forms: list[Form] = field(default_factory=list)
    backups: list[PureDesk] = field(default_factory=list)

    @property
    def can_write(self) -> bool:
        """Whether anything can be typed: not on a desk that was closed, or whose log went on elsewhere."""
        own = self.desk.registry.desks[self.desk.desk]
        return not self.is_gone and not own.closed and not self.desk.is_stale


@dataclass(slots=True, eq=False)
class Parcel:
    """A file on the road."""

    number: int
    letter: PureLetter
    what: str

    @property
    def name(self) -> str:
        return f"letter {self.number}"


@dataclass(slots=True)
class Typed:
    """An entry that a person saved: by whom, on what record, and all that he had before his eyes."""

    seat: str
    record: Record
    eyes: frozenset[str]
    is_honest: bool


class World:
    """All that there is in one play; everything in it follows from the seed and the steps."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = Random(f"world {seed}")
        self.story = Story()
        self.road: list[Parcel] = []
        self.typed: dict[str, Typed] = {}
        self.at_risk: set[str] = set()
        self.again: set[str] = set()
        self.hot: list[Record] = []
        self.letters = 0
        self._keys = 0
        self._ids = 0
        self._order = self.chance.sample(range(64), 64)
        cast = roles()
        keys = {role.name: self.new_keys() for role in cast}
        self.registry = _first_registry(cast, keys)
        liar = self.chance.choice([role.name for role in cast if role.name != HQ])
        self.seats: dict[str, Seat] = {}
        for role in cast:
            version = NEW if role.name == HQ or self.chance.random() < 0.6 else OLD
            desk = PureDesk(keys[role.name], role.office, self.registry, version)
            skew = timedelta(days=self.chance.choice((0, 0, 1, -3, 400, -2_000, 9_000)))
            self.seats[role.name] = Seat(role, role.name, desk, skew, is_liar=role.name == liar)

    # -- who is there ----------------------------------------------------------------------------------------------

    @property
    def hq(self) -> Seat:
        return self.seats[HQ]

    def present(self) -> list[Seat]:
        """The seats that are still worked at."""
        return [seat for seat in self.seats.values() if not seat.is_gone]

    def missions(self) -> list[Seat]:
        return [seat for seat in self.present() if seat.role.name != HQ]

    def at_key(self, desk: str) -> list[Seat]:
        """The seats that work under a key: several after it was copied."""
        return [seat for seat in self.present() if seat.desk.desk == desk]

    def channels(self) -> list[str]:
        """Every channel of the play."""
        return ["reference", *sorted({each for seat in self.seats.values() for each in seat.role.channels})]

    def new_keys(self) -> DeskKeys:
        """Keys that no desk has yet; which is the greater of two desks depends on the seed."""
        self._keys += 1
        place = self._keys - 1
        return _keys_of(self._order[place] if place < len(self._order) else place)

    def new_id(self, seat: Seat, kind: str) -> str:
        self._ids += 1
        return f"{kind}-{seat.name.replace('.', '-').replace('+', '-')}-{self._ids}"

    def now(self, seat: Seat) -> str:
        """What the clock of a desk shows."""
        return instant_text(START + timedelta(days=30 * self.story.month, minutes=self.story.step) + seat.skew)

    # -- what is done ----------------------------------------------------------------------------------------------

    def tell(self, seat: Seat, what: str, *about: Hashable) -> None:
        self.story.tell(seat.name, what, seat.name, *about)

    def open_form(self, seat: Seat, record: Record, by: str) -> Form:
        """What a person has before his eyes from now on."""
        records = seat.desk.records
        eyes = frozenset(fact.digest for fact in records.counting(record))
        return Form(record, records.seen(record), eyes, by)

    def save(
        self,
        chance: Random,
        seat: Seat,
        form: Form,
        values: Mapping[str, Any],
        *,
        over: Mapping[str, int] | None = None,
        is_honest: bool = True,
    ) -> str:
        """A person saves; the digest of the line. ``over`` where he claims to have seen something else."""
        record, desk = form.record, seat.desk
        kind = NEW.get(record.kind)
        is_personal = kind is not None and kind.personal
        entry = Entry(
            at=self.now(seat),
            by=form.by,
            id=record.id,
            kind=record.kind,
            n=desk.greatest + 1,
            over=dict(form.seen if over is None else over) or UNSET,
            salt=base64.b64encode(chance.randbytes(16)).decode() if is_personal else UNSET,
            set=dict(values),
            why="because" if chance.random() < 0.1 else UNSET,
        )
        line = encode_entry(entry)
        decode_lines([line])
        desk.write(record, entry, line)
        digest = sha256(line).hexdigest()
        if record.kind != "purge" and record.channel != "reference":
            self.hot = [*self.hot, record][-_MOST_HOT:]
        self.typed[digest] = Typed(seat.name, record, form.eyes, is_honest)
        self.tell(seat, f"{form.by} writes n {entry.n} over {_short(entry.over)}: {dict(values)}", record)
        return digest

    def send(self, seat: Seat, office: str, *, whole: bool = False) -> list[Parcel]:
        """Seal all, and put letters for an office on the road."""
        seat.desk.seal(self.now(seat))
        sent = []
        for letter in seat.desk.letters(office, whole=whole):
            self.letters += 1
            what = f"to {office}, {len(letter.segments)} segments"
            sent.append(Parcel(self.letters, letter, what))
            self.tell(seat, f"sends letter {self.letters} {what}", *_logs_of(letter))
        self.road += sent
        return sent

    def hand_over(self, seat: Seat, parcels: list[Parcel]) -> Taken:
        """A desk imports letters together."""
        taken = seat.desk.take([(parcel.name, parcel.letter) for parcel in parcels])
        names = ", ".join(str(parcel.number) for parcel in parcels)
        logs = {log for parcel in parcels for log in _logs_of(parcel.letter)}
        self.tell(seat, f"imports letters {names}: {[code for code in taken.codes if code] or 'all is well'}", *logs)
        return taken


def writable(seat: Seat) -> list[Record]:
    """The records that a person can open and change here: shown, of a kind known here and of a channel of his own."""
    own = seat.desk.registry.desks[seat.desk.desk]
    return sorted(
        record
        for record in seat.desk.records.shown
        if fits(record.kind) and record.kind in seat.desk.records.version and own.may_write(record.channel)
        and seat.desk.writer in seat.desk.records.version[record.kind].writers and record.kind != "purge"
    )  # fmt: skip


def registered(role: Role, keys: DeskKeys) -> RegisteredDesk:
    """What the registry says of a desk."""
    writer = Writer.HEADQUARTERS if role.office == HQ else Writer.MISSION
    countries = (role.country,) if role.country else ()
    return RegisteredDesk(
        desk=keys.desk,
        office=role.office,
        kind=writer.value,
        name=role.name,
        public=keys.public,
        age="age1",
        paths=paths_of(writer, role.office, countries),
        reads=reads_of(writer, role.office, countries),
        since="2026-01-01T00:00:00Z",
        ends={},
    )


def _first_registry(cast: list[Role], keys: Mapping[str, DeskKeys]) -> Registry:
    desks = {keys[role.name].desk: registered(role, keys[role.name]) for role in cast}
    return Registry(version=1, expires="2030-01-01T00:00:00Z", desks=desks, x_count=0, signed={}, signed_bytes=b"")


def _logs_of(letter: PureLetter) -> Iterator[tuple[str, str]]:
    for raw in letter.segments:
        _, desk, channel, _ = raw.name.split("/")
        yield channel.replace("~", "/"), desk


def _short(over: Any) -> Any:
    return {} if over is UNSET else {desk[:4]: n for desk, n in over.items()}


@cache
def _keys_of(number: int) -> DeskKeys:
    return DeskKeys(seed=sha256(f"desk {number}".encode()).digest(), age_secret="")
