"""What is not sealed yet, record by record: exactly what the next export adds to what went before."""

from __future__ import annotations

from dataclasses import dataclass, field

from ascn_desk.base.words import language
from ascn_desk.operations.desk import Desk
from ascn_desk.store.entries import decode_line, unsealed_stored
from ascn_desk.store.records import made_by
from ascn_desk.store.titles import titles

_MOST = 2_000


@dataclass(frozen=True, slots=True)
class UnsentRecord:
    """A record with entries that are not sealed; ``fields`` as the entries name them, in their order."""

    kind: str
    id: str
    channel: str
    title: str
    is_new: bool
    fields: tuple[str, ...]
    entries: int
    at: str


@dataclass(slots=True)
class _Gathered:
    kind: str
    id: str
    channel: str
    is_new: bool = False
    fields: dict[str, None] = field(default_factory=dict)
    entries: int = 0
    at: str = ""


def unsent(desk: Desk, most: int = _MOST) -> tuple[UnsentRecord, ...]:
    """The records that the unsealed entries speak of, the newest change first; at most the newest ``most`` entries."""
    gathered: dict[int, _Gathered] = {}
    with desk.reading() as (connection, names):
        for stored in unsealed_stored(connection, most):
            entry = decode_line(stored.line)
            place = _Gathered(entry.kind, entry.id, names.logs[stored.log].channel)
            each = gathered.setdefault(stored.record, place)
            each.is_new = each.is_new or made_by(connection, stored.record) == (entry.n, stored.log)
            each.fields.update(dict.fromkeys(entry.set))
            each.entries += 1
            each.at = max(each.at, entry.at)
        wanted = {(each.kind, each.id) for each in gathered.values()}
        called = titles(connection, desk.store.tables, wanted, language())
    return tuple(
        UnsentRecord(
            kind=each.kind,
            id=each.id,
            channel=each.channel,
            title=called.get((each.kind, each.id), each.id),
            is_new=each.is_new,
            fields=tuple(each.fields),
            entries=each.entries,
            at=each.at,
        )
        for each in gathered.values()
    )
