"""Copies of attachments that another program shows: they lie in the profile for as long as the window is open.

- what is held is encrypted, and no other program reads it; so a copy is written, which may be read only
- a copy goes when the window is closed, when it is next opened, and when an attachment is purged
- only files of kinds that show something are opened; a program that came as an attachment is never started from here
"""

from __future__ import annotations

import contextlib
import shutil
import stat
from pathlib import Path

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.operations.attachments import attachment, safe_name
from ascn_desk.operations.desk import Desk

FOLDER = "opened"
SHOWN = frozenset(
    {".pdf", ".txt", ".csv", ".md", ".rtf", ".eml", ".msg", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt",
     ".ods", ".odp", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".mp3", ".m4a",
     ".wav", ".mp4", ".mov"}
)  # fmt: skip
"""Endings of files that show something; those of office programs with macros are not among them."""


def open_copy(desk: Desk, attachment_id: str, channel: str | None = None) -> Path:
    """A copy of an attachment for another program to show; it may only be read, and goes with the window.

    Errors: CorrectableError ``unknown-record``, ``file-not-received``, ``attachment-not-shown``; MachineError of the
            disk.
    """
    found = attachment(desk, attachment_id, channel)
    if found.data is None:
        raise CorrectableError("file-not-received", name=found.name)
    name = safe_name(found.name)
    if Path(name).suffix.lower() not in SHOWN:
        raise CorrectableError("attachment-not-shown", name=found.name)
    folder = desk.profile / FOLDER / found.sha256[:16]
    target = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not target.exists():
            write_atomic(target, found.data)
            target.chmod(stat.S_IRUSR)
    except OSError as error:
        raise machine_error(error, target) from error
    return target


def forget_copies(profile: Path) -> None:
    """Remove the copies; one that another program still holds goes the next time."""
    folder = profile / FOLDER
    for copy in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            copy.chmod(stat.S_IRUSR | stat.S_IWUSR)  # what may only be read is not removed on every system
    shutil.rmtree(folder, ignore_errors=True)
