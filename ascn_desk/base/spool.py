"""Bytes that are too many for memory: written once from end to end, then read wherever they are wanted.

They lie in a file without a name beside the desk's own, sealed block by block under a key that only the spool has and
that is never written: what a crash or a pulled disk leaves of it tells nothing, and the system forgets the file itself.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ascn_desk.base.errors import MachineError
from ascn_desk.base.files import machine_error

_BLOCK = 256 * 2**10
_TAG = 16
_NONCE = 12


class Spool:
    """A file-like object to write into, and after :meth:`end` a sequence of bytes to take slices of."""

    def __init__(self, folder: Path) -> None:
        """An empty one, whose file lies in an existing folder. Errors: MachineError of the disk."""
        self._folder = folder
        self._cipher = ChaCha20Poly1305(ChaCha20Poly1305.generate_key())
        self._open: bytearray = bytearray()
        self._length = 0
        self._blocks = 0
        self._last: tuple[int, bytes] = (-1, b"")
        try:
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - it lives as long as the spool
        except OSError as error:
            raise machine_error(error, folder) from error

    def write(self, data: bytes | memoryview) -> int:
        """Add some bytes; how many. Errors: MachineError ``disk-full``, ``cannot-write``."""
        self._open += data
        self._length += len(data)
        while len(self._open) >= _BLOCK:
            self._put(bytes(self._open[:_BLOCK]))
            del self._open[:_BLOCK]
        return len(data)

    def flush(self) -> None:
        """Nothing: what is not a whole block yet waits for :meth:`end`."""

    def end(self) -> None:
        """Nothing more is written. Errors: as :meth:`write`."""
        if self._open:
            self._put(bytes(self._open))
            self._open.clear()

    def close(self) -> None:
        """Forget it; the disk gets its room back."""
        self._file.close()

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> bytes:
        """Some of the bytes, in their order. Errors: MachineError ``disk-failed``, ``cannot-write``."""
        start, stop, step = part.indices(self._length)
        if step != 1:
            raise ValueError("a spool is read forwards, without gaps")
        if start >= stop:
            return b""
        first, last = start // _BLOCK, (stop - 1) // _BLOCK
        pieces = [self._block(number) for number in range(first, last + 1)]
        pieces[-1] = pieces[-1][: stop - last * _BLOCK]
        pieces[0] = pieces[0][start - first * _BLOCK :]
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, block: bytes) -> None:
        sealed = memoryview(self._cipher.encrypt(_nonce(self._blocks), block, None))
        try:
            while sealed:
                sealed = sealed[self._file.write(sealed) :]
        except OSError as error:
            raise machine_error(error, self._folder) from error
        self._blocks += 1

    def _block(self, number: int) -> bytes:
        kept, block = self._last
        if kept != number:
            try:
                self._file.seek(number * (_BLOCK + _TAG), os.SEEK_SET)
                sealed = self._file.read(_BLOCK + _TAG)
            except OSError as error:
                raise machine_error(error, self._folder) from error
            try:
                block = self._cipher.decrypt(_nonce(number), sealed, None)
            except InvalidTag:
                reason = "what was written does not read back"
                raise MachineError("disk-failed", path=str(self._folder), reason=reason) from None
            self._last = number, block
        return block


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE, "big")
