"""Segments and their entries as a desk in memory holds them, checked and read by the product's own functions.

Bytes say the same whoever reads them, so each is checked and read once for all desks of the play.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from ascn_desk.base.errors import RefusedError
from ascn_desk.store.holdings import Held
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.entry_line import Entry, Redacted
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import RawSegment, SegmentHeader, pack_lines, read_entries, read_lines

Log = tuple[str, str]
"""(channel, desk)."""
_MOST_CHECKED = 8192


@dataclass(slots=True, eq=False)
class Fact:
    """An entry as it stands in a segment or unsealed; of a bare line, ``entry`` is the skeleton of its purge, if held.

    ``home`` is None while it is not sealed.
    """

    log: Log
    n: int
    digest: str
    entry: Entry | None
    line: bytes
    is_bare: bool = False
    home: Kept | None = None
    is_placed: bool = False

    @property
    def counts(self) -> bool:
        return self.home is None or self.home.held.counts


@dataclass(slots=True, eq=False)
class Kept:
    """A segment as held."""

    held: Held
    header: SegmentHeader
    raw: RawSegment
    facts: list[Fact] = field(default_factory=list)

    @property
    def lines(self) -> tuple[bytes, ...]:
        return tuple([fact.line for fact in self.facts])

    def pack(self) -> None:
        """Make the bytes anew after a line was replaced."""
        self.raw = self.raw._replace(body=pack_lines(self.lines))


class Line(NamedTuple):
    """A line of a segment as read."""

    line: bytes
    digest: str
    entry: Entry | Redacted


def checked(raw: RawSegment, registry: Registry) -> SegmentHeader:
    """Step 6 for whoever receives it. Errors: RefusedError."""
    known = registry.desks.get(raw.name.split("/")[1])
    key = (raw.name, raw.envelope, (known.paths, known.public) if known else None)
    if key not in _CHECKED:
        if len(_CHECKED) >= _MOST_CHECKED:
            _CHECKED.clear()
        try:
            _CHECKED[key] = check_segment(raw, registry, None).header
        except RefusedError as error:
            _CHECKED[key] = error.code
    found = _CHECKED[key]
    if isinstance(found, str):
        raise RefusedError(found)
    return found


def read(header: SegmentHeader, body: bytes) -> tuple[Line, ...]:
    """Step 9: lines, figures, limits. Errors: RefusedError."""
    found = _read(header, body)
    if isinstance(found, str):
        raise RefusedError(found)
    return found


def fact_of(log: Log, line: Line, home: Kept | None) -> Fact:
    """A line as a desk holds it."""
    if isinstance(line.entry, Redacted):
        return Fact(log, line.entry.n, line.digest, None, line.line, is_bare=True, home=home)
    return Fact(log, line.entry.n, line.digest, line.entry, line.line, home=home)


@lru_cache(maxsize=_MOST_CHECKED)
def payload_of(envelope: bytes) -> Mapping[str, Any]:
    """What a segment says of itself, read without the product."""
    payload: Mapping[str, Any] = json.loads(base64.b64decode(json.loads(envelope)["payload"]))
    return payload


_CHECKED: dict[Any, SegmentHeader | str] = {}


@lru_cache(maxsize=_MOST_CHECKED)
def _read(header: SegmentHeader, body: bytes) -> tuple[Line, ...] | str:
    try:
        lines = read_lines(header, body)
        entries = read_entries(header, lines)
    except RefusedError as error:
        return error.code
    return tuple(
        Line(line, entry.redacted if isinstance(entry, Redacted) else sha256(line).hexdigest(), entry)
        for line, entry in zip(lines, entries, strict=True)
    )
