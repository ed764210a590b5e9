"""Attachments at rest: one file each in the profile's ``files/``, named by the SHA-256 of what it holds.

The content is encrypted under a key that is drawn from the database's own, so a lost machine gives nothing away; a file
that does not give back what its name says is treated as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b, sha256
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ascn_desk.base.files import machine_error, write_atomic

GREATEST_BYTES = 50 * 2**20
"""How large one attachment may be; a bundle of several still goes by mail or stick."""

FILES = "files"
"""Their folder in a profile."""

DIGEST = re.compile(r"[0-9a-f]{64}")
_PURPOSE = b"ascn-desk files"


class FileStore:
    """The attachments that a desk holds. ``database_key`` is the 32 bytes that open the database."""

    def __init__(self, folder: Path, database_key: bytes) -> None:
        self._folder = folder
        self._box = SecretBox(blake2b(key=database_key, person=_PURPOSE, digest_size=SecretBox.KEY_SIZE).digest())

    def put(self, data: bytes | memoryview) -> str:
        """Keep a file; its digest. Errors: MachineError of the disk; nothing was kept then."""
        digest = sha256(data).hexdigest()
        if self.get(digest) is None:
            try:
                self._folder.mkdir(exist_ok=True)
            except OSError as error:
                raise machine_error(error, self._folder) from error
            write_atomic(self._folder / digest, bytes(self._box.encrypt(bytes(data))))
        return digest

    def get(self, digest: str) -> bytes | None:
        """What was kept under a digest, or None if it is not held whole."""
        try:
            data = self._box.decrypt((self._folder / digest).read_bytes())
        except (FileNotFoundError, CryptoError, ValueError):
            return None
        except OSError as error:
            raise machine_error(error, self._folder / digest) from error
        return data if sha256(data).hexdigest() == digest else None

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
        for digest in self.held():
            if self.get(digest) is None:
                try:
                    folder.mkdir(parents=True, exist_ok=True)
                    (self._folder / digest).replace(folder / digest)
                except OSError as error:
                    raise machine_error(error, folder) from error

    def keep_only(self, named: Collection[str]) -> int:
        """Remove what nothing names any more; how many files went. Errors: MachineError of the disk."""
        gone = [digest for digest in self.held() if digest not in named]
        for digest in gone:
            path = self._folder / digest
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise machine_error(error, path) from error
        return len(gone)
