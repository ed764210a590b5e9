"""Attachments at rest: one file each in the profile's ``files/``, named by the SHA-256 of what it holds.

- the content is encrypted under a key that is drawn from the database's own, so a lost machine gives nothing away
- it is written and read in pieces, each sealed with those before it: memory does not grow with the file, and one that
  was cut short is not taken for whole
- a file that does not give back what its name says is treated as if it were not there: once that is seen it lies aside
  under another name, is not held any more, and so is asked for again
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ascn_desk.base.errors import MachineError
from ascn_desk.base.files import machine_error, writing_atomic

GREATEST_BYTES = 50 * 2**20
"""How large one attachment may be; a bundle of several still goes by mail or stick."""

FILES = "files"
"""Their folder in a profile."""

DIGEST = re.compile(r"[0-9a-f]{64}")
_PURPOSE = b"ascn-desk files"
_ASIDE = ".damaged"
_MARK = b"ascn-desk file 2\n"
"""Begins a file that is sealed in pieces; those of before have none, and are sealed as one."""
_PIECE = 2**20
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_SEAL_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES

Pieces = Callable[[], Iterable[bytes | memoryview]]
"""What gives the bytes of a file from the beginning, each time that it is asked."""


class FileStore:
    """The attachments that a desk holds. ``database_key`` is the 32 bytes that open the database."""

    def __init__(self, folder: Path, database_key: bytes) -> None:
        self._folder = folder
        self._key = blake2b(key=database_key, person=_PURPOSE, digest_size=SecretBox.KEY_SIZE).digest()

    def put(self, data: bytes | memoryview) -> str:
        """Keep a file; its digest. Errors: MachineError of the disk; nothing was kept then."""
        digest = sha256(data).hexdigest()
        self.put_pieces(digest, lambda: (data,))
        return digest

    def put_pieces(self, digest: str, pieces: Pieces) -> None:
        """Keep a file of that digest, piece by piece. Errors: as :meth:`put`."""
        if self.is_whole(digest):
            return
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise machine_error(error, self._folder) from error
        with writing_atomic(self._folder / digest) as file:
            _seal(file, self._key, _even(pieces()))

    def get(self, digest: str) -> bytes | None:
        """What was kept under a digest, or None if it is not held whole; a damaged one is put aside."""
        pieces: list[bytes] = []
        if self._read(digest, pieces.append):
            return b"".join(pieces)
        self._put_aside(digest)
        return None

    def size_of(self, digest: str) -> int | None:
        """How many bytes a file has, read from end to end; None if it is not held whole, and then it is put aside."""
        sizes: list[int] = []
        if self._read(digest, lambda piece: sizes.append(len(piece))):
            return sum(sizes)
        self._put_aside(digest)
        return None

    def size_on_disk(self, digest: str) -> int:
        """How many bytes a file takes here, a few more than it has; none where it is not held."""
        try:
            return (self._folder / digest).stat().st_size
        except OSError:
            return 0

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The pieces of a file that is whole. Errors: MachineError of the disk, ``disk-failed`` where it is not."""
        path = self._folder / digest
        try:
            with path.open("rb") as file:
                yield from _opened(file, self._key)
        except (CryptoError, ValueError) as error:
            raise MachineError("disk-failed", path=str(path), reason=str(error)) from error
        except OSError as error:
            raise machine_error(error, path) from error

    def is_whole(self, digest: str) -> bool:
        """Whether what was kept under a digest is there and undamaged."""
        return self._read(digest, lambda _: None)

    def _read(self, digest: str, take: Callable[[bytes], None]) -> bool:
        """Give each piece of a file away; whether they are what its name says. Errors: MachineError of the disk."""
        found = sha256()
        try:
            with (self._folder / digest).open("rb") as file:
                for piece in _opened(file, self._key):
                    found.update(piece)
                    take(piece)
        except (FileNotFoundError, CryptoError, ValueError):
            return False
        except OSError as error:
            raise machine_error(error, self._folder / digest) from error
        return found.hexdigest() == digest

    def find_damaged(self) -> list[str]:
        """Look through all that is kept, and put aside what is not whole. Errors: MachineError of the disk."""
        damaged = self._damaged()
        for digest in damaged:
            self._put_aside(digest)
        return damaged

    def held(self) -> frozenset[str]:
        """The digests of all that is kept; whether each is whole is seen when it is read."""
        if not self._folder.is_dir():
            return frozenset()
        return frozenset(each.name for each in self._folder.iterdir() if DIGEST.fullmatch(each.name))

    def copy_to(self, other: FileStore) -> None:
        """Keep in another store what that one lacks; what is not whole here is left out. Errors: as :meth:`put`."""
        for digest in self.held() - other.held():
            data = self.get(digest)
            if data is not None:
                other.put(data)

    def put_away(self, folder: Path) -> None:
        """Move into a folder what does not open under this key. Errors: MachineError of the disk."""
        for digest in self._damaged():
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (self._folder / digest).replace(folder / digest)
            except OSError as error:
                raise machine_error(error, folder) from error

    def keep_only(self, named: Collection[str]) -> int:
        """Remove what nothing names any more, and what lies aside; how many files went.

        Errors: MachineError of the disk.
        """
        gone = [self._folder / digest for digest in self.held() if digest not in named]
        for path in [*gone, *self._folder.glob(f"*{_ASIDE}")]:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise machine_error(error, path) from error
        return len(gone)

    def _damaged(self) -> list[str]:
        return [digest for digest in sorted(self.held()) if not self.is_whole(digest)]

    def _put_aside(self, digest: str) -> None:
        path = self._folder / digest
        try:
            path.replace(self._folder / (digest + _ASIDE))
        except FileNotFoundError:
            pass
        except OSError as error:
            raise machine_error(error, path) from error


def _even(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """The same bytes in pieces of one length, but for the last; at least one."""
    held = bytearray()
    for piece in pieces:
        for at in range(0, len(piece), _PIECE):
            held += piece[at : at + _PIECE]
            if len(held) > _PIECE:
                yield bytes(held[:_PIECE])
                del held[:_PIECE]
    yield bytes(held)


def _seal(file: BinaryIO, key: bytes, pieces: Iterator[bytes]) -> None:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    file.write(_MARK + bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key))
    piece = next(pieces)
    for following in pieces:
        file.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, piece, tag=_MORE))
        piece = following
    file.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, piece, tag=_LAST))


def _opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The pieces of a sealed file. Errors: CryptoError, ValueError where it was changed or cut short."""
    mark = file.read(len(_MARK))
    if mark != _MARK:
        yield SecretBox(key).decrypt(mark + file.read())
        return
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_HEADER_BYTES), key)
    tag = _MORE
    while tag != _LAST:
        piece, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, file.read(_PIECE + _SEAL_BYTES))
        yield piece
    if file.read(1):
        raise ValueError("something follows the last piece")
