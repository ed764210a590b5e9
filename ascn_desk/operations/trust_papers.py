"""Papers that wait at headquarters: requests of desks, and changes that lack a second person's signature.

Each is a file in the profile, in ``inbox/`` or ``outbox/``, until it took effect or is taken away. It is read anew each
time, so what is told of it is what holds now.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.operations.attachments import safe_name
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.enrolment import RequestInfo, read_request
from ascn_desk.operations.incoming_files import read_file
from ascn_desk.operations.trust_changes import TrustChanged, summary_of_change, trust_of_headquarters
from ascn_desk.sync import suffixes

_FOLDERS = ("inbox", "outbox")
_MOST_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that waits: a request, or a change with whose signatures it lacks.

    ``problem``: why nothing can come of it any more. ``is_registered``: the desk that asks is registered already, and
    only its starter may have to be written again.
    """

    path: Path
    request: RequestInfo | None = None
    change: TrustChanged | None = None
    problem: CorrectableError | None = None
    is_registered: bool = False


def papers(desk: Desk) -> tuple[Paper, ...]:
    """The papers that wait here, by the names of their files; none but at headquarters."""
    if desk.office_kind != "headquarters" or not desk.is_accepted:
        return ()
    found = [path for folder in _FOLDERS for path in sorted((desk.profile / folder).glob("*")) if is_paper(path)]
    return tuple(_paper(desk, path) for path in found)


def is_paper(path: Path) -> bool:
    """Whether a file is called like a request or a change."""
    return path.suffix in (suffixes.CHANGE, suffixes.REQUEST)


def take_paper(desk: Desk, path: Path) -> Path:
    """Keep a copy of a request or a change that came, so that it waits here; where it lies.

    Errors: CorrectableError ``headquarters-only``, ``no-such-file``; those of reading it. Nothing is kept then.
    """
    trust_of_headquarters(desk)
    found = _paper(desk, path)
    if found.problem is not None:
        raise found.problem
    data = read_file(path, _MOST_BYTES)
    folder = desk.profile / "inbox"
    if path.parent in (folder, desk.profile / "outbox"):
        return path
    held = [each for each in folder.glob(f"*{path.suffix}") if each.read_bytes() == data]
    if held:
        return held[0]
    target, number = folder / safe_name(path.name), 2
    while target.exists():
        target, number = folder / f"{Path(safe_name(path.name)).stem}-{number}{path.suffix}", number + 1
    write_atomic(target, data)
    return target


def new_change_path(desk: Desk) -> Path:
    """Where a change is written that waits for a second person."""
    trust = trust_of_headquarters(desk)
    name, number = f"registry-{trust.registry.version + 1}", 2
    target = desk.profile / "outbox" / f"{name}{suffixes.CHANGE}"
    while target.exists():
        target, number = target.with_name(f"{name}-{number}{suffixes.CHANGE}"), number + 1
    return target


def copy_paper(desk: Desk, path: Path, out: Path) -> Path:
    """Copy a paper out for the next person. Errors: CorrectableError ``no-such-file``; MachineError of the medium."""
    write_atomic(out, read_file(path, _MOST_BYTES))
    return out


def drop_paper(desk: Desk, path: Path) -> None:
    """Take a paper away that lies in this profile; any other file stays. Errors: MachineError of the disk."""
    if path.parent in [desk.profile / folder for folder in _FOLDERS] and is_paper(path):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise machine_error(error, path) from error


def _paper(desk: Desk, path: Path) -> Paper:
    try:
        if path.suffix == suffixes.REQUEST:
            info = read_request(desk, path)
            return Paper(path, request=info, is_registered=info.desk in trust_of_headquarters(desk).registry.desks)
        return Paper(path, change=summary_of_change(desk, path))
    except CorrectableError as error:
        return Paper(path, problem=error)
