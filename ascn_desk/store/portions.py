"""A merge that is too large to hold at once: its entries, spooled, and taken out again by the records they speak of.

A record's entries all lie in one portion, so each record is read, decided and written once, as in a small merge; and
the records of a portion lie side by side in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import zstandard

from ascn_desk.base.spool import Spool
from ascn_desk.store.facts import Fact

AT_ONCE_BYTES = 12 * 2**20
"""Lines of entries that are merged at once; as entries they take ten times as much memory."""

_SLOT_RECORDS = 500
_PORTION_BYTES = 2 * 2**20
"""Packed entries of neighbouring slots that are taken out together."""
# The fastest: what is packed is read once, some seconds later.
_LEVEL = 1

_Packed = tuple[int, int, int, str, str, str, str, dict[str, int], dict[str, Any], bool]

_decode = msgspec.msgpack.Decoder(list[_Packed]).decode
_encode = msgspec.msgpack.encode


class Portions:
    """Entries without their lines, by portion; all are added before the first is taken out."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._slots: dict[int, list[slice]] = {}
        self._sizes: dict[int, int] = {}
        self._pack = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._unpack = zstandard.ZstdDecompressor().decompress

    def add(self, facts: Sequence[Fact], records: Sequence[int]) -> None:
        """Spool some entries; ``records`` are the keys of theirs. Errors: MachineError of the spool's disk."""
        parts: dict[int, list[tuple[object, ...]]] = {}
        for fact, record in zip(facts, records, strict=True):
            parts.setdefault(record // _SLOT_RECORDS, []).append(fact[:10])
        for slot, part in parts.items():
            plain = _encode(part)
            begin = len(self._spool)
            self._spool.write(self._pack(plain))
            self._slots.setdefault(slot, []).append(slice(begin, len(self._spool)))
            self._sizes[slot] = self._sizes.get(slot, 0) + len(plain)

    def take_out(self) -> Iterator[list[Fact]]:
        """Every portion in turn, given out once; the entries have no lines. Errors: as :meth:`add`."""
        self._spool.end()
        portion: list[Fact] = []
        size = 0
        for slot in sorted(self._slots):
            if portion and size + self._sizes[slot] > _PORTION_BYTES:
                yield portion
                portion, size = [], 0
            portion += self._facts(self._slots.pop(slot))
            size += self._sizes[slot]
        if portion:
            yield portion

    def _facts(self, places: Iterable[slice]) -> Iterator[Fact]:
        for place in places:
            for each in _decode(self._unpack(self._spool[place])):
                yield Fact(*each, b"")
