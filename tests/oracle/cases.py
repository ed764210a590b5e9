"""Hand-made logs for the oracle, with a kind or two of their own and no signatures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from tests.oracle.plain_counting import Facts, Segment

C = "country/vn"
GROUPS = {"status": ("status", "status_on"), "status_on": ("status", "status_on")}
FIELDS = {"title", "note", "status", "status_on", "tags", "deleted", "merged_into", "desk", "n", "line", "skeleton"}
WRITERS = {"case": ("mission", "headquarters"), "choice": ("headquarters",), "purge": ("headquarters",),
           "contact": ("mission", "headquarters")}  # fmt: skip


def judge(kind: str, values: Mapping[str, Any]) -> str | None:
    if kind not in WRITERS:
        return None
    groups = [GROUPS[name] for name in values if name in GROUPS]
    broken = any(each not in values for group in groups for each in group)
    return "part-of-group" if broken else "bad" if values.get("title") == 7 else ""


def register(kind: str, name: str) -> str | None:
    head = name.partition(":")[0]
    return None if head not in FIELDS else "status" if head in GROUPS else name


def facts(**changes: Any) -> Facts:
    usual: dict[str, Any] = {
        "kind_of": {"a": "mission", "b": "mission", "h": "headquarters"},
        "may_write": lambda desk, channel: True,
        "writers": WRITERS.__getitem__,
        "judge": judge,
        "register": register,
        "personal": frozenset({"contact"}),
    }
    return Facts(**{**usual, **changes})


def entry(n: int, values: Mapping[str, Any], over: Mapping[str, int] | None = None, **more: Any) -> dict[str, Any]:
    made = {"at": "2026-11-24T09:30:12Z", "by": "sato", "id": "x", "kind": "case", "n": n, "set": dict(values)}
    return {**made, **({"over": dict(over)} if over else {}), **more}


def line_of(made: Mapping[str, Any]) -> bytes:
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def segment(desk: str, number: int, previous: Segment | None, *entries: dict[str, Any], branch: str = "") -> Segment:
    """A segment of some entries; ``branch`` tells two of one number apart."""
    lines = tuple(map(line_of, entries))
    payload = {"channel": C, "desk": desk, "number": number, "previous": previous.identity if previous else None,
               "first": entries[0]["n"], "last": entries[-1]["n"], "entries": len(lines)}  # fmt: skip
    identity = sha256(json.dumps([payload, [each.decode() for each in lines], branch]).encode()).hexdigest()
    return Segment(payload, identity, lines)


def redacted(one: Segment, place: int = 0) -> Segment:
    """The same segment with one line gone."""
    gone = one.lines[place]
    bare = line_of({"n": json.loads(gone)["n"], "redacted": sha256(gone).hexdigest()})
    return one._replace(lines=(*one.lines[:place], bare, *one.lines[place + 1 :]))


def purge_of(n: int, one: Segment, place: int = 0) -> dict[str, Any]:
    """The entry that purges a line of a segment."""
    line = one.lines[place]
    gone = json.loads(line)
    kept = {name: value if name in ("deleted", "merged_into") else None for name, value in gone["set"].items()}
    skeleton = {name: value for name, value in gone.items() if name not in ("why", "salt")} | {"set": kept}
    said = {"desk": one.payload["desk"], "n": gone["n"], "line": sha256(line).hexdigest(),
            "skeleton": line_of(skeleton).decode()}  # fmt: skip
    return entry(n, said, kind="purge", id=f"purge-{n}")
