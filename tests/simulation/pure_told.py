"""What a desk in memory tells of itself: fingerprints, state digests, and what it holds as the oracle takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ascn_desk.sync.fingerprint import ForkEnd, RegisterState, channel_fingerprint, state_digest
from tests.oracle.facts import facts_of
from tests.oracle.plain_counting import Segment
from tests.oracle.plain_merge import Merged
from tests.simulation.pure_desk import PureDesk
from tests.simulation.pure_facts import payload_of


def channels_of(desk: PureDesk) -> set[str]:
    """The channels of which a desk holds anything."""
    return {channel for channel, _ in desk.logs} | set(desk.unsealed)


def fingerprint(desk: PureDesk, channel: str) -> str:
    """The fingerprint of a channel."""
    last: dict[str, tuple[int, str]] = {}
    redacted = []
    for (where, name), log in desk.logs.items():
        for kept in log.values() if where == channel else ():
            if kept.held.counts:
                last[name] = max(last.get(name, (0, "")), (kept.held.number, kept.held.identity))
                redacted += [(name, fact.n) for fact in kept.facts if fact.is_bare]
    forks = [
        ForkEnd(name, end.shared, end.gone)
        for name, each in desk.registry.desks.items()
        if (end := each.ends.get(channel)) and end.shared is not None and end.gone is not None
    ]
    return channel_fingerprint(last, redacted, forks).hex()


def state(desk: PureDesk, channel: str) -> str:
    """The state digest of a channel."""
    desks = {number: name for (_, name), number in desk.records.numbers.items()}
    return state_digest(
        RegisterState(
            record.kind,
            record.id,
            name,
            _as_object(desk, record.kind, name, value),
            tuple((n, desks[log]) for log, n in shown.heads[name]) if name in shown.conflicts else (),
        )
        for record, shown in desk.records.shown.items()
        if record.channel == channel
        for name, value in shown.values.items()
    )


def holdings(desk: PureDesk, channel: str) -> tuple[Any, ...]:
    """All that what is shown of a channel depends on, but for the version of the program."""
    held = [
        (identity, identity in desk.aside, tuple((fact.n, fact.is_bare) for fact in kept.facts if fact.is_bare))
        for (where, _), log in desk.logs.items()
        if where == channel
        for identity, kept in log.items()
    ]
    own = tuple(fact.digest for fact in desk.unsealed.get(channel, ()))
    return (desk.registry.version, tuple(sorted(held)), own)


def plain(desk: PureDesk) -> Iterator[Segment]:
    """The segments held, as the oracle takes them."""
    for identity, kept in desk.kept.items():
        yield Segment(payload_of(bytes(kept.raw.envelope)), identity, kept.lines)


def unsealed(desk: PureDesk) -> list[tuple[str, str, bytes]]:
    """Own lines that are not sealed, as the oracle takes them."""
    return [(channel, desk.desk, fact.line) for channel, facts in desk.unsealed.items() for fact in facts]


def naive(desk: PureDesk, channels: Collection[str]) -> Merged:
    """What the page says that a desk shows of what it holds."""
    told = facts_of(desk.registry, channels, desk.aside, desk.records.version)
    return Merged(plain(desk), told, unsealed(desk))


def is_same_anew(desk: PureDesk) -> bool:
    """Whether what is shown is what it would be if it were computed afresh."""
    return all(desk.records.settled(record) == shown for record, shown in desk.records.shown.items())


def _as_object(desk: PureDesk, kind: str, register: str, value: Any) -> Any:
    members: Mapping[str, tuple[str, ...]] = desk.records.version[kind].groups
    names = members.get(register)
    return dict(zip(names, value, strict=True)) if names and isinstance(value, tuple) else value
