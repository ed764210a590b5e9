"""Taking in bundles: rehearse several, import them. A rehearsal is an import that is rolled back.

What was not refused (:mod:`ascn_desk.operations.incoming_files`) is applied together in one transaction, so a crash
leaves all of it or nothing. A refused file is kept in the profile's quarantine with its reason, and tried again in the
import that brings what it lacked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.base.errors import DeskError, RefusedError
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.conflicts import decisions_of
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.import_report import report_of
from ascn_desk.operations.incoming_files import Batch, Progress, check_files, read_file
from ascn_desk.operations.own_numbers import look_at_receipts
from ascn_desk.operations.purge_traces import clear_traces
from ascn_desk.operations.rotation import go_on
from ascn_desk.operations.views import ImportReport
from ascn_desk.operations.writing_again import gather_anew, own_again
from ascn_desk.store.backup import make_backup
from ascn_desk.store.bundles import Received, known_file, note_received
from ascn_desk.store.decisions import note_decisions
from ascn_desk.store.names import Names
from ascn_desk.sync import carried
from ascn_desk.sync.bundle import GREATEST_FILE_BYTES
from ascn_desk.sync.held_trust import keep_trust
from ascn_desk.sync.receipts import last_have
from ascn_desk.sync.receiving import Outcome, Staged, apply_bundles


class _Taken(NamedTuple):
    """What an import came to inside its transaction."""

    report: ImportReport
    batch: Batch


def rehearse(desk: Desk, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
    """Say exactly what importing these files would do, and do nothing."""
    try:
        with desk.store.rehearsing() as connection:
            return _take_in(desk, connection, paths, progress).report
    finally:
        desk.forget_trust()


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    progress: Progress | None = None,
    *,
    prepare: Callable[[Connection], None] | None = None,
    has_backup: bool = True,
) -> ImportReport:
    """Import these files: all that can be applied is, all else is reported and kept in quarantine.

    Shapes: ``prepare`` runs first, inside the same transaction.
    Errors: MachineError of the disk or the database; nothing was changed then.
    """
    if has_backup and prepare is None and not _is_known(desk, paths):
        _back_up(desk)
    try:
        with desk.store.writing() as connection:
            if prepare is not None:
                prepare(connection)
            report, batch = _take_in(desk, connection, paths, progress)
            _keep_attachments(desk, connection, [each for _, _, each in batch.staged])
            # Before the end of the transaction: what was refused is kept, or nothing was done.
            _quarantine(desk, batch)
    except BaseException:
        desk.forget_trust()
        raise
    clear_traces(desk)
    _leave_quarantine(desk, batch)
    return report


def _keep_attachments(desk: Desk, connection: Connection, staged: Sequence[Staged]) -> None:
    """Keep the attachments that came, of those that something held names; before the end of the transaction."""
    came = {digest: data for each in staged for digest, data in each.bundle.files.items()}
    if came:
        named = carried.all_named(connection, Names(connection), desk.desk)
        for digest, data in came.items():
            if digest in named:
                desk.files.put(data)


def _back_up(desk: Desk) -> None:
    """A checked backup of the desk as it stands, with its keys, like any other."""
    make_backup(desk.store, desk.profile / "backups", desk.clock)


def _is_known(desk: Desk, paths: Sequence[Path]) -> bool:
    with desk.reading() as (connection, _):
        try:
            return all(known_file(connection, _digest(path)) is not None for path in paths)
        except DeskError:
            return False


def _take_in(
    desk: Desk, connection: Connection, paths: Sequence[Path], progress: Progress | None
) -> _Taken:
    ledger = desk.ledger(connection)
    batch = check_files(desk, connection, ledger, paths, progress)
    if batch.is_trust_newer and batch.trust is not None:
        keep_trust(connection, batch.trust)
        desk.forget_trust()
        forks = ledger.rules.forks
        ledger = desk.ledger(connection)
        if ledger.rules.forks != forks:
            # What authors had seen of a forked log is read otherwise from now on.
            ledger.rebuild()
    if go_on(desk, connection):
        ledger = desk.ledger(connection)
    known_before = sum(entries for _, _, entries in batch.known.values())
    staged = [each for _, _, each in batch.staged]
    outcome = apply_bundles(
        ledger, staged, desk.limits(connection), is_trust_newer=batch.is_trust_newer, known_before=known_before
    )
    fresh = note_decisions(connection, ledger.names, ledger.rules, desk.desk, outcome.keys)
    _keep_receipts(desk, connection, batch, outcome)
    look_at_receipts(desk, connection, (each.bundle.payload for each in staged))
    if staged:
        gather_anew(desk, ledger)
        own_again(desk, ledger)
    report = report_of(desk, connection, paths, batch, outcome, decisions_of(desk, connection, ledger.names, fresh))
    return _Taken(report, batch)


def _keep_receipts(desk: Desk, connection: Connection, batch: Batch, outcome: Outcome) -> None:
    """Note what was imported from whom, and what the sender said it holds.

    A file of which something was held back may bring it another time, so it is not known by its digest.
    """
    now = desk.now()
    for _, digest, staged in batch.staged:
        payload, sender = staged.bundle.payload, staged.bundle.sender
        if payload.sender == desk.desk:
            continue
        # An open update speaks of the reference data alone: what its sender holds else stands as it said before.
        before = {} if payload.to else last_have(connection, payload.sender)
        received = Received(
            identity=staged.bundle.identity,
            bundle=payload.bundle,
            digest="" if staged.held_back else digest,
            desk=payload.sender,
            office=sender.office,
            number=payload.chain.number,
            created=payload.created,
            at=now,
            entries=staged.entries,
            fresh=staged.fresh,
            conflicts=len(outcome.conflicts),
            have=msgspec.json.encode({**before, **payload.have}).decode(),
            previous=payload.chain.previous,
            is_open=not payload.to,
        )
        note_received(connection, received)
        if payload.to:
            carried.note_asked(connection, payload.sender, payload.lacks)


def _quarantine(desk: Desk, batch: Batch) -> None:
    """Keep every refused file with its reason; of one that is too large to be a bundle only the reason.

    A file that lay there and of which something is still held back stays too.
    """
    under = quarantine_files.under_now(batch.trust, desk.desk, APP) if batch.trust is not None else None
    held_back = {
        path: RefusedError(each.held_back[0].code)
        for path, _, each in batch.staged
        if each.held_back and quarantine_files.kept_id(desk.profile, path) is not None
    }
    for path, error in {**batch.refused, **held_back}.items():
        if isinstance(error, RefusedError):
            is_large = path.stat().st_size > GREATEST_FILE_BYTES
            name, data = (str(path), None) if is_large else (path.name, read_file(path))
            quarantine_files.keep(desk.profile, name, data, error, desk.now(), under)


def _leave_quarantine(desk: Desk, batch: Batch) -> None:
    """Let go what was taken in whole, wherever it came from."""
    taken = [quarantine_files.id_of(digest) for _, digest, each in batch.staged if not each.held_back]
    for path in batch.known:
        kept = quarantine_files.kept_id(desk.profile, path)
        if kept is not None:
            taken.append(kept)
    for each in taken:
        quarantine_files.leave_taken(desk.profile, each)


def _digest(path: Path) -> str:
    return sha256(read_file(path)).hexdigest()
