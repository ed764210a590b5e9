"""What an import says of itself: of each file, of what is missing, and of what people should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import RefusedError
from ascn_desk.base.words import error_text
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.bundle_chains import chains_in
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.incoming_files import Batch
from ascn_desk.operations.names import office_name
from ascn_desk.operations.views import Changed, ConflictRef, Decision, FileReport, ImportReport
from ascn_desk.operations.waiting import waiting_in
from ascn_desk.store.names import Names
from ascn_desk.sync.receiving import Staged
from ascn_desk.sync.tally import Outcome


def report_of(
    desk: Desk,
    connection: Connection,
    paths: Sequence[Path],
    batch: Batch,
    outcome: Outcome,
    decisions: tuple[Decision, ...],
) -> ImportReport:
    """The report on an import, inside its transaction; ``paths`` are those that were asked for."""
    why = dict(outcome.why)
    asked = frozenset(paths)
    for path, error in batch.refused.items():
        if path in asked:
            why.setdefault(error.code, 0)
    staged = {path: each for path, _, each in batch.staged}
    noted = {each.id: each.file for each in quarantine_files.notes(desk.profile)}
    # What was tried again by itself is told only where it was taken in: else nothing happened with it.
    told = [*paths, *(path for path in (*batch.known, *staged) if path not in asked)]
    files = [_from_quarantine(desk, noted, path, _file_report(connection, path, batch, staged)) for path in told]
    return ImportReport(
        balance=outcome.balance,
        why=why,
        conflicts=tuple(map(ConflictRef._make, outcome.conflicts)),
        parallel=tuple(map(ConflictRef._make, outcome.parallel)),
        files=tuple(files),
        decisions=decisions,
        changed=Changed(outcome.kinds, frozenset()),
        records=outcome.records,
        chains=chains_in(desk, connection, {each.office for each in files}),
        waiting=waiting_in(desk, connection, Names(connection)),
    )


def _file_report(
    connection: Connection, path: Path, batch: Batch, staged: Mapping[Path, Staged]
) -> FileReport:
    if path in batch.refused:
        error = batch.refused[path]
        return FileReport(str(path), False, error.code, error_text(error), "", "", 0, 0, 0)
    if path in batch.known:
        office, number, entries = batch.known[path]
        name = office_name(connection, office)
        return FileReport(str(path), True, None, "", office, name, number, entries, 0, is_known=True)
    each = staged[path]
    code = each.held_back[0].code if each.held_back else None
    office = each.bundle.sender.office
    return FileReport(
        path=str(path),
        ok=code is None,
        code=code,
        message=error_text(RefusedError(code)) if code else "",
        office=office,
        office_name=office_name(connection, office),
        number=each.bundle.payload.chain.number,
        entries=each.entries,
        new=each.fresh,
        is_known=each.fresh == 0 and code is None and each.entries > 0,
    )


def _from_quarantine(desk: Desk, noted: Mapping[str, str], path: Path, report: FileReport) -> FileReport:
    """The report of a file that lay in quarantine, under the name that it came with."""
    kept = quarantine_files.kept_id(desk.profile, path)
    return report if kept is None else replace(report, path=noted.get(kept, report.path), quarantine=kept)
