"""What a change of the documents of trust says, line by line: so nobody signs what he has not seen.

Everything that differs has a line; what has no line of its own here, as members of a newer program, is ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ascn_desk.sync.registry import RegisteredDesk, Registry
from ascn_desk.sync.trust import RootKeys, Trust, keys_of
from ascn_desk.sync.trust_change import short_key

_KNOWN_OF_ROOT = {"_type", "expires", "keys", "roles", "version"}
_KNOWN_OF_REGISTRY = {"_type", "delegations", "expires", "version", "x-count"}
_ROLE = {"name", "paths", "x-closed", "x-ends", "x-kind", "x-name", "x-office", "x-reads", "x-since"}


class Difference(NamedTuple):
    """One line of a change: its code, and what the sentence of that code needs."""

    code: str
    data: Mapping[str, Any]


def differences(before: Trust, after: Trust) -> tuple[Difference, ...]:
    """What is different, root first."""
    return (*_of_root(before, after), *_of_registry(before.registry, after.registry))


def _of_root(before: Trust, after: Trust) -> Iterator[Difference]:
    old, new = before.roots[-1], after.roots[-1]
    if old.version == new.version:
        return
    yield Difference("root-version", {"version": new.version, "expires": new.signed["expires"]})
    yield from _keys(keys_of(old), keys_of(new))
    for name in _others(old.signed, new.signed, _KNOWN_OF_ROOT):
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
        yield from _of_role(name, old.signed, new.signed)
    for name in sorted(old.desks.keys() - new.desks.keys()):
        yield Difference("other", {"what": f"desk {name}"})
    for name in _others(old.signed, new.signed, _KNOWN_OF_REGISTRY):
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


def _of_role(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What a newer program may have added to a desk."""
    before, after = _role(old, name), _role(new, name)
    for member in _others(before, after, _ROLE) if before else sorted(after.keys() - _ROLE - _FRAMEWORK):
        yield Difference("other", {"what": f"desk {name}: {member}"})
    keys = [each["delegations"]["keys"].get(name) for each in (old, new)]
    if keys[0] is not None and keys[0] != keys[1]:
        yield Difference("other", {"what": f"desk {name}: key"})


_FRAMEWORK = {"keyids", "terminating", "threshold"}


def _role(signed: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next((each for each in signed["delegations"]["roles"] if each["name"] == name), {})


def _others(old: Mapping[str, Any], new: Mapping[str, Any], known: set[str]) -> list[str]:
    return sorted(name for name in (old.keys() | new.keys()) - known if old.get(name) != new.get(name))
