"""A naive reading of what counts, written from the format's page alone, with plain dictionaries.

What counts of a log is one unbroken beginning, computed from all that is held, whatever came first.
Source: docs/bundle-format.md, sections 4 (redaction), 6 (ends) and 7 (what counts).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

REDACTED_START = b'{"n":'


class Segment(NamedTuple):
    """A held segment that passed the checks of its own; ``payload`` is what it says of itself."""

    payload: Mapping[str, Any]
    identity: str
    lines: tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the registry and the declarations of the kinds say.

    Shapes: ``kind_of`` desk → mission or headquarters, registered desks only; ``ends`` (desk, channel) → (number,
            identity), where the desk forked (number, identity, n, m); ``judge`` gives None for an unknown kind, "" for
            valid values, else what is wrong; ``register`` gives None for an unknown field; ``set_aside`` identities.
    """

    kind_of: Mapping[str, str]
    may_write: Callable[[str, str], bool]
    writers: Callable[[str], Iterable[str]]
    judge: Callable[[str, Mapping[str, Any]], str | None]
    register: Callable[[str, str], str | None]
    personal: frozenset[str] = frozenset()
    ends: Mapping[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    x_count: int = 0
    set_aside: frozenset[str] = frozenset()


class Counting:
    """Which of the held segments count, and why the others do not.

    Shapes: ``ends`` (channel, desk) → (number, identity) of the last that counts; ``why`` identity → reason of those
            that do not; ``purges`` (channel, desk, digest of a line) → its skeleton.
    """

    def __init__(self, held: Iterable[Segment], facts: Facts) -> None:
        self.facts = facts
        self.segments: dict[str, Segment] = {}
        for one in held:
            other = self.segments.get(one.identity, one)
            pairs = zip(other.lines, one.lines, strict=True)
            joined = tuple(here if there.startswith(REDACTED_START) else there for there, here in pairs)
            self.segments[one.identity] = one._replace(lines=joined)
        self.purges = self._find_purges()
        self.ends: dict[tuple[str, str], tuple[int, str]] = {}
        self.why: dict[str, str] = {}
        logs: dict[tuple[str, str], dict[int, dict[str, Segment]]] = {}
        for one in self.segments.values():
            log = logs.setdefault((one.payload["channel"], one.payload["desk"]), {})
            log.setdefault(one.payload["number"], {})[one.identity] = one
        for (channel, desk), log in logs.items():
            self._count(channel, desk, log)

    def lines(self) -> Iterator[tuple[Segment, bytes, bytes | None]]:
        """Every line held: its segment, itself, and the skeleton that stands in its place, if any."""
        for one in self.segments.values():
            for line in one.lines:
                yield one, line, self.purges.get((one.payload["channel"], one.payload["desk"], digest_of(line)))

    def _find_purges(self) -> dict[tuple[str, str, str], bytes]:
        found: dict[tuple[str, str, str], tuple[int, str, str]] = {}
        for one in self.segments.values():
            channel, desk = one.payload["channel"], one.payload["desk"]
            end = self.facts.ends.get((desk, channel))
            is_beyond = end is not None and one.payload["number"] > end[0]
            may = self.facts.kind_of.get(desk) == "headquarters" and self.facts.may_write(desk, channel)
            for entry in map(json.loads, one.lines if may and not is_beyond else ()):
                said = entry.get("set", {})
                if entry.get("kind") != "purge" or not said.keys() >= {"desk", "n", "line", "skeleton"}:
                    continue
                if json.loads(said["skeleton"])["kind"] != "purge":
                    name, rank = (channel, said["desk"], said["line"]), (entry["n"], desk, said["skeleton"])
                    found[name] = min(found.get(name, rank), rank)
        return {name: skeleton.encode() for name, (_, _, skeleton) in found.items()}

    def _count(self, channel: str, desk: str, log: dict[int, dict[str, Segment]]) -> None:
        end = self.facts.ends.get((desk, channel))
        # Back from the end that the registry gives, ``previous`` tells which branch counts.
        branch: dict[int, str] = {}
        number, want = (end[0], end[1]) if end else (0, None)
        while number and want:
            branch[number] = want
            found = log.get(number, {}).get(want)
            number, want = number - 1, found.payload["previous"] if found else None
        number, last, counting = 1, None, set()
        while True:
            there = log.get(number, {})
            one = there.get(branch.get(number) or next(iter(there), ""))
            reason = self._hindrance(one, last, is_forked=len(there) > 1 and number not in branch)
            if end is not None and number > end[0]:
                reason = "after-end"
            if one is None or reason:
                break
            counting.add(one.identity)
            self.ends[channel, desk] = (number, one.identity)
            number, last = number + 1, one.identity
        self.why.update({each: reason for there in log.values() for each in there if each not in counting})

    def _hindrance(self, one: Segment | None, last: str | None, is_forked: bool) -> str:
        if one is None:
            return "gap"
        channel, desk = one.payload["channel"], one.payload["desk"]
        if is_forked or one.payload["previous"] != last:
            return "fork"
        if desk not in self.facts.kind_of or not self.facts.may_write(desk, channel):
            return "not-authorised"
        if one.identity in self.facts.set_aside:
            return "set-aside"
        bare = [digest_of(line) for line in one.lines if line.startswith(REDACTED_START)]
        waits = any((channel, desk, digest) not in self.purges for digest in bare)
        return "gap" if waits or one.payload["last"] > self.facts.x_count + 2**32 else ""


def digest_of(line: bytes) -> str:
    """The digest of a line, or the one that a redacted line states."""
    stated = json.loads(line).get("redacted") if line.startswith(REDACTED_START) else None
    return stated or sha256(line).hexdigest()
