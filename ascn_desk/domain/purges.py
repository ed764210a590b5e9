"""What redaction speaks of: the purge of a line, and a line of which only the digest is left."""

from __future__ import annotations

from typing import NamedTuple


class Purge(NamedTuple):
    """What an entry of headquarters (its count is ``n``) orders to be gone, and the skeleton that it leaves."""

    n: int
    desk: str
    gone: int
    digest: str
    skeleton: bytes


class Bare(NamedTuple):
    """A line of a segment of which only the digest came; ``place`` is its place in the segment."""

    place: int
    n: int
    digest: str
