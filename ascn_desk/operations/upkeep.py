"""Care for the desk: backup and restore, the check of everything, the journal for audit, computing anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from ascn_desk.base.errors import CorrectableError, DeskError, MachineError, RefusedError
from ascn_desk.base.files import machine_error, put_in_place, write_atomic
from ascn_desk.base.paths import check_place
from ascn_desk.base.words import error_text
from ascn_desk.operations import fingerprints, own_numbers, reference_data
from ascn_desk.operations.attachments import name_of
from ascn_desk.operations.backups import BACKUPS
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.journal import journal as journal
from ascn_desk.operations.views import ChannelPrint, Finding
from ascn_desk.store import backup as copies
from ascn_desk.store.audit import lines_of_segment, shown_digest
from ascn_desk.store.files import FILES, FileStore
from ascn_desk.store.holdings import Held
from ascn_desk.store.ledger import Ledger
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.keys import unwrap_profile
from ascn_desk.sync.receiving import fact_parts
from ascn_desk.sync.segment import RawSegment, read_header, read_lines, segment_name

DATABASE = "desk.db"
_REPLACED = "replaced"


# -- backups ---------------------------------------------------------------------------------------------------------


def backup(desk: Desk, out: Path | None = None) -> Path:
    """Write a backup and read it back; where it lies.

    Shapes: without ``out`` it goes into the profile, named by its time, and the last ten stay. The keys lie beside it
            under its name, so a backup is opened with the passphrase of the day it was made. So do the attachments in
            a folder, except in the profile, which holds them already.
    Errors: MachineError of the disk, ``damaged-database`` where the database itself is not sound.
    """
    if out is None:
        return copies.make_backup(desk.store, desk.profile / BACKUPS, desk.clock)
    # Before the database: a backup that can be opened is whole.
    copied = FileStore(_files_beside(out), desk.store.key)
    copied.keep_only(desk.files.held())
    desk.files.copy_to(copied)
    copies.write_backup(desk.store, out)
    return out


def backup_before_import(desk: Desk) -> Path:
    """The backup that every import begins with."""
    return backup(desk)


def restore(profile: Path, backup: Path, passphrase: str) -> None:
    """Set up a profile from a backup, whose passphrase opens it from then on.

    Shapes: what the profile held before is kept beside it, in ``backups/replaced-<n>``.
    Errors: CorrectableError ``not-a-backup``, ``wrong-passphrase``, and those of the folder's place; MachineError
            ``damaged-key-file``, ``damaged-database``, and those of the disk. Nothing was changed then.
    """
    check_place(profile)
    key_file = copies.beside(backup, copies.KEY_FILE)
    if not backup.is_file() or not key_file.is_file():
        raise CorrectableError("not-a-backup", path=str(backup), keys=key_file.name)
    try:
        secrets = unwrap_profile(key_file.read_bytes(), passphrase)
        if copies.check_copy(backup, secrets.database_key):
            raise MachineError("damaged-database", path=str(backup))
        profile.mkdir(parents=True, exist_ok=True)
        # Beside its later place, so that the disk is known to hold all of it before anything is put away.
        part = profile / f".{DATABASE}.part"
        shutil.copyfile(backup, part)
        part.chmod(0o600)
        replaced = _put_away(profile)
        files = FileStore(profile / FILES, secrets.database_key)
        files.put_away(replaced / FILES)
        FileStore(_files_of(backup), secrets.database_key).copy_to(files)
        put_in_place(part, profile / DATABASE)
        for name in reversed(copies.BESIDE):
            kept = copies.beside(backup, name)
            if kept.is_file():
                (profile / name).parent.mkdir(exist_ok=True)
                write_atomic(profile / name, kept.read_bytes())
    except OSError as error:
        raise machine_error(error, profile) from error


def _files_beside(backup: Path) -> Path:
    """Where a backup that leaves the profile has the attachments."""
    return copies.beside(backup, FILES)


def _files_of(backup: Path) -> Path:
    """Where the attachments of a backup are: beside it, or in the profile whose backup it is."""
    beside = _files_beside(backup)
    return backup.parent.with_name(FILES) if backup.parent.name == BACKUPS and not beside.is_dir() else beside


def _put_away(profile: Path) -> Path:
    """Keep what a restored profile replaces; the folder for it, which is made only if there is something."""
    old = [profile / name for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", *copies.BESIDE)]
    number = 1
    while (folder := profile / BACKUPS / f"{_REPLACED}-{number}").exists():
        number += 1
    if not any(path.exists() for path in old):
        return folder
    folder.mkdir(parents=True)
    # The keys go first: a profile without them is none, so nothing opens one that is half replaced.
    for path in reversed(old):
        if path.exists():
            path.rename(folder / path.name)
    return folder


# -- computing anew --------------------------------------------------------------------------------------------------


def rebuild(desk: Desk) -> tuple[int, int]:
    """Compute all that is shown anew from the journal; how many records and entries there are."""
    with desk.writing() as ledger:
        return _rebuilt(desk, ledger)


def _rebuilt(desk: Desk, ledger: Ledger) -> tuple[int, int]:
    counted = ledger.rebuild()
    if desk.trust(ledger.connection) is None:
        # Before its acceptance a desk shows the shipped data, behind which no entry stands.
        reference_data.show_shipped(ledger)
    return counted


def fingerprint(desk: Desk, channel: str | None = None, state: bool = False) -> tuple[ChannelPrint, ...]:
    """The six words of one channel, or of all, to compare by telephone; ``state`` adds the digest of what is shown."""
    return fingerprints.fingerprints(desk, channel, with_state=state)


# -- the check -------------------------------------------------------------------------------------------------------


def check(desk: Desk) -> tuple[Finding, ...]:
    """Check the desk from the bytes up; empty if all is well.

    In this order: the pages and tables of the database, each sealed segment against its signature and against the
    journal, what is shown against what the journal gives when it is computed anew, the attachments, and the key file.
    An attachment that is damaged counts as not received from then on, and is asked for with the next export.
    """
    found: list[Finding] = []
    if copies.faults(desk.store.engine):
        # What SQLite itself cannot read need not be looked at further.
        return (_finding("damaged-database", "restore", path=str(desk.store.path)),)
    with desk.store.rehearsing() as connection:
        ledger = Ledger(connection, desk.store.tables, desk.rules(connection), fact_parts, is_searching=False)
        for held in (each for segments in ledger.holdings.everything().values() for each in segments):
            problem = _segment_problem(desk, ledger, held)
            if problem is not None:
                found.append(problem)
        before = shown_digest(connection, desk.store.tables)
        # Computed anew inside a transaction that is rolled back: nothing is mended unasked.
        _rebuilt(desk, ledger)
        if shown_digest(connection, desk.store.tables) != before:
            found.append(_finding("shown-differs", "rebuild"))
        if (told := own_numbers.finding(connection)) is not None:
            found.append(told)
    found += [_finding("damaged-attachment", "export", name=name_of(desk, each)) for each in desk.files.find_damaged()]
    if not (desk.profile / copies.KEY_FILE).is_file():
        found.append(_finding("key-file-missing", "restore", path=str(desk.profile / copies.KEY_FILE)))
    return tuple(found)


def _segment_problem(desk: Desk, ledger: Ledger, held: Held) -> Finding | None:
    """What is wrong with a sealed segment that is held."""
    place = ledger.names.logs[held.log]
    told = {"desk": place.desk, "channel": place.channel, "number": held.number}
    name = segment_name(place.desk, place.channel, held.number)
    envelope, body = ledger.holdings.bytes_of([held.key])[held.key]
    try:
        header = read_header(envelopes.read(envelope), name)
        lines = read_lines(header, body)
        trust = desk.trust(ledger.connection)
        if trust is not None and place.desk in trust.registry.desks:
            check_segment(RawSegment(name, envelope, body), trust.registry, None)
    except RefusedError as error:
        # A desk that may not write there any more has signed what it signed.
        if error.code != "not-authorised":
            return _finding("damaged-segment", "restore", **told)
        return None
    is_same = header.identity == held.identity and len(lines) == held.entries
    if held.journaled and is_same:
        is_same = lines_of_segment(ledger.connection, held.key) == lines
    return None if is_same else _finding("journal-differs", "restore", **told)


def _finding(code: str, repair: str, **data: Any) -> Finding:
    error: DeskError = MachineError(code, **data)
    return Finding(error.code, error_text(error), repair)
