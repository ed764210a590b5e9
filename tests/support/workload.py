"""The common work of benchmarks and of the tests of merging: 25 desks, one channel, collisions that were planted.

| name | meaning |
|---|---|
| change | one field set by one entry; a group sets all its fields, so one edit may be several changes |
| making | 70 % of the changes: each case made by one desk, 14 fields in one entry |
| editing | 30 %: every desk starts from all that was made and edits offline, one register an entry |
| collision | a register of a case that two desks edited, each unseen of the other, to different values |

- one size and seed always give the same entries, segments and collisions
- each ten cases hold 60 changes of editing and three collisions, so any stretch of the work is like the whole
- nothing is held that a larger work would have more of, but the sealed segments themselves

Units: ``changes`` is a multiple of 200. Making has ``changes / 20`` cases; ``changes * 3 / 200`` collisions.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from random import Random
from typing import NamedTuple

from ascn_desk.base.clock import instant_text
from ascn_desk.sync.bundle import Chain, Content, Open
from ascn_desk.sync.entry_line import Entry, Scalar, encode_entry
from ascn_desk.sync.keys import DeskKeys, SigningKey
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.segment import RawSegment, SealedSegment, SegmentFile, seal_segment
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import first_registry, new_root, next_registry
from tests.support.made_texts import made_text
from tests.support.whole import bundle_identity, compose, seal_outer

CHANNEL = "country/vn"
DESKS = 25
SIZES = {"small": 10_000, "medium": 100_000, "large": 1_000_000, "xl": 5_000_000}
FIELDS = (
    "category", "city", "company", "details", "medium", "next_action", "next_due", "officer", "priority", "received_on",
    "status", "status_on", "status_reason", "summary",
)  # fmt: skip
GROUPS = {"status": ("status", "status_on", "status_reason"), "next_action": ("next_action", "next_due")}
TEXTS = frozenset({"details", "next_action", "status_reason", "summary"})
"""The fields that search finds."""
FIRST = Chain(1, None)

_STRETCH = 10
_EDITED_CHANGES = 60
_COLLISIONS = 3
_START = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
_EXPIRES = datetime(2036, 1, 1, tzinfo=UTC)

# How often a person edits which register, most of all where a case stands.
_REGISTERS = {"status": 25, "details": 20, "next_action": 18, "summary": 14, "priority": 14, "medium": 3, "officer": 3,
              "city": 2, "category": 1}  # fmt: skip
_CITIES = ("vn-ha-noi", "vn-da-nang", "vn-ho-chi-minh-city", "vn-can-tho", "vn-hai-phong", "vn-hue")
_COMPANIES = tuple(f"jp-company-{number}" for number in range(240))
_CATEGORIES = ("tax", "regulation", "labour", "customs", "procurement", "dispute", "visa", "information")
_STATUSES = ("new", "in-progress", "waiting", "asked-hq", "solved", "partly", "not-solved", "withdrawn")
_PRIORITIES = ("low", "normal", "high")
_MEDIA = ("telephone", "mail", "visit", "meeting", "letter", "online")


class Collision(NamedTuple):
    """A register that two desks edited unseen of each other; ``heads`` are (n, desk), the last one is shown."""

    id: str
    register: str
    heads: tuple[tuple[int, str], tuple[int, str]]


class Written(NamedTuple):
    """An entry and the place of the desk, from 0, that wrote it."""

    desk: int
    entry: Entry


class PlainRows(NamedTuple):
    """The changes of some entries as the plain baseline takes them.

    Shapes: ``log`` is (site, seq, record, field, value, n), ``state`` (record, field, value, n, site), ``texts`` (row,
            value) with one row number a record and field.
    """

    log: list[tuple[int, int, str, str, Scalar, int]]
    state: list[tuple[str, str, Scalar, int, int]]
    texts: list[tuple[int, str]]


@dataclass(kw_only=True)
class Workload:
    """The work of one size; ``segment_entries`` is how many entries a desk seals together."""

    changes: int = SIZES["small"]
    name: str = "common work"
    segment_entries: int = 50_000
    collisions: int = _COLLISIONS
    receivers: list[RegisteredDesk] = field(default_factory=list)
    _trusts: dict[int, Trust] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.changes % 200 or self.changes < 200:
            raise ValueError("changes come in stretches of 200")
        if not 0 <= self.collisions <= _STRETCH:
            raise ValueError("at most one collision a case")

    @property
    def cases(self) -> int:
        """How many cases are made."""
        return self.changes // 20

    @cached_property
    def keys(self) -> list[DeskKeys]:
        """The keys of the desks that write."""
        return [_keys(f"{self.name} desk {place}") for place in range(DESKS)]

    @cached_property
    def headquarters(self) -> DeskKeys:
        """The keys of headquarters, which relays what all desks wrote."""
        return _keys(f"{self.name} headquarters")

    @cached_property
    def root_key(self) -> SigningKey:
        """The one key of the root: this work is a trial."""
        return SigningKey.of(_seed(f"{self.name} root"))

    @cached_property
    def registry_key(self) -> SigningKey:
        """The key that signs the registry."""
        return SigningKey.of(_seed(f"{self.name} registry"))

    @cached_property
    def first_trust(self) -> Trust:
        """Root and registry before any receiver joined."""
        root = new_root(
            root_keys=[self.root_key.public],
            root_threshold=1,
            registry_keys=[self.registry_key.public],
            registry_threshold=1,
            expires=_EXPIRES,
            signers=[self.root_key],
        )
        desks = [_registered(keys, f"office-{place}") for place, keys in enumerate(self.keys)]
        everything = ("reference", "country/*", "office/*")
        desks.append(_registered(self.headquarters, "hq", kind="headquarters", paths=everything, reads=everything))
        registry = first_registry(desks, expires=_EXPIRES, signers=[self.registry_key])
        return judge(None, None, [root], registry)

    def trust(self) -> Trust:
        """Root and registry with all receivers: a version of the registry for each."""
        trust = self._trusts.setdefault(0, self.first_trust)
        for number, receiver in enumerate(self.receivers, 1):
            if number in self._trusts:
                trust = self._trusts[number]
                continue
            registry = next_registry(trust.registry, [receiver], expires=_EXPIRES, signers=[self.registry_key])
            trust = self._trusts[number] = judge(trust, None, trust.root_versions, registry)
        return trust

    def receive_at(self, keys: DeskKeys, office: str, **changes: object) -> RegisteredDesk:
        """Register a desk that shall receive the work, and give it back."""
        self.receivers.append(_registered(keys, office, **changes))
        return self.receivers[-1]

    # --- entries

    def making(self) -> Iterator[Written]:
        """The entries that make the cases."""
        for case in range(self.cases):
            yield Written(case % DESKS, self.made_case(case))

    def editing(self) -> Iterator[Written]:
        """The entries of the edits, each desk's in the order of its counts."""
        counts = [-(-self.cases // DESKS)] * DESKS
        for stretch in range(self.cases // _STRETCH):
            for edit in self._edits(stretch):
                desk, case, values, seen = edit
                counts[desk] += 1
                over = {self.keys[case % DESKS].desk: case // DESKS + 1}
                # What this desk itself wrote on the case before stands in the list that its edits share.
                if seen:
                    over[self.keys[desk].desk] = seen[-1]
                seen.append(counts[desk])
                yield Written(desk, self._entry(desk, counts[desk], case, values, over))

    def planted(self) -> set[Collision]:
        """The collisions, as the merge must report them: these and no others."""
        last: dict[tuple[str, str], dict[int, int]] = {}
        found = set()
        for desk, entry in self.editing():
            register = next((name for name, group in GROUPS.items() if name in entry.set), "") or next(iter(entry.set))
            heads = last.setdefault((entry.id, register), {})
            heads[desk] = entry.n
        for (case_id, register), writers in last.items():
            if len(writers) == 2:
                one, other = sorted((n, self.keys[desk].desk) for desk, n in writers.items())
                found.add(Collision(case_id, register, (one, other)))
        return found

    def case_id(self, case: int) -> str:
        """The id of a case: a UUID of version 7, by its place and the name of the work."""
        tail = int.from_bytes(_seed(f"{self.name} case {case}")[:10], "big")
        made = int((_START + timedelta(minutes=case)).timestamp() * 1000)
        number = made << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
        return str(uuid.UUID(int=number))

    def made_case(self, case: int) -> Entry:
        """The entry that makes a case."""
        chance = Random(f"{self.name} make {case}")
        day = (_START + timedelta(days=case % 180)).date()
        values: dict[str, Scalar] = {
            "category": chance.choice(_CATEGORIES),
            "city": chance.choice(_CITIES),
            "company": chance.choice(_COMPANIES),
            "details": made_text(chance, 28 if case % 3 else 52, case % 4 == 0),
            "medium": chance.choice(_MEDIA),
            "next_action": made_text(chance, 6, False),
            "next_due": str(day + timedelta(days=chance.randrange(3, 60))),
            "officer": f"officer-{case % DESKS}-{chance.randrange(3)}",
            "priority": chance.choice(_PRIORITIES),
            "received_on": str(day),
            "status": chance.choice(_STATUSES[:4]),
            "status_on": str(day),
            "status_reason": made_text(chance, 5, False),
            "summary": made_text(chance, 8, case % 4 == 0),
        }
        return self._entry(case % DESKS, case // DESKS + 1, case, values, {})

    def _edits(self, stretch: int) -> list[tuple[int, int, dict[str, Scalar], list[int]]]:
        """The edits of ten cases: (desk, case, values, counts of that desk's own edits of the case)."""
        chance = Random(f"{self.name} edit {stretch}")
        cases = [stretch * _STRETCH + place for place in range(_STRETCH)]
        chance.shuffle(cases)
        own: dict[tuple[int, int], list[int]] = {}
        owner: dict[tuple[int, str], int] = {}
        edits = []
        left = _EDITED_CHANGES

        def add(case: int, register: str, desk: int, tone: int) -> int:
            owner.setdefault((case, register), desk)
            values = _new_values(chance, register, tone)
            edits.append((desk, case, values, own.setdefault((case, desk), [])))
            return len(values)

        for place in range(self.collisions):
            register = _pick_register(chance)
            desk = cases[place] % DESKS
            other = (desk + chance.randrange(1, DESKS)) % DESKS
            left -= add(cases[place], register, desk, 0) + add(cases[place], register, other, 1)
        collided = set(owner)
        while left > 0:
            # A few cases are touched again and again, most of them seldom.
            case = cases[min(int(chance.expovariate(0.3)), _STRETCH - 1)]
            register = _pick_register(chance)
            if (case, register) in collided or len(GROUPS.get(register, (register,))) > left:
                continue
            maker = case % DESKS
            desk = owner.get((case, register), maker if chance.random() < 0.6 else chance.randrange(DESKS))
            left -= add(case, register, desk, 2)
        chance.shuffle(edits)
        return edits

    def _entry(self, desk: int, n: int, case: int, values: dict[str, Scalar], over: dict[str, int]) -> Entry:
        at = instant_text(_START + timedelta(days=case % 180, seconds=n * 97 % 86_400))
        known = {"over": over} if over else {}
        return Entry(at=at, by=f"officer-{desk}-{n % 3}", id=self.case_id(case), kind="case", n=n, set=values, **known)

    # --- segments and bundles

    @cached_property
    def made(self) -> list[SealedSegment]:
        """The sealed segments of making, numbered from 1 in each log."""
        return list(self.seal(self.making(), {}))

    @cached_property
    def edited(self) -> list[SealedSegment]:
        """The sealed segments of editing, which follow those of making."""
        return list(self.seal(self.editing(), tips_of(self.made)))

    def seal(
        self, written: Iterable[Written], tips: Mapping[str, tuple[int, str]], most: int | None = None
    ) -> Iterator[SealedSegment]:
        """Seal entries desk by desk, after the last segments so far: desk → (number, identity)."""
        held: dict[int, list[Entry]] = {}
        ends = dict(tips)
        limit = most or self.segment_entries
        for desk, entry in written:
            gathered = held.setdefault(desk, [])
            gathered.append(entry)
            if len(gathered) == limit:
                yield self._seal(desk, held.pop(desk), ends)
        for desk in sorted(held):
            yield self._seal(desk, held[desk], ends)

    def _seal(self, desk: int, entries: Sequence[Entry], ends: dict[str, tuple[int, str]]) -> SealedSegment:
        keys = self.keys[desk]
        number, previous = ends.get(keys.desk, (0, None))
        segment = seal_segment(
            keys,
            CHANNEL,
            number + 1,
            previous,
            [encode_entry(each) for each in entries],
            first=entries[0].n,
            last=entries[-1].n,
            files=(),
            sealed_at="2026-11-24T09:30:00Z",
            app="ascn-desk 0.1.0",
            schema=0,
        )
        ends[keys.desk] = (segment.header.number, segment.header.identity)
        return segment

    def bundle(
        self,
        segments: Sequence[SealedSegment],
        to: Sequence[RegisteredDesk],
        *,
        sender: DeskKeys | None = None,
        chain: Chain = FIRST,
        held: Sequence[SealedSegment] = (),
        **changes: object,
    ) -> bytes:
        """A signed, encrypted bundle of segments to desks of one office, from headquarters unless said otherwise."""
        keys = sender or self.headquarters
        return seal_outer(
            self.archive(segments, to, sender=keys, chain=chain, held=held, **changes),
            [*(each.age for each in to), keys.recipient],
        )

    def archive(
        self,
        segments: Sequence[SealedSegment],
        to: Sequence[RegisteredDesk],
        *,
        sender: DeskKeys,
        chain: Chain = FIRST,
        held: Sequence[SealedSegment] = (),
        **changes: object,
    ) -> bytes:
        """The signed archive of such a bundle before it is encrypted; ``held`` are segments held but not carried."""
        identities = "".join(each.header.identity for each in segments)
        usual = {
            "bundle": str(uuid.UUID(bytes=_seed(f"{sender.desk} {identities} {chain}")[:16], version=4)),
            "created": "2026-11-24T09:31:00Z",
            "to": tuple(each.desk for each in to),
            "note": "週報",
            "schema": 0,
            "have": {CHANNEL: {desk: [end] for desk, end in tips_of([*held, *segments]).items()}},
            "lacks": (),
            "open": Open(0, 0),
            "chain": chain,
            "trust": self.trust(),
            "segments": [RawSegment(each.name, each.envelope, each.body) for each in segments],
        }
        return compose(Content(**{**usual, **changes}), sender)  # type: ignore[arg-type]

    def small_bundles(
        self, segments: Sequence[SealedSegment], to: Sequence[RegisteredDesk], held: Sequence[SealedSegment] = ()
    ) -> Iterator[bytes]:
        """One bundle a segment, each from the desk that wrote it and chained to the one before."""
        by_desk = {keys.desk: keys for keys in self.keys}
        chains: dict[str, Chain] = {}
        before = list(held)
        for segment in segments:
            desk = segment.header.desk
            chain = chains.get(desk, FIRST)
            own = [each for each in before if each.header.desk == desk]
            archive = self.archive([segment], to, sender=by_desk[desk], chain=chain, held=own)
            chains[desk] = Chain(chain.number + 1, bundle_identity(archive))
            before.append(segment)
            yield seal_outer(archive, [*(each.age for each in to), by_desk[desk].recipient])

    # --- the plain baseline

    def plain_rows(self, written: Iterable[Written], first: int = 0) -> PlainRows:
        """The same changes as ready tuples; ``first`` is the row of the log that a desk's count begins after."""
        rows = PlainRows([], [], [])
        counts = [first] * DESKS
        places: dict[tuple[str, str], int] = {}
        for desk, entry in written:
            for name, value in entry.set.items():
                counts[desk] += 1
                rows.log.append((desk, counts[desk], entry.id, name, value, entry.n))
                rows.state.append((entry.id, name, value, entry.n, desk))
                if name in TEXTS and isinstance(value, str):
                    key = int(sha256(f"{entry.id}{name}".encode()).hexdigest()[:15], 16)
                    rows.texts.append((places.setdefault((entry.id, name), key), value))
        return rows


def attachments_of(work: Workload, count: int, content: Callable[[], bytes]) -> bytes:
    """A bundle of the first desk with so many attachments, each named by an entry of a record that it makes."""
    files = {sha256(data).hexdigest(): data for data in (content() for _ in range(count))}
    entries = [
        Entry(
            at="2026-11-24T09:00:00Z", by="officer-0-0", id=f"{work.case_id(place)}", kind="attachment", n=place + 1,
            set={"of_kind": "case", "of_id": work.case_id(0), "file": digest, "name": f"{place}.bin",
                 "media_type": "application/octet-stream", "size": len(data)},
        )
        for place, (digest, data) in enumerate(sorted(files.items()))
    ]  # fmt: skip
    segment = seal_segment(
        work.keys[0],
        CHANNEL,
        1,
        None,
        [encode_entry(each) for each in entries],
        first=1,
        last=count,
        files=[SegmentFile(sha256=digest, size=len(data)) for digest, data in sorted(files.items())],
        sealed_at="2026-11-24T09:30:00Z",
        app="ascn-desk 0.1.0",
        schema=0,
    )
    return work.bundle([segment], work.receivers[:1], files=files)


def _keys(name: str) -> DeskKeys:
    return dataclasses.replace(DeskKeys.generate(), seed=_seed(name))


def _seed(name: str) -> bytes:
    return sha256(name.encode()).digest()


def _registered(keys: DeskKeys, office: str, **changes: object) -> RegisteredDesk:
    usual: dict[str, object] = {
        "desk": keys.desk,
        "office": office,
        "kind": "mission",
        "name": f"Desk of {office}",
        "public": keys.public,
        "age": keys.recipient,
        "paths": (CHANNEL, f"office/{office}"),
        "reads": ("reference", CHANNEL, f"office/{office}"),
        "since": "2026-04-01T00:00:00Z",
        "ends": {},
    }
    return RegisteredDesk(**{**usual, **changes})  # type: ignore[arg-type]


def tips_of(segments: Iterable[SealedSegment]) -> dict[str, tuple[int, str]]:
    tips: dict[str, tuple[int, str]] = {}
    for each in segments:
        tips[each.header.desk] = max(tips.get(each.header.desk, (0, "")), (each.header.number, each.header.identity))
    return tips


def _pick_register(chance: Random) -> str:
    return chance.choices(list(_REGISTERS), list(_REGISTERS.values()))[0]


def _new_values(chance: Random, register: str, tone: int) -> dict[str, Scalar]:
    """New values of a register; tone 0 and 1 never give the same."""
    day = (_START + timedelta(days=180 + 2 * chance.randrange(60) + tone)).date()
    match register:
        case "status":
            reason = made_text(chance, 5, False)
            return {"status": chance.choice(_STATUSES), "status_on": str(day), "status_reason": reason}
        case "next_action":
            return {"next_action": made_text(chance, 6, False), "next_due": str(day)}
        case "details":
            return {"details": f"{made_text(chance, 17, chance.random() < 0.25)} {day}"}
        case "summary":
            return {"summary": f"{made_text(chance, 8, chance.random() < 0.25)} {day}"}
        case "officer":
            return {"officer": f"officer-{chance.randrange(DESKS)}-{tone}"}
        case _:
            codes = {"priority": _PRIORITIES, "medium": _MEDIA, "city": _CITIES, "category": _CATEGORIES}[register]
            return {register: chance.choice(codes[tone::2] if tone < 2 else codes)}
