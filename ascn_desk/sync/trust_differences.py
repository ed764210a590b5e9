"""What a change of the documents of trust says, line by line: so nobody signs what he has not seen.

Each document is held against one that says no more than the lines do. Where it says more, as one of a newer program, or
one that somebody made by hand, the member concerned is named as ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ascn_desk.base.clock import instant_from
from ascn_desk.sync.registry import RegisteredDesk, Registry
from ascn_desk.sync.trust import RootKeys, Trust, keys_of, read_registry_document, read_root
from ascn_desk.sync.trust_change import short_key
from ascn_desk.sync.trust_making import next_registry, next_root


class Difference(NamedTuple):
    """One line of a change: its code, and what the sentence of that code needs."""

    code: str
    data: Mapping[str, Any]


def differences(before: Trust, after: Trust) -> tuple[Difference, ...]:
    """What is different, root first; ``after`` follows ``before`` by one version at most of each."""
    return (*_of_root(before, after), *_of_registry(before.registry, after.registry))


def _of_root(before: Trust, after: Trust) -> Iterator[Difference]:
    old, new = before.roots[-1], after.roots[-1]
    if old.version == new.version:
        return
    yield Difference("root-version", {"version": new.version, "expires": new.signed["expires"]})
    yield from _keys(keys_of(old), keys_of(new))
    expected = read_root(next_root(old, keys_of(new), expires=instant_from(new.signed["expires"])))
    for name in _unsaid(expected.signed, new.signed):
        yield Difference("other", {"what": f"root: {name}"})


def _keys(old: RootKeys, new: RootKeys) -> Iterator[Difference]:
    for role, before, after in (("root", old.root, new.root), ("registry", old.registry, new.registry)):
        for public in after:
            if public not in before:
                yield Difference(f"{role}-key-added", {"key": short_key(public), "public": public.hex()})
        for public in before:
            if public not in after:
                yield Difference(f"{role}-key-removed", {"key": short_key(public), "public": public.hex()})
    if (old.root_threshold, len(old.root)) != (new.root_threshold, len(new.root)):
        yield Difference("root-threshold", {"threshold": new.root_threshold, "keys": len(new.root)})
    if (old.registry_threshold, len(old.registry)) != (new.registry_threshold, len(new.registry)):
        yield Difference("registry-threshold", {"threshold": new.registry_threshold, "keys": len(new.registry)})


def _of_registry(old: Registry, new: Registry) -> Iterator[Difference]:
    if old.version == new.version:
        return
    yield Difference("registry-version", {"version": new.version, "expires": new.expires})
    if new.x_count != old.x_count:
        yield Difference("x-count", {"before": old.x_count, "after": new.x_count})
    for name in sorted(new.desks):
        yield from _of_desk(old.desks.get(name), new.desks[name])
    expires = instant_from(new.expires)
    made = next_registry(old, list(new.desks.values()), expires=expires, signers=(), x_count=new.x_count)
    expected = read_registry_document(made)[1]
    for name in _unsaid(_sorted_roles(expected.signed), _sorted_roles(new.signed)):
        yield Difference("other", {"what": f"registry: {name}"})


def _of_desk(old: RegisteredDesk | None, new: RegisteredDesk) -> Iterator[Difference]:
    who = {"desk": new.desk, "office": new.office}
    if old is None:
        rights = {"paths": list(new.paths), "reads": list(new.reads)}
        yield Difference("desk-added", {**who, "kind": new.kind, "name": new.name, **rights})
    elif (old.name, old.since, old.office, old.kind, old.age) != (new.name, new.since, new.office, new.kind, new.age):
        yield Difference("desk-described", {**who, "name": new.name, "since": new.since})
    if old is not None and (set(old.paths), set(old.reads)) != (set(new.paths), set(new.reads)):
        yield Difference("desk-rights", {**who, "paths": list(new.paths), "reads": list(new.reads)})
    if new.closed and not (old is not None and old.closed):
        yield Difference("desk-closed", who)
    for channel in sorted(new.ends):
        before, end = old.ends.get(channel) if old is not None else None, new.ends[channel]
        place = {**who, "channel": channel, "number": end.number, "identity": end.identity}
        if before is None or before[:2] != end[:2]:
            yield Difference("log-ended", place)
        if (before[2:] if before is not None else (None, None)) != end[2:]:
            yield Difference("fork-ruled", {**place, "shared": end.shared, "gone": end.gone})


def _unsaid(expected: Mapping[str, Any], signed: Mapping[str, Any]) -> list[str]:
    """The members in which a document differs from what this program would have made of all that has a line."""
    return sorted(name for name in expected.keys() | signed.keys() if expected.get(name) != signed.get(name))


def _sorted_roles(signed: Mapping[str, Any]) -> dict[str, Any]:
    """A registry with its desks in the order of their names, which says nothing."""
    delegations = signed["delegations"]
    roles = sorted(delegations["roles"], key=lambda role: str(role["name"]))
    return {**signed, "delegations": {**delegations, "roles": roles}}
