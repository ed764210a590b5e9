"""Refused files and what can be done with them: see why, take one out, throw one away, try again.

Each import tries those again by itself that may pass now, and so does a change of root or registry made here;
:func:`retry` tries whatever a person names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, MachineError, RefusedError
from ascn_desk.base.files import copy_atomic
from ascn_desk.base.words import error_text
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.explaining import Step, explain
from ascn_desk.operations.imports import import_files
from ascn_desk.operations.names import office_name
from ascn_desk.operations.quarantine_files import Note
from ascn_desk.operations.views import FileReport, ImportReport
from ascn_desk.sync.bundle import named_office

_LEAST_BEGINNING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A refused file: ``code`` and its sentence, the name it came with, when, its size in bytes.

    ``size`` is None where only the reason was kept. ``may_pass``: newer documents, keys or a newer program may cure it,
    so it is tried again by itself. ``office`` is the one that the file's name speaks of and ``desk`` the one that it
    gives as its sender, both empty where none is named: nothing proves them.
    """

    id: str
    code: str
    message: str
    file: str
    at: str
    size: int | None
    may_pass: bool
    office: str = ""
    office_name: str = ""
    desk: str = ""


def quarantined(desk: Desk) -> tuple[Quarantined, ...]:
    """The files that lie in quarantine, the last that came first."""
    return tuple(_told(desk, note) for note in reversed(quarantine_files.notes(desk.profile)))


def steps_of(desk: Desk, named: str) -> tuple[Step, ...]:
    """Each step of the check of a refused file, as things are now.

    Shapes: ``named`` as in :func:`discard`.
    Errors: CorrectableError ``not-in-quarantine``, ``only-reason-kept``; MachineError of the disk.
    """
    return explain(desk, quarantine_files.kept_path(desk.profile, _with_file(desk, named).id))


def export_file(desk: Desk, named: str, out: Path) -> Quarantined:
    """Write a file out of quarantine as it came; it stays there.

    Shapes: ``named`` as in :func:`discard`.
    Errors: CorrectableError ``not-in-quarantine``, ``only-reason-kept``; MachineError of the disk.
    """
    note = _with_file(desk, named)
    copy_atomic(quarantine_files.kept_path(desk.profile, note.id), out)
    return _told(desk, note)


def discard(desk: Desk, named: str) -> Quarantined:
    """Throw a refused file away, with its reason.

    Shapes: ``named``: its id, or how that begins, six letters at least.
    Errors: CorrectableError ``not-in-quarantine``; MachineError of the disk.
    """
    note = _named(desk, named)
    quarantine_files.leave(desk.profile, note.id)
    return _told(desk, note)


def retry(
    desk: Desk,
    named: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    has_backup: bool = True,
) -> ImportReport:
    """Import one refused file again, or all that were kept; what is taken in leaves quarantine.

    Shapes: ``named`` as in :func:`discard`; the report is that of an import, whatever was refused again included.
    Errors: CorrectableError ``not-in-quarantine``, ``only-reason-kept``; MachineError as an import.
    """
    if named is not None:
        wanted = [_with_file(desk, named)]
    else:
        wanted = [note for note in quarantine_files.notes(desk.profile) if note.size is not None]
    paths = [quarantine_files.kept_path(desk.profile, note.id) for note in wanted]
    return import_files(desk, paths, progress, has_backup=has_backup)


def retry_due(desk: Desk) -> tuple[FileReport, ...]:
    """Import again what newer documents that came by no file may cure, as those just made here; what came in.

    Where the machine fails, nothing comes in: those documents are in effect all the same, and each import tries again.
    """
    trust = desk.trust()
    if trust is None:
        return ()
    due = quarantine_files.due(desk.profile, quarantine_files.under_now(trust, desk.desk, APP))
    if not due:
        return ()
    try:
        report = import_files(desk, due)
    except MachineError:
        return ()
    return tuple(each for each in report.files if each.ok or each.number)


def _named(desk: Desk, named: str) -> Note:
    found = [note for note in quarantine_files.notes(desk.profile) if note.id.startswith(named.lower())]
    if len(found) != 1 or len(named) < _LEAST_BEGINNING:
        raise CorrectableError("not-in-quarantine", id=named)
    return found[0]


def _with_file(desk: Desk, named: str) -> Note:
    note = _named(desk, named)
    if note.size is None:
        raise CorrectableError("only-reason-kept", file=note.file)
    return note


def _told(desk: Desk, note: Note) -> Quarantined:
    office = named_office(note.file)
    with desk.reading() as (connection, _):
        name = office_name(connection, office) if office else ""
    return Quarantined(
        id=note.id,
        code=note.code,
        message=error_text(RefusedError(note.code, **note.data)),
        file=note.file,
        at=note.at,
        size=note.size,
        may_pass=note.may_pass,
        office=office,
        office_name=name,
        desk=note.data.get("desk", "") if note.code == "unknown-sender" else "",
    )
