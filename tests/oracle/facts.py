"""What the oracle must be told: the registry and the declarations of the kinds, as plain facts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import check_values
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import RawSegment, SealedSegment, read_header, read_lines
from tests.oracle.plain_counting import Facts, Segment


def facts_of(
    registry: Registry,
    channels: Collection[str],
    set_aside: Collection[str] = (),
    kinds: Mapping[str, Kind] = KINDS,
) -> Facts:
    """The facts of a registry, as far as some channels go, and of the kinds that a version of the program knows."""
    ends: dict[tuple[str, str], tuple[Any, ...]] = {}
    for desk in registry.desks.values():
        for channel in channels:
            if end := desk.end(channel):
                ends[desk.desk, channel] = tuple(end if end.shared is not None else end[:2])
    return Facts(
        kind_of={desk.desk: desk.kind for desk in registry.desks.values()},
        may_write=registry.may_write,
        writers=lambda kind: {each.value for each in kinds[kind].writers},
        judge=lambda kind, values: judge(kind, values, kinds),
        register=lambda kind, name: register_of(kind, name, kinds),
        personal=frozenset(name for name, kind in kinds.items() if kind.personal),
        ends=ends,
        x_count=registry.x_count,
        set_aside=frozenset(set_aside),
    )


def judge(kind: str, values: Mapping[str, Any], kinds: Mapping[str, Kind] = KINDS) -> str | None:
    """None for an unknown kind, "" for valid values, else the code of what is wrong."""
    if kind not in kinds:
        return None
    problem = check_values(kinds[kind], values)
    return problem.code if problem else ""


def register_of(kind: str, name: str, kinds: Mapping[str, Kind] = KINDS) -> str | None:
    """The register of a field, None if the kind has no such field."""
    known = name.partition(":")[0] in kinds[kind].fields
    return kinds[kind].register_of(name) if known else None


def held(segment: SealedSegment | RawSegment) -> Segment:
    """A segment as the oracle takes it."""
    envelope = envelopes.read(segment.envelope)
    header = read_header(envelope, segment.name)
    return Segment(json.loads(envelope.payload), header.identity, tuple(read_lines(header, segment.body)))
