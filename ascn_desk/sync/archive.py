"""The archive inside a bundle: a ustar file of which one content has exactly one spelling.

Headers are made by hand, since ``tarfile`` pads to 10,240 bytes and writes owners and times. Reading makes
each header again from its name and size and compares, so nothing can hide in an archive.
Source: docs/bundle-format.md, section 5.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ascn_desk.base.errors import RefusedError
from ascn_desk.base.spool import Spool

GREATEST_MEMBERS = 20_000
BLOCK = 512
END = bytes(2 * BLOCK)

_NAME = re.compile(r"[a-z0-9][a-z0-9~._/-]{0,98}|COVER\.txt")
_GREATEST_SIZE = 8**11 - 1
_PIECE = 2**20

Archive = memoryview | Spool
"""The bytes of an archive: in memory, or spooled where they are too many for that."""


class Member(NamedTuple):
    """One file of an archive, as the place where its bytes lie."""

    name: str
    size: int
    archive: Archive
    start: int

    @property
    def data(self) -> bytes | memoryview:
        """Its bytes: a window on an archive in memory, else a copy."""
        return self.first(self.size)

    def first(self, most: int) -> bytes | memoryview:
        """Its bytes, or so many of them where it has more."""
        return self.archive[self.start : self.start + min(self.size, most)]

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Its bytes in pieces that are no burden to memory."""
        end = self.start + self.size
        for at in range(self.start, end, _PIECE):
            yield self.archive[at : min(at + _PIECE, end)]

    def digest(self) -> str:
        """The SHA-256 of its bytes, written out."""
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()


class Outgoing(NamedTuple):
    """A file that goes into an archive; its bytes are asked for when their turn comes."""

    name: str
    size: int
    pieces: Callable[[], Iterable[bytes | memoryview]]

    @classmethod
    def of(cls, name: str, data: bytes | memoryview) -> Outgoing:
        """A file whose bytes are at hand."""
        return cls(name, len(data), lambda: (data,))


def archive_size(members: Iterable[Outgoing]) -> int:
    """How many bytes the archive of some files has."""
    return sum(BLOCK + member.size + -member.size % BLOCK for member in members) + len(END)


def archive_pieces(members: Sequence[Outgoing]) -> Iterator[bytes | memoryview]:
    """The canonical archive of some files, in the order given, piece by piece.

    Errors: ValueError for a name that the form does not allow or that comes twice, too many members, or one whose bytes
            are more or fewer than was said.
    """
    if len({member.name for member in members}) != len(members) or len(members) > GREATEST_MEMBERS:
        raise ValueError("a name comes twice, or too many members")
    for member in members:
        if not _is_name(member.name):
            raise ValueError(f"not a member name: {member.name}")
        yield _header(member.name, member.size)
        given = 0
        for piece in member.pieces():
            given += len(piece)
            yield piece
        if given != member.size:
            raise ValueError(f"{member.name} has {given} bytes and not {member.size}")
        yield bytes(-member.size % BLOCK)
    yield END


def read_archive(data: bytes | memoryview | Spool) -> list[Member]:
    """The files of a canonical archive, in order.

    Errors: RefusedError ``malformed-container`` for anything but exactly canonical bytes, ``too-large`` for
    more than 20,000 members.
    """
    view = data if isinstance(data, Spool) else memoryview(data)
    end = len(view) - len(END)
    if end < 0 or len(view) % BLOCK or view[end:] != END:
        raise _malformed("the archive has no proper end")
    members: list[Member] = []
    seen: set[str] = set()
    at = 0
    while at < end:
        if len(members) == GREATEST_MEMBERS:
            raise RefusedError("too-large", limit=GREATEST_MEMBERS, what="members")
        name, size = _read_header(bytes(view[at : at + BLOCK]))
        start, at = at + BLOCK, at + BLOCK + size + (-size % BLOCK)
        if at > end or name in seen or any(view[start + size : at]):
            raise _malformed(f"member {name} comes twice, is cut short or badly padded")
        seen.add(name)
        members.append(Member(name, size, view, start))
    return members


def _header(name: str, size: int) -> bytes:
    fields = [
        name.encode("ascii").ljust(100, b"\0"),
        b"0000444\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"00000000000\0",
        b"        ",
        b"0",
        bytes(100),
        b"ustar\x0000",
    ]
    fields[6] = b"%06o\0 " % sum(sum(field) for field in fields)
    return b"".join(fields).ljust(BLOCK, b"\0")


def _read_header(header: bytes) -> tuple[str, int]:
    try:
        name = header[: header.index(0)].decode("ascii")
        size = int(header[124:135], 8)
    except ValueError:
        raise _malformed("a header is not of the canonical form") from None
    # int() reads signs, blanks and underscores too; making the header again refuses them.
    if not _is_name(name) or not 0 <= size <= _GREATEST_SIZE or _header(name, size) != header:
        raise _malformed("a header is not of the canonical form")
    return name, size


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and ".." not in name


def _malformed(reason: str) -> RefusedError:
    return RefusedError("malformed-container", reason=reason)
