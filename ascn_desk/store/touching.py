"""The records that some entries speak of, read once before the merge decides; new ones get their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from ascn_desk.domain.merge import Value
from ascn_desk.store.engine import run_many
from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.facts import Fact
from ascn_desk.store.names import Names
from ascn_desk.store.settling import Heads, Name, Registers

Place: TypeAlias = tuple[str, str, int]
"""(kind, id, channel's number)."""

Taken: TypeAlias = tuple[Fact, Collection[tuple[str, Value]]]
"""An entry that is a candidate, and the registers that it sets."""

_decode_heads = msgspec.json.Decoder(Heads).decode


@dataclass(slots=True)
class Record:
    """A touched record: its registers as held, then as decided; ``taken`` its new candidates, by (n, desk)."""

    key: int
    kind: str
    id: str
    channel: str
    registers: Registers
    made: tuple[int, str] | None = None
    is_new: bool = False
    is_shown: bool = False
    taken: dict[Name, Taken] = field(default_factory=dict)
    head_names: frozenset[Name] = frozenset()

    def is_latest(self, fact: Fact, desks: Mapping[int, str]) -> bool:
        """Whether no entry is above this one; the last of all is always a head."""
        rank = (fact.n, desks[fact.log])
        return all([(n, desks[log]) <= rank for log, n in self.head_names if n >= fact.n])

    def headed_by(self, names: Collection[Name]) -> list[str]:
        """The registers that any of some entries heads."""
        return [
            register
            for register, heads in self.registers.heads.items()
            if heads[0] in names or (len(heads) > 1 and any([name in names for name in heads]))
        ]


@dataclass(frozen=True, slots=True)
class Touched:
    """Entries with their records: ``of_facts`` has the record of each entry, ``records`` each record once."""

    facts: Sequence[Fact]
    of_facts: Sequence[Record]
    records: Collection[Record]

    @property
    def fresh(self) -> list[Record]:
        """The records that were not held."""
        return [record for record in self.records if record.is_new]


def touch(connection: Connection, names: Names, facts: Sequence[Fact]) -> Touched:
    """The records of some entries; new ones get their keys in the order of their names."""
    channels = {log: names.channel(place.channel) for log, place in names.logs.items()}
    places = [(fact.kind, fact.id, channels[fact.log]) for fact in facts]
    ids: dict[tuple[str, str], list[str]] = {}
    for kind, record_id, channel in set(places):
        ids.setdefault((kind, names.channel_names[channel]), []).append(record_id)
    found: dict[Place, Record] = {}
    fresh: list[tuple[str, str, str]] = []
    for (kind, name), some in sorted(ids.items()):
        some.sort()
        channel = names.channel(name)
        for record in _held(connection, names, kind, name, some):
            found[kind, record.id, channel] = record
        fresh += [(kind, name, each) for each in some if (kind, each, channel) not in found]
    if fresh:
        key = int(connection.exec_driver_sql("SELECT coalesce(max(key), 0) FROM record").scalar_one())
        for number, (kind, name, each) in enumerate(fresh, key + 1):
            found[kind, each, names.channel(name)] = Record(number, kind, each, name, Registers(), is_new=True)
    return Touched(facts, [found[place] for place in places], found.values())


def give_keys(connection: Connection, names: Names, facts: Sequence[Fact], known: dict[Place, int]) -> list[int]:
    """The key of the record of each entry; new records are written, without heads. ``known`` grows by what was read."""
    channels = {log: names.channel(place.channel) for log, place in names.logs.items()}
    places = [(fact.kind, fact.id, channels[fact.log]) for fact in facts]
    unknown = [fact for fact, place in zip(facts, places, strict=True) if place not in known]
    records = touch(connection, names, unknown).records if unknown else ()
    for record in records:
        known[record.kind, record.id, names.channel(record.channel)] = record.key
    run_many(
        connection,
        "INSERT INTO record (heads, key, channel, kind, id) VALUES (x'7b7d', ?, ?, ?, ?)",
        [(each.key, names.channel(each.channel), each.kind, each.id) for each in records if each.is_new],
    )
    return [known[place] for place in places]


def touch_again(connection: Connection, names: Names, keys: Sequence[int], facts: Sequence[Fact]) -> Touched:
    """Records that are held, as if nothing of them had been decided, with all their entries that count."""
    channels = {log: names.channel(place.channel) for log, place in names.logs.items()}
    found: dict[Place, Record] = {}
    for part in chunks(keys, CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT key, kind, id, channel FROM record WHERE key IN ({marks})", tuple(part)
        )
        for key, kind, record_id, channel in rows.all():
            found[kind, record_id, channel] = Record(key, kind, record_id, names.channel_names[channel], Registers())
    return Touched(facts, [found[fact.kind, fact.id, channels[fact.log]] for fact in facts], found.values())


def _held(connection: Connection, names: Names, kind: str, channel: str, ids: Sequence[str]) -> Iterator[Record]:
    channel_key = names.channel(channel)
    for part in chunks(ids, CHUNK):
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT key, id, heads, made_n, made_log FROM record WHERE kind = ? AND channel = ? AND id IN ({marks})",
            (kind, channel_key, *part),
        )
        for key, record_id, heads, made_n, made_log in rows.all():
            held = _decode_heads(heads)
            made = (made_n, names.logs[made_log].desk) if made_n is not None else None
            yield Record(key, kind, record_id, channel, Registers(held), made, is_shown=bool(held))
