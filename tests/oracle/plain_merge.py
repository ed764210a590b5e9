"""A naive merge, written from the format's page alone, with plain dictionaries.

Slow and obvious on purpose: every register is decided anew from all its candidates, in the order of the page.
Source: docs/bundle-format.md, sections 7 (balance) and 8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from tests.oracle.plain_counting import Counting, Facts, Segment

Name = tuple[str, str, int]
Record = tuple[str, str, str]
"""Entry: identity of its segment (its channel, if unsealed), desk, count. Record: channel, kind, id."""

FATES = ("redacted", "not_counting", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced", "shown")
HIDING = ("deleted", "merged_into")


class Candidate(NamedTuple):
    name: Name
    n: int
    desk: str
    over: Mapping[str, int]
    value: Any
    is_skeleton: bool


class Shown(NamedTuple):
    value: Any
    heads: list[Candidate]
    is_conflict: bool
    is_parallel: bool


class Merged:
    """All that a desk shows of what it holds; unsealed own lines are (channel, desk, line).

    Shapes: ``shown`` record → register → what it shows; ``conflicts`` has (channel, kind, id, register); ``fate``
            entry → the part of the balance it belongs to.
    """

    def __init__(self, held: Iterable[Segment], facts: Facts, unsealed: Iterable[tuple[str, str, bytes]] = ()) -> None:
        self.facts = facts
        self.counting = Counting(held, facts)
        self.fate: dict[Name, str] = {}
        self.candidates: dict[Record, dict[str, list[Candidate]]] = {}
        for one, line, skeleton in self.counting.lines():
            self._take((one.identity, one.payload["channel"], one.payload["desk"]), line, skeleton)
        for channel, desk, line in unsealed:
            self._take((channel, channel, desk), line, None)
        self.shown = {record: settle(registers) for record, registers in self.candidates.items()}
        for registers in self.shown.values():
            for each in registers.values():
                for head in each.heads:
                    if self.fate[head.name] in ("replaced", "shown"):
                        self.fate[head.name] = "in_conflict" if each.is_conflict else "shown"
        everything = [(*record, name, each) for record, some in self.shown.items() for name, each in some.items()]
        self.conflicts = {each[:4] for each in everything if each[4].is_conflict}
        self.parallel = {each[:4] for each in everything if each[4].is_parallel}

    def _take(self, place: tuple[str, str, str], line: bytes, skeleton: bytes | None) -> None:
        identity, channel, desk = place
        entry = json.loads(skeleton or line)
        kind, said = entry.get("kind", ""), entry.get("set", {})
        verdict = self.facts.judge(kind, {} if skeleton else said)
        names = {name: self.facts.register(kind, name) for name in said} if verdict is not None else {}
        is_bare = skeleton is not None or "redacted" in entry
        is_authorised = verdict is None or self.facts.kind_of.get(desk) in self.facts.writers(kind)
        is_salted = is_bare or verdict is None or ("salt" in entry) == (kind in self.facts.personal)
        fates = {
            "redacted": is_bare,
            "not_counting": identity in self.counting.why,
            "not_authorised": not is_authorised,
            "invalid": bool(verdict) or not is_salted,
            "unknown_kind": not any(names.values()),
        }
        name = (identity, desk, entry["n"])
        self.fate[name] = next((fate for fate, fits in fates.items() if fits), "replaced")
        if any(fits for fate, fits in fates.items() if fate != "redacted"):
            return
        over = {who: n if who == desk else self._as_shared(who, channel, n) for who, n in entry.get("over", {}).items()}
        registers: dict[str, dict[str, Any]] = {}
        for each, register in names.items():
            if register is not None:
                registers.setdefault(register, {})[each] = said[each]
        for register, values in registers.items():
            value = values[register] if values.keys() == {register} else values
            candidate = Candidate(name, entry["n"], desk, over, value, skeleton is not None)
            record = self.candidates.setdefault((channel, kind, entry["id"]), {})
            record.setdefault(register, []).append(candidate)

    def _as_shared(self, desk: str, channel: str, n: int) -> int:
        end = self.facts.ends.get((desk, channel), ())
        return int(end[2]) if len(end) == 4 and end[2] < n <= end[3] else n

    def balance(self, received: Iterable[str], known: Iterable[str] = ()) -> dict[str, int]:
        """The parts of the entries in the segments received; those of segments held before are ``known``."""
        names, before = set(received), set(known)
        parts = dict.fromkeys(("known", *FATES), 0)
        for (identity, _, _), fate in self.fate.items():
            if identity in names:
                parts["known" if identity in before else fate] += 1
        return {"received": sum(parts.values()), **parts}

    def digest(self, channel: str) -> str:
        """The state digest of a channel."""
        lines = [
            (kind, id_, name, each.value, [[head.desk, head.n] for head in each.heads] if each.is_conflict else [])
            for (where, kind, id_), registers in self.shown.items()
            for name, each in registers.items()
            if where == channel
        ]
        lines.sort(key=lambda line: line[:3])
        return sha256("".join(as_json(line) + "\n" for line in lines).encode()).hexdigest()


def settle(registers: Mapping[str, list[Candidate]]) -> dict[str, Shown]:
    """What the registers of one record show."""
    shown = {}
    for name, candidates in registers.items():
        heads = [one for one in candidates if not any(replaces(other, one) for other in candidates)]
        heads = [one for one in heads if not one.is_skeleton] or heads
        heads.sort(key=lambda one: (one.n, one.desk))
        differ = len({as_json(one.value) for one in heads}) > 1
        if ":" in name:
            shown[name] = Shown(any(one.value is True for one in heads), heads, False, differ)
        else:
            shown[name] = Shown(False if name == "deleted" and differ else heads[-1].value, heads, differ, False)
    others = [head for name, each in shown.items() if name not in HIDING for head in each.heads]
    for name in set(HIDING) & shown.keys():
        saying = [head for head in shown[name].heads if head.value not in (None, False)]
        covered = all(any(one.name == other.name or replaces(one, other) for one in saying) for other in others)
        if shown[name].value not in (None, False) and not covered:
            shown[name] = Shown(False if name == "deleted" else None, shown[name].heads, True, False)
    return shown


def replaces(later: Candidate, earlier: Candidate) -> bool:
    """Whether the author of one candidate had the other before his eyes."""
    return later.n > earlier.n and later.over.get(earlier.desk, 0) >= earlier.n


def as_json(value: Any) -> str:
    """Canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
