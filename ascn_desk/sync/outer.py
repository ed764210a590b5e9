"""The file that a bundle travels as: age over its archive, or the bare archive of a reference update; step 1.

- a small file is opened in memory; a large one piece by piece into a spool, so that memory does not grow with files
- nothing of an encrypted file is given back before all of it has authenticated

Source: docs/bundle-format.md, sections 5 and 7; age v1 (C2SP).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage  # type: ignore[import-untyped]

from ascn_desk.base.errors import DeskError, MachineError, RefusedError
from ascn_desk.base.files import Written, cannot_read, digest_of_file
from ascn_desk.base.spool import Spool
from ascn_desk.sync.keys import DeskKeys

GREATEST_FILE_BYTES = 512 * 2**20
IN_MEMORY_BYTES = 16 * 2**20
"""A file of more is opened piece by piece."""

_PIECE = 2**20
_AGE_MAGIC = b"age-encryption.org/v1\n"
_USTAR_MAGIC, _USTAR_PLACE = b"ustar\x0000", slice(257, 265)
_HEAD = _USTAR_PLACE.stop
_NO_KEY = "No matching keys"


class Opened(NamedTuple):
    """The archive inside a file, and whether the file was encrypted."""

    archive: bytes | Spool
    is_encrypted: bool

    def close(self) -> None:
        """Let the spool of a large file go."""
        if isinstance(self.archive, Spool):
            self.archive.close()


class LargeFile:
    """A file too large to be held in memory; what is opened of it is spooled beside the desk's own files."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Shapes: ``folder`` exists; spools lie there. Errors: MachineError ``cannot-read``."""
        self._path = path
        self._folder = folder
        self._digest: str | None = None
        try:
            self.size = path.stat().st_size
        except OSError as error:
            raise cannot_read(path, error) from error

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, read once."""
        if self._digest is None:
            self._digest = digest_of_file(self._path)
        return self._digest

    def opened(self, keys: DeskKeys | None) -> Opened:
        """As :func:`open_outer`. Errors: also MachineError ``cannot-read``, and those of the spool's disk."""
        spool = Spool(self._folder)
        try:
            with self._path.open("rb") as file:
                source = _Source(file)
                is_encrypted = _is_encrypted(file.read(_HEAD), keys)
                file.seek(0)
                if is_encrypted and keys is not None:
                    _decrypt(source, spool, keys)
                else:
                    while piece := source.read(_PIECE):
                        spool.write(piece)
            spool.end()
            read = source.digest.hexdigest()
            if self._digest not in (None, read):
                raise MachineError("cannot-read", path=str(self._path), reason="it changed while it was read")
            self._digest = read
        except OSError as error:
            spool.close()
            raise cannot_read(self._path, error) from error
        except BaseException:
            spool.close()
            raise
        return Opened(spool, is_encrypted)


def size_of(data: bytes | LargeFile) -> int:
    """How many bytes a file has."""
    return data.size if isinstance(data, LargeFile) else len(data)


def digest_of(data: bytes | LargeFile) -> str:
    """The SHA-256 of a file, written out."""
    return data.digest if isinstance(data, LargeFile) else hashlib.sha256(data).hexdigest()


def seal_into(file: Written, pieces: Iterable[bytes | memoryview], recipients: Iterable[str]) -> None:
    """Write the file that only these age recipients can open, piece by piece.

    Errors: those of the file and of the pieces, as they are.
    """
    source, target = _Given(pieces), _Target(file)
    try:
        pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(each) for each in recipients])
    except Exception as error:
        raise source.error or target.error or error from None


def open_outer(data: bytes | LargeFile, keys: DeskKeys | None) -> Opened:
    """The archive in a file, decrypted if it is encrypted.

    Errors: RefusedError ``not-a-bundle``, ``too-large``, ``not-for-this-desk``, ``damaged``; of a large file also
            MachineError.
    """
    if size_of(data) > GREATEST_FILE_BYTES:
        raise RefusedError("too-large", limit=GREATEST_FILE_BYTES, what="bytes")
    if isinstance(data, LargeFile):
        return data.opened(keys)
    if not _is_encrypted(data[:_HEAD], keys) or keys is None:
        return Opened(data, False)
    try:
        return Opened(bytes(pyrage.decrypt(data, [keys.identity])), True)
    except pyrage.DecryptError as error:
        raise _refused(error) from None


class _Source:
    """What pyrage reads from: its own errors are told apart from those of the file, which are kept here."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            self.error = error
            raise
        self.digest.update(data)
        return data


class _Given:
    """What pyrage reads from where the bytes are given in pieces; of an error it would keep the words alone."""

    def __init__(self, pieces: Iterable[bytes | memoryview]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")
        self.error: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except Exception as error:
            self.error = error
            raise
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)


class _Target:
    """What pyrage writes to; of an error of the disk it would keep the words alone."""

    def __init__(self, file: Spool | Written) -> None:
        self._file = file
        self.error: Exception | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except (DeskError, OSError) as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Asked for at the end; whoever has the file sees to that."""


def _is_encrypted(head: bytes, keys: DeskKeys | None) -> bool:
    if head.startswith(_AGE_MAGIC):
        if keys is None:
            raise RefusedError("not-for-this-desk")
        return True
    if head[_USTAR_PLACE] != _USTAR_MAGIC:
        raise RefusedError("not-a-bundle")
    return False


def _decrypt(source: _Source, spool: Spool, keys: DeskKeys) -> None:
    target = _Target(spool)
    try:
        pyrage.decrypt_io(source, target, [keys.identity])
    except (pyrage.DecryptError, OSError, DeskError) as error:
        if trouble := source.error or target.error:
            raise trouble from None
        raise _refused(error) from None


def _refused(error: Exception) -> RefusedError:
    # One class for all failures; only its words tell a foreign file from a broken one.
    return RefusedError("not-for-this-desk" if _NO_KEY in str(error) else "damaged")
