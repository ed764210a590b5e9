"""Pages that were drawn before, kept for as long as somebody works at a pack: a preview draws anew what has changed.

- pages are found by all that they are drawn from, never by a name: what is found is what would be drawn
- nothing of a pack that is not among that can stand on them (`Pack.part`)
- no more is kept than there is room for; what was not wanted longest goes first
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from ascn_desk.briefing.ink import Ink

MOST = 8_000_000
"""Characters: a delegation's pack of 24 pages takes 1.4 million, most of them for its maps."""


@dataclass(frozen=True)
class KeptPage:
    """A page as it was drawn, without head and what stands around it; ``title`` is its place in the outline."""

    title: str
    ink: Ink


class KeptPages:
    """The pages of parts of packs. Nobody may draw on what was kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._parts: OrderedDict[bytes, tuple[tuple[KeptPage, ...], int]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._parts)

    def get(self, key: bytes) -> tuple[KeptPage, ...] | None:
        """The pages of a part; None where there are none."""
        found = self._parts.get(key)
        if found is None:
            return None
        self._parts.move_to_end(key)
        return found[0]

    def put(self, key: bytes, pages: tuple[KeptPage, ...]) -> None:
        """Keep the pages of a part."""
        size = sum(page.ink.size for page in pages)
        if key in self._parts or size > self._most:
            return
        self._parts[key] = pages, size
        self.size += size
        while self.size > self._most:
            _, (_, gone) = self._parts.popitem(last=False)
            self.size -= gone


def key_of(*drawn_from: object) -> bytes:
    """What pages are found by, from records that tell all they hold."""
    # By their words, not by equality: 1 and 1.0 are equal and print as different.
    return sha256(repr(drawn_from).encode("utf-8", "surrogatepass")).digest()
