"""A merge that is too large to hold at once: its entries, packed, and taken out again by the records they speak of.

A record's entries all lie in one portion, so each record is read, decided and written once, as in a small merge; and
the records of a portion lie side by side in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import zstandard

from ascn_desk.store.facts import Fact

AT_ONCE_BYTES = 12 * 2**20
"""Lines of entries that are merged at once; as entries they take ten times as much memory."""

_PORTION_RECORDS = 2_000
# The fastest: what is packed is read once, some seconds later.
_LEVEL = 1

_Packed = tuple[int, int, int, str, str, str, str, dict[str, int], dict[str, Any], bool]

_decode = msgspec.msgpack.Decoder(list[_Packed]).decode
_encode = msgspec.msgpack.encode


class Portions:
    """Entries without their lines, by portion."""

    def __init__(self) -> None:
        self._packed: dict[int, list[bytes]] = {}
        self._pack = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._unpack = zstandard.ZstdDecompressor().decompress

    def add(self, facts: Sequence[Fact], records: Sequence[int]) -> None:
        """Pack the entries of one segment; ``records`` are the keys of theirs."""
        parts: dict[int, list[tuple[object, ...]]] = {}
        for fact, record in zip(facts, records, strict=True):
            parts.setdefault(record // _PORTION_RECORDS, []).append(fact[:10])
        for place, part in parts.items():
            self._packed.setdefault(place, []).append(self._pack(_encode(part)))

    def take_out(self) -> Iterator[list[Fact]]:
        """Every portion in turn, given out once; the entries have no lines."""
        for place in sorted(self._packed):
            yield list(self._facts(self._packed.pop(place)))

    def _facts(self, packed: Iterable[bytes]) -> Iterator[Fact]:
        for part in packed:
            for each in _decode(self._unpack(part)):
                yield Fact(*each, b"")
