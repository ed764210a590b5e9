"""Writing files so that a power cut or a full disk never leaves half of one.

The old content stands until the new one is whole on the disk; then the one takes the place of the other.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ascn_desk.base.errors import MachineError

PART_START, PART_END = ".ascn-desk-", ".part"
"""How a file is called that is not whole yet; between the two stands whose it is, and chance."""

_PIECE = 2**20


def write_atomic(path: Path, data: bytes) -> None:
    """Save a file whole or not at all. Shapes and errors as :func:`writing_atomic`."""
    with writing_atomic(path) as file:
        file.write(data)


def copy_atomic(source: Path, path: Path) -> None:
    """Save a copy of a file whole or not at all, piece by piece. Shapes and errors as :func:`writing_atomic`.

    Errors: also MachineError ``cannot-read`` of the source.
    """
    try:
        with source.open("rb") as held, writing_atomic(path) as file:
            while piece := _piece_of(held, source):
                file.write(piece)
    except OSError as error:
        raise cannot_read(source, error) from error


@contextlib.contextmanager
def writing_verified(path: Path, check: Callable[[Path], None], *, mark: str) -> Iterator[Written]:
    """Write a file piece by piece that takes its name only once what the medium gives back was checked.

    Shapes: ``check`` looks at the unfinished file, and raises for what is wrong; ``mark`` tells whose it is, for
            :func:`clear_parts`.
    Errors: as :func:`writing_atomic`; MachineError ``disk-failed``; those of ``check``. The former content then stands.
    """

    def read_back(part: Path) -> None:
        _forget_cached(part)
        try:
            if digest_of_file(part) != written.digest():
                raise MachineError("disk-failed", path=str(path), reason="what was written does not read back")
            check(part)
        except MachineError as error:
            if error.code != "cannot-read":
                raise
            # The person knows of the file that he wants, not of the one that is not whole yet.
            raise MachineError("disk-failed", path=str(path), reason=str(error.data.get("reason", ""))) from error

    with writing_atomic(path, check=read_back, mark=mark) as file:
        written = Written(file)
        yield written


class Written:
    """A file that is being written, with what it must read back as."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes | memoryview) -> int:
        """Add some bytes; how many. Errors: OSError."""
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def digest(self) -> str:
        """The SHA-256 of all that was written, written out."""
        return self._digest.hexdigest()


def check_place(path: Path) -> None:
    """See that a file can be written there, before something is done that cannot be taken back.

    Errors: MachineError ``disk-full`` or ``cannot-write``.
    """
    if path.is_dir():
        raise MachineError("cannot-write", path=str(path), reason=os.strerror(errno.EISDIR))
    try:
        with tempfile.NamedTemporaryFile(prefix=PART_START, suffix=PART_END, dir=path.parent):
            pass
    except OSError as error:
        raise machine_error(error, path) from error


def clear_parts(folder: Path, mark: str) -> None:
    """Remove the unfinished files that somebody's broken writing left in a folder; what cannot be removed stays."""
    for part in folder.glob(f"{PART_START}{mark}*{PART_END}"):
        with contextlib.suppress(OSError):
            part.unlink()


@contextlib.contextmanager
def writing_atomic(
    path: Path, *, check: Callable[[Path], None] | None = None, mark: str = ""
) -> Iterator[BinaryIO]:
    """Write a file piece by piece; it takes its name only when the block ends without an error.

    Shapes: the folder must exist. ``check`` looks at the unfinished file once it is on the disk, and raises. The file
            is readable by its owner only, as desk data must be.
    Errors: MachineError ``disk-full`` or ``cannot-write``; the former content then still stands.
    """
    try:
        # Opened first: a folder that cannot be opened must be known before anything is changed.
        with _held_folder(path.parent) as folder:
            handle, name = tempfile.mkstemp(prefix=PART_START + mark, suffix=PART_END, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                if check is not None:
                    check(Path(name))
                os.replace(name, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)
                raise
            if folder is not None:
                _flush_folder(folder)
    except OSError as error:
        raise machine_error(error, path) from error


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name, in the same folder, so that a power cut leaves either the old one or the new.

    Errors: MachineError ``disk-full`` or ``cannot-write``; the former content then still stands.
    """
    try:
        with _held_folder(path.parent) as folder:
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(part, path)
            if folder is not None:
                _flush_folder(folder)
    except OSError as error:
        raise machine_error(error, path) from error


def machine_error(error: OSError, path: Path) -> MachineError:
    """What to tell the person when the system could not write a file."""
    if error.errno == errno.ENOSPC:
        return MachineError("disk-full", path=str(path))
    return MachineError("cannot-write", path=str(path), reason=error.strerror or str(error))


def cannot_read(path: Path, error: OSError) -> MachineError:
    """What to tell the person when the system does not give a file's bytes."""
    return MachineError("cannot-read", path=str(path), reason=error.strerror or str(error))


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file, written out; it is read piece by piece. Errors: MachineError ``cannot-read``."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise cannot_read(path, error) from error


def _piece_of(file: BinaryIO, path: Path) -> bytes:
    # Told apart here: while a file is being written, an error of the system speaks of that one.
    try:
        return file.read(_PIECE)
    except OSError as error:
        raise cannot_read(path, error) from error


@contextlib.contextmanager
def _held_folder(folder: Path) -> Iterator[int | None]:
    # Windows cannot open folders; its file system writes their changes in order by itself.
    if sys.platform == "win32":
        yield None
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


def _forget_cached(path: Path) -> None:
    """Let what is read come from the medium and not from memory, where the system knows how."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _flush_folder(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems, mostly of memory sticks, know no flushing of folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
