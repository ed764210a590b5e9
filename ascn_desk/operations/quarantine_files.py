"""The folder of refused files: each as it came, with a note of why, and under what it was tried last.

- ``<id>.ascn`` is the file, ``<id>.json`` its note; the id is the beginning of the file's SHA-256
- of a file that is too large to be a bundle only the note is kept
- a file is tried again by itself once what it may have lacked is another: root, registry, own keys, this program
- it leaves only after the transaction that took it in; what a crash leaves behind is found known the next time
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ascn_desk.base.errors import DeskError, MachineError
from ascn_desk.base.files import copy_atomic, digest_of_file, machine_error, write_atomic
from ascn_desk.sync.trust import Trust

FOLDER = "quarantine"
_FILE, _NOTE = ".ascn", ".json"
_ID_LETTERS = 32
_NEWER_PROGRAM = "newer-format"
MAY_PASS = frozenset(
    {"unknown-sender", "not-for-this-desk", "untrusted-root", "untrusted-registry", "not-authorised", _NEWER_PROGRAM}
)
"""What newer documents, other keys or a newer program may cure; any other reason lies in the file itself."""


@dataclass(frozen=True, slots=True)
class Under:
    """What a file was tried under."""

    root: int
    registry: int
    desk: str
    app: str


@dataclass(frozen=True, slots=True)
class Note:
    """Why a file was refused; ``at`` is when it came, ``under`` is None where a crash left the file without a note."""

    id: str
    code: str
    file: str
    at: str
    data: Mapping[str, str]
    under: Under | None = None
    size: int | None = field(default=None, compare=False)

    @property
    def may_pass(self) -> bool:
        """Whether it is tried again by itself."""
        return self.size is not None and self.code in MAY_PASS


def under_now(trust: Trust, desk: str, app: str) -> Under:
    """What a file is tried under now."""
    return Under(trust.root_version, trust.registry.version, desk, app)


def id_of(digest: str) -> str:
    """The id under which a file with that SHA-256 lies there."""
    return digest[:_ID_LETTERS]


def kept_path(profile: Path, quarantine_id: str) -> Path:
    """Where a file lies."""
    return profile / FOLDER / (quarantine_id + _FILE)


def kept_id(profile: Path, path: Path) -> str | None:
    """The id of a file that lies there; None for any other."""
    return path.stem if path.parent == profile / FOLDER and path.suffix == _FILE else None


def keep(
    profile: Path, path: Path, error: DeskError, at: str, under: Under | None, *, is_reason_only: bool = False
) -> None:
    """Keep a refused file with its reason, once; one that is there already keeps its name and the instant it came.

    Errors: MachineError of the disk, ``cannot-read`` where the file itself cannot be read.
    """
    folder = profile / FOLDER
    folder.mkdir(exist_ok=True)
    quarantine_id = id_of(sha256(str(path).encode()).hexdigest() if is_reason_only else digest_of_file(path))
    before = _note(folder / (quarantine_id + _NOTE))
    kept = kept_path(profile, quarantine_id)
    if not is_reason_only and not kept.exists():
        copy_atomic(path, kept)
    about: dict[str, object] = {
        "code": error.code,
        "file": before.file if before else path.name,
        "at": before.at if before else at,
        "data": {key: str(value) for key, value in error.data.items()},
    }
    if under is not None:
        about["under"] = {"root": under.root, "registry": under.registry, "desk": under.desk, "app": under.app}
    write_atomic(folder / (quarantine_id + _NOTE), (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode())


def notes(profile: Path) -> list[Note]:
    """All that lies there, in the order in which it came."""
    found = [_note(path) for path in (profile / FOLDER).glob(f"*{_NOTE}")]
    return sorted((each for each in found if each is not None), key=lambda each: (each.at, each.id))


def due(profile: Path, now: Under) -> list[Path]:
    """The files that may pass now, since something is another than when they were tried."""
    every = notes(profile)
    named = {each.id for each in every}
    # A file without its note is what a crash left: it is judged as if it had just come.
    bare = [path for path in sorted((profile / FOLDER).glob(f"*{_FILE}")) if path.stem not in named]
    return [kept_path(profile, each.id) for each in every if each.may_pass and _is_due(each, now)] + bare


def leave(profile: Path, quarantine_id: str) -> None:
    """Let a file go, with its note. Errors: MachineError of the disk."""
    note = profile / FOLDER / (quarantine_id + _NOTE)
    # The note goes first: a file without one is tried anew, a note without its file would stay for ever.
    for path in (note, kept_path(profile, quarantine_id)):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise machine_error(error, path) from error


def leave_taken(profile: Path, quarantine_id: str) -> None:
    """Let go what was just taken in; where the disk refuses, the next import finds it known and tries again."""
    with contextlib.suppress(MachineError):
        leave(profile, quarantine_id)


def _is_due(note: Note, now: Under) -> bool:
    if note.under is None:
        return True
    if note.code == _NEWER_PROGRAM:
        return note.under.app != now.app
    return (note.under.root, note.under.registry, note.under.desk) != (now.root, now.registry, now.desk)


def _note(path: Path) -> Note | None:
    """What a note says; None where there is none, or none that can be read."""
    try:
        told = json.loads(path.read_bytes())
        under = Under(**told["under"]) if "under" in told else None
        data = {str(key): str(value) for key, value in told["data"].items()}
        kept = path.with_suffix(_FILE)
        size = kept.stat().st_size if kept.exists() else None
        return Note(path.stem, str(told["code"]), str(told["file"]), str(told["at"]), data, under, size)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
