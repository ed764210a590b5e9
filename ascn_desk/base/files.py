"""Writing files so that a power cut or a full disk never leaves half of one.

The old content stands until the new one is whole on the disk; then the one takes the place of the other.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ascn_desk.base.errors import MachineError


def write_atomic(path: Path, data: bytes) -> None:
    """Save a file whole or not at all. Shapes and errors as :func:`writing_atomic`."""
    with writing_atomic(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing_atomic(path: Path) -> Iterator[BinaryIO]:
    """Write a file piece by piece; it takes its name only when the block ends without an error.

    Shapes: the folder must exist. The file is readable by its owner only, as desk data must be.
    Errors: MachineError ``disk-full`` or ``cannot-write``; the former content then still stands.
    """
    try:
        # Opened first: a folder that cannot be opened must be known before anything is changed.
        with _held_folder(path.parent) as folder:
            handle, name = tempfile.mkstemp(prefix=".ascn-desk-", suffix=".part", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
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


def _flush_folder(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems, mostly of memory sticks, know no flushing of folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
